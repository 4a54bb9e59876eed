import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { compareValues } from './compare-values';
import { readDecimal, roundDecimal, roundingModes } from './decimal';
import type { DecimalRule, TextRule, TimestampRule } from './field-rules';
import { instantsOfWallTime } from './wall-clock';

const decimal = (rule: Partial<DecimalRule> = {}): DecimalRule => ({
  type: 'decimal',
  scale: 2,
  rounding: 'half_up',
  tolerance: {},
  ...rule,
});
const zones = (
  legacyZone: string,
  targetZone: string,
  precision: TimestampRule['precision'] = 'second',
): TimestampRule => ({
  type: 'timestamp',
  legacyZone,
  targetZone,
  precision,
});
const text = (rule: Partial<TextRule> = {}): TextRule => ({
  type: 'text',
  nullEqualsEmpty: false,
  trim: false,
  ...rule,
});

/** A slow reference: a decimal as an integer of units of 10^-places, rounded by comparing remainders. */
const reference = (units: bigint, places: number, scale: number, mode: (typeof roundingModes)[number]): bigint => {
  if (places <= scale) return units * 10n ** BigInt(scale - places);
  const unit = 10n ** BigInt(places - scale);
  const size = units < 0n ? -units : units;
  const [whole, rest] = [size / unit, size % unit];
  const twice = 2n * rest;
  const up = {
    half_up: twice >= unit,
    half_down: twice > unit,
    half_even: twice > unit || (twice === unit && whole % 2n === 1n),
    up: rest > 0n,
    down: false,
    ceiling: rest > 0n && units > 0n,
    floor: rest > 0n && units < 0n,
  }[mode];
  const rounded = whole + (up ? 1n : 0n);
  return units < 0n ? -rounded : rounded;
};

const decimalText = (units: bigint, places: number): string => {
  const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const body = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return units < 0n ? `-${body}` : body;
};

const amounts = fc.record({
  units: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
  places: fc.integer({ min: 0, max: 25 }),
});
const modes = fc.constantFrom(...roundingModes);
const scales = fc.integer({ min: 0, max: 12 });

