import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Discrepancy } from './discrepancy';
import { judgeRun } from './judge-run';
import { parseRuleSet, type RuleSetDocument } from './rule-set';
import { checkConsistency } from './run-consistency';
import type { RunFacts, Totals } from './run-facts';

const totals = (matched: number, mismatched: number, missingInTarget = 0, missingInLegacy = 0): Totals => ({
  legacy: matched + mismatched + missingInTarget,
  target: matched + mismatched + missingInLegacy,
  compared: matched + mismatched,
  matched,
  mismatched,
  missingInTarget,
  missingInLegacy,
});

const run = (rest: Partial<RunFacts> = {}): RunFacts => ({
  source: 'nightly',
  externalId: '1',
  context: 'payments',
  layer: 'outcome',
  workload: 'writes',
  engine: null,
  baseline: false,
  window: { from: new Date('2026-11-19T00:00:00Z'), to: new Date('2026-11-20T00:00:00Z') },
  period: null,
  startedAt: null,
  finishedAt: null,
  status: 'completed',
  legacy: { dataset: null, position: null, version: null },
  target: { dataset: null, position: null, version: null },
  totals: null,
  cohorts: [],
  checks: [],
  discrepancies: [],
  discrepanciesSampled: false,
  artifact: null,
  coverage: [],
  supersedes: null,
  ...rest,
});

const item = (correlationId: string, legacy: string, target: string, rest: Partial<Discrepancy> = {}): Discrepancy => ({
  correlationId,
  kind: 'value',
  field: 'amount',
  legacy,
  target,
  dimensions: { productLine: 'motor' },
  observedAt: null,
  ...rest,
});

const parsed = parseRuleSet({
  fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { absolute: '0.01' } } },
});
const rules: RuleSetDocument = parsed.ok ? parsed.value : { fields: {}, classify: [] };

describe('judging a run', () => {
  it('accepts a record only when all its discrepancies are accepted', () => {
    const discrepancies = [item('A', '1.01', '1.00'), item('B', '1.01', '1.00'), item('B', '9', '1')];
    const judged = judgeRun(run({ totals: totals(8, 2), discrepancies }), rules);
    expect(judged).toMatchObject({ accepted: 1, itemisedExactly: true, unitemised: 0, outcome: 'mismatch' });
  });

  it('accepts nothing from a sample, from a part, or without rules', () => {
    const discrepancies = [item('A', '1.01', '1.00')];
    expect(judgeRun(run({ totals: totals(9, 1), discrepancies }), rules).accepted).toBe(1);
    expect(judgeRun(run({ totals: totals(9, 1), discrepancies, discrepanciesSampled: true }), rules).accepted).toBe(0);
    expect(judgeRun(run({ totals: totals(8, 2), discrepancies }), rules).accepted).toBe(0);
    expect(judgeRun(run({ totals: totals(9, 1), discrepancies }), null).accepted).toBe(0);
    expect(judgeRun(run({ totals: null, discrepancies }), rules).accepted).toBe(0);
  });

  it('counts what is not itemised as one critical, unclassified pattern of the source', () => {
    const judged = judgeRun(run({ totals: totals(5, 3, 1, 1), discrepancies: [item('A', '1.01', '1.00')] }), rules);
    expect(judged.unitemised).toBe(4);
    expect(judged.patterns.find((pattern) => !pattern.itemised)).toMatchObject({
      count: 4,
      open: 4,
      category: 'unclassified',
      severity: 'critical',
      triaged: false,
    });
  });

  it('makes a pattern of a sum that differs while every record matches', () => {
    const sum = { key: 'amount.sum', kind: 'aggregate', metric: 'sum', field: 'amount', reported: 'fail' } as const;
    const values = { legacy: '9912001.10', target: '8812001.09', tolerance: null, totals: null };
    const judged = judgeRun(run({ totals: totals(1_000, 0), checks: [{ ...sum, ...values }] }), rules);
    expect(judged).toMatchObject({ outcome: 'mismatch', complete: true });
    expect(judged.patterns).toMatchObject([{ checkKey: 'amount.sum', open: 1, severity: 'critical', itemised: false }]);
    const known = {
      ...rules,
      fields: { 'amount.sum': { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { absolute: '2000000' } } },
    };
    const read = parseRuleSet(known);
    expect(read.ok).toBe(true);
    const accepted = judgeRun(
      run({ totals: totals(1_000, 0), checks: [{ ...sum, ...values }] }),
      read.ok ? read.value : null,
    );
    expect(accepted.patterns).toEqual([]);
  });

  it('accepts for a cohort only records that are all in it', () => {
    const home = { dimensions: { productLine: 'home' } };
    const judged = judgeRun(
      run({
        totals: totals(8, 2),
        cohorts: [
          { dimensions: { productLine: 'motor' }, totals: totals(4, 1) },
          { dimensions: { productLine: 'home' }, totals: totals(4, 1) },
          { dimensions: { geography: 'eu' }, totals: totals(8, 2) },
        ],
        discrepancies: [item('A', '1.01', '1.00'), item('B', '1.01', '1.00', home)],
      }),
      rules,
    );
    expect(judged.accepted).toBe(2);
    expect(judged.cohortsAccepted).toEqual([1, 1, 0]);
  });

  it('lets only a run that is over, not empty and itemised exactly show that a pattern is gone', () => {
    const discrepancies = [item('A', '1.01', '1.00')];
    expect(judgeRun(run({ totals: totals(9, 1), discrepancies }), rules).complete).toBe(true);
    expect(judgeRun(run({ totals: totals(10, 0) }), rules).complete).toBe(true);
    for (const rest of [
      { totals: totals(0, 0) },
      { totals: null },
      { totals: totals(8, 2), discrepancies },
      { totals: totals(9, 1), discrepancies, discrepanciesSampled: true },
      { totals: totals(10, 0), status: 'aborted' as const },
    ]) {
      expect(judgeRun(run(rest), rules).complete).toBe(false);
    }
  });

  it('is a match within tolerance when every difference is accepted', () => {
    const judged = judgeRun(run({ totals: totals(9, 1), discrepancies: [item('A', '1.01', '1.00')] }), rules);
    expect(judged.outcome).toBe('match_within_tolerance');
    expect(judged.patterns).toMatchObject([{ open: 0, count: 1, triaged: true }]);
  });

  it('never makes a match of a run that compared nothing, or that did not complete', () => {
    expect(judgeRun(run(), rules).outcome).toBe('inconclusive');
    expect(judgeRun(run({ totals: totals(0, 0) }), rules).outcome).toBe('inconclusive');
    expect(judgeRun(run({ discrepancies: [item('A', '1.01', '1.00')] }), rules).outcome).toBe('inconclusive');
    for (const status of ['aborted', 'failed', 'unknown'] as const) {
      expect(judgeRun(run({ status, totals: totals(10, 0) }), rules).outcome).not.toMatch(/^match/);
    }
    expect(judgeRun(run({ totals: totals(10, 0) }), rules).outcome).toBe('match');
  });

  it('never judges a run better than its worst check', () => {
    const words = fc.constantFrom(
      'pass',
      'fail',
      'error',
      'skipped',
      'pending',
      'not_run',
      'inconclusive',
      'ignored',
      'what',
      null,
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 6 }), (reported) => {
        const checks = reported.map((word, index) => ({
          key: `k${index}`,
          kind: 'x',
          metric: null,
          field: null,
          reported: word,
          tolerance: null,
          totals: null,
        }));
        const judged = judgeRun(run({ totals: totals(10, 0), checks }), rules);
        if (reported.some((word) => word !== 'pass')) expect(judged.outcome).not.toMatch(/^match/);
        else expect(judged.outcome).toBe('match');
      }),
    );
  });

  it('accepts never more records than were counted as mismatched, in any order', () => {
    const items = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D'), fc.constantFrom('1.00', '1.01', '5.00')), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(items, fc.nat({ max: 5 }), (list, mismatched) => {
        const discrepancies = list.map(([id, target]) => item(id, '1.005', target));
        const facts = run({ totals: totals(10, mismatched), discrepancies });
        const judged = judgeRun(facts, rules);
        const turned = judgeRun({ ...facts, discrepancies: [...discrepancies].reverse() }, rules);
        expect(judged.accepted).toBeLessThanOrEqual(mismatched);
        expect(turned.accepted).toBe(judged.accepted);
        const shape = (of: typeof judged) =>
          of.patterns
            .map(({ fingerprint, count, open, severity, triaged }) => ({ fingerprint, count, open, severity, triaged }))
            .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
        expect(shape(turned)).toEqual(shape(judged));
      }),
    );
  });
});

