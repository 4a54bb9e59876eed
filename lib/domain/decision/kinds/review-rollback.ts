import type { ReviewRollbackPayload } from '@/lib/domain/decision/payload';
import { planNothing } from '@/lib/domain/decision/plan-move';
import { accept } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import type { KindRules } from './kind';

/** What follows a rollback inside its window; the rollback itself opens it. */
export const reviewRollback: KindRules<ReviewRollbackPayload, never> = {
  derive: () => {
    throw new Error('a review is opened by its rollback');
  },
  question: () => null,
  revise: (question) => question,
  slots: (policy, payload) => slotsOfKind(policy, 'review_rollback', payload.stakes),
  criteria: () => [],
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  overlaps: () => false,
  effects: (_payload, _decision, world) => accept(planNothing(world.at)),
  meaning: () => 'The rollback is understood, and what follows from it is owned.',
};
