import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Side } from '@/lib/domain/words';
import { readDecimal, roundDecimal, roundingModes } from './decimal';
import { type Difference, type DifferenceClass, differenceBetween, differenceInFull, differenceOf } from './difference';
import { quickDifference } from './quick-difference';
import { anyPair } from './testing/any-rule';

// The class of difference goes into fingerprints: what it is once, it must be for ever.

const at = (time: string): string => `2026-03-01T${time}`;

/** What people would call each, and of which side it is said. */
const known: [legacy: string | null, target: string | null, name: DifferenceClass, side?: Side, detail?: string][] = [
  ['12.50', '12.50', 'same_text'],
  [null, '', 'null_against_empty', 'legacy'],
  ['', null, 'null_against_empty', 'target'],
  [null, 'x', 'null_against_value', 'legacy'],
  ['0', null, 'null_against_value', 'target'],
  ['Ada ', 'Ada', 'blanks'],
  [' ', '', 'blanks'],
  ['ADA', 'Ada', 'letter_case'],
  ['Johnson', 'John', 'truncated', 'target'],
  ['John', 'Johnson', 'truncated', 'legacy'],
  ['Johnson', '', 'text'],
  ['Ada', 'Bob', 'text'],
  ['1', '1.00', 'same_number'],
  ['1e3', '1000', 'same_number'],
  ['12.50', '-12.50', 'sign', 'target'],
  ['-12.50', '12.50', 'sign', 'legacy'],
  ['12.34', '1234', 'scale_shift', 'target', '2'],
  ['1000', '1', 'scale_shift', 'legacy', '3'],
  ['0.00', '25.00', 'zero', 'legacy'],
  ['25', '0', 'zero', 'target'],
  ['1.235', '1.24', 'rounded', 'target'],
  ['1.23', '1.235', 'rounded', 'legacy'],
  ['10.35', '10.34', 'last_place', 'legacy'],
  ['-10.35', '-10.36', 'last_place', 'target'],
  ['10', '11', 'amount', 'target'],
  ['1000.00', '1000.50', 'slight_amount', 'target'],
  ['100.00', '107.00', 'amount', 'target'],
  ['100.00', '1.05', 'amount', 'legacy'],
  [at('10:00:00Z'), at('11:00:00+01:00'), 'same_instant'],
  [at('10:00:00Z'), at('11:00:00Z'), 'zone_shift', 'target', '1 h'],
  [at('10:00:00Z'), at('09:15:00Z'), 'zone_shift', 'legacy', '45 min'],
  [at('10:00:00.123Z'), at('10:00:00.123456Z'), 'time_precision'],
  [at('10:00:00Z'), at('10:07:00Z'), 'time', 'target'],
  [at('10:00:00Z'), '2026-03-05T10:00:00Z', 'time', 'target'],
];

const otherSide = ({ side, ...more }: Difference): Difference => ({
  ...more,
  side: side === null ? null : side === 'legacy' ? 'target' : 'legacy',
});

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
const amounts = fc.oneof(fc.tuple(short, short), moved, rounded);

describe('the class of a difference', () => {
  it.each(known)('of %j against %j is %s', (legacy, target, name, side, detail) => {
    expect(differenceBetween(legacy, target)).toEqual({ class: name, side: side ?? null, detail: detail ?? '' });
  });

  it('is that nothing was sent where a side is not there', () => {
    const discrepancy = {
      kind: 'value',
      correlationId: 'A',
      field: 'amount',
      legacy: '1',
      dimensions: {},
      observedAt: null,
    } as const;
    expect(differenceOf(discrepancy)).toMatchObject({ class: 'not_sent' });
    expect(differenceOf({ ...discrepancy, kind: 'missing_in_target' })).toBeNull();
  });

  it('is the same with sides exchanged, said of the other one', () => {
    fc.assert(
      fc.property(fc.oneof(anyPair, amounts), ([legacy, target]) => {
        expect(differenceBetween(target, legacy)).toEqual(otherSide(differenceBetween(legacy, target)));
      }),
      { numRuns: 3_000 },
    );
  }, 30_000);

  it('is on the quick way what it is in full', () => {
    let quick = 0;
    fc.assert(
      fc.property(fc.oneof(anyPair, amounts), fc.boolean(), ([a, b], swapped) => {
        const [legacy, target] = swapped ? [b, a] : [a, b];
        if (legacy === null || target === null || legacy === target) return;
        const found = quickDifference(legacy, target);
        if (found === null) return;
        quick += 1;
        expect(found).toEqual(differenceInFull(legacy, target));
      }),
      { numRuns: 6_000 },
    );
    expect(quick).toBeGreaterThan(1_000);
  }, 30_000);
});
