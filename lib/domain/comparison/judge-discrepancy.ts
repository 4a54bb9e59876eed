import type { Category, Severity } from '@/lib/domain/words';
import { type ComparedOutcome, compareRaw, compareValues, type Step } from './compare-values';
import { type Difference, differenceOf } from './difference';
import { comparesValues, type Discrepancy } from './discrepancy';
import type { FieldRule, RuleSetDocument } from './rule-set';

/** What Lockgate makes of one discrepancy. Without rules in force everything is `unclassified` and `critical`. */
export type DiscrepancyJudgement = {
  outcome: ComparedOutcome;
  category: Category;
  severity: Severity;
  steps: Step[];
};

const kindSentences: Record<Exclude<Discrepancy['kind'], 'value' | 'timing'>, string> = {
  missing_in_target: 'The record is missing in target.',
  missing_in_legacy: 'The record is missing in legacy.',
  duplicate: 'The record appears more than once.',
  ordering: 'The record stands in another place.',
  type: 'The values are of different types.',
  error_in_target: 'Target failed on this record.',
  error_in_legacy: 'Legacy failed on this record.',
};

type Compared = { outcome: ComparedOutcome; steps: Step[] };

const compare = (discrepancy: Discrepancy, rule: FieldRule | null): Compared => {
  const legacy = discrepancy.legacy ?? null;
  const target = discrepancy.target ?? null;
  const asSent: Step = { step: 'as_sent', legacy, target, sentence: 'As sent.' };
  const differs = (sentence: string): Compared => ({
    outcome: 'mismatch',
    steps: [asSent, { step: 'compare', legacy, target, sentence }],
  });
  const { kind } = discrepancy;
  if (kind !== 'value' && kind !== 'timing') return differs(kindSentences[kind]);
  if (discrepancy.legacy === undefined || discrepancy.target === undefined) {
    return differs('The job did not send both values, so its word stands: they differ.');
  }
  const compared = rule === null ? compareRaw(legacy, target) : compareValues(legacy, target, rule);
  // A job that calls equal texts different saw something that it did not send; that is no evidence of agreement.
  if (compared.outcome === 'match' && legacy === target) {
    return differs('Both texts are the same as sent, yet the job counted them as different; its word stands.');
  }
  return compared;
};

const accepted: Record<FieldRule['type'], Category> = {
  decimal: 'rounding',
  timestamp: 'timing',
  text: 'known_variance',
};

const classOf = (
  discrepancy: Discrepancy,
  difference: Difference | null,
  rules: RuleSetDocument,
): { category: Category; severity: Severity } | null =>
  rules.classify.find(
    (rule) =>
      (rule.field === undefined || rule.field === discrepancy.field) &&
      (rule.kind === undefined || rule.kind === discrepancy.kind) &&
      (rule.difference === undefined || rule.difference === difference?.class),
  ) ?? null;

/** Own members only: a field may be called "constructor". */
export const ruleFor = (rules: RuleSetDocument, name: string | null): FieldRule | null =>
  name !== null && Object.hasOwn(rules.fields, name) ? (rules.fields[name] ?? null) : null;

/** As `judgeDiscrepancy`, for a caller that knows the difference already. */
export const judgeDifference = (
  discrepancy: Discrepancy,
  difference: Difference | null,
  rules: RuleSetDocument | null,
): DiscrepancyJudgement => {
  if (rules === null) {
    return { ...compare(discrepancy, null), category: 'unclassified', severity: 'critical' };
  }
  const rule = comparesValues(discrepancy.kind) ? ruleFor(rules, discrepancy.field) : null;
  const { outcome, steps } = compare(discrepancy, rule);
  const found = classOf(discrepancy, difference, rules);
  if (outcome !== 'mismatch' && rule !== null) {
    return { outcome, steps, category: found?.category ?? accepted[rule.type], severity: found?.severity ?? 'info' };
  }
  return { outcome, steps, category: found?.category ?? 'unclassified', severity: found?.severity ?? 'critical' };
};

/** Judges one discrepancy by the signed-off rules in force, or raw where `rules` is null. */
export const judgeDiscrepancy = (discrepancy: Discrepancy, rules: RuleSetDocument | null): DiscrepancyJudgement =>
  judgeDifference(discrepancy, differenceOf(discrepancy), rules);

/** Whether signed-off rules explain a pattern: there are examples, and every one of them is accepted. */
export const rulesExplain = (examples: readonly Discrepancy[], rules: RuleSetDocument): boolean =>
  examples.length > 0 && examples.every((example) => judgeDiscrepancy(example, rules).outcome !== 'mismatch');
