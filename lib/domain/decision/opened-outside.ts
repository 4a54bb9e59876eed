import type { Principal } from '@/lib/domain/access/principal';
import type { ContextState } from './context-state';
import type { Decision } from './decision';
import type { Payload } from './payload';
import { authorsOf, freezeRevision } from './propose';
import type { World } from './world';

export type DecisionName = { id: string; number: number };

export type OpenedOutside = {
  ref: DecisionName;
  program: string;
  by: Principal;
  /** Others who may not sign it off, beside who opened it. */
  coAuthorIds?: readonly string[];
  payload: Payload;
  state: Decision['state'];
  expiresAt?: Date;
};

/** A decision that an act outside the gates makes or opens, in its first revision. */
export const openedOutside = (
  { ref, program, by, coAuthorIds = [], payload, state, expiresAt }: OpenedOutside,
  world: World & { context: ContextState },
): Decision => ({
  ...ref,
  program,
  contextId: world.context.id,
  context: world.context.slug,
  kind: payload.kind,
  state,
  proposer: by,
  authorIds: authorsOf(by, coAuthorIds),
  proposedAt: world.at,
  expiresAt: expiresAt ?? null,
  payload,
  revision: freezeRevision({ ...ref, program }, payload, 1, { ...world, openedPolicy: world.policy }, null),
});
