import type { Payload, PayloadOf } from '@/lib/domain/decision/payload';
import type { Proposal, ProposalOf } from '@/lib/domain/decision/proposal';
import type { DecisionKind } from '@/lib/domain/words';
import { acceptRisk } from './accept-risk';
import { activateCriteria } from './activate-criteria';
import { activateRules } from './activate-rules';
import { advance } from './advance';
import { authoriseReplay } from './authorise-replay';
import { breakGlass } from './break-glass';
import { changePolicy } from './change-policy';
import { extendDeadline } from './extend-deadline';
import { extendWindow } from './extend-window';
import type { KindRules, Unready } from './kind';
import { redrawLanes } from './redraw-lanes';
import { retireLegacy } from './retire-legacy';
import { reviewBreakGlass } from './review-break-glass';
import { reviewRollback } from './review-rollback';
import { rollback } from './rollback';

const kinds: { [K in DecisionKind]: KindRules<PayloadOf<K>, ProposalOf<K>> } = {
  advance,
  rollback,
  redraw_lanes: redrawLanes,
  review_rollback: reviewRollback,
  activate_rules: activateRules,
  activate_criteria: activateCriteria,
  accept_risk: acceptRisk,
  authorise_replay: authoriseReplay,
  extend_rollback_window: extendWindow,
  extend_deadline: extendDeadline,
  change_policy: changePolicy,
  retire_legacy: retireLegacy,
  break_glass: breakGlass,
  review_break_glass: reviewBreakGlass,
};

/** The rules of a kind, as the machine asks them. */
export const rulesOf = (kind: DecisionKind): KindRules<Payload, Proposal> => kinds[kind];

/** True for what holds, freezes, shut gates and overdue reviews stop. */
export const movesTowardsTarget = (payload: Payload): boolean => rulesOf(payload.kind).movesTowardsTarget(payload);

/** The question that a payload answered; null for what is not proposed by hand. */
export const questionOf = (payload: Payload): Proposal | null => rulesOf(payload.kind).question(payload);

/** True for what answers for an act that was done alone: never withdrawn, never rejected, done by its last sign-off. */
export const isReview = (kind: DecisionKind): boolean => kind === 'review_rollback' || kind === 'review_break_glass';

/** Why nobody can sign a payload as it is; null when it is whole. */
export const unreadyOf = (payload: Payload): Unready | null => rulesOf(payload.kind).unready?.(payload) ?? null;
