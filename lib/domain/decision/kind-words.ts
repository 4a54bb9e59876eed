import type { DecisionKind } from '@/lib/domain/words';

/** The kinds of decision, as people call them. */
export const kindWords: Record<DecisionKind, string> = {
  advance: 'advance',
  rollback: 'rollback',
  redraw_lanes: 'new lanes',
  review_rollback: 'review of a rollback',
  activate_rules: 'rules',
  activate_criteria: 'criteria',
  accept_risk: 'accepted risk',
  authorise_replay: 'replay',
  extend_rollback_window: 'longer way back',
  extend_deadline: 'hard date',
  change_policy: 'sign-off policy',
  retire_legacy: 'retirement of legacy',
  break_glass: 'break-glass move',
  review_break_glass: 'review of a break-glass move',
};
