import type { Side } from '@/lib/domain/words';
import {
  type Decimal,
  decimalOf,
  decimalText,
  type RoundingMode,
  readDecimal,
  roundDecimal,
  roundSignificant,
} from './decimal';
import type { DecimalRule, FloatRule, Tolerance } from './field-rules';
import { toFloatWidth } from './float-width';
import { quickDecimals } from './quick-decimals';
import { type Comparator, type ComparedOutcome, type Step, step, unreadable } from './steps';

// Numbers: read exactly, special ones told apart, rounded as each side rounds, then held against the tolerance.

type NumberRule = DecimalRule | FloatRule;

/** A number as read: exact, or one of those that are none. `minusZero` keeps the sign that an exact zero has lost. */
type Read = { value: Decimal; minusZero: boolean } | 'nan' | 'inf' | '-inf';

const specials = new Map<string, 'nan' | 'inf' | '-inf'>([
  ['nan', 'nan'],
  ['+nan', 'nan'],
  ['-nan', 'nan'],
  ...['inf', '+inf', 'infinity', '+infinity', '∞'].map((word) => [word, 'inf'] as const),
  ...['-inf', '-infinity', '-∞'].map((word) => [word, '-inf'] as const),
]);

const readNumber = (text: string): Read | null => {
  const value = readDecimal(text);
  if (value !== null) return { value, minusZero: value.isZero() && text.trim().startsWith('-') };
  return text.length > 20 ? null : (specials.get(text.trim().toLowerCase()) ?? null);
};

const words = (mode: string): string => mode.replace('_', ' ');

/** How a rule rounds one side, and in what words; null where the number is beyond what can be rounded to. */
type Rounding = {
  of: (value: Decimal, side: Side) => Decimal | null;
  text: (value: Decimal) => string;
  sentence: string;
};

const roundingOf = (rule: NumberRule): Rounding => {
  if (rule.type === 'float') {
    return {
      of: (value) => toFloatWidth(value, rule.width),
      text: (value) => decimalText(value),
      sentence: `The nearest ${rule.width}, in its shortest digits.`,
    };
  }
  const { rounding, scale, significant = 1 } = rule;
  const modes: Record<Side, RoundingMode> =
    typeof rounding === 'string' ? { legacy: rounding, target: rounding } : rounding;
  const how =
    modes.legacy === modes.target
      ? words(modes.legacy)
      : `${words(modes.legacy)} on legacy, ${words(modes.target)} on target`;
  return scale === undefined
    ? {
        of: (value, side) => roundSignificant(value, significant, modes[side]),
        text: (value) => decimalText(value),
        sentence: `Rounded to ${significant} significant digits, ${how}.`,
      }
    : {
        of: (value, side) => roundDecimal(value, scale, modes[side]),
        text: (value) => decimalText(value, scale),
        sentence: `Rounded to ${scale} places, ${how}.`,
      };
};

/** The magnitude that a relative tolerance is a share of. */
export const baseOf = (tolerance: Tolerance, legacy: Decimal, target: Decimal): Decimal => {
  const [a, b] = [legacy.abs(), target.abs()];
  const larger = a.gt(b) ? a : b;
  const base = { legacy: a, target: b, larger, mean: a.plus(b).times('0.5') }[tolerance.base ?? 'legacy'];
  const floor = decimalOf(tolerance.floor ?? 0);
  return base.gt(floor) ? base : floor;
};

/** The most that the two may be apart: the larger of the absolute tolerance and the share of the base. */
const limitOf = (tolerance: Tolerance, legacy: Decimal, target: Decimal): Decimal => {
  const absolute = decimalOf(tolerance.absolute ?? 0);
  if (tolerance.relative === undefined) return absolute;
  const relative = baseOf(tolerance, legacy, target).times(tolerance.relative);
  return absolute.gt(relative) ? absolute : relative;
};

const apartSentence = (apart: Decimal, limit: Decimal, tolerance: Tolerance): string => {
  const of = tolerance.of === 'sent' ? ' as sent' : '';
  const most = tolerance.boundary === 'exclusive' ? 'less than' : 'at most';
  const allowed = limit.isZero() ? 'no tolerance applies' : `${most} ${decimalText(limit)} is tolerated`;
  return `They differ by ${decimalText(apart)}${of}; ${allowed}.`;
};

