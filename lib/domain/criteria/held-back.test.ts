import { describe, expect, it } from 'vitest';
import { type Evidence, evaluateCriteria } from './evaluate';
import type { RunFact } from './facts';
import { daysAgo, givenRun, matchRate, now, question, totals } from './given';

// What a stream of runs holds back, or takes back, is not known to be good.

const ceiling = {
  key: 'critical',
  gate: 'data_and_state',
  kind: 'discrepancy_ceiling',
  blocking: true,
  severity: 'critical',
  max: 0,
};

const outcome = (criterion: object, runs: RunFact[]) => {
  const evidence: Evidence = { runs, patterns: [], attestations: [], expectedChecks: [], proofs: [] };
  return evaluateCriteria(question([criterion]), evidence, now).find(({ kind }) => kind !== 'expected_checks')?.outcome;
};

describe('announced discrepancies that never came', () => {
  const other = givenRun(0, { id: 'other', source: 'hourly' });

  it('keep a ceiling open however old their run grows, until its stream brings a newer one', () => {
    const promised = givenRun(20, { discrepanciesComplete: false });
    expect(outcome(ceiling, [other, promised])).toBe('insufficient');
    expect(outcome(ceiling, [other, promised, givenRun(0)])).toBe('met');
  });

  it('may be of any workload where their run names none', () => {
    const promised = givenRun(0, { id: 'promised', workload: null, discrepanciesComplete: false });
    const ofWrites = { ...ceiling, workload: 'writes' };
    expect(outcome(ofWrites, [other, promised])).toBe('insufficient');
    expect(outcome(ofWrites, [other, { ...promised, workload: 'reads' }])).toBe('met');
  });
});

describe('a run that is said to have failed after it was said to be complete', () => {
  const failed = (received: Date) =>
    givenRun(0, { id: 'failed', status: 'failed', totals: null, receivedAt: received });
  const whole = givenRun(0, { receivedAt: daysAgo(-0.01) });

  it('counts as broken off, and one that was made good afterwards does not', () => {
    for (const criterion of [ceiling, matchRate]) {
      expect(outcome(criterion, [whole, failed(daysAgo(-0.02))])).toBe('errored');
      expect(outcome(criterion, [whole, failed(daysAgo(0))])).toBe('met');
    }
  });
});

describe('two tables that one source compares', () => {
  it('do not hide each other where their windows overlap', () => {
    const bad = givenRun(0.5, { id: 'bad', datasets: 'claim', totals: totals(900, 100) });
    const good = givenRun(0, { id: 'good', datasets: 'payment' });
    expect(outcome(matchRate, [bad, good])).toBe('not_met');
    const promised = { ...bad, totals: totals(1_000), discrepanciesComplete: false };
    expect(outcome(ceiling, [promised, good])).toBe('insufficient');
  });

  it('do not hide that a run of one of them broke off', () => {
    const failed = givenRun(0, { id: 'failed', status: 'failed', totals: null, datasets: 'claim' });
    const later = givenRun(0, { id: 'later', datasets: 'payment', receivedAt: daysAgo(-0.01) });
    const again = givenRun(0, { id: 'again', datasets: 'claim', receivedAt: daysAgo(-0.02) });
    for (const criterion of [ceiling, matchRate]) {
      expect(outcome(criterion, [failed, later])).toBe('errored');
      expect(outcome(criterion, [failed, later, again])).toBe('met');
    }
  });

  it('are one where a run broke off and does not say which it was to compare', () => {
    const failed = givenRun(1, { id: 'failed', status: 'failed', totals: null, datasets: '' });
    expect(outcome(matchRate, [failed, givenRun(0, { datasets: 'payment' })])).toBe('met');
  });
});

describe('two engines that run a consumer’s query', () => {
  const asked = { layer: 'query' as const, datasets: 'claim' };
  const ofQuery = { ...matchRate, layer: 'query' };
  const trino = givenRun(0, { ...asked, id: 'trino', engine: 'trino-435', receivedAt: daysAgo(-0.01) });

  it('do not hide each other, and neither hides that the other broke off', () => {
    const spark = { ...trino, id: 'spark', engine: 'spark-3.5' };
    expect(outcome(ofQuery, [{ ...spark, totals: totals(900, 100) }, trino])).toBe('not_met');
    const failed = { ...spark, status: 'failed' as const, totals: null, receivedAt: daysAgo(0) };
    for (const criterion of [ceiling, ofQuery]) expect(outcome(criterion, [failed, trino])).toBe('errored');
    const nameless = { ...failed, datasets: '' };
    expect(outcome(ceiling, [nameless, trino])).toBe('errored');
    expect(outcome(ceiling, [nameless, trino, spark])).toBe('met');
  });

  it('are how a job was run, and no two streams, at any other layer', () => {
    const rows = (engine: string, matched: number) =>
      givenRun(0, { id: engine, engine, datasets: 'claim', totals: totals(matched, 1_000 - matched) });
    const twice = [rows('spark-3.5', 1_000), rows('spark-3.6', 1_000)];
    const evidence: Evidence = { runs: twice, patterns: [], attestations: [], expectedChecks: [], proofs: [] };
    expect(evaluateCriteria(question([matchRate]), evidence, now).map(({ sampleSize }) => sampleSize)).toContain(1_000);
  });
});
