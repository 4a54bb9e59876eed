import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Backtest, type BacktestRun, gravestFirst } from './backtest';
import type { Discrepancy } from './discrepancy';
import { judgeDiscrepancy } from './judge-discrepancy';
import { parseRuleSet, type RuleSetDocument } from './rule-set';
import { anyDiscrepancy, anyRuleSet } from './testing/any-rule';

const run = (rest: Partial<BacktestRun> = {}): BacktestRun => ({
  id: 'r',
  number: 1,
  windowTo: new Date('2026-03-01T00:00:00Z'),
  layer: 'outcome',
  workload: null,
  totals: {
    legacy: 100,
    target: 100,
    compared: 100,
    matched: 60,
    mismatched: 40,
    missingInTarget: 0,
    missingInLegacy: 0,
  },
  itemisedExactly: true,
  counts: true,
  ...rest,
});

const trimming: RuleSetDocument = (() => {
  const parsed = parseRuleSet({ fields: { note: { type: 'text', trim: true } } });
  if (!parsed.ok) throw new Error('does not parse');
  return parsed.value;
})();

const differing = (correlationId: string, legacy: string, target: string): Discrepancy => ({
  correlationId,
  kind: 'value',
  field: 'note',
  legacy,
  target,
  dimensions: {},
  observedAt: null,
});

const sum = (moved: ReadonlyMap<string, { count: number }>): number =>
  [...moved.values()].reduce((all, { count }) => all + count, 0);

describe('a backtest', () => {
  it('counts what judging each discrepancy by both rule sets says, record by record', () => {
    const places = fc.array(
      fc.record({ discrepancy: anyDiscrepancy, record: fc.nat({ max: 5 }), pattern: fc.constantFrom('p', 'q', null) }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(fc.option(anyRuleSet), anyRuleSet, places, (before, after, list) => {
        const { windowTo } = run();
        const backtest = new Backtest(before, after);
        backtest.begin(run());
        const judged = list.map(({ discrepancy, record, pattern }) => {
          const named = { ...discrepancy, correlationId: String(record) };
          backtest.add(named, pattern);
          return {
            record,
            was: judgeDiscrepancy(named, before, windowTo),
            is: judgeDiscrepancy(named, after, windowTo),
          };
        });
        backtest.end(true);
        const open = (outcome: string): boolean => outcome === 'mismatch';
        const count = (fits: (each: (typeof judged)[number]) => boolean): number => judged.filter(fits).length;
        expect(sum(backtest.accepted)).toBe(count(({ was, is }) => open(was.outcome) && !open(is.outcome)));
        expect(sum(backtest.flagged)).toBe(count(({ was, is }) => !open(was.outcome) && open(is.outcome)));
        expect(sum(backtest.reclassified)).toBe(
          count(
            ({ was, is }) =>
              open(was.outcome) === open(is.outcome) && (was.category !== is.category || was.severity !== is.severity),
          ),
        );
        const records = [...new Set(judged.map(({ record }) => record))];
        const whole = (side: 'was' | 'is'): number =>
          records.filter((record) => judged.every((each) => each.record !== record || !open(each[side].outcome)))
            .length;
        expect(backtest.rates()).toMatchObject([
          { runs: 1, records: 100, matched: 60, acceptedBefore: whole('was'), acceptedAfter: whole('is') },
        ]);
      }),
      { numRuns: 200 },
    );
  }, 30_000);

  it('says no rate of a run that it judged in part, or whose records are too many to hold', () => {
    const backtest = new Backtest(null, trimming, {
      examples: 3,
      exampleBytes: 10_000,
      patterns: 10,
      recordsPerRun: 2,
    });
    const judge = (ids: string[], whole: boolean, rest: Partial<BacktestRun> = {}) => {
      backtest.begin(run(rest));
      for (const id of ids) backtest.add(differing(id, 'a', 'a '), 'p');
      backtest.end(whole);
    };
    judge(['1', '2'], true);
    judge(['1'], false);
    judge(['1', '2', '3'], true);
    judge(['1'], true, { totals: null });
    judge(['1'], true, { counts: false });
    judge(['1'], true, { itemisedExactly: false });
    expect(backtest.rates()).toMatchObject([{ runs: 2, leftOut: 3, acceptedBefore: 0, acceptedAfter: 2 }]);
  });

  it('keeps few examples, no more of them than fit, and no more patterns than it may', () => {
    const backtest = new Backtest(null, trimming, { examples: 2, exampleBytes: 5_000, patterns: 3, recordsPerRun: 10 });
    backtest.begin(run());
    for (let index = 0; index < 50; index += 1) backtest.add(differing('1', 'a', 'a '), `p${index % 5}`);
    for (let index = 0; index < 50; index += 1)
      backtest.add(differing('1', 'b'.repeat(4_000), `${'b'.repeat(4_000)} `), 'p0');
    expect(backtest.accepted.size).toBe(3);
    expect(sum(backtest.accepted) + backtest.beyond).toBe(100);
    expect([...backtest.accepted.values()].every(({ examples }) => examples.length <= 2)).toBe(true);
  });

  it('tells the gravest first, and of equals the most frequent', () => {
    const moved = (patternId: string, count: number, critical = 0) => ({ patternId, count, critical, examples: [] });
    const order = gravestFirst([moved('a', 9), moved('b', 1), moved('c', 5), moved('d', 5, 1)], (id) =>
      id === 'b' ? 'critical' : 'minor',
    );
    expect(order.map(({ patternId }) => patternId)).toEqual(['b', 'd', 'a', 'c']);
  });
});
