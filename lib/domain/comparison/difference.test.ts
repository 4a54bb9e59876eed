import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from '@/lib/domain/words';
import { type Decimal, decimalOf, placesWritten, readDecimal, roundDecimal, roundingModes } from './decimal';
import { type Difference, type DifferenceClass, differenceBetween } from './difference';
import { anyPair } from './testing/any-rule';
import { readTimestamp } from './timestamp';

// The class of difference goes into fingerprints, so that it is held against the first and slowest way to find it.

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

/** The class of difference between two sent values, free of any rule. */
const slowly = (legacy: string | null, target: string | null): Difference => {
  if (legacy === target) return difference('same_text');
  if (legacy === null || target === null) return nullOr(legacy, target);
  const numbers = [readDecimal(legacy), readDecimal(target)];
  if (numbers[0] && numbers[1]) return ofNumbers(legacy, target, numbers[0], numbers[1]);
  const times = [readTimestamp(legacy, 'UTC'), readTimestamp(target, 'UTC')];
  if (times[0]?.kind === 'once' && times[1]?.kind === 'once') return ofInstants(times[0].instant, times[1].instant);
  return ofTexts(legacy, target);
};

const short = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.nat({ max: 99_999 }).map(String),
    fc.constantFrom('', '0', '00', '000000000'),
    fc.option(
      fc.tuple(fc.constantFrom('', '0', '00'), fc.nat({ max: 999 }).map(String), fc.constantFrom('', '0', '0000')),
    ),
  )
  .map(([sign, whole, zeros, places]) => `${sign}${whole}${zeros}${places === null ? '' : `.${places.join('')}`}`);

describe('the class of a difference', () => {
  it('is what the slow way says, for anything', () => {
    fc.assert(
      fc.property(anyPair, ([legacy, target]) => {
        expect(differenceBetween(legacy, target)).toEqual(slowly(legacy, target));
      }),
      { numRuns: 3_000 },
    );
  }, 30_000);

  it('is what the slow way says, for short amounts and what they become', () => {
    const moved = fc.tuple(short, fc.integer({ min: -3, max: 6 })).map(([text, by]): [string, string] => {
      const other = readDecimal(text)?.shiftedBy(by);
      return [text, other?.toFixed() ?? text];
    });
    const rounded = fc
      .tuple(short, fc.nat({ max: 3 }), fc.constantFrom(...roundingModes))
      .map(([text, scale, mode]): [string, string] => {
        const read = readDecimal(text);
        return [text, read === null ? text : roundDecimal(read, scale, mode).toFixed(scale)];
      });
    fc.assert(
      fc.property(fc.oneof(fc.tuple(short, short), moved, rounded), fc.boolean(), ([a, b], swapped) => {
        const [legacy, target] = swapped ? [b, a] : [a, b];
        expect(differenceBetween(legacy, target)).toEqual(slowly(legacy, target));
      }),
      { numRuns: 3_000 },
    );
  }, 30_000);
});
