import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareValues } from './compare-values';
import { roundingModes } from './decimal';
import { quickDecimals } from './quick-decimals';
import { type FieldRule, parseRuleSet } from './rule-set';
import { anyTolerance } from './testing/any-rule';

/** A slow reference, written apart: a number is a fraction of two whole ones, and nothing is ever rounded unasked. */
type Fraction = { over: bigint; under: bigint };

const fraction = (text: string): Fraction => {
  const [, sign = '', whole = '', places = '', power = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/.exec(text) ?? [];
  const shift = BigInt(power) - BigInt(places.length);
  const digits = BigInt(`${whole}${places}` || '0') * (sign === '-' ? -1n : 1n);
  return shift >= 0n ? { over: digits * 10n ** shift, under: 1n } : { over: digits, under: 10n ** -shift };
};
const size = (value: bigint): bigint => (value < 0n ? -value : value);
const less = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under;
const larger = (a: Fraction, b: Fraction): Fraction => (less(a, b) ? b : a);
const absolute = ({ over, under }: Fraction): Fraction => ({ over: size(over), under });
const minus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under - b.over * a.under,
  under: a.under * b.under,
});
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
const zero: Fraction = { over: 0n, under: 1n };

type Mode = (typeof roundingModes)[number];

const rounded = (value: Fraction, places: number, mode: Mode): Fraction => {
  const unit = fraction(`1e${places}`);
  const scaled = times(value, unit);
  const [over, under] = [size(scaled.over), scaled.under];
  const [whole, rest] = [over / under, over % under];
  const isNegative = scaled.over < 0n;
  const next: Record<Mode, boolean> = {
    half_up: 2n * rest >= under,
    half_down: 2n * rest > under,
    half_even: 2n * rest > under || (2n * rest === under && whole % 2n === 1n),
    up: rest > 0n,
    down: false,
    ceiling: rest > 0n && !isNegative,
    floor: rest > 0n && isNegative,
  };
  const result = whole + (next[mode] ? 1n : 0n);
  return times({ over: isNegative ? -result : result, under: 1n }, { over: unit.under, under: unit.over });
};

/** Places that leave so many significant digits; beyond the point where the first digit stands before it. */
const placesFor = (value: Fraction, digits: number): number => {
  let places = -40;
  while (!less(fraction(`1e${digits - 1}`), times(absolute(value), fraction(`1e${places}`)))) {
    if (places > 80) return 0;
    if (!less(times(absolute(value), fraction(`1e${places}`)), fraction(`1e${digits - 1}`))) break;
    places += 1;
  }
  return places;
};

type Rule = Extract<FieldRule, { type: 'decimal' }>;

const expected = (legacy: string, target: string, rule: Rule): string => {
  const sent = { legacy: fraction(legacy), target: fraction(target) };
  const modeOf = (side: 'legacy' | 'target') =>
    typeof rule.rounding === 'string' ? rule.rounding : rule.rounding[side];
  const round = (side: 'legacy' | 'target') => {
    const value = sent[side];
    const places = rule.scale ?? (value.over === 0n ? 0 : placesFor(value, rule.significant ?? 1));
    return rounded(value, places, modeOf(side));
  };
  const [a, b] = [round('legacy'), round('target')];
  if (minus(a, b).over === 0n) return 'match';
  const { tolerance } = rule;
  const [x, y] = tolerance.of === 'sent' ? [sent.legacy, sent.target] : [a, b];
  const apart = absolute(minus(x, y));
  const [p, q] = [absolute(x), absolute(y)];
  const half = { over: 1n, under: 2n };
  const sum = { over: p.over * q.under + q.over * p.under, under: p.under * q.under };
  const base = { legacy: p, target: q, larger: larger(p, q), mean: times(sum, half) }[tolerance.base ?? 'legacy'];
  const share =
    tolerance.relative === undefined
      ? zero
      : times(larger(base, fraction(tolerance.floor ?? '0')), fraction(tolerance.relative));
  const limit = larger(share, fraction(tolerance.absolute ?? '0'));
  const inside = tolerance.boundary === 'exclusive' ? less(apart, limit) : !less(limit, apart);
  return inside ? 'match_within_tolerance' : 'mismatch';
};

const plain = fc
  .tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: 0, max: 5 }))
  .map(([units, places]) => (units / 10 ** places).toFixed(places));
const huge = fc
  .tuple(fc.bigInt({ min: -(10n ** 28n), max: 10n ** 28n }), fc.integer({ min: -4, max: 28 }))
  .map(([units, places]) => `${units}e${-places}`);
