import type { LaneRoutersView } from '@/lib/contract/views/lane-routers';
import { authorityAt } from '@/lib/domain/authority/interval';
import type { Called } from '@/lib/domain/ledger/called';
import type { RecordedContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listStandingDrift, type StandingDrift } from '@/lib/store/drifts';
import { sumTraffic, type TrafficRow } from '@/lib/store/observations';
import { listRouters } from '@/lib/store/routers';
import { driftViewOf, livenessOf } from '@/lib/usecases/routers/view';
import { type NamedLane, type Watched, watchRouters } from '@/lib/usecases/routers/watch';
import { calledBy } from './called';

const dayMs = 86_400_000;

type Known = { traffic: readonly TrafficRow[]; drift: readonly StandingDrift[]; called: Called };

const routerOf = (
  { row, said }: Watched,
  place: string,
  epoch: number,
  now: Date,
): LaneRoutersView['routers'][number] => {
  const own = said.find((each) => each.place === place);
  return {
    slug: row.slug,
    name: row.name,
    liveness: livenessOf(row, now),
    epoch: own?.epoch ?? null,
    isCurrent: own !== undefined && own.epoch >= epoch,
    acknowledgedAt: own?.acknowledgedAt.toISOString() ?? null,
    seenAt: row.lastSeenAt?.toISOString() ?? null,
  };
};

const observedOf = (place: string, { traffic }: Known): LaneRoutersView['observed'] => {
  const own = traffic.filter((row) => row.place === place);
  const legacy = own.reduce((sum, row) => sum + row.legacy, 0);
  const target = own.reduce((sum, row) => sum + row.target, 0);
  return { legacy, target, targetShare: legacy + target === 0 ? null : target / (legacy + target) };
};

const laneOf = (lane: NamedLane, serving: readonly Watched[], known: Known, now: Date): LaneRoutersView => {
  const epoch = authorityAt(lane.intervals, now)?.epoch ?? 0;
  const routers = serving.map((watched) => routerOf(watched, lane.place, epoch, now));
  const seen = routers.flatMap(({ seenAt }) => (seenAt === null ? [] : [seenAt])).sort();
  return {
    epoch,
    acknowledged: routers.filter(({ isCurrent }) => isCurrent).length,
    of: routers.length,
    routers,
    drift: serving.flatMap(({ row }) =>
      known.drift
        .filter(({ routerId, place }) => routerId === row.id && (place === lane.place || place === ''))
        .map((drift) => driftViewOf(row.slug, drift, known.called)),
    ),
    observed: observedOf(lane.place, known),
    lastSeenAt: seen.at(-1) ?? null,
  };
};

/**
 * What routers say and do of the lanes of these contexts, by `placeText` (`payments/writes/cohort:eu`). A lane that no
 * router serves is not in it.
 */
export const laneRouters = async (
  db: Db,
  programId: string,
  contexts: readonly RecordedContext[],
  now: Date,
): Promise<ReadonlyMap<string, LaneRoutersView>> => {
  const rows = await listRouters(db, programId);
  const ids = rows.map(({ id }) => id);
  const watched = await watchRouters(db, rows, contexts);
  const known = {
    traffic: await sumTraffic(db, ids, new Date(now.getTime() - dayMs)),
    drift: await listStandingDrift(db, ids),
    called: calledBy({ contexts, criteria: new Map() }),
  };
  const views = new Map<string, LaneRoutersView>();
  for (const lane of watched.flatMap(({ served }) => served)) {
    if (views.has(lane.place)) continue;
    const serving = watched.filter(({ served }) => served.some(({ place }) => place === lane.place));
    views.set(lane.place, laneOf(lane, serving, known, now));
  }
  return views;
};
