import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused } from '@/lib/domain/kernel/refusal';
import type { Discrepancy } from './discrepancy';
import { judgeDiscrepancy } from './judge-discrepancy';
import { patternFingerprint } from './pattern';
import { mergeSamples, mostExamples, type Ranked, Reservoir } from './reservoir';
import { parseRuleSet, type RuleSetDocument } from './rule-set';
import { Tally, tallyLimits } from './tally';

const parsed = parseRuleSet({
  fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { absolute: '0.01' } } },
  classify: [{ kind: 'duplicate', category: 'genuine', severity: 'minor' }],
});
const rules: RuleSetDocument = parsed.ok ? parsed.value : { fields: {}, classify: [] };

const to = new Date('2026-11-20T00:00:00Z');
const about = { context: 'payments', layer: 'outcome', window: { to } } as const;
const fixed = () => 0.5;

const discrepancy = fc.record({
  correlationId: fc.constantFrom('A', 'B', 'C', 'D'),
  kind: fc.constantFrom('value', 'duplicate', 'missing_in_target', 'ordering'),
  field: fc.constantFrom('amount', 'status', null, 'a|b', '='),
  legacy: fc.constantFrom('1.00', '1.01', 'x', '', null),
  target: fc.constantFrom('1.00', '1.02', '7', 'X', null),
  dimensions: fc.dictionary(fc.constantFrom('productLine', 'geography'), fc.constantFrom('motor', 'home', 'eu')),
  observedAt: fc.constant(null),
}) as fc.Arbitrary<Discrepancy>;

describe('a tally', () => {
  it('counts what one would count who kept everything, pattern by pattern and dimension by dimension', () => {
    fc.assert(
      fc.property(fc.array(discrepancy, { maxLength: 60 }), fc.boolean(), (list, ruled) => {
        const tally = new Tally(about, ruled ? rules : null, Math.random);
        list.forEach((each, position) => {
          const judged = tally.add(each, position);
          expect(judged.outcome).toBe(judgeDiscrepancy(each, ruled ? rules : null, to).outcome);
          expect(judged.fingerprint).toBe(patternFingerprint(about.context, about.layer, each));
        });
        const sightings = tally.sightings();
        expect(sightings.reduce((sum, { count }) => sum + count, 0)).toBe(list.length);
        for (const { fingerprint, count, open, cohorts, examples } of sightings) {
          const own = list.filter((each) => patternFingerprint(about.context, about.layer, each) === fingerprint);
          const isOpen = (each: Discrepancy) => judgeDiscrepancy(each, ruled ? rules : null, to).outcome === 'mismatch';
          expect([count, open]).toEqual([own.length, own.filter(isOpen).length]);
          for (const spread of cohorts) {
            const within = own.filter(({ dimensions }) => dimensions[spread.dimension] === spread.value);
            expect([spread.count, spread.open, spread.rest]).toEqual([
              within.length,
              within.filter(isOpen).length,
              false,
            ]);
          }
          expect(examples.length).toBe(Math.min(own.length, mostExamples));
          for (const { item } of examples) expect(list[item.position]).toBe(item.discrepancy);
          const opens = examples.map(({ item }) => item.open);
          expect(opens).toEqual([...opens].sort((a, b) => Number(b) - Number(a)));
          expect(opens.filter(Boolean).length).toBe(Math.min(open, mostExamples));
        }
      }),
    );
  });

  const one = (more: Partial<Discrepancy> = {}): Discrepancy => ({
    correlationId: 'A',
    kind: 'value',
    field: 'amount',
    legacy: '1.00',
    target: '9.00',
    dimensions: {},
    observedAt: null,
    ...more,
  });

  it('keeps no more apart than it has room for: patterns and dimensions are refused, values counted together', () => {
    const limits = { ...tallyLimits, patterns: 3, dimensions: 2, values: 2 };
    const patterns = new Tally(about, null, fixed, limits);
    for (const field of ['a', 'b', 'c']) patterns.add(one({ field }), 0);
    expect(() => patterns.add(one({ field: 'd' }), 0)).toThrow(Refused);
    const dimensions = new Tally(about, null, fixed, limits);
    dimensions.add(one({ dimensions: { a: '1', b: '1' } }), 0);
    expect(() => dimensions.add(one({ dimensions: { c: '1' } }), 0)).toThrow(Refused);
    const values = new Tally(about, null, fixed, limits);
    for (const value of ['1', '2', '3', '4', '1']) values.add(one({ dimensions: { a: value } }), 0);
    expect(values.sightings()[0]?.cohorts).toEqual([
      { dimension: 'a', value: '1', rest: false, count: 2, open: 2 },
      { dimension: 'a', value: '2', rest: false, count: 1, open: 1 },
      { dimension: 'a', value: '', rest: true, count: 2, open: 2 },
    ]);
  });

  it('counts on where long values leave no room for examples', () => {
    const tally = new Tally(about, null, Math.random, { ...tallyLimits, exampleBytes: 5_000 });
    for (let n = 0; n < 50; n++) tally.add(one({ legacy: '1'.repeat(2_000) }), n);
    const [sighting] = tally.sightings();
    expect(sighting?.count).toBe(50);
    expect(sighting?.examples.length).toBe(2);
  });
});

describe('a sample', () => {
  const each = (count: number, open = true): Ranked<{ open: boolean; n: number }>[] =>
    Array.from({ length: count }, (_, n) => ({ rank: Math.random(), item: { open, n } }));

  it('keeps the lowest ranks, whatever their order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 80 }), (ranks) => {
        const reservoir = new Reservoir<number>(5);
        for (const rank of ranks) if (reservoir.wants(rank)) reservoir.take(rank, rank);
        expect(reservoir.kept.map(({ item }) => item)).toEqual([...ranks].sort((a, b) => a - b).slice(0, 5));
      }),
    );
  });

  it('takes one in as likely as another', () => {
    const seen = new Array<number>(40).fill(0);
    for (let round = 0; round < 4_000; round++) {
      const reservoir = new Reservoir<number>(10);
      for (let n = 0; n < 40; n++) {
        const rank = Math.random();
        if (reservoir.wants(rank)) reservoir.take(rank, n);
      }
      for (const { item } of reservoir.kept) seen[item] = (seen[item] ?? 0) + 1;
    }
    // Each is expected a thousand times; nine deviations of it are 246.
    for (const times of seen) expect(Math.abs(times - 1_000)).toBeLessThan(250);
  });

  it('of two is one: full, open ones first, with some of the newest always', () => {
    const merged = mergeSamples(each(20), each(20));
    expect(merged).toHaveLength(mostExamples);
    const fresh = each(3, false);
    const shown = mergeSamples(each(20), fresh);
    expect(shown.filter((one) => fresh.includes(one))).toHaveLength(3);
    expect(shown.at(-1)?.item.open).toBe(false);
    expect(
      mergeSamples(each(30, false), each(7))
        .slice(0, 7)
        .every(({ item }) => item.open),
    ).toBe(true);
  });
});
