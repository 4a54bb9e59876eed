import { type AuthorityInterval, authorityAt } from '@/lib/domain/authority/interval';
import type { Leases } from '@/lib/domain/authority/lease';
import type { Side } from '@/lib/domain/words';

// Where a router differs from the record. Before a change's `effectiveFrom` plus its lease nothing is drift: until then
// an answer given before it may still be relied on.

export const driftKinds = ['stale_epoch', 'wrong_side', 'silent', 'unclaimed'] as const;
export type DriftKind = (typeof driftKinds)[number];

/** `place` is a lane, what no lane covers, or empty for the router as a whole. */
export type Drift = { kind: DriftKind; place: string; since: Date; expected: string | null; found: string | null };

/** What a router said last of one lane. `highestEpoch` is the highest that it ever applied. */
export type Acknowledged = { epoch: number; highestEpoch: number; acknowledgedAt: Date };

/** Until when it was last seen to do what the record does not say. */
export type Sighted = {
  wrongUntil: Date | null;
  wrongSide: Side | null;
  staleUntil: Date | null;
  staleEpoch: number | null;
};

export type WatchedLane = {
  place: string;
  intervals: readonly AuthorityInterval[];
  acknowledged: Acknowledged | null;
  sighted: Sighted | null;
};

export type WatchedRouter = {
  staleAfterSeconds: number;
  declaredAt: Date;
  lastSeenAt: Date | null;
  /** The latest end of a window that it reported. */
  observedUntil: Date | null;
  lanes: readonly WatchedLane[];
  unclaimed: readonly { place: string; until: Date }[];
};

export type DriftInput = {
  at: Date;
  leases: Leases;
  /** Since when somebody listens: while Lockgate was away nobody could be heard. */
  heardSince: Date;
};

/** The longest that an answer of this program may be relied on, in milliseconds. */
export const longestLeaseMs = ({ leaseSeconds, windowLeaseSeconds }: Leases): number =>
  1_000 * Math.max(leaseSeconds, windowLeaseSeconds);

const later = (...instants: Date[]): Date => new Date(Math.max(...instants.map((instant) => instant.getTime())));
const plus = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms);

/** When a router counts as silent; null for one that none of whose lanes is under authority yet. */
export const silentFrom = (router: WatchedRouter, heardSince: Date): Date | null => {
  if (router.lanes.every(({ intervals }) => intervals.length === 0)) return null;
  return plus(later(router.lastSeenAt ?? router.declaredAt, heardSince), router.staleAfterSeconds * 1_000);
};

/** What was seen last until then stands until the router has reported as long without it as it may be silent. */
const stands = (router: WatchedRouter, until: Date | null): until is Date =>
  until !== null && (router.observedUntil ?? until) < plus(until, router.staleAfterSeconds * 1_000);

const staleEpoch = (lane: WatchedLane, router: WatchedRouter, { at, leases }: DriftInput): Drift[] => {
  const held = authorityAt(lane.intervals, at);
  if (held === undefined) return [];
  const due = plus(held.from, longestLeaseMs(leases));
  const told = (since: Date, epoch: number, verb: string): Drift => ({
    kind: 'stale_epoch',
    place: lane.place,
    since,
    expected: `epoch ${held.epoch}`,
    found: `${verb} epoch ${epoch}`,
  });
  const said = lane.acknowledged;
  if (said !== null && said.epoch < held.epoch && at >= due) {
    return [
      told(later(due, said.acknowledgedAt), said.epoch, said.highestEpoch > said.epoch ? 'went back to' : 'applies'),
    ];
  }
  const { staleUntil = null, staleEpoch: seen = null } = lane.sighted ?? {};
  return stands(router, staleUntil) && seen !== null ? [told(staleUntil, seen, 'served by')] : [];
};

const wrongSide = (lane: WatchedLane, router: WatchedRouter): Drift[] => {
  const { wrongUntil = null, wrongSide: side = null } = lane.sighted ?? {};
  if (!stands(router, wrongUntil) || side === null) return [];
  const expected = side === 'legacy' ? 'target' : 'legacy';
  return [{ kind: 'wrong_side', place: lane.place, since: wrongUntil, expected, found: side }];
};

/** Where a router differs from the record at `at`; at most one drift of a kind at a place. */
export const driftOf = (router: WatchedRouter, input: DriftInput): Drift[] => {
  const silent = silentFrom(router, input.heardSince);
  return [
    ...(silent !== null && input.at >= silent
      ? [
          {
            kind: 'silent' as const,
            place: '',
            since: router.lastSeenAt ?? router.declaredAt,
            expected: null,
            found: null,
          },
        ]
      : []),
    ...router.lanes.flatMap((lane) => [...staleEpoch(lane, router, input), ...wrongSide(lane, router)]),
    ...router.unclaimed
      .filter(({ until }) => stands(router, until))
      .map(({ place, until }): Drift => ({ kind: 'unclaimed', place, since: until, expected: null, found: 'traffic' })),
  ];
};

type Named = { kind: DriftKind; place: string };
const same = (a: Named, b: Named): boolean => a.kind === b.kind && a.place === b.place;

/** What began and what ended between the drift on record and the drift there is. */
export const driftChanges = <S extends Named>(
  standing: readonly S[],
  found: readonly Drift[],
): { begun: Drift[]; ended: S[] } => ({
  begun: found.filter((drift) => !standing.some((known) => same(known, drift))),
  ended: standing.filter((known) => !found.some((drift) => same(known, drift))),
});
