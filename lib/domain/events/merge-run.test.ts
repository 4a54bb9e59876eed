import { describe, expect, it } from 'vitest';
import type { LineageAssertion, LineageEvent, LineageTest } from './lineage';
import { mergeRun } from './merge-run';

const event = (minute: number, rest: Partial<LineageEvent>): LineageEvent => ({
  shape: 'run',
  state: 'RUNNING',
  at: new Date(Date.UTC(2026, 10, 19, 2, minute)),
  runId: 'r-1',
  job: { namespace: 'spark', name: 'nightly' },
  dataset: null,
  nominal: null,
  error: null,
  tests: [],
  datasets: [],
  warnings: [],
  unplaced: [],
  ...rest,
});

const between = (success: boolean, expected: string): LineageAssertion => ({
  assertion: 'expect_column_values_to_be_between',
  name: null,
  column: 'amount',
  success,
  expected,
  actual: null,
});

const asserting = (minute: number, ...assertions: LineageAssertion[]) =>
  event(minute, { datasets: [{ namespace: 'pg', name: 'payment', metrics: [], assertions }] });

const test = (status: string): LineageTest => ({ name: 'not_null', status, type: null, expected: null, actual: null });

const successes = (...events: LineageEvent[]) =>
  mergeRun(events)?.datasets[0]?.assertions.map(({ success }) => success);
const statuses = (...events: LineageEvent[]) => mergeRun(events)?.tests.map(({ status }) => status);

describe('checks of one name', () => {
  it('of one event each stand by themselves, so that a pass hides no failure', () => {
    expect(successes(asserting(1, between(false, '0'), between(true, '10')))).toEqual([false, true]);
    expect(successes(asserting(1, between(true, '10'), between(false, '0')))).toEqual([true, false]);
    expect(statuses(event(1, { tests: [test('fail'), test('pass')] }))).toEqual(['fail', 'pass']);
  });

  it('told twice in one event are one', () => {
    expect(successes(asserting(1, between(true, '0'), between(true, '0')))).toEqual([true]);
    expect(statuses(event(1, { tests: [test('pass'), test('pass')] }))).toEqual(['pass']);
  });

  it('that failed once are not made good by a later word of the same run', () => {
    const [bad, good] = [asserting(1, between(false, '0')), asserting(2, between(true, '0'))];
    expect(successes(bad, good)).toEqual([false]);
    expect(successes(good, bad)).toEqual([false]);
    for (const word of ['fail', 'error', 'skip', 'nobody knows']) {
      expect(statuses(event(1, { tests: [test(word)] }), event(2, { tests: [test('pass')] }))).toEqual([word]);
      expect(statuses(event(1, { tests: [test('pass')] }), event(2, { tests: [test(word)] }))).toEqual([word]);
    }
  });
});
