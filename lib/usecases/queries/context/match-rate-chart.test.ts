import { expect, it } from 'vitest';
import { evaluateCriteria } from '@/lib/domain/criteria/evaluate';
import { givenRun, matchRate, now, question, totals } from '@/lib/domain/criteria/given';
import { matchRateChart } from './match-rate-chart';

it('a finding writes a rate, and what is needed, as the gate’s sentence of the same run does', () => {
  const run = { ...givenRun(0, { totals: totals(1_376, 17) }), contextId: 'payments', number: 634 };
  const none = { expected: [], decisions: [], incidents: [] };
  const chart = matchRateChart({ ...none, runs: [run], layer: 'outcome', needed: matchRate.threshold, now });
  const evidence = { runs: [run], patterns: [], attestations: [], expectedChecks: [], proofs: [] };
  const [evaluation] = evaluateCriteria(question([matchRate]), evidence, now).filter(
    ({ kind }) => kind === 'match_rate',
  );
  for (const sentence of [chart?.finding, evaluation?.sentence]) {
    expect(sentence).toContain('was 98.779\u202F%');
    expect(sentence).toContain('; needed 99.95\u202F%.');
  }
});
