import type { Db } from '@/lib/store/database';

// One-sided outcomes that wait, stream by stream. Waiting periods are few; what lies in one is counted up to a limit.

export type OutcomeStreamLine = {
  id: string;
  contextId: string;
  source: string;
  workload: string;
  tooLate: number;
  tooLateAt: Date | null;
  open: number;
  stuck: number;
  latestRun: number | null;
  latestOutcome: string | null;
  latestFrom: Date | null;
  latestTo: Date | null;
  total: number;
};

/** Streams of these contexts, those that are stuck first; `total` counts all of them. */
export const listOutcomeStreams = (
  db: Db,
  contextIds: readonly string[],
  { limit, offset }: { limit: number; offset: number },
): Promise<OutcomeStreamLine[]> => db.$queryRaw<OutcomeStreamLine[]>`
    WITH waiting AS (
      SELECT p.stream_id, count(*)::int AS open, count(p.stuck)::int AS stuck
        FROM outcome_period p JOIN outcome_stream t ON t.id = p.stream_id
       WHERE p.due_at IS NOT NULL AND t.context_id = ANY(${[...contextIds]}::uuid[]) GROUP BY p.stream_id),
    page AS (
      SELECT t.*, COALESCE(w.open, 0) AS open, COALESCE(w.stuck, 0) AS stuck, count(*) OVER ()::int AS total
        FROM outcome_stream t LEFT JOIN waiting w ON w.stream_id = t.id
       WHERE t.context_id = ANY(${[...contextIds]}::uuid[])
       ORDER BY COALESCE(w.stuck, 0) > 0 DESC, t.source, t.workload, t.id LIMIT ${limit} OFFSET ${offset})
    SELECT t.id::text, t.context_id::text AS "contextId", t.source, t.workload, t.too_late::int AS "tooLate",
           t.too_late_at AS "tooLateAt", t.open, t.stuck, t.total, r.number AS "latestRun",
           r.outcome AS "latestOutcome", last.starts_at AS "latestFrom", last.ends_at AS "latestTo"
      FROM page t
      LEFT JOIN LATERAL (SELECT p.run_id, p.starts_at, p.ends_at FROM outcome_period p
                          WHERE p.stream_id = t.id AND p.run_id IS NOT NULL
                          ORDER BY p.starts_at DESC LIMIT 1) AS last ON true
      LEFT JOIN run r ON r.id = last.run_id
     ORDER BY t.stuck > 0 DESC, t.source, t.workload, t.id`;

/** How many open periods of these contexts are stuck. */
export const countStuck = async (db: Db, contextIds: readonly string[]): Promise<number> => {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM outcome_period p JOIN outcome_stream t ON t.id = p.stream_id
     WHERE p.due_at IS NOT NULL AND p.stuck IS NOT NULL AND t.context_id = ANY(${[...contextIds]}::uuid[])`;
  return row?.count ?? 0;
};

export type OpenPeriodLine = {
  streamId: string;
  startsAt: Date;
  endsAt: Date;
  closesAt: Date;
  dueAt: Date;
  stuck: string | null;
  corrects: number | null;
  legacy: number;
  target: number;
};

/** Of each stream the stuck and the earliest open periods, with what came of either side, counted up to `most` in all. */
export const listOpenPeriods = (
  db: Db,
  streamIds: readonly string[],
  { each, most }: { each: number; most: number },
): Promise<OpenPeriodLine[]> => db.$queryRaw<OpenPeriodLine[]>`
    SELECT p.stream_id::text AS "streamId", p.starts_at AS "startsAt", p.ends_at AS "endsAt",
           p.closes_at AS "closesAt", p.due_at AS "dueAt", p.stuck, r.number AS corrects, n.legacy, n.target
      FROM unnest(${[...streamIds]}::uuid[]) AS s(id)
      CROSS JOIN LATERAL (SELECT * FROM outcome_period q WHERE q.stream_id = s.id AND q.due_at IS NOT NULL
                           ORDER BY q.stuck IS NULL, q.starts_at LIMIT ${each}) AS p
      LEFT JOIN run r ON r.id = p.run_id
      CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE side = 'legacy')::int AS legacy,
               count(*) FILTER (WHERE side = 'target')::int AS target
          FROM (SELECT o.side FROM outcome o
                 WHERE o.stream_id = p.stream_id AND o.observed_at >= p.starts_at AND o.observed_at < p.ends_at
                   AND NOT o.too_late LIMIT ${most}) AS seen) AS n
     ORDER BY p.stuck IS NULL, p.starts_at`;

/** Every source that sends outcomes of one side, at most `limit`. */
export const listOutcomeSources = async (db: Db, contextIds: readonly string[], limit: number): Promise<string[]> => {
  const rows = await db.$queryRaw<{ source: string }[]>`
    SELECT DISTINCT source FROM outcome_stream WHERE context_id = ANY(${[...contextIds]}::uuid[])
     ORDER BY source LIMIT ${limit}`;
  return rows.map(({ source }) => source);
};
