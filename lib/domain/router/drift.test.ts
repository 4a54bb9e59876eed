import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuthorityInterval } from '@/lib/domain/authority/interval';
import type { Side } from '@/lib/domain/words';
import { driftChanges, driftOf, longestLeaseMs, type WatchedLane, type WatchedRouter } from './drift';
import { judgeCount, wasDrawn } from './observe';

const noon = Date.parse('2026-11-20T12:00:00.000Z');
const at = (seconds: number): Date => new Date(noon + seconds * 1_000);
const leases = { leaseSeconds: 30, windowLeaseSeconds: 5 };
const leaseMs = longestLeaseMs(leases);
const otherOf = (side: Side): Side => (side === 'legacy' ? 'target' : 'legacy');

/** Intervals that begin at these seconds, the first with legacy, then side after side. */
const held = (...from: number[]): AuthorityInterval[] =>
  from.map((second, index) => ({
    laneId: 'lane',
    epoch: index + 1,
    side: index % 2 === 0 ? 'legacy' : 'target',
    from: at(second),
    to: from[index + 1] === undefined ? null : at(from[index + 1] ?? 0),
    decision: { id: `d-${index}`, number: index + 1 },
    openedAtEntry: index,
    closedAtEntry: null,
  }));

const lane = (over: Partial<WatchedLane> = {}): WatchedLane => ({
  place: 'payments/writes/cohort:eu',
  intervals: held(-1_000, 0),
  acknowledged: null,
  sighted: null,
  ...over,
});

const router = (over: Partial<WatchedRouter> = {}): WatchedRouter => ({
  staleAfterSeconds: 120,
  declaredAt: at(-2_000),
  lastSeenAt: at(0),
  observedUntil: null,
  lanes: [lane()],
  unclaimed: [],
  ...over,
});

const acknowledged = (epoch: number, seconds: number, highestEpoch = epoch) => ({
  epoch,
  highestEpoch,
  acknowledgedAt: at(seconds),
});

const kindsAt = (seconds: number, watched: WatchedRouter, heardSince = -10_000) =>
  driftOf(watched, { at: at(seconds), leases, heardSince: at(heardSince) }).map(({ kind }) => kind);

const ascending = fc
  .uniqueArray(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 1, maxLength: 6 })
  .map((seconds) => seconds.sort((a, b) => a - b));

describe('a stale epoch', () => {
  it('is no drift before the change and its lease, and is from that instant on', () => {
    const watched = router({ lastSeenAt: at(30), lanes: [lane({ acknowledged: acknowledged(1, -900) })] });
    expect(kindsAt(-1, watched)).toEqual([]);
    expect(kindsAt(29.999, watched)).toEqual([]);
    expect(kindsAt(30, watched)).toEqual(['stale_epoch']);
  });

  it('is never found of a router that applies the epoch in effect, or one that is on record and still to come', () => {
    fc.assert(
      fc.property(ascending, fc.integer({ min: -6_000, max: 9_000 }), fc.nat(5), (from, second, ahead) => {
        const intervals = held(...from);
        const current = intervals.filter((interval) => interval.from <= at(second)).at(-1)?.epoch ?? 0;
        const epoch = current + ahead;
        const watched = router({
          lastSeenAt: at(second),
          lanes: [lane({ intervals, acknowledged: acknowledged(epoch, second) })],
        });
        expect(kindsAt(second, watched)).toEqual([]);
      }),
    );
  });

  it('says that the router went back where it had applied a later one', () => {
    const [drift] = driftOf(router({ lastSeenAt: at(100), lanes: [lane({ acknowledged: acknowledged(1, 90, 2) })] }), {
      at: at(100),
      leases,
      heardSince: at(-10_000),
    });
    expect(drift).toMatchObject({
      kind: 'stale_epoch',
      expected: 'epoch 2',
      found: 'went back to epoch 1',
      since: at(90),
    });
  });

  it('ends with a lane that is drawn no more', () => {
    const [last] = held(-1_000);
    const gone = last === undefined ? [] : [{ ...last, epoch: 3, to: at(0) }];
    expect(
      kindsAt(
        100,
        router({ lastSeenAt: at(100), lanes: [lane({ intervals: gone, acknowledged: acknowledged(1, -900) })] }),
      ),
    ).toEqual([]);
  });
});

