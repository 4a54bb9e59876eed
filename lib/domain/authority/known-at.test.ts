import { expect, it } from 'vitest';
import { answerFor } from './answer';
import type { AuthorityInterval } from './interval';
import { laneKnownAt, stagesKnownAt, windowsKnownAt } from './known-at';
import type { RollbackWindow } from './window';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const at = (seconds: number): Date => new Date(noon + seconds * 1_000);

const interval = (
  epoch: number,
  side: AuthorityInterval['side'],
  from: number,
  to: number | null,
  entries: [number, number | null],
): AuthorityInterval => ({
  laneId: 'lane',
  epoch,
  side,
  from: at(from),
  to: to === null ? null : at(to),
  decision: { id: `d-${epoch}`, number: epoch },
  openedAtEntry: entries[0],
  closedAtEntry: entries[1],
});

// legacy; to target at 0, on record as entry 10; back at 100, on record as entry 20
const intervals = [
  interval(1, 'legacy', -1_000, 0, [1, 10]),
  interval(2, 'target', 0, 100, [10, 20]),
  interval(3, 'legacy', 100, null, [20, null]),
];
const window: RollbackWindow = {
  laneId: 'lane',
  decision: { id: 'd-2', number: 2 },
  opensAt: at(0),
  closesAt: at(10_000),
  endedAt: at(95),
};

it('a window that opened later was not there, and one that was used later still stood', () => {
  const known = (entry: number) =>
    windowsKnownAt([window], intervals, { entry, at: at(20_000) }).map(({ endedAt }) => endedAt);
  expect(known(9)).toEqual([]);
  expect(known(10)).toEqual([null]);
  expect(known(19)).toEqual([null]);
  expect(known(20)).toEqual([at(95)]);
});

it('a window that was extended later had its earlier end, and fewer extensions', () => {
  const extended = [
    { before: at(1_000), at: at(500) },
    { before: at(2_000), at: at(1_500) },
  ];
  const longer = { ...window, endedAt: null, extensions: 2, extended };
  const known = (seconds: number) => windowsKnownAt([longer], intervals, { entry: 19, at: at(seconds) });
  expect(known(499)).toMatchObject([{ closesAt: at(1_000), extensions: 0 }]);
  expect(known(500)).toMatchObject([{ closesAt: at(2_000), extensions: 1 }]);
  expect(known(1_500)).toMatchObject([{ closesAt: at(10_000), extensions: 2 }]);
});

it('a window that a lane came with is known since the lane is', () => {
  const inherited = { ...window, decision: { id: 'elsewhere', number: 1 } };
  expect(windowsKnownAt([inherited], intervals, { entry: 0, at: at(20_000) })).toEqual([]);
  expect(windowsKnownAt([inherited], intervals, { entry: 1, at: at(20_000) })).toHaveLength(1);
});

it('stages and intervals end only where that was known', () => {
  const stages = [
    { stage: 'validated' as const, from: at(-1_000), to: at(0), openedAtEntry: 1, closedAtEntry: 10 },
    { stage: 'selective' as const, from: at(0), to: null, openedAtEntry: 10, closedAtEntry: null },
  ];
  expect(stagesKnownAt(stages, 9)).toMatchObject([{ stage: 'validated', to: null }]);
  expect(laneKnownAt({ intervals, windows: [window] }, { entry: 10, at: at(0) }).intervals).toMatchObject([
    { to: at(0) },
    { to: null },
  ]);
});

it('a change that was on record and still to come is the next one, and what was recorded later is not', () => {
  const lane = {
    id: 'lane',
    contextId: 'c',
    workload: 'writes' as const,
    audience: {
      kind: 'cohort' as const,
      slug: 'rest',
      name: 'Everyone else',
      position: 0,
      condition: { kind: 'rest' as const },
    },
  };
  const ask = (seconds: number, knownAtEntry?: number) => {
    const windows =
      knownAtEntry === undefined ? [window] : windowsKnownAt([window], intervals, { entry: knownAtEntry, at: at(0) });
    return answerFor({
      context: { slug: 'payments', stages: [], proofs: [] } as Parameters<typeof answerFor>[0]['context'],
      lane,
      intervals,
      windows,
      leases: { leaseSeconds: 30, windowLeaseSeconds: 5 },
      at: at(seconds),
      confirmedAt: null,
      knownAtEntry,
    });
  };
  expect(ask(-5, 10).next).toMatchObject({ side: 'target', effectiveFrom: at(0) });
  expect(ask(-5, 9).next).toBeNull();
  expect(ask(-5).next).toBeNull();
  expect(ask(50, 19)).toMatchObject({ side: 'target', rollbackUntil: at(10_000), next: null });
  expect(ask(96, 20)).toMatchObject({ side: 'target', rollbackUntil: null, next: { side: 'legacy' } });
  expect(ask(96, 19)).toMatchObject({ side: 'target', rollbackUntil: at(10_000) });
});
