import type { Side } from '@/lib/domain/words';
import { type Decimal, decimalOf, decimalText, type RoundingMode, readDecimal, roundDecimal } from './decimal';
import type { DecimalRule, FieldRule, TextRule, TimestampRule } from './rule-set';
import { cutTo, instantText, type Reading, readTimestamp } from './timestamp';

export type ComparedOutcome = 'match' | 'match_within_tolerance' | 'mismatch';

export const comparisonSteps = [
  'as_sent',
  'null_and_empty',
  'trim',
  'truncate',
  'read',
  'round',
  'precision',
  'compare',
] as const;

/** One step of normalisation, with what each side had become after it. */
export type Step = {
  step: (typeof comparisonSteps)[number];
  legacy: string | null;
  target: string | null;
  sentence: string;
};

export type Comparison = { outcome: ComparedOutcome; steps: Step[] };

const step = (name: Step['step'], legacy: string | null, target: string | null, sentence: string): Step => ({
  step: name,
  legacy,
  target,
  sentence,
});

const asSent = (legacy: string | null, target: string | null): Step => step('as_sent', legacy, target, 'As sent.');

/** Sides are compared text by text: what holds without a rule. */
export const compareRaw = (legacy: string | null, target: string | null): Comparison => {
  const equal = legacy === target;
  const sentence = equal
    ? 'Both sides sent the same.'
    : 'No rule covers this, so the texts count as sent; they differ.';
  return {
    outcome: equal ? 'match' : 'mismatch',
    steps: [asSent(legacy, target), step('compare', legacy, target, sentence)],
  };
};

const unreadable = (
  steps: Step[],
  legacy: unknown,
  target: unknown,
  what: string,
  texts: [string | null, string | null],
): Comparison => {
  const which = legacy === null && target === null ? 'Neither side' : legacy === null ? 'Legacy' : 'Target';
  const sentence = `${which} ${which === 'Neither side' ? 'sent' : 'did not send'} ${what}; they differ.`;
  return { outcome: 'mismatch', steps: [...steps, step('compare', texts[0], texts[1], sentence)] };
};

/** The most that the two may be apart: the larger of the absolute tolerance and the share of legacy's magnitude. */
const allowed = (rule: DecimalRule, legacy: Decimal): Decimal => {
  const absolute = decimalOf(rule.tolerance.absolute ?? 0);
  const relative = legacy.abs().times(rule.tolerance.relative ?? 0);
  return absolute.gt(relative) ? absolute : relative;
};

const roundingOf = (rule: DecimalRule, side: Side): RoundingMode =>
  typeof rule.rounding === 'string' ? rule.rounding : rule.rounding[side];

const words = (mode: string): string => mode.replace('_', ' ');

const compareDecimals = (legacy: string | null, target: string | null, rule: DecimalRule): Comparison => {
  const steps = [asSent(legacy, target)];
  const read = {
    legacy: legacy === null ? null : readDecimal(legacy),
    target: target === null ? null : readDecimal(target),
  };
  if (read.legacy === null || read.target === null) {
    return unreadable(steps, read.legacy, read.target, 'a decimal', [legacy, target]);
  }
  steps.push(step('read', decimalText(read.legacy), decimalText(read.target), 'Read as exact decimals.'));
  const modes = { legacy: roundingOf(rule, 'legacy'), target: roundingOf(rule, 'target') };
  const a = roundDecimal(read.legacy, rule.scale, modes.legacy);
  const b = roundDecimal(read.target, rule.scale, modes.target);
  const texts: [string, string] = [decimalText(a, rule.scale), decimalText(b, rule.scale)];
  const how =
    modes.legacy === modes.target
      ? words(modes.legacy)
      : `${words(modes.legacy)} on legacy, ${words(modes.target)} on target`;
  steps.push(step('round', ...texts, `Rounded to ${rule.scale} places, ${how}.`));
  const apart = a.minus(b).abs();
  if (apart.isZero()) {
    return { outcome: 'match', steps: [...steps, step('compare', ...texts, 'The same.')] };
  }
  const limit = allowed(rule, a);
  const inside = apart.lte(limit);
  const sentence = `They differ by ${decimalText(apart)}; ${
    limit.isZero() ? 'no tolerance applies' : `at most ${decimalText(limit)} is tolerated`
  }.`;
  return {
    outcome: inside ? 'match_within_tolerance' : 'mismatch',
    steps: [...steps, step('compare', ...texts, sentence)],
  };
};

