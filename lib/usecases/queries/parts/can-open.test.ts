import { expect, test } from 'vitest';
import { MatchRateCriterion } from '@/lib/domain/criteria/criteria-set';
import type { RunFact } from '@/lib/domain/criteria/facts';
import { daysUntilReached } from './can-open';

const now = new Date('2026-11-20T00:00:00Z');
const day = 86_400_000;

const run = (daysAgo: number, matched: number, compared: number): RunFact => ({
  id: `run-${daysAgo}`,
  digest: '0'.repeat(64),
  source: 'nightly',
  layer: 'outcome',
  workload: null,
  window: { from: new Date(now.getTime() - (daysAgo + 1) * day), to: new Date(now.getTime() - daysAgo * day) },
  receivedAt: now,
  status: 'completed',
  outcome: 'match',
  baseline: false,
  supersededBy: null,
  totals: {
    legacy: compared,
    target: compared,
    compared,
    matched,
    mismatched: compared - matched,
    missingInTarget: 0,
    missingInLegacy: 0,
  },
  accepted: 0,
  cohorts: [],
  checks: [],
  coverage: [],
  discrepanciesComplete: true,
});

const criterion = (change: object) =>
  MatchRateCriterion.parse({
    key: 'outcomes',
    gate: 'data_and_state',
    blocking: true,
    kind: 'match_rate',
    layer: 'outcome',
    threshold: '0.99',
    window: { days: 7 },
    freshnessHours: 24,
    minSamples: 1,
    ...change,
  });

const week = (matched: (daysAgo: number) => number) => [0, 1, 2, 3, 4, 5, 6].map((ago) => run(ago, matched(ago), 1000));

test('a bad day leaves the window after so many days as the window has left for it', () => {
  // 900 of 1 000 five days ago: 98.57 % over the week, until that day has left.
  expect(
    daysUntilReached(
      criterion({}),
      week((ago) => (ago === 5 ? 900 : 1000)),
      now,
    ),
  ).toBe(2);
});

test('what is bad every day never gets there by waiting', () => {
  expect(
    daysUntilReached(
      criterion({}),
      week(() => 980),
      now,
    ),
  ).toBeNull();
});

test('more samples come in at the volume of the last days, as far as the window holds them', () => {
  const young = [run(0, 1000, 1000), run(1, 1000, 1000), run(2, 1000, 1000)];
  expect(daysUntilReached(criterion({ minSamples: 5000 }), young, now)).toBe(2);
  expect(daysUntilReached(criterion({ minSamples: 20_000 }), young, now)).toBeNull();
});

test('without a run lately, nobody can say', () => {
  expect(daysUntilReached(criterion({}), [run(5, 900, 1000)], now)).toBeNull();
});
