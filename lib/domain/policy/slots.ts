import type { Stakes } from '@/lib/domain/decision/stakes';
import type { Transition } from '@/lib/domain/stage/transition';
import { conditionalSlots } from './conditional';
import type { PolicyDocument } from './document';
import { mergeSlots } from './merge-slots';
import type { Slot } from './slot';

/** What a lane's own way forward asks for, whichever decision took it there. */
const forwardOfLane: readonly Transition[] = ['validated>selective', 'selective>selective'];

const ofTransitions = (policy: PolicyDocument, moves: readonly Transition[]): Slot[][] =>
  moves.map((transition) => policy.transitions[transition]);

/** The sign-offs that a forward move needs, in the order of roles. */
export const forwardSlots = (policy: PolicyDocument, moves: readonly Transition[], stakes: Stakes): Slot[] => {
  const asked = { kind: 'advance', transitions: moves, stakes } as const;
  return mergeSlots([...ofTransitions(policy, moves), ...conditionalSlots(policy.conditional, asked)]);
};

/** Going back after the window never needs fewer than going forward did. */
export const backwardSlots = (policy: PolicyDocument, move: { lanes: readonly unknown[]; stakes: Stakes }): Slot[] => {
  const { stakes } = move;
  const forward = move.lanes.length === 0 ? [] : forwardOfLane;
  return mergeSlots([
    policy.kinds.rollback,
    ...ofTransitions(policy, forward),
    ...conditionalSlots(policy.conditional, { kind: 'rollback', transitions: [], stakes }),
    ...(forward.length === 0
      ? []
      : conditionalSlots(policy.conditional, { kind: 'advance', transitions: forward, stakes })),
  ]);
};

/** The sign-offs that a kind which moves nothing needs. */
export const slotsOfKind = (policy: PolicyDocument, kind: keyof PolicyDocument['kinds'], stakes: Stakes): Slot[] =>
  mergeSlots([policy.kinds[kind], ...conditionalSlots(policy.conditional, { kind, transitions: [], stakes })]);
