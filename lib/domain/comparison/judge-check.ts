import type { CheckOutcome } from '@/lib/domain/words';
import { compareRaw, compareValues, type Step } from './compare-values';
import { decimalText, readDecimal } from './decimal';
import { outcomeOfWord } from './reported-words';
import { ignoredFor, ruleFor, valueRuleFor } from './rule-for';
import { type FieldRule, ignoreSentence, type RuleSetDocument } from './rule-set';
import { type CheckFacts, differingOf, type ReportedTolerance, recordsOf, type Totals } from './run-facts';
import { worstOutcome } from './run-outcome';
import { asSent, step } from './steps';

/** Something about the evidence itself that a person should know; `pointer` is the place in the run. */
export type Finding = { code: 'verdict_disagrees' | 'window_after_finish'; pointer: string; detail: string };

/** `basis` says what the outcome was computed from; `signedOff` is false where only the tool's own tolerance forgave. */
export type CheckJudgement = {
  key: string;
  outcome: CheckOutcome;
  reported: CheckOutcome;
  basis: 'values' | 'counts' | 'reported';
  signedOff: boolean;
  legacyDecimal: string | null;
  targetDecimal: string | null;
  steps: Step[];
  disagreement: string | null;
};

/** A value's own rule says nothing about sums, averages or counts of many; those compare exactly. */
const metricsOfOneValue = ['min', 'max', 'value', 'any'];

const ruleOf = (check: CheckFacts, rules: RuleSetDocument | null): FieldRule | null => {
  if (rules === null) return null;
  const own = ruleFor(rules, check.key);
  if (own !== null) return own;
  const single = check.metric === null || metricsOfOneValue.includes(check.metric.toLowerCase());
  return single ? valueRuleFor(rules, check.field) : null;
};

const notNumbers = new Set(['nan', '+nan', '-nan', 'inf', '+inf', '-inf', 'infinity', '+infinity', '-infinity']);
const saysNothing = (value: string | null): boolean => value === null || notNumbers.has(value.trim().toLowerCase());

/** Within what the tool itself forgave: inclusive, `relative` as a share of the base side's magnitude. */
const withinReported = (legacy: string, target: string, tolerance: ReportedTolerance | null): boolean => {
  const [a, b] = [readDecimal(legacy), readDecimal(target)];
  if (a === null || b === null || tolerance === null) return false;
  const apart = a.minus(b).abs();
  const absolute = readDecimal(tolerance.absolute ?? '');
  const relative = readDecimal(tolerance.relative ?? '');
  if (absolute !== null && apart.lte(absolute)) return true;
  const base = tolerance.base === 'target' ? b : a;
  return relative !== null && apart.lte(relative.times(base.abs()));
};

type Computed = Pick<CheckJudgement, 'outcome' | 'basis' | 'signedOff' | 'steps'>;

const exactly = (legacy: string, target: string) => {
  const [a, b] = [readDecimal(legacy), readDecimal(target)];
  if (a === null || b === null) return compareRaw(legacy, target);
  return compareRaw(decimalText(a), decimalText(b));
};

const fromValues = (
  check: CheckFacts,
  legacy: string | null,
  target: string | null,
  rules: RuleSetDocument | null,
): Computed => {
  // Nothing on both sides agrees about nothing, whatever a tool calls it.
  if (saysNothing(legacy) && saysNothing(target)) {
    return { outcome: 'inconclusive', basis: 'values', signedOff: true, steps: [] };
  }
  const rule = ruleOf(check, rules);
  const compared =
    rule === null && legacy !== null && target !== null ? exactly(legacy, target) : compareValues(legacy, target, rule);
  const forgiven = compared.outcome === 'mismatch' && legacy !== null && target !== null;
  if (forgiven && withinReported(legacy, target, check.tolerance)) {
    return { outcome: 'match_within_tolerance', basis: 'values', signedOff: false, steps: compared.steps };
  }
  return { outcome: compared.outcome, basis: 'values', signedOff: true, steps: compared.steps };
};

/** What the signed-off rules leave out counts neither for the run nor against it. */
const ignoring = (check: CheckFacts, rules: RuleSetDocument | null, at: Date | null): Computed | null => {
  const ignored = rules === null ? null : ignoredFor(rules, check.field, at);
  if (ignored === null) return null;
  const [legacy, target] = [check.legacy ?? null, check.target ?? null];
  const steps = [asSent(legacy, target), step('ignore', legacy, target, ignoreSentence(ignored))];
  return { outcome: 'ignored', basis: 'values', signedOff: true, steps };
};

