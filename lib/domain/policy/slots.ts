import { type Transition, transitionsOf } from '@/lib/domain/stage/transition';
import { type Role, roles, type Stage } from '@/lib/domain/words';
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

/** What slots depend on. */
export type SlotQuestion =
  | { kind: 'advance'; from: Stage; to: Stage; laneCount: number }
  | { kind: 'rollback'; withinWindow: boolean; lanes: readonly unknown[] }
  | { kind: 'review_rollback' }
  | { kind: 'activate_rules' };

/** What a lane's own way forward asks for, whichever decision took it there. */
const forwardOfLane: readonly Transition[] = ['validated>selective', 'selective>selective'];

/**
 * The sign-offs that a decision needs, in the order of roles. Going back after the window never needs fewer than going
 * forward did; inside the window nobody signs beforehand.
 */
export const slotsFor = (policy: PolicyDocument, question: SlotQuestion): Slot[] => {
  switch (question.kind) {
    case 'advance':
      return merge(
        transitionsOf(question.from, question.to, question.laneCount).map(
          (transition) => policy.transitions[transition],
        ),
      );
    case 'rollback': {
      if (question.withinWindow) return [];
      const forward =
        question.lanes.length === 0 ? [] : forwardOfLane.map((transition) => policy.transitions[transition]);
      return merge([policy.kinds.rollback, ...forward]);
    }
    case 'review_rollback':
    case 'activate_rules':
      return merge([policy.kinds[question.kind]]);
  }
};
