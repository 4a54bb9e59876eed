import { audienceRef } from '@/lib/domain/authority/lane';
import type { LaneState } from '@/lib/domain/decision/context-state';
import type { WatchedLane, WatchedRouter } from '@/lib/domain/router/drift';
import { placeText } from '@/lib/domain/router/place';
import type { Workload } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { listObservedPlaces, type ObservedPlaceRow } from '@/lib/store/observations';
import { type AcknowledgementRow, listAcknowledgements, type RouterRow } from '@/lib/store/routers';

/** A lane with the name that routers know it by. */
export type NamedLane = LaneState & { context: string; workload: Workload; audience: string; place: string };

type Drawn = { slug: string; lanes: readonly LaneState[] };

/** Lanes drawn anew under an earlier name go on with its epochs, so that together they are one to a router. */
const merged = (lanes: readonly NamedLane[]): NamedLane[] => {
  const byPlace = new Map<string, NamedLane>();
  for (const lane of lanes) {
    const known = byPlace.get(lane.place);
    const intervals = [...(known?.intervals ?? []), ...lane.intervals].sort((a, b) => a.epoch - b.epoch);
    byPlace.set(lane.place, { ...lane, intervals });
  }
  return [...byPlace.values()];
};

/** The lanes of a program that a router serves, in the manifest's order; without contexts of its own, all of them. */
export const lanesServed = (router: Pick<RouterRow, 'contexts'>, contexts: readonly Drawn[]): NamedLane[] =>
  merged(
    contexts
      .filter(({ slug }) => router.contexts.length === 0 || router.contexts.includes(slug))
      .flatMap(({ slug, lanes }) =>
        lanes.map((state) => {
          const name = { context: slug, workload: state.lane.workload, audience: audienceRef(state.lane.audience) };
          return { ...state, ...name, place: placeText(name) };
        }),
      ),
  );

/** A router with everything that drift follows from. */
export type Watched = WatchedRouter & {
  row: RouterRow;
  served: readonly NamedLane[];
  said: readonly AcknowledgementRow[];
};

const watchOne = (
  row: RouterRow,
  served: readonly NamedLane[],
  said: readonly AcknowledgementRow[],
  places: readonly ObservedPlaceRow[],
): Watched => ({
  ...row,
  row,
  served,
  said,
  lanes: served.map(
    ({ place, intervals }): WatchedLane => ({
      place,
      intervals,
      acknowledged: said.find((each) => each.place === place) ?? null,
      sighted: places.find((each) => each.place === place) ?? null,
    }),
  ),
  unclaimed: places.flatMap(({ place, unclaimedUntil: until }) => (until === null ? [] : [{ place, until }])),
});

/** Routers with what they said and what they were seen to do, against the record of `contexts`. */
export const watchRouters = async (
  db: Db,
  rows: readonly RouterRow[],
  contexts: readonly Drawn[],
): Promise<Watched[]> => {
  const ids = rows.map(({ id }) => id);
  const said = await listAcknowledgements(db, ids);
  const places = await listObservedPlaces(db, ids);
  return rows.map((row) =>
    watchOne(
      row,
      lanesServed(row, contexts),
      said.filter(({ routerId }) => routerId === row.id),
      places.filter(({ routerId }) => routerId === row.id),
    ),
  );
};