const instantsOf = (reading: Reading, rule: TimestampRule): bigint[] => {
  if (reading.kind === 'never') return [];
  const instants = reading.kind === 'once' ? [reading.instant] : [reading.earlier, reading.later];
  return instants.map((instant) => cutTo(instant, rule.precision));
};

const readingText = (reading: Reading): string => {
  if (reading.kind === 'never') return 'no such time';
  if (reading.kind === 'once') return instantText(reading.instant);
  return `${instantText(reading.earlier)} or ${instantText(reading.later)}`;
};

const compareTimestamps = (legacy: string | null, target: string | null, rule: TimestampRule): Comparison => {
  const steps = [asSent(legacy, target)];
  const a = legacy === null ? null : readTimestamp(legacy, rule.legacyZone);
  const b = target === null ? null : readTimestamp(target, rule.targetZone);
  if (a === null || b === null) return unreadable(steps, a, b, 'a timestamp', [legacy, target]);
  const zones = `Read in ${rule.legacyZone} on legacy and ${rule.targetZone} on target, where no offset was sent.`;
  steps.push(step('read', readingText(a), readingText(b), zones));
  const [left, right] = [instantsOf(a, rule), instantsOf(b, rule)];
  const texts: [string, string] = [left.map(instantText).join(' or '), right.map(instantText).join(' or ')];
  steps.push(step('precision', ...texts, `Cut to the ${rule.precision}.`));
  const ended = (outcome: ComparedOutcome, sentence: string): Comparison => ({
    outcome,
    steps: [...steps, step('compare', ...texts, sentence)],
  });
  if (left.length === 0 || right.length === 0) {
    return ended('mismatch', 'A wall time that the clock skipped names no instant; they differ.');
  }
  if (!left.some((instant) => right.includes(instant))) return ended('mismatch', 'Different instants.');
  if (left.length === 1 && right.length === 1) return ended('match', 'The same instant.');
  return ended('match_within_tolerance', 'A wall time that the clock repeated; one of its two instants agrees.');
};

const characters = (text: string): string[] => Array.from(text);

const cut = (legacy: string, target: string, length: number): [string, string] => {
  const [a, b] = [characters(legacy), characters(target)];
  // Only a side that was cut excuses the other's tail: two long texts with different tails do differ.
  if (a.length > length && b.length > length) return [legacy, target];
  return [a.slice(0, length).join(''), b.slice(0, length).join('')];
};

const compareTexts = (legacy: string | null, target: string | null, rule: TextRule): Comparison => {
  const steps = [asSent(legacy, target)];
  let [a, b] = [legacy, target];
  const become = (name: Step['step'], left: string | null, right: string | null, sentence: string): void => {
    if (left !== a || right !== b) steps.push(step(name, left, right, sentence));
    [a, b] = [left, right];
  };
  if (rule.trim) become('trim', a?.trim() ?? null, b?.trim() ?? null, 'Blanks at both ends taken off.');
  if (rule.nullEqualsEmpty) become('null_and_empty', a ?? '', b ?? '', 'Null counts as empty.');
  if (rule.truncateTo !== undefined && a !== null && b !== null) {
    let [left, right] = cut(a, b, rule.truncateTo);
    if (rule.trim) [left, right] = [left.trimEnd(), right.trimEnd()];
    become('truncate', left, right, `Cut to the declared ${rule.truncateTo} characters.`);
  }
  const equal = a === b;
  const sentence = equal ? 'The same.' : 'They differ.';
  return { outcome: equal ? 'match' : 'mismatch', steps: [...steps, step('compare', a, b, sentence)] };
};

/** Normalises both values by the field's rule and compares them, saying each step. Null is a value; no rule means raw. */
export const compareValues = (legacy: string | null, target: string | null, rule: FieldRule | null): Comparison => {
  if (rule === null || (legacy === null && target === null)) return compareRaw(legacy, target);
  if (rule.type === 'decimal') return compareDecimals(legacy, target, rule);
  if (rule.type === 'timestamp') return compareTimestamps(legacy, target, rule);
  return compareTexts(legacy, target, rule);
};