describe('what was counted', () => {
  it('on the side of the record is never wrong, however its window lies', () => {
    fc.assert(
      fc.property(
        ascending,
        fc.integer({ min: -6_000, max: 6_000 }),
        fc.integer({ min: 1, max: 4_000 }),
        (from, begin, length) => {
          const intervals = held(...from);
          const window = { from: at(begin), to: at(begin + length) };
          const side = intervals.filter((interval) => interval.from <= window.from).at(-1)?.side ?? 'legacy';
          expect(judgeCount(intervals, window, { side, count: 7 }, leaseMs).wrong).toBe(false);
        },
      ),
    );
  });

  it('in a window that straddles a change, or touches its lease, counts on either side', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 1, max: 3_000 }), (before, after) => {
        const window = { from: at(-before), to: at(after) };
        for (const side of ['legacy', 'target'] as const)
          expect(judgeCount(held(-5_000, 0), window, { side, count: 1 }, leaseMs).wrong).toBe(false);
      }),
    );
    for (const side of ['legacy', 'target'] as const)
      expect(judgeCount(held(-5_000, 0), { from: at(29), to: at(31) }, { side, count: 1 }, leaseMs).wrong).toBe(false);
  });

  it('wholly after a change and its lease on the side that lost, or wholly before it on the one that won, is wrong', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }), (gap, length) => {
        const after = { from: at(gap), to: at(gap + length) };
        const before = { from: at(-gap - length), to: at(-gap) };
        const intervals = held(-20_000, 0);
        expect(judgeCount(intervals, after, { side: 'legacy', count: 1 }, leaseMs).wrong).toBe(true);
        expect(judgeCount(intervals, before, { side: 'target', count: 1 }, leaseMs).wrong).toBe(true);
      }),
    );
  });

  it('nothing is never drift', () => {
    const window = { from: at(1_000), to: at(1_060) };
    expect(judgeCount(held(-5_000, 0), window, { side: 'legacy', count: 0, epoch: 1 }, leaseMs)).toEqual({
      wrong: false,
      stale: false,
    });
  });

  it('by an epoch that nobody could rely on any more is stale, by one on record and to come is not', () => {
    const window = { from: at(1_000), to: at(1_060) };
    const stale = (epoch: number) =>
      judgeCount(held(-5_000, 0, 2_000), window, { side: 'target', count: 1, epoch }, leaseMs).stale;
    expect([1, 2, 3].map(stale)).toEqual([true, false, false]);
  });

  it('belongs to a lane only while that was drawn', () => {
    const [only] = held(-5_000);
    const ended = only === undefined ? [] : [{ ...only, to: at(0) }];
    expect(wasDrawn(ended, { from: at(29), to: at(60) }, leaseMs)).toBe(true);
    expect(wasDrawn(ended, { from: at(30), to: at(60) }, leaseMs)).toBe(false);
    expect(wasDrawn([], { from: at(30), to: at(60) }, leaseMs)).toBe(true);
  });
});

describe('a wrong side', () => {
  const seen = (observedUntil: number) =>
    router({
      lastSeenAt: at(200),
      observedUntil: at(observedUntil),
      lanes: [lane({ sighted: { wrongUntil: at(100), wrongSide: 'legacy', staleUntil: null, staleEpoch: null } })],
      unclaimed: [{ place: 'payments/writes/cohort:mars', until: at(100) }],
    });

  it('stands, like unclaimed traffic, until the router has long enough reported without it', () => {
    expect(kindsAt(201, seen(100))).toEqual(['wrong_side', 'unclaimed']);
    expect(kindsAt(201, seen(219))).toEqual(['wrong_side', 'unclaimed']);
    expect(kindsAt(221, seen(220))).toEqual([]);
  });

  it('does not end because the router falls silent', () => {
    expect(kindsAt(90_000, seen(100))).toEqual(['silent', 'wrong_side', 'unclaimed']);
  });
});

describe('silence', () => {
  it('begins when the router has not been heard from for as long as it may, and not while nobody listened', () => {
    expect(kindsAt(119, router())).toEqual([]);
    expect(kindsAt(120, router())).toEqual(['silent']);
    expect(kindsAt(500, router(), 400)).toEqual([]);
    expect(kindsAt(520, router(), 400)).toEqual(['silent']);
  });

  it('is not asked of a router whose lanes are all planned still', () => {
    expect(kindsAt(90_000, router({ lastSeenAt: null, lanes: [lane({ intervals: [] })] }))).toEqual([]);
    expect(kindsAt(90_000, router({ lastSeenAt: null }))).toEqual(['silent']);
  });
});

describe('what is put on record', () => {
  const drift = fc.record({
    kind: fc.constantFrom('stale_epoch' as const, 'wrong_side' as const, 'unclaimed' as const),
    place: fc.constantFrom('a', 'b', 'c'),
    since: fc.constant(at(0)),
    expected: fc.constant(null),
    found: fc.constant(null),
  });
  const drifts = fc.uniqueArray(drift, { selector: ({ kind, place }) => kind + place });

  it('is each beginning and each end once: carried out, nothing is left to do', () => {
    fc.assert(
      fc.property(drifts, drifts, (standing, found) => {
        const { begun, ended } = driftChanges(standing, found);
        const after = [...standing.filter((each) => !ended.includes(each)), ...begun];
        expect(driftChanges(after, found)).toEqual({ begun: [], ended: [] });
        expect(after).toHaveLength(found.length);
      }),
    );
  });

  it('is the same whoever looks and whenever, while nothing changes', () => {
    for (const side of ['legacy', 'target'] as const) {
      const sighted = { wrongUntil: at(100), wrongSide: side, staleUntil: null, staleEpoch: null };
      const watched = router({ lastSeenAt: at(150), observedUntil: at(150), lanes: [lane({ sighted })] });
      const first = driftOf(watched, { at: at(151), leases, heardSince: at(0) });
      expect(first).toEqual(driftOf(watched, { at: at(160), leases, heardSince: at(0) }));
      expect(first).toMatchObject([{ found: side, expected: otherOf(side) }]);
    }
  });
});
