import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { dayNumber } from './calendar';
import { compareValues } from './compare-values';
import type { TimestampRule } from './field-rules';
import { leapMidnights, smeared } from './leap-seconds';
import { cutTo, precisions, roundTo } from './timestamp';

const rule = (rest: Partial<TimestampRule> = {}): TimestampRule => ({
  type: 'timestamp',
  legacyZone: 'UTC',
  targetZone: 'UTC',
  precision: 'second',
  ...rest,
});
const outcome = (legacy: string, target: string, rest: Partial<TimestampRule> = {}) =>
  compareValues(legacy, target, rule(rest)).outcome;

const nanoseconds = {
  minute: 60_000_000_000n,
  second: 1_000_000_000n,
  millisecond: 1_000_000n,
  microsecond: 1_000n,
  nanosecond: 1n,
};
const floor = (value: bigint, unit: bigint): bigint => {
  const whole = value / unit;
  return value % unit < 0n ? whole - 1n : whole;
};

describe('precision', () => {
  const instants = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n });

  it('cuts towards the past and rounds to the nearest, as whole numbers do, and changes nothing the second time', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...precisions), (instant, precision) => {
        const unit = nanoseconds[precision];
        const [cut, near] = [cutTo(instant, precision), roundTo(instant, precision)];
        expect(cut).toBe(floor(instant, unit) * unit);
        expect(near).toBe(floor(2n * instant + unit, 2n * unit) * unit);
        expect(cutTo(cut, precision)).toBe(cut);
        expect(roundTo(near, precision)).toBe(near);
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);

  it('is cut or rounded on each side as that side does it', () => {
    const rounds = { legacy: 'nearest', target: 'cut' } as const;
    expect(outcome('2026-01-01 00:00:00.6', '2026-01-01 00:00:01', { rounding: rounds })).toBe('match');
    expect(outcome('2026-01-01 00:00:00.6', '2026-01-01 00:00:01')).toBe('mismatch');
    expect(outcome('2026-01-01 00:00:00.5', '2026-01-01 00:00:01', { rounding: 'nearest' })).toBe('match');
  });

  it('never agrees beyond what it tolerates, and does up to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_200 }), fc.integer({ min: 1, max: 7_200 }), (apart, within) => {
        const later = new Date(Date.UTC(2026, 0, 1) + apart * 1000).toISOString();
        const found = outcome('2026-01-01 00:00:00', later, { within: `PT${within}S` });
        expect(found).toBe(apart === 0 ? 'match' : apart <= within ? 'match_within_tolerance' : 'mismatch');
      }),
    );
  });
});

describe('a wall clock that is changed', () => {
  const berlin: Partial<TimestampRule> = { legacyZone: 'Europe/Berlin' };

  it('names for a skipped time what the rule says, as the calendar library has it', () => {
    const at = (disambiguation: 'earlier' | 'later') =>
      Temporal.PlainDateTime.from('2026-03-29T02:30').toZonedDateTime('Europe/Berlin', { disambiguation }).toInstant();
    for (const skipped of ['earlier', 'later'] as const) {
      expect(outcome('2026-03-29 02:30:00', at(skipped).toString(), { ...berlin, skipped })).toBe('match');
      const other = at(skipped === 'earlier' ? 'later' : 'earlier').toString();
      expect(outcome('2026-03-29 02:30:00', other, { ...berlin, skipped })).toBe('mismatch');
    }
  });

  it('names for a repeated time its first instant, its second, or none', () => {
    const [first, second] = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'];
    const of = (target: string, repeated: TimestampRule['repeated']) =>
      outcome('2026-10-25 02:30:00', target, { ...berlin, repeated });
    expect([of(first ?? '', 'earlier'), of(second ?? '', 'earlier')]).toEqual(['match', 'mismatch']);
    expect([of(first ?? '', 'later'), of(second ?? '', 'later')]).toEqual(['mismatch', 'match']);
    expect([of(first ?? '', 'differ'), of(second ?? '', 'differ')]).toEqual(['mismatch', 'mismatch']);
  });
});

describe('a date without a time', () => {
  const zones: Partial<TimestampRule> = { legacyZone: 'Europe/Berlin', targetZone: 'UTC' };

  it('is midnight in its zone unless the rule says otherwise', () => {
    expect(outcome('2026-01-01', '2025-12-31 23:00:00', zones)).toBe('match');
    expect(outcome('2026-01-01', '2026-01-01 00:00:00', zones)).toBe('mismatch');
  });

  it('agrees with the other’s midnight, with any time of the day, or with no time', () => {
    const of = (target: string, dates: TimestampRule['dates']) => outcome('2026-01-01', target, { ...zones, dates });
    expect(of('2026-01-01 00:00:00', 'wall_midnight')).toBe('match');
    expect(of('2026-01-01T00:00:00Z', 'wall_midnight')).toBe('match');
    expect(of('2026-01-01 00:00:01', 'wall_midnight')).toBe('mismatch');
    expect(of('2026-01-01 23:59:59', 'whole_day')).toBe('match');
    expect(of('2026-01-02 00:00:00', 'whole_day')).toBe('mismatch');
    expect(of('2026-01-01 00:00:00', 'differ')).toBe('mismatch');
    expect(of(' 2026-01-01', 'differ')).toBe('match');
  });
});

