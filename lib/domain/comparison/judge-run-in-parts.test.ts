import { expect, it } from 'vitest';
import { judgeRun, judgeRunInParts } from './judge-run';
import type { RunFacts } from './run-facts';

const side = { dataset: null, position: null, version: null };
const run: RunFacts = {
  source: 'nightly',
  externalId: 'one',
  context: 'payments',
  layer: 'row',
  workload: null,
  engine: null,
  baseline: false,
  window: { from: new Date('2026-11-19T00:00:00Z'), to: new Date('2026-11-20T00:00:00Z') },
  period: null,
  startedAt: null,
  finishedAt: null,
  status: 'completed',
  legacy: side,
  target: side,
  totals: null,
  cohorts: [],
  checks: [],
  discrepancies: Array.from({ length: 9_001 }, (_, at) => ({
    correlationId: `P-${at}`,
    kind: 'value' as const,
    field: `amount${at % 3}`,
    legacy: '1.00',
    target: '2.00',
    dimensions: {},
    observedAt: null,
  })),
  discrepanciesSampled: true,
  artifact: null,
  coverage: [],
  supersedes: null,
};

it('a run judged in parts lets others have their turn, and comes to the same', async () => {
  let pauses = 0;
  const inParts = await judgeRunInParts(run, null, async () => {
    pauses += 1;
  });
  // Which examples are picked is chance.
  const figures = ({ patterns, ...rest }: ReturnType<typeof judgeRun>) => ({
    ...rest,
    patterns: patterns.map(({ examples, ...pattern }) => ({ ...pattern, examples: examples.length })),
  });
  expect(figures(inParts)).toEqual(figures(judgeRun(run, null)));
  expect(pauses).toBeGreaterThan(3);
});