const near = fc
  .tuple(fc.integer({ min: -9_999, max: 9_999 }), fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 4 }))
  .map(([units, apart, places]): [string, string] => [
    (units / 10 ** places).toFixed(places),
    ((units + apart) / 10 ** places).toFixed(places),
  ]);
const pairs = fc.oneof(near, near, fc.tuple(plain, plain), fc.tuple(huge, huge), fc.tuple(plain, huge));

const modes = fc.constantFrom(...roundingModes);
const decimals: fc.Arbitrary<Rule> = fc
  .record({
    digits: fc.oneof(
      fc.record({ scale: fc.integer({ min: 0, max: 8 }) }),
      fc.record({ significant: fc.integer({ min: 1, max: 9 }) }),
    ),
    rounding: fc.oneof(modes, fc.record({ legacy: modes, target: modes })),
    tolerance: anyTolerance,
  })
  .map(({ digits, ...rest }) => {
    const parsed = parseRuleSet(JSON.parse(JSON.stringify({ fields: { f: { type: 'decimal', ...digits, ...rest } } })));
    if (!parsed.ok || parsed.value.fields.f?.type !== 'decimal') throw new Error('the rule does not parse');
    return parsed.value.fields.f;
  });

describe('decimals under any rule', () => {
  it('come to what exact fractions come to, on the quick way as on the long one', () => {
    fc.assert(
      fc.property(decimals, pairs, (rule, [legacy, target]) => {
        const outcome = expected(legacy, target, rule);
        expect(compareValues(legacy, target, rule).outcome).toBe(outcome);
        expect([outcome, null, undefined]).toContain(quickDecimals(rule)?.(legacy, target));
      }),
      { numRuns: 2_000 },
    );
  }, 30_000);

  it('go the quick way where they are short and plain', () => {
    const rule: Rule = { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { relative: '0.01' } };
    expect(quickDecimals(rule)?.('103.42', '103.419')).toBe('match');
    expect(quickDecimals(rule)?.('103.42', '104.42')).toBe('match_within_tolerance');
    expect(quickDecimals(rule)?.('103.42', '203.42')).toBe('mismatch');
    expect(quickDecimals(rule)?.('1e2', '100')).toBeNull();
    expect(quickDecimals(rule)?.('1234567890123456', '1')).toBeNull();
  });

  it('are equal to themselves where both sides round alike, and never less so under a wider tolerance', () => {
    const amount = fc.integer({ min: 0, max: 99 }).map((units) => (units / 100).toFixed(2));
    fc.assert(
      fc.property(decimals, pairs, amount, (rule, [legacy, target], more) => {
        if (typeof rule.rounding === 'string') expect(compareValues(legacy, legacy, rule).outcome).toBe('match');
        const wider: Rule = {
          ...rule,
          tolerance: { ...rule.tolerance, absolute: String(Number(rule.tolerance.absolute ?? 0) + Number(more)) },
        };
        if (compareValues(legacy, target, rule).outcome === 'mismatch') return;
        expect(compareValues(legacy, target, wider).outcome).not.toBe('mismatch');
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);
});

describe('a boundary, a base and a floor', () => {
  const outcome = (legacy: string, target: string, tolerance: Rule['tolerance']) =>
    compareValues(legacy, target, { type: 'decimal', scale: 4, rounding: 'half_up', tolerance }).outcome;

  it('are what the rule says', () => {
    expect(outcome('1.00', '1.01', { absolute: '0.01' })).toBe('match_within_tolerance');
    expect(outcome('1.00', '1.01', { absolute: '0.01', boundary: 'exclusive' })).toBe('mismatch');
    expect(outcome('100', '110', { relative: '0.095' })).toBe('mismatch');
    expect(outcome('100', '110', { relative: '0.095', base: 'target' })).toBe('match_within_tolerance');
    expect(outcome('100', '110', { relative: '0.095', base: 'mean' })).toBe('mismatch');
    expect(outcome('100', '110', { relative: '0.0953', base: 'mean' })).toBe('match_within_tolerance');
    expect(outcome('0', '0.01', { relative: '0.01', floor: '1' })).toBe('match_within_tolerance');
    expect(outcome('0', '0.02', { relative: '0.01', floor: '1' })).toBe('mismatch');
  });

  it('hold the numbers as sent against the tolerance where the rule says so', () => {
    const rule: Rule = { type: 'decimal', scale: 0, rounding: 'half_up', tolerance: { absolute: '0.2', of: 'sent' } };
    expect(compareValues('1.4', '1.5', rule).outcome).toBe('match_within_tolerance');
    expect(compareValues('1.4', '1.7', rule)).toMatchObject({ outcome: 'mismatch' });
    expect(compareValues('1.4', '1.7', rule).steps.at(-1)?.sentence).toBe(
      'They differ by 0.3 as sent; at most 0.2 is tolerated.',
    );
  });
});

describe('numbers that are none', () => {
  const decimal: FieldRule = { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: {} };
  const outcome = (legacy: string | null, target: string | null, more: Partial<Rule>) =>
    compareValues(legacy, target, { ...decimal, ...more }).outcome;

  it('are equal to nothing unless the rules say so, each by itself', () => {
    expect(outcome('NaN', 'nan', {})).toBe('mismatch');
    expect(outcome('NaN', 'nan', { nan: 'equal' })).toBe('match');
    expect(outcome('NaN', null, { nan: 'equal' })).toBe('mismatch');
    expect(outcome('NaN', null, { nan: 'null' })).toBe('match');
    expect(outcome('NaN', '0', { nan: 'null' })).toBe('mismatch');
    expect(outcome('Infinity', '+inf', { nan: 'equal' })).toBe('mismatch');
    expect(outcome('Infinity', '+inf', { infinity: 'equal' })).toBe('match');
    expect(outcome('Infinity', '-inf', { infinity: 'equal' })).toBe('mismatch');
    expect(outcome('Infinity', '1e999', { infinity: 'equal' })).toBe('mismatch');
  });

  it('tell minus zero apart only where the rules do, and only a zero that was sent', () => {
    expect(outcome('-0', '0.00', {})).toBe('match');
    expect(outcome('-0', '0.00', { negativeZero: 'differs' })).toBe('mismatch');
    expect(outcome('-0.001', '0', { negativeZero: 'differs' })).toBe('match');
  });
});

describe('the width of a float', () => {
  const float = (width: 'float32' | 'float64'): FieldRule => ({ type: 'float', width });
  const same = (a: string, b: string, width: 'float32' | 'float64') =>
    compareValues(a, b, float(width)).outcome === 'match';

  /** The nearest number with so many binary digits, ties to even; for numbers that are neither tiny nor too large. */
  const nearest = (value: Fraction, digits: number): Fraction => {
    if (value.over === 0n) return zero;
    let power = 0n;
    const scaled = (): Fraction =>
      power >= 0n
        ? { over: size(value.over) << power, under: value.under }
        : { over: size(value.over), under: value.under << -power };
    while (less(scaled(), { over: 1n << BigInt(digits - 1), under: 1n })) power += 1n;
    while (!less(scaled(), { over: 1n << BigInt(digits), under: 1n })) power -= 1n;
    const { over, under } = scaled();
    const [whole, rest] = [over / under, over % under];
    const up = 2n * rest > under || (2n * rest === under && whole % 2n === 1n);
    const result = (whole + (up ? 1n : 0n)) * (value.over < 0n ? -1n : 1n);
    return power >= 0n ? { over: result, under: 1n << power } : { over: result << -power, under: 1n };
  };

  it('makes equal what rounds to the same float, by exact fractions', () => {
    const digits = { float32: 24, float64: 53 };
    const value = fc
      .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 30 }))
      .map(([units, places]) => ({ units, places }));
    fc.assert(
      fc.property(
        value,
        fc.bigInt({ min: -50n, max: 50n }),
        fc.constantFrom('float32', 'float64'),
        (a, apart, width) => {
          const far = width === 'float32' ? size(a.units) >> 27n : size(a.units) >> 56n;
          const texts = [a.units, a.units + (apart * far) / 20n].map((units) => `${units}e-${a.places}`);
          const [x, y] = texts.map((text) => nearest(fraction(text), digits[width]));
          if (x === undefined || y === undefined) throw new Error('there are two');
          expect(same(texts[0] ?? '', texts[1] ?? '', width)).toBe(minus(x, y).over === 0n);
        },
      ),
      { numRuns: 2_000 },
    );
  }, 30_000);

  it('does not round twice where a double lies half-way between two floats', () => {
    // 1 + 2^-24 lies half-way between 1 and the next narrow float; a little more than it is nearer to the next.
    expect(same('1.000000059604644775390625', '1', 'float32')).toBe(true);
    expect(same('1.00000005960464477539062500000001', '1', 'float32')).toBe(false);
    expect(same('1.00000005960464477539062500000001', '1.00000011920928955078125', 'float32')).toBe(true);
  });

  it('tells print widths of one value as one, and what is beyond the width as nothing', () => {
    expect(same('0.1', '0.100000001490116', 'float32')).toBe(true);
    expect(same('0.1', '0.100000001490116', 'float64')).toBe(false);
    expect(same('0.30000000000000004', '0.3', 'float64')).toBe(false);
    expect(same('1e39', '1e39', 'float32')).toBe(false);
  });
});