/** What special numbers come to; null where both sides are ordinary ones. */
const compareSpecial = (rule: NumberRule, a: Read, b: Read): { outcome: ComparedOutcome; sentence: string } | null => {
  if (typeof a === 'string' || typeof b === 'string') {
    if (a !== b) return { outcome: 'mismatch', sentence: 'Only ordinary numbers can be compared; they differ.' };
    const equal = a === 'nan' ? rule.nan === 'equal' : rule.infinity === 'equal';
    const what = a === 'nan' ? 'Neither is a number' : 'Both are the same infinity';
    return equal
      ? { outcome: 'match', sentence: `${what}, which the rules call the same.` }
      : { outcome: 'mismatch', sentence: `${what}, which no rule calls the same; they differ.` };
  }
  if (rule.negativeZero === 'differs' && a.value.isZero() && b.value.isZero() && a.minusZero !== b.minusZero) {
    return { outcome: 'mismatch', sentence: 'Minus zero on one side only, which the rules call a difference.' };
  }
  return null;
};

const numberText = (read: Read): string =>
  typeof read === 'string' ? { nan: 'NaN', inf: 'Infinity', '-inf': '-Infinity' }[read] : decimalText(read.value);

/** NaN is null where the rules say so. */
const unlessNull = (rule: NumberRule, value: string | null): string | null =>
  rule.nan === 'null' && value !== null && value.length <= 20 && specials.get(value.trim().toLowerCase()) === 'nan'
    ? null
    : value;

const nullsOf = (rule: NumberRule, steps: Step[] | null): ComparedOutcome => {
  const equal = rule.nullEqualsNull !== false;
  const sentence = equal ? 'Both are null.' : 'Both are null, which the rules call a difference.';
  steps?.push(step('compare', null, null, sentence));
  return equal ? 'match' : 'mismatch';
};

const inFull = (rule: NumberRule): Comparator => {
  const rounding = roundingOf(rule);
  const tolerance: Tolerance = rule.tolerance ?? {};
  return (legacySent, targetSent, steps) => {
    const [legacy, target] = [unlessNull(rule, legacySent), unlessNull(rule, targetSent)];
    if (legacy !== legacySent || target !== targetSent) {
      steps?.push(step('special', legacy, target, 'NaN counts as null.'));
      if (legacy === null && target === null) return nullsOf(rule, steps);
    }
    const read = {
      legacy: legacy === null ? null : readNumber(legacy),
      target: target === null ? null : readNumber(target),
    };
    if (read.legacy === null || read.target === null) return unreadable(steps, read, 'a decimal', legacy, target);
    const texts = steps === null ? null : ([numberText(read.legacy), numberText(read.target)] as const);
    if (texts !== null) steps?.push(step('read', ...texts, 'Read as exact decimals.'));
    const found = compareSpecial(rule, read.legacy, read.target);
    if (found !== null) {
      if (texts !== null) steps?.push(step('compare', ...texts, found.sentence));
      return found.outcome;
    }
    // Told apart above; said again for the types.
    if (typeof read.legacy === 'string' || typeof read.target === 'string') return 'mismatch';
    const a = rounding.of(read.legacy.value, 'legacy');
    const b = rounding.of(read.target.value, 'target');
    if (a === null || b === null) {
      return unreadable(steps, { legacy: a, target: b }, 'a number that its width can hold', legacy, target);
    }
    const rounded = steps === null ? null : ([rounding.text(a), rounding.text(b)] as const);
    if (rounded !== null) steps?.push(step('round', ...rounded, rounding.sentence));
    const same = a.eq(b);
    if (same) {
      if (rounded !== null) steps?.push(step('compare', ...rounded, 'The same.'));
      return 'match';
    }
    const [x, y] = tolerance.of === 'sent' ? [read.legacy.value, read.target.value] : [a, b];
    const apart = x.minus(y).abs();
    const limit = limitOf(tolerance, x, y);
    if (rounded !== null) steps?.push(step('compare', ...rounded, apartSentence(apart, limit, tolerance)));
    const inside = tolerance.boundary === 'exclusive' ? apart.lt(limit) : apart.lte(limit);
    return inside ? 'match_within_tolerance' : 'mismatch';
  };
};

/** Compares numbers; short plain ones on the quick way where nobody wants the steps. */
export const numbersBy = (rule: NumberRule): Comparator => {
  const slowly = inFull(rule);
  const quickly = rule.type === 'decimal' ? quickDecimals(rule) : null;
  if (quickly === null) return slowly;
  return (legacy, target, steps) => {
    if (steps === null && legacy !== null && target !== null) {
      const outcome = quickly(legacy, target);
      if (outcome !== null) return outcome;
    }
    return slowly(legacy, target, steps);
  };
};

/** One number as a member of a list, rounded as its side rounds; null where it is none. */
export const numberOf = (rule: DecimalRule): ((text: string, side: Side) => string | null) => {
  const rounding = roundingOf(rule);
  return (text, side) => {
    const read = readNumber(text);
    if (read === null || typeof read === 'string') return null;
    const rounded = rounding.of(read.value, side);
    return rounded === null ? null : decimalText(rounded);
  };
};