describe('a run that contradicts itself', () => {
  const pointers = (facts: RunFacts) => {
    const checked = checkConsistency(facts);
    return checked.ok ? [] : (checked.refusal.errors ?? []).map((error) => error.pointer);
  };

  it('is refused at every total that does not add up', () => {
    expect(pointers(run({ totals: { ...totals(10, 2, 1, 0), legacy: 12 } }))).toEqual(['/totals/legacy']);
    expect(pointers(run({ totals: { ...totals(10, 2), matched: 11 } }))).toEqual(['/totals/compared']);
    expect(pointers(run({ cohorts: [{ dimensions: { a: 'x' }, totals: { ...totals(1, 0), target: 4 } }] }))).toEqual([
      '/cohorts/0/totals/target',
    ]);
  });

  it('is refused when it itemises more than it counts, repeats a check or a cohort, or ends before it begins', () => {
    expect(pointers(run({ totals: totals(10, 0), discrepancies: [item('A', '1', '2')] }))).toEqual(['/discrepancies']);
    const check = { key: 'k', kind: 'x', metric: null, field: null, reported: null, tolerance: null, totals: null };
    expect(pointers(run({ checks: [check, check] }))).toEqual(['/checks/1/key']);
    const cohort = { dimensions: { a: 'x' }, totals: totals(1, 0) };
    expect(pointers(run({ cohorts: [cohort, cohort] }))).toEqual(['/cohorts/1/dimensions']);
    const at = new Date('2026-11-20T00:00:00Z');
    expect(pointers(run({ window: { from: at, to: at } }))).toEqual(['/window/to']);
  });

  it('is refused when its cohorts together count more than the whole does', () => {
    const cohorts: RunFacts['cohorts'] = [
      { dimensions: { line: 'motor' }, totals: totals(900, 0) },
      { dimensions: { line: 'home' }, totals: totals(100, 0) },
      { dimensions: { area: 'eu' }, totals: totals(900, 100) },
    ];
    expect(pointers(run({ totals: totals(900, 100), cohorts }))).toEqual(['/cohorts']);
    expect(pointers(run({ totals: totals(1_000, 100), cohorts }))).toEqual([]);
  });

  it('is not refused when it adds up', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat(), fc.nat(), (a, b, c, d) => {
        expect(pointers(run({ totals: totals(a, b, c, d) }))).toEqual([]);
      }),
    );
  });
});
