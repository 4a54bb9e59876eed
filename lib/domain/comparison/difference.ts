import type { Side } from '@/lib/domain/words';
import {
  type Decimal,
  decimalOf,
  decimalText,
  placesWritten,
  readDecimal,
  roundDecimal,
  roundingModes,
} from './decimal';
import { comparesValues, type Discrepancy } from './discrepancy';
import { quickDifference } from './quick-difference';
import { readTimestamp } from './timestamp';

// How two values differ, said without any rule, unit or amount: what makes a million discrepancies a dozen patterns.
// It reads what was sent only, so that a pattern stays the same pattern under every rule set.

export const differenceClasses = [
  'not_sent',
  'same_text',
  'null_against_empty',
  'null_against_value',
  'blanks',
  'letter_case',
  'truncated',
  'same_number',
  'sign',
  'scale_shift',
  'zero',
  'rounded',
  'last_place',
  'slight_amount',
  'amount',
  'same_instant',
  'zone_shift',
  'time_precision',
  'time',
  'text',
] as const;
export type DifferenceClass = (typeof differenceClasses)[number];

/** `side` is the one the sentence is about: the larger, later, shorter or null one; `detail` has no dimension. */
export type Difference = { class: DifferenceClass; side: Side | null; detail: string };

const difference = (name: DifferenceClass, side: Side | null = null, detail = ''): Difference => ({
  class: name,
  side,
  detail,
});

const nullOr = (legacy: string | null, target: string | null): Difference => {
  const side: Side = legacy === null ? 'legacy' : 'target';
  return difference((legacy ?? target) === '' ? 'null_against_empty' : 'null_against_value', side);
};

/** Whether one is the other times a power of ten: the decimal point moved, as between euros and cents. */
const shiftOf = (legacy: Decimal, target: Decimal): number | null => {
  const power = (target.e ?? 0) - (legacy.e ?? 0);
  return power !== 0 && legacy.shiftedBy(power).eq(target) ? power : null;
};

/** Below one in a thousand of the larger magnitude. */
const isSlight = (apart: Decimal, legacy: Decimal, target: Decimal): boolean =>
  apart.times(1_000).lt(legacy.abs().gt(target.abs()) ? legacy.abs() : target.abs());

const ofNumbers = (legacyText: string, targetText: string, legacy: Decimal, target: Decimal): Difference => {
  if (legacy.eq(target)) return difference('same_number');
  if (legacy.isZero() || target.isZero()) return difference('zero', legacy.isZero() ? 'legacy' : 'target');
  if (legacy.eq(target.negated())) return difference('sign', target.isNegative() ? 'target' : 'legacy');
  const shift = shiftOf(legacy, target);
  if (shift !== null) return difference('scale_shift', shift > 0 ? 'target' : 'legacy', String(Math.abs(shift)));
  const larger: Side = target.abs().gt(legacy.abs()) ? 'target' : 'legacy';
  const places = { legacy: placesWritten(legacyText), target: placesWritten(targetText) };
  const coarse = Math.min(places.legacy, places.target);
  if (places.legacy !== places.target) {
    const [coarser, finer, side]: [Decimal, Decimal, Side] =
      places.legacy < places.target ? [legacy, target, 'legacy'] : [target, legacy, 'target'];
    if (roundingModes.some((mode) => roundDecimal(finer, coarse, mode).eq(coarser))) return difference('rounded', side);
  }
  const apart = legacy.minus(target).abs();
  if (coarse > 0 && apart.eq(decimalOf(1).shiftedBy(-coarse))) return difference('last_place', larger);
  return difference(isSlight(apart, legacy, target) ? 'slight_amount' : 'amount', larger);
};

const second = 1_000_000_000n;
const quarterHour = 900n * second;
const hoursText = (quarters: bigint): string => {
  const hours = Number(quarters) / 4;
  return Number.isInteger(hours) ? `${hours} h` : `${Number(quarters) * 15} min`;
};

const ofInstants = (legacy: bigint, target: bigint): Difference => {
  if (legacy === target) return difference('same_instant');
  const later: Side = target > legacy ? 'target' : 'legacy';
  const apart = target > legacy ? target - legacy : legacy - target;
  // No two zones are more than 26 hours apart, and none differs by less than a quarter of an hour.
  if (apart % quarterHour === 0n && apart <= 26n * 3_600n * second) {
    return difference('zone_shift', later, hoursText(apart / quarterHour));
  }
  const cut = [legacy, target].some((instant) => instant % 1_000n === 0n);
  if (apart < second && cut) return difference('time_precision');
  return difference('time', later);
};

const ofTexts = (legacy: string, target: string): Difference => {
  const [legacyTrimmed, targetTrimmed] = [legacy.trim(), target.trim()];
  if (legacyTrimmed === targetTrimmed) return difference('blanks');
  if (legacyTrimmed.toLowerCase() === targetTrimmed.toLowerCase()) return difference('letter_case');
  if (targetTrimmed !== '' && legacyTrimmed.startsWith(targetTrimmed)) return difference('truncated', 'target');
  if (legacyTrimmed !== '' && targetTrimmed.startsWith(legacyTrimmed)) return difference('truncated', 'legacy');
  return difference('text');
};

/** For any two texts that differ: as numbers, as instants, or as texts. What the quick way answers is the same. */
export const differenceInFull = (legacy: string, target: string): Difference => {
  const a = readDecimal(legacy);
  const b = a === null ? null : readDecimal(target);
  if (a !== null && b !== null) return ofNumbers(legacy, target, a, b);
  const earlier = a === null ? readTimestamp(legacy, 'UTC') : null;
  const later = earlier === null ? null : readTimestamp(target, 'UTC');
  if (earlier?.kind === 'once' && later?.kind === 'once') return ofInstants(earlier.instant, later.instant);
  return ofTexts(legacy, target);
};

/** The class of difference between two sent values, free of any rule. */
export const differenceBetween = (legacy: string | null, target: string | null): Difference => {
  if (legacy === target) return difference('same_text');
  if (legacy === null || target === null) return nullOr(legacy, target);
  return quickDifference(legacy, target) ?? differenceInFull(legacy, target);
};

/** The difference of a discrepancy, or null where its kind says all there is to say. */
export const differenceOf = (discrepancy: Discrepancy): Difference | null => {
  if (!comparesValues(discrepancy.kind)) return null;
  const { legacy, target } = discrepancy;
  if (legacy === undefined || target === undefined) return difference('not_sent');
  return differenceBetween(legacy, target);
};

/** How far apart two sent numbers are, as plain digits; null where either is no number. */
export const apartText = (legacy: string, target: string): string | null => {
  const [a, b] = [readDecimal(legacy), readDecimal(target)];
  return a && b ? decimalText(a.minus(b).abs()) : null;
};
