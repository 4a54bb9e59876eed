import type { Difference } from './difference';
import type { Discrepancy } from './discrepancy';
import { type DiscrepancyJudgement, judgeDifference } from './judge-discrepancy';
import type { RuleSetDocument } from './rule-set';

/** What a run's rules make of one discrepancy, without the steps that only a reader wants. */
export type Judge = (
  discrepancy: Discrepancy,
  difference: Difference | null,
) => Pick<DiscrepancyJudgement, 'outcome' | 'category' | 'severity'>;

/** One rule set, ready to judge a million discrepancies; null judges raw. */
export const compileJudge =
  (rules: RuleSetDocument | null): Judge =>
  (discrepancy, difference) =>
    judgeDifference(discrepancy, difference, rules);
