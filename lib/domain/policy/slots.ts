import type { Stakes } from '@/lib/domain/decision/stakes';
import type { Transition } from '@/lib/domain/stage/transition';
import { type Role, roles } from '@/lib/domain/words';
import type { PolicyDocument, Slot } from './document';

/** Both lists at once: a role is asked for as often as the one that asks for it more often. */
const merge = (lists: readonly (readonly Slot[])[]): Slot[] => {
  const counts = new Map<Role, number>();
  for (const { role, count } of lists.flat()) counts.set(role, Math.max(count, counts.get(role) ?? 0));
  return roles.flatMap((role) => {
    const count = counts.get(role);
    return count === undefined ? [] : [{ role, count }];
  });
};

/** What a lane's own way forward asks for, whichever decision took it there. */
const forwardOfLane: readonly Transition[] = ['validated>selective', 'selective>selective'];

/** The sign-offs that a forward move needs, in the order of roles. */
export const forwardSlots = (policy: PolicyDocument, moves: readonly Transition[], _stakes: Stakes): Slot[] =>
  merge(moves.map((transition) => policy.transitions[transition]));

/** Going back after the window never needs fewer than going forward did. */
export const backwardSlots = (policy: PolicyDocument, move: { lanes: readonly unknown[]; stakes: Stakes }): Slot[] => {
  const forward = move.lanes.length === 0 ? [] : forwardOfLane.map((transition) => policy.transitions[transition]);
  return merge([policy.kinds.rollback, ...forward]);
};

/** The sign-offs that a kind which moves nothing needs. */
export const slotsOfKind = (policy: PolicyDocument, kind: keyof PolicyDocument['kinds'], _stakes: Stakes): Slot[] =>
  merge([policy.kinds[kind]]);