describe('decimals', () => {
  it('round as exact integers do, in every mode', () => {
    fc.assert(
      fc.property(amounts, scales, modes, ({ units, places }, scale, mode) => {
        const value = readDecimal(decimalText(units, places));
        const rounded = value === null ? null : roundDecimal(value, scale, mode).toFixed(scale);
        expect(rounded?.replace(/^-(?=[0.]*$)/, '')).toBe(decimalText(reference(units, places, scale, mode), scale));
      }),
      { numRuns: 500 },
    );
  });

  it('agree exactly where the reference agrees, within an absolute tolerance', () => {
    fc.assert(
      fc.property(
        amounts,
        fc.bigInt({ min: -300n, max: 300n }),
        scales,
        modes,
        fc.bigInt({ min: 0n, max: 300n }),
        (a, step, scale, mode, allowed) => {
          const other = a.units + step;
          const rule = decimal({ scale, rounding: mode, tolerance: { absolute: decimalText(allowed, scale) } });
          const apart = reference(a.units, a.places, scale, mode) - reference(other, a.places, scale, mode);
          const size = apart < 0n ? -apart : apart;
          const expected = size === 0n ? 'match' : size <= allowed ? 'match_within_tolerance' : 'mismatch';
          expect(compareValues(decimalText(a.units, a.places), decimalText(other, a.places), rule).outcome).toBe(
            expected,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('give the same outcome with the sides swapped, unless the tolerance is a share of legacy', () => {
    fc.assert(
      fc.property(amounts, amounts, scales, modes, (a, b, scale, mode) => {
        const rule = decimal({ scale, rounding: mode, tolerance: { absolute: '5' } });
        const [left, right] = [decimalText(a.units, a.places), decimalText(b.units, b.places)];
        expect(compareValues(left, right, rule).outcome).toBe(compareValues(right, left, rule).outcome);
      }),
    );
  });

  it('never lose a digit that a binary float would', () => {
    const rule = decimal({ scale: 2 });
    expect(compareValues('1234567890123456789.10', '1234567890123456789.11', rule).outcome).toBe('mismatch');
    expect(compareValues('0.1', '0.10', rule).outcome).toBe('match');
    expect(compareValues('-0', '0.00', rule).outcome).toBe('match');
  });

  it('tolerate up to and including the tolerance, and a share of legacy', () => {
    expect(compareValues('103.42', '103.41', decimal({ tolerance: { absolute: '0.01' } })).outcome).toBe(
      'match_within_tolerance',
    );
    expect(compareValues('103.42', '103.40', decimal({ tolerance: { absolute: '0.01' } })).outcome).toBe('mismatch');
    expect(compareValues('100', '101', decimal({ tolerance: { relative: '0.01' } })).outcome).toBe(
      'match_within_tolerance',
    );
    expect(compareValues('0', '0.01', decimal({ tolerance: { relative: '0.9' } })).outcome).toBe('mismatch');
  });

  it('answer a hostile number at once and never call it equal to another', () => {
    const started = performance.now();
    for (const hostile of [
      '1e1000000000',
      '1e-1000000000',
      '9'.repeat(100_000),
      `1e${'9'.repeat(1000)}`,
      'NaN',
      'Infinity',
      '',
    ]) {
      expect(compareValues(hostile, '1', decimal()).outcome).toBe('mismatch');
      expect(compareValues('1', hostile, decimal()).outcome).toBe('mismatch');
    }
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('say each step', () => {
    const { steps } = compareValues(
      '103.425',
      '103.42',
      decimal({ rounding: { legacy: 'half_up', target: 'half_even' } }),
    );
    expect(steps.map(({ step }) => step)).toEqual(['as_sent', 'read', 'round', 'compare']);
    expect(steps[2]).toMatchObject({
      legacy: '103.43',
      target: '103.42',
      sentence: 'Rounded to 2 places, half up on legacy, half even on target.',
    });
    expect(steps[3]?.sentence).toBe('They differ by 0.01; no tolerance applies.');
  });
});

describe('timestamps', () => {
  const outcome = (legacy: string, target: string, rule: TimestampRule) => compareValues(legacy, target, rule).outcome;

  it('are the same instant in the zones that the rules declare', () => {
    expect(outcome('2026-07-01 14:00:00', '2026-07-01T12:00:00Z', zones('Europe/Berlin', 'UTC'))).toBe('match');
    expect(outcome('2026-01-01 14:00:00', '2026-01-01 13:00:00', zones('Europe/Berlin', 'UTC'))).toBe('match');
    expect(outcome('2026-01-01 14:00:00', '2026-01-01 12:00:00', zones('Europe/Berlin', 'UTC'))).toBe('mismatch');
    expect(outcome('2026-01-01 14:00:00', '2026-01-01 14:00:00', zones('Europe/Berlin', 'UTC'))).toBe('mismatch');
  });

  it('read an offset that was sent in preference to the declared zone', () => {
    expect(outcome('2026-01-01 14:00:00+02', '2026-01-01T12:00:00Z', zones('America/New_York', 'Asia/Tokyo'))).toBe(
      'match',
    );
  });

  it('never match a wall time that the beginning of summer time skipped', () => {
    const rule = zones('Europe/Berlin', 'UTC');
    expect(outcome('2026-03-29 02:30:00', '2026-03-29T01:30:00Z', rule)).toBe('mismatch');
    expect(outcome('2026-03-29 02:30:00', '2026-03-29T00:30:00Z', rule)).toBe('mismatch');
    expect(outcome('2026-03-29 03:00:00', '2026-03-29T01:00:00Z', rule)).toBe('match');
  });

  it('match either instant of a wall time that the end of summer time repeats, as a tolerance', () => {
    const rule = zones('Europe/Berlin', 'UTC');
    expect(outcome('2026-10-25 02:30:00', '2026-10-25T00:30:00Z', rule)).toBe('match_within_tolerance');
    expect(outcome('2026-10-25 02:30:00', '2026-10-25T01:30:00Z', rule)).toBe('match_within_tolerance');
    expect(outcome('2026-10-25 02:30:00', '2026-10-25T02:30:00Z', rule)).toBe('mismatch');
    expect(outcome('2026-10-25 03:00:00', '2026-10-25T02:00:00Z', rule)).toBe('match');
  });

  it('name the same instants as the calendar library says, on every day of every zone', () => {
    const names = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Africa/Casablanca',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Pyongyang',
      '+05:45',
    );
    const near = fc.constantFrom(
      '2026-03-29',
      '2026-10-25',
      '2026-03-08',
      '2011-12-30',
      '2015-08-15',
      '2026-02-15',
      '2026-04-05',
    );
    const day = fc.oneof(
      near,
      fc
        .date({ min: new Date('1880-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
        .map((at) => at.toISOString().slice(0, 10)),
    );
    const hours = fc.integer({ min: -72 * 4, max: 72 * 4 });
    fc.assert(
      fc.property(names, day, hours, (zone, start, quarters) => {
        const named = Temporal.PlainDateTime.from(`${start}T00:07:00`).add({ minutes: quarters * 15 });
        const wall = named.toZonedDateTime('UTC').epochNanoseconds;
        const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
          named.toZonedDateTime(zone, { disambiguation }),
        );
        const exists = earlier?.toPlainDateTime().equals(named) === true;
        const expected = exists ? [...new Set([earlier?.epochNanoseconds, later?.epochNanoseconds])] : [];
        expect(instantsOfWallTime(wall, zone)).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are cut to the precision, towards the past, also before 1970', () => {
    expect(outcome('1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.001Z', zones('UTC', 'UTC'))).toBe('match');
    expect(outcome('1970-01-01T00:00:00.000Z', '1969-12-31T23:59:59.999Z', zones('UTC', 'UTC'))).toBe('mismatch');
    expect(outcome('2026-01-01T00:00:00.0004Z', '2026-01-01T00:00:00.0009Z', zones('UTC', 'UTC', 'millisecond'))).toBe(
      'match',
    );
  });

  it('are no timestamps where the calendar has no such day or minute', () => {
    for (const broken of ['2026-02-30', '2026-01-01 24:00:00', '2026-01-01 23:59:60', 'infinity', '2026-1-1', '']) {
      expect(outcome(broken, broken.concat(' '), zones('UTC', 'UTC'))).toBe('mismatch');
    }
  });

  it('agree for every instant shown in two zones, except where the wall clock hides which instant it was', () => {
    const names = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'Pacific/Apia',
    );
    const wall = (at: Date, zone: string): string => at.toLocaleString('sv-SE', { timeZone: zone }).replace(',', '');
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1990-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        names,
        names,
        (at, a, b) => {
          at.setMilliseconds(0);
          expect(outcome(wall(at, a), wall(at, b), zones(a, b))).toMatch(/^match/);
          const later = new Date(at.getTime() + 3 * 3_600_000);
          expect(outcome(wall(at, a), wall(later, b), zones(a, b))).toBe('mismatch');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('texts', () => {
  it('are equal to themselves under every rule', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string({ unit: 'grapheme' })),
        fc.boolean(),
        fc.boolean(),
        fc.option(fc.integer({ min: 1, max: 9 })),
        (value, nulls, trim, cut) => {
          const rule = text({ nullEqualsEmpty: nulls, trim, ...(cut === null ? {} : { truncateTo: cut }) });
          expect(compareValues(value, value, rule).outcome).toBe('match');
        },
      ),
    );
  });

  it('give the same outcome with the sides swapped', () => {
    const values = fc.option(fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '😀'), maxLength: 8 }));
    fc.assert(
      fc.property(
        values,
        values,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 6 }),
        (a, b, nulls, trim, truncateTo) => {
          const rule = text({ nullEqualsEmpty: nulls, trim, truncateTo });
          expect(compareValues(a, b, rule).outcome).toBe(compareValues(b, a, rule).outcome);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('take null for empty only where the rules say so', () => {
    expect(compareValues(null, '', text()).outcome).toBe('mismatch');
    expect(compareValues(null, '', text({ nullEqualsEmpty: true })).outcome).toBe('match');
    expect(compareValues(null, ' ', text({ nullEqualsEmpty: true })).outcome).toBe('mismatch');
    expect(compareValues(null, ' ', text({ nullEqualsEmpty: true, trim: true })).outcome).toBe('match');
  });

  it('forgive a cut at the declared length and nothing else', () => {
    const rule = text({ truncateTo: 5 });
    expect(compareValues('abcdefgh', 'abcde', rule).outcome).toBe('match');
    expect(compareValues('abcdefgh', 'abcd', rule).outcome).toBe('mismatch');
    expect(compareValues('abcdeXX', 'abcdeYY', rule).outcome).toBe('mismatch');
    expect(compareValues('😀😀😀😀😀😀', '😀😀😀😀😀', rule).outcome).toBe('match');
  });
});
