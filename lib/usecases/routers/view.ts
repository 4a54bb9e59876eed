import type { DriftView, RouterView } from '@/lib/contract/v1/routers';
import { authorityAt } from '@/lib/domain/authority/interval';
import { byKey, type Called, placeNamed } from '@/lib/domain/ledger/called';
import { driftSentence } from '@/lib/domain/router/drift-words';
import type { StandingDrift } from '@/lib/store/drifts';
import type { TrafficRow } from '@/lib/store/observations';
import type { RouterRow } from '@/lib/store/routers';
import type { NamedLane, Watched } from './watch';

/** Alive, silent for longer than it may be, or never heard from. */
export const livenessOf = (
  router: Pick<RouterRow, 'lastSeenAt' | 'staleAfterSeconds'>,
  now: Date,
): RouterView['liveness'] => {
  if (router.lastSeenAt === null) return 'never';
  return now.getTime() - router.lastSeenAt.getTime() < router.staleAfterSeconds * 1_000 ? 'live' : 'silent';
};

/** `called`: for people, who know lanes by name; machines follow them by key. */
export const driftViewOf = (router: string, drift: StandingDrift, called: Called = byKey): DriftView => ({
  id: drift.id,
  kind: drift.kind,
  place: drift.place,
  expected: drift.expected,
  found: drift.found,
  since: drift.since.toISOString(),
  foundAt: drift.foundAt.toISOString(),
  sentence: driftSentence({ ...drift, place: placeNamed(drift.place, called), router }),
});

const none = { legacy: 0, target: 0 };

const laneView = (
  { context, workload, audience, place, intervals }: NamedLane,
  watched: Watched,
  seen: { traffic: readonly TrafficRow[]; drift: readonly StandingDrift[] },
  now: Date,
): RouterView['lanes'][number] => {
  const held = authorityAt(intervals, now);
  const said = watched.said.find((each) => each.place === place);
  const { legacy, target } = seen.traffic.find((each) => each.place === place) ?? none;
  return {
    context,
    workload,
    audience,
    onRecord: { side: held?.side ?? 'legacy', epoch: held?.epoch ?? 0 },
    acknowledged:
      said === undefined
        ? null
        : {
            epoch: said.epoch,
            at: said.acknowledgedAt.toISOString(),
            appliedAt: said.appliedAt?.toISOString() ?? null,
            seenAt: said.seenAt.toISOString(),
          },
    observed: { legacy, target },
    liveness: livenessOf({ lastSeenAt: said?.seenAt ?? null, staleAfterSeconds: watched.staleAfterSeconds }, now),
    drift: seen.drift.filter((each) => each.place === place).map(({ kind }) => kind),
  };
};

/** A router with what it said, did, and where it differs; lanes that are drawn no more are left out. */
export const routerViewOf = (
  watched: Watched,
  seen: { traffic: readonly TrafficRow[]; drift: readonly StandingDrift[] },
  now: Date,
): RouterView => {
  const { row, served } = watched;
  const own = {
    traffic: seen.traffic.filter(({ routerId }) => routerId === row.id),
    drift: seen.drift.filter(({ routerId }) => routerId === row.id),
  };
  const drawn = served.filter(({ intervals }) => intervals.length === 0 || intervals.some(({ to }) => to === null));
  const claimed = new Set(served.map(({ place }) => place));
  return {
    slug: row.slug,
    name: row.name,
    contexts: row.contexts,
    staleAfterSeconds: row.staleAfterSeconds,
    liveness: livenessOf(row, now),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    lanes: drawn.map((lane) => laneView(lane, watched, own, now)),
    unclaimed: own.traffic
      .filter(({ place }) => watched.unclaimed.some((each) => each.place === place) || !claimed.has(place))
      .map(({ place, legacy, target }) => ({ place, legacy, target })),
    drift: own.drift.map((drift) => driftViewOf(row.slug, drift)),
  };
};
