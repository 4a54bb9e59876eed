import type { Payload, PayloadOf } from '@/lib/domain/decision/payload';
import type { Proposal, ProposalOf } from '@/lib/domain/decision/proposal';
import type { DecisionKind } from '@/lib/domain/words';
import { activateRules } from './activate-rules';
import { advance } from './advance';
import type { KindRules } from './kind';
import { reviewRollback } from './review-rollback';
import { rollback } from './rollback';

const kinds: { [K in DecisionKind]: KindRules<PayloadOf<K>, ProposalOf<K>> } = {
  advance,
  rollback,
  review_rollback: reviewRollback,
  activate_rules: activateRules,
};

/** The rules of a kind, as the machine asks them. */
export const rulesOf = (kind: DecisionKind): KindRules<Payload, Proposal> => kinds[kind];

/** True for what holds, freezes, shut gates and overdue reviews stop. */
export const movesTowardsTarget = (payload: Payload): boolean => rulesOf(payload.kind).movesTowardsTarget(payload);

/** The question that a payload answered; null for what is not proposed by hand. */
export const questionOf = (payload: Payload): Proposal | null => rulesOf(payload.kind).question(payload);
