import type { Category, Severity } from '@/lib/domain/words';
import { type ComparedOutcome, comparatorOf, compareRaw, type Step } from './compare-values';
import { type Difference, differenceOf } from './difference';
import { comparesValues, type Discrepancy } from './discrepancy';
import { ignoredFor, valueRuleFor } from './rule-for';
import { type FieldRule, type IgnoredField, ignoreSentence, type RuleSetDocument } from './rule-set';
import { asSent, step } from './steps';

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

/** What the rules say of one field at an instant. */
export type FieldPlan = { rule: FieldRule | null; ignored: IgnoredField | null };

export const planFor = (rules: RuleSetDocument, field: string | null, at: Date | null): FieldPlan => ({
  rule: valueRuleFor(rules, field),
  ignored: ignoredFor(rules, field, at),
});

const noPlan: FieldPlan = { rule: null, ignored: null };

/** Only what a field holds can be ignored: never that a record is missing, or that a side failed on it. */
const canBeIgnored = (kind: Discrepancy['kind']): boolean => comparesValues(kind) || kind === 'type';

/** The outcome of one discrepancy under a plan; steps are told only where somebody listens. */
export const compareBy = (discrepancy: Discrepancy, plan: FieldPlan, steps: Step[] | null): ComparedOutcome => {
  const { kind } = discrepancy;
  const legacy = discrepancy.legacy ?? null;
  const target = discrepancy.target ?? null;
  const differs = (sentence: string): ComparedOutcome => {
    if (steps !== null)
      steps.splice(0, steps.length, asSent(legacy, target), step('compare', legacy, target, sentence));
    return 'mismatch';
  };
  if (plan.ignored !== null && canBeIgnored(kind)) {
    steps?.push(asSent(legacy, target), step('ignore', legacy, target, ignoreSentence(plan.ignored)));
    return 'ignored';
  }
  if (kind !== 'value' && kind !== 'timing') return differs(kindSentences[kind]);
  const { rule } = plan;
  const unsent = Number(discrepancy.legacy === undefined) + Number(discrepancy.target === undefined);
  if (unsent === 2 || (unsent === 1 && rule?.missingEqualsNull !== true)) {
    return differs('The job did not send both values, so its word stands: they differ.');
  }
  if (rule === null) {
    steps?.push(...compareRaw(legacy, target).steps);
    if (legacy !== target) return 'mismatch';
  }
  const outcome = rule === null ? 'match' : comparatorOf(rule)(legacy, target, steps);
  // A job that calls equal texts different saw something that it did not send; that is no evidence of agreement.
  if (outcome !== 'mismatch' && outcome !== 'ignored' && legacy === target && unsent === 0) {
    return differs('Both texts are the same as sent, yet the job counted them as different; its word stands.');
  }
  if (unsent === 1) steps?.splice(1, 0, step('absent', legacy, target, 'A value that was not sent counts as null.'));
  return outcome;
};

const accepted: Record<FieldRule['type'], Category> = {
  decimal: 'rounding',
  float: 'rounding',
  timestamp: 'timing',
  text: 'known_variance',
  boolean: 'known_variance',
  list: 'known_variance',
  json: 'known_variance',
};

type Class = { category: Category; severity: Severity };

/** The first classification that fits, or null. */
export const classOf = (
  rules: RuleSetDocument,
  field: string | null,
  kind: Discrepancy['kind'],
  difference: Difference['class'] | undefined,
): Class | null =>
  rules.classify.find(
    (rule) =>
      (rule.field === undefined || rule.field === field) &&
      (rule.kind === undefined || rule.kind === kind) &&
      (rule.difference === undefined || rule.difference === difference),
  ) ?? null;

/** Category and severity of an outcome: as classified, else by what accepted it, else unclassified and critical. */
export const verdictOf = (outcome: ComparedOutcome, { rule }: FieldPlan, found: Class | null): Class => {
  if (found !== null) return { category: found.category, severity: found.severity };
  if (outcome === 'ignored') return { category: 'known_variance', severity: 'info' };
  if (outcome !== 'mismatch' && rule !== null) return { category: accepted[rule.type], severity: 'info' };
  return { category: 'unclassified', severity: 'critical' };
};

/** As `judgeDiscrepancy`, for a caller that knows the difference already. */
export const judgeDifference = (
  discrepancy: Discrepancy,
  difference: Difference | null,
  rules: RuleSetDocument | null,
  at: Date | null = null,
): DiscrepancyJudgement => {
  const steps: Step[] = [];
  const plan = rules === null ? noPlan : planFor(rules, discrepancy.field, at);
  const outcome = compareBy(discrepancy, plan, steps);
  const found = rules === null ? null : classOf(rules, discrepancy.field, discrepancy.kind, difference?.class);
  return { outcome, ...verdictOf(outcome, plan, found), steps };
};

/**
 * Judges one discrepancy by the signed-off rules in force, or raw where `rules` is null. `at` is the end of the run's
 * window: a field that is ignored until a day is ignored only where that is known.
 */
export const judgeDiscrepancy = (
  discrepancy: Discrepancy,
  rules: RuleSetDocument | null,
  at: Date | null = null,
): DiscrepancyJudgement => judgeDifference(discrepancy, differenceOf(discrepancy), rules, at);

/** Whether signed-off rules explain a pattern: there are examples, and every one of them is accepted. */
export const rulesExplain = (
  examples: readonly Discrepancy[],
  rules: RuleSetDocument,
  at: Date | null = null,
): boolean =>
  examples.length > 0 && examples.every((example) => judgeDiscrepancy(example, rules, at).outcome !== 'mismatch');