describe('24:00:00', () => {
  it('is the midnight after where the rule says so, and only exactly that', () => {
    const hour24 = { hour24: true } as const;
    expect(outcome('2026-02-28 24:00:00', '2026-03-01T00:00:00Z', hour24)).toBe('match');
    expect(outcome('2026-02-28 24:00:00.000', '2026-03-01T00:00:00Z', hour24)).toBe('match');
    expect(outcome('2026-02-28 24:00:00', '2026-03-01T00:00:00Z')).toBe('mismatch');
    expect(outcome('2026-02-28 24:00:01', '2026-03-01T00:00:01Z', hour24)).toBe('mismatch');
    expect(outcome('2026-02-28 24:00:00.5', '2026-03-01T00:00:00.5Z', hour24)).toBe('mismatch');
  });
});

describe('calendars', () => {
  /** The Julian day number after the well-known formulas, which know nothing of how days are counted here. */
  const julianDay = (year: number, month: number, day: number, julian: boolean): number => {
    const shift = Math.floor((14 - month) / 12);
    const [y, m] = [year + 4_800 - shift, month + 12 * shift - 3];
    const common = day + Math.floor((153 * m + 2) / 5) + 365 * y + Math.floor(y / 4);
    return julian ? common - 32_083 : common - Math.floor(y / 100) + Math.floor(y / 400) - 32_045;
  };
  const unixDay = 2_440_588;

  it('count days as the Julian day number does, on every day of both', () => {
    const date = fc.tuple(
      fc.integer({ min: 1, max: 9_999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    );
    fc.assert(
      fc.property(date, ([year, month, day]) => {
        const written = year * 10_000 + month * 100 + day;
        const isGap = written > 1582_10_04 && written < 1582_10_15;
        expect(dayNumber(year, month, day, 'gregorian')).toBe(julianDay(year, month, day, false) - unixDay);
        expect(dayNumber(year, month, day, 'hybrid')).toBe(
          isGap ? null : julianDay(year, month, day, written < 1582_10_15) - unixDay,
        );
      }),
      { numRuns: 1_500 },
    );
  }, 30_000);

  it('have the days that they have, and none of those that were left out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (y, m, d) => {
          const date = new Date(0);
          date.setUTCFullYear(y, m - 1, d);
          const exists = date.getUTCMonth() + 1 === m && date.getUTCDate() === d && date.getUTCFullYear() === y;
          expect(dayNumber(y, m, d, 'gregorian')).toBe(exists ? date.getTime() / 86_400_000 : null);
        },
      ),
    );
    expect(dayNumber(1500, 2, 29, 'hybrid')).not.toBeNull();
    expect(dayNumber(1500, 2, 29, 'gregorian')).toBeNull();
    expect(dayNumber(1582, 10, 10, 'hybrid')).toBeNull();
  });

  it('agree on one day written in both', () => {
    const calendar = { legacy: 'hybrid', target: 'gregorian' } as const;
    expect(outcome('1582-10-04', '1582-10-14', { calendar })).toBe('match');
    expect(outcome('1582-10-15', '1582-10-15', { calendar })).toBe('match');
    expect(outcome('1000-01-01', '1000-01-06', { calendar })).toBe('match');
    expect(outcome('1000-01-01', '1000-01-06')).toBe('mismatch');
  });
});

describe('leap seconds', () => {
  it('are no time unless the rule says how they are counted', () => {
    const clamp = { leapSeconds: 'clamp' } as const;
    expect(outcome('2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z')).toBe('mismatch');
    expect(outcome('2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z', clamp)).toBe('match');
    expect(outcome('2017-01-01 00:59:60', '2016-12-31T23:59:59Z', { ...clamp, legacyZone: 'Europe/Berlin' })).toBe(
      'match',
    );
    expect(outcome('2016-12-30T23:59:60Z', '2016-12-30T23:59:59Z', clamp)).toBe('mismatch');
    expect(outcome('2016-12-31T12:30:60Z', '2016-12-31T12:30:59Z', clamp)).toBe('mismatch');
  });

  it('are spread over the day by a smeared clock: never back, half a second at midnight, right again at noon', () => {
    const noon = BigInt(Date.UTC(2016, 11, 31, 12)) * 1_000_000n;
    const second = 1_000_000_000n;
    const shown = (elapsed: bigint): bigint => {
      const inLeap = elapsed >= 43_200n * second && elapsed < 43_201n * second;
      return smeared(noon + elapsed - (elapsed >= 43_200n * second ? second : 0n), inLeap);
    };
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 86_401n * second - 1n }), (elapsed) => {
        expect(shown(elapsed)).toBe(noon + (elapsed * 86_400n) / 86_401n);
      }),
    );
    expect(shown(43_200n * second + second / 2n) - noon).toBe(43_200n * second);
    expect(smeared(noon + 86_400n * second, false)).toBe(noon + 86_400n * second);
    expect(smeared(noon - 1n, false)).toBe(noon - 1n);
  });

  it('agree with a clock that smears, on the side that shows them', () => {
    const leapSeconds = { legacy: 'smear', target: 'reject' } as const;
    const of = (legacy: string, target: string) => outcome(legacy, target, { leapSeconds, precision: 'millisecond' });
    expect(of('2016-12-31T23:59:60.500Z', '2017-01-01T00:00:00Z')).toBe('match');
    expect(of('2016-12-31T18:00:00Z', '2016-12-31T17:59:59.750Z')).toBe('match');
    expect(of('2016-12-31T11:00:00Z', '2016-12-31T11:00:00Z')).toBe('match');
    expect(of('2018-12-31T18:00:00Z', '2018-12-31T18:00:00Z')).toBe('match');
  });

  it('were 27', () => {
    expect(leapMidnights.size).toBe(27);
  });
});