const fromCounts = (totals: Totals, reported: CheckOutcome): Computed => {
  const outcome: CheckOutcome =
    differingOf(totals) > 0
      ? 'mismatch'
      : recordsOf(totals) === 0
        ? 'inconclusive'
        : // What a tool forgave before it counted stays forgiven by the tool alone.
          reported === 'match_within_tolerance'
          ? reported
          : 'match';
  return { outcome, basis: 'counts', signedOff: outcome !== 'match_within_tolerance', steps: [] };
};

/** Words that say no comparison came about: values beside them prove nothing. */
const noVerdict: readonly CheckOutcome[] = ['errored', 'skipped', 'not_run', 'pending', 'inconclusive', 'ignored'];

const agrees = (outcome: CheckOutcome): boolean => outcome === 'match' || outcome === 'match_within_tolerance';

const decimalOrNull = (value: string | null | undefined): string | null => {
  const read = value === null || value === undefined ? null : readDecimal(value);
  return read === null ? null : decimalText(read);
};

type Compared = { computed: Computed; contradiction: string | null };

/** The worse of what values and counts say, where both are there: neither takes back what the other shows. */
const worseOf = (check: CheckFacts, values: Computed, counts: Computed | null): Compared => {
  if (counts === null || worstOutcome([values.outcome, counts.outcome]) === values.outcome) {
    const opposed = counts !== null && values.outcome === 'mismatch' && agrees(counts.outcome);
    const contradiction = `The values of ${check.key} differ, yet it counts no record as different; the values stand.`;
    return { computed: values, contradiction: opposed ? contradiction : null };
  }
  const opposed = agrees(values.outcome) && counts.outcome === 'mismatch';
  const contradiction = `The values of ${check.key} agree, yet it counts records as different; the counts stand.`;
  return { computed: counts, contradiction: opposed ? contradiction : null };
};

/** What was sent, compared; null where there is nothing to compare. */
const compared = (
  check: CheckFacts,
  reported: CheckOutcome,
  rules: RuleSetDocument | null,
  at: Date | null,
): Compared | null => {
  const ignored = ignoring(check, rules, at);
  if (ignored !== null) return { computed: ignored, contradiction: null };
  const counts = check.totals === null ? null : fromCounts(check.totals, reported);
  if (check.legacy !== undefined && check.target !== undefined) {
    return worseOf(check, fromValues(check, check.legacy, check.target, rules), counts);
  }
  if (counts === null) return null;
  // Counts alone do not speak against a tool that saw a difference.
  const computed = reported === 'mismatch' ? { ...counts, outcome: reported, signedOff: true } : counts;
  return { computed, contradiction: null };
};

/** Whether the tool said a word that nobody here knows: it may mean that nothing was compared. No word says nothing of that. */
const isUnknownWord = (check: CheckFacts, reported: CheckOutcome): boolean =>
  check.verdict === 'unknown' || (reported === 'unknown' && (check.reported ?? '').trim() !== '');

/** What a check comes to, before it is told: what broke or was not understood is never better than it was said. */
const settled = (check: CheckFacts, said: Computed, found: Compared | null): Compared => {
  const best = found ?? { computed: said, contradiction: null };
  const { outcome } = best.computed;
  const broke = (check.error ?? '').trim() !== '';
  // An error that a tool tells beside its own `mismatch` describes the difference.
  if (broke && (said.outcome !== 'mismatch' || agrees(outcome))) {
    return { computed: { outcome: 'errored', basis: 'reported', signedOff: true, steps: [] }, contradiction: null };
  }
  const unproven = isUnknownWord(check, said.outcome) && outcome !== 'mismatch';
  return unproven ? { computed: said, contradiction: null } : best;
};

/** Recomputes a check's outcome from what was sent; the tool's verdict stays beside it, and a disagreement is said. */
export const judgeCheck = (
  check: CheckFacts,
  rules: RuleSetDocument | null,
  at: Date | null = null,
): CheckJudgement => {
  const reported = check.verdict ?? outcomeOfWord(check.reported);
  const said: Computed = {
    outcome: reported,
    basis: 'reported',
    signedOff: !agrees(reported) || reported === 'match',
    steps: [],
  };
  const { computed, contradiction } = noVerdict.includes(reported)
    ? { computed: said, contradiction: null }
    : settled(check, said, compared(check, reported, rules, at));
  const { outcome } = computed;
  const opposed =
    (agrees(reported) && (outcome === 'mismatch' || outcome === 'errored')) ||
    (reported === 'mismatch' && (agrees(outcome) || outcome === 'errored'));
  const disagreement = opposed
    ? `The tool said “${check.reported}” for ${check.key}; from what it sent, the outcome is ${outcome.replaceAll('_', ' ')}.`
    : null;
  return {
    key: check.key,
    ...computed,
    reported,
    legacyDecimal: decimalOrNull(check.legacy),
    targetDecimal: decimalOrNull(check.target),
    disagreement: [disagreement, contradiction].filter((part) => part !== null).join(' ') || null,
  };
};
