import type { Principal } from '@/lib/domain/access/principal';
import type { DecisionKind, DecisionState, Role, Verdict } from '@/lib/domain/words';
import type { Payload } from './payload';
import type { Revision } from './revision';

/** What is stored; `approved`, and `expired` before anyone wrote it down, are derived from facts and an instant. */
export const storedStates = [
  'draft',
  'open',
  'executed',
  'rejected',
  'withdrawn',
  'expired',
  'superseded',
] as const satisfies readonly DecisionState[];
export type StoredState = (typeof storedStates)[number];

export type Decision = {
  id: string;
  number: number;
  program: string;
  /** Both null for a decision about the program. */
  contextId: string | null;
  context: string | null;
  kind: DecisionKind;
  state: StoredState;
  proposer: Principal;
  /** Persons who wrote part of it: the proposer, who revised it, who drafted the rules that it activates. */
  authorIds: readonly string[];
  /** Of a draft, when it was drafted. */
  proposedAt: Date;
  /** Null for a draft, and for a review, which is answered late rather than never. */
  expiresAt: Date | null;
  payload: Payload;
  /** The current revision. */
  revision: Revision;
};

export type SignOff = {
  id: string;
  decisionId: string;
  revision: number;
  evidenceHash: string;
  personId: string;
  personName: string;
  /** Who delegated their place to the signer; null for a signer in their own right. */
  onBehalfOf: string | null;
  onBehalfOfName: string | null;
  role: Role;
  verdict: Verdict;
  comment: string;
  signedAt: Date;
  revokedAt: Date | null;
};

/** Active people of a program and the roles each holds now; who is disabled is not in it. */
export type RoleHolders = ReadonlyMap<string, ReadonlySet<Role>>;
