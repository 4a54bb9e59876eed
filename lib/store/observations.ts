import type { ObservedWindow } from '@/lib/domain/router/observe';
import { type Side, sides } from '@/lib/domain/words';
import type { Db } from './database';
import { wordOf } from './words';

// What routers counted, added up by place, side and time; single reports are not kept.

/** One place of a report: what was counted there, and what of it the record does not say. */
export type ObservedRow = {
  place: string;
  legacy: number;
  target: number;
  wrongSide: Side | null;
  staleEpoch: number | null;
  unclaimed: boolean;
};

/** False where this very report was counted before. */
export const claimObservation = async (
  db: Db,
  routerId: string,
  window: ObservedWindow,
  digest: string,
  receivedAt: Date,
): Promise<boolean> => {
  const rows = await db.$executeRaw`
    INSERT INTO observation (router_id, starts_at, ends_at, digest, received_at)
    VALUES (${routerId}::uuid, ${window.from}::timestamptz, ${window.to}::timestamptz, ${digest}, ${receivedAt}::timestamptz)
    ON CONFLICT DO NOTHING`;
  return rows === 1;
};

const count = async (
  db: Db,
  routerId: string,
  place: string,
  side: Side,
  minute: Date,
  more: number,
): Promise<void> => {
  if (more === 0) return;
  await db.$executeRaw`
    INSERT INTO observed_traffic (router_id, place, side, grain, starts_at, count)
    VALUES (${routerId}::uuid, ${place}, ${side}, 'minute', ${minute}::timestamptz, ${more}::bigint)
    ON CONFLICT (router_id, place, side, grain, starts_at)
    DO UPDATE SET count = LEAST(observed_traffic.count::numeric + EXCLUDED.count, 9007199254740991)::bigint`;
};

/** Adds a report to what is known of its places; in order of their names, so that two reports never wait for each other. */
export const addObserved = async (
  db: Db,
  routerId: string,
  window: ObservedWindow,
  rows: readonly ObservedRow[],
): Promise<void> => {
  // The minute in which the window's last instant lies.
  const minute = new Date(Math.floor((window.to.getTime() - 1) / 60_000) * 60_000);
  for (const row of [...rows].sort((a, b) => (a.place < b.place ? -1 : 1))) {
    const wrongUntil = row.wrongSide === null ? null : window.to;
    const staleUntil = row.staleEpoch === null ? null : window.to;
    const unclaimedUntil = row.unclaimed ? window.to : null;
    await db.$executeRaw`
      INSERT INTO observed_place AS known (router_id, place, seen_until, wrong_until, wrong_side, stale_until, stale_epoch,
        unclaimed_until)
      VALUES (${routerId}::uuid, ${row.place}, ${window.to}::timestamptz, ${wrongUntil}::timestamptz, ${row.wrongSide},
        ${staleUntil}::timestamptz, ${row.staleEpoch}, ${unclaimedUntil}::timestamptz)
      ON CONFLICT (router_id, place) DO UPDATE SET seen_until = GREATEST(known.seen_until, EXCLUDED.seen_until),
        wrong_until = GREATEST(known.wrong_until, EXCLUDED.wrong_until),
        wrong_side = COALESCE(EXCLUDED.wrong_side, known.wrong_side),
        stale_until = GREATEST(known.stale_until, EXCLUDED.stale_until),
        stale_epoch = COALESCE(EXCLUDED.stale_epoch, known.stale_epoch),
        unclaimed_until = GREATEST(known.unclaimed_until, EXCLUDED.unclaimed_until)`;
    await count(db, routerId, row.place, 'legacy', minute, row.legacy);
    await count(db, routerId, row.place, 'target', minute, row.target);
  }
};

export type ObservedPlaceRow = {
  routerId: string;
  place: string;
  seenUntil: Date;
  wrongUntil: Date | null;
  wrongSide: Side | null;
  staleUntil: Date | null;
  staleEpoch: number | null;
  unclaimedUntil: Date | null;
};

export const listObservedPlaces = async (db: Db, routerIds: readonly string[]): Promise<ObservedPlaceRow[]> => {
  const rows = await db.observedPlace.findMany({ where: { routerId: { in: [...routerIds] } } });
  return rows.map((row) => ({ ...row, wrongSide: row.wrongSide === null ? null : wordOf(sides, row.wrongSide) }));
};

/** How many places without a lane are known of a router, and which. */
export const listUnclaimedPlaces = async (db: Db, routerId: string): Promise<string[]> =>
  (
    await db.observedPlace.findMany({ where: { routerId, unclaimedUntil: { not: null } }, select: { place: true } })
  ).map(({ place }) => place);

export type TrafficRow = { routerId: string; place: string; legacy: number; target: number };

/** Requests by router and place in windows that ended since `since`. */
export const sumTraffic = async (db: Db, routerIds: readonly string[], since: Date): Promise<TrafficRow[]> =>
  db.$queryRaw<TrafficRow[]>`
    SELECT router_id::text AS "routerId", place,
      COALESCE(sum(count) FILTER (WHERE side = 'legacy'), 0)::float8 AS legacy,
      COALESCE(sum(count) FILTER (WHERE side = 'target'), 0)::float8 AS target
    FROM observed_traffic WHERE router_id = ANY(${[...routerIds]}::uuid[]) AND starts_at >= ${since}::timestamptz
    GROUP BY router_id, place ORDER BY router_id, place`;

/** When each place of a program was last counted on a side: to the minute, to the hour where it is more than a day ago. */
export const lastObserved = async (db: Db, programId: string, side: Side): Promise<ReadonlyMap<string, Date>> => {
  const rows = await db.$queryRaw<{ place: string; at: Date }[]>`
    SELECT t.place, max(t.starts_at) AS at FROM observed_traffic t JOIN router r ON r.id = t.router_id
     WHERE r.program_id = ${programId}::uuid AND t.side = ${side} GROUP BY t.place`;
  return new Map(rows.map(({ place, at }) => [place, at]));
};

/** Folds minutes before `minutesUntil` into hours, and forgets hours, unclaimed places and receipts that are too old. */
export const foldObserved = async (db: Db, until: { minutes: Date; hours: Date; receipts: Date }): Promise<void> => {
  await db.$executeRaw`
    WITH old AS (DELETE FROM observed_traffic WHERE grain = 'minute' AND starts_at < ${until.minutes}::timestamptz
                 RETURNING router_id, place, side, starts_at, count)
    INSERT INTO observed_traffic (router_id, place, side, grain, starts_at, count)
    SELECT router_id, place, side, 'hour', date_trunc('hour', starts_at), LEAST(sum(count), 9007199254740991)::bigint
      FROM old GROUP BY router_id, place, side, date_trunc('hour', starts_at)
    ON CONFLICT (router_id, place, side, grain, starts_at)
    DO UPDATE SET count = LEAST(observed_traffic.count::numeric + EXCLUDED.count, 9007199254740991)::bigint`;
  await db.$executeRaw`DELETE FROM observed_traffic WHERE grain = 'hour' AND starts_at < ${until.hours}::timestamptz`;
  await db.$executeRaw`DELETE FROM observation WHERE ends_at < ${until.receipts}::timestamptz`;
  // A place is forgotten when its router has long reported without it; a drift never ends by being forgotten.
  await db.$executeRaw`
    DELETE FROM observed_place p USING router r WHERE r.id = p.router_id AND p.seen_until < ${until.hours}::timestamptz
      AND r.observed_until > p.seen_until + interval '2 days'`;
};
