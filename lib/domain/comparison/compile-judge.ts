import type { Difference } from './difference';
import type { Discrepancy } from './discrepancy';
import { classOf, compareBy, type DiscrepancyJudgement, type FieldPlan, planFor, verdictOf } from './judge-discrepancy';
import type { RuleSetDocument } from './rule-set';

/** What rules make of one discrepancy, without the steps that only a reader wants. */
export type Verdict = Readonly<Pick<DiscrepancyJudgement, 'outcome' | 'category' | 'severity'>>;

export type Judge = (discrepancy: Discrepancy, difference: Difference | null) => Verdict;

/** A field as far as it was met: its plan, and every verdict that was ever needed of it. */
type Met = { plan: FieldPlan; verdicts: Map<string, Verdict> };

/** Who sends a million names of fields gets them judged more slowly, and not by more memory. */
const mostFields = 2_000;

const raw: Verdict = { outcome: 'mismatch', category: 'unclassified', severity: 'critical' };

/**
 * One rule set, ready to judge a million discrepancies; null judges raw. `at` is the end of the run's window. It says
 * what `judgeDifference` says.
 */
export const compileJudge = (rules: RuleSetDocument | null, at: Date | null = null): Judge => {
  // Without a rule nothing is accepted: what differs as sent differs, and what does not was counted as different.
  if (rules === null) return () => raw;
  const fields = new Map<string | null, Met>();
  const meet = (field: string | null): Met => {
    const met = fields.get(field);
    if (met !== undefined) return met;
    const made: Met = { plan: planFor(rules, field, at), verdicts: new Map() };
    if (fields.size >= mostFields) fields.clear();
    fields.set(field, made);
    return made;
  };
  return (discrepancy, difference) => {
    const { field, kind } = discrepancy;
    const { plan, verdicts } = meet(field);
    const outcome = compareBy(discrepancy, plan, null);
    const name = `${outcome} ${kind} ${difference === null ? '' : difference.class}`;
    const known = verdicts.get(name);
    if (known !== undefined) return known;
    const verdict = { outcome, ...verdictOf(outcome, plan, classOf(rules, field, kind, difference?.class)) };
    verdicts.set(name, verdict);
    return verdict;
  };
};
