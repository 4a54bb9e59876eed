import type { Db } from '@/lib/store/database';

/** The contexts of a program in which both systems run beside one another: runs are expected of no other. */
export const listRunningContexts = async (db: Db, programId: string): Promise<string[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT c.id::text FROM context c
      JOIN LATERAL (SELECT stage FROM stage_interval s WHERE s.context_id = c.id
                     ORDER BY s.number DESC LIMIT 1) AS latest ON latest.stage NOT IN ('planned', 'retired')
     WHERE c.program_id = ${programId}::uuid`;
  return rows.map(({ id }) => id);
};

/** What is expected of one source in one context. */
export type Stream = { contextId: string; source: string; layer: string; workload: string | null };

export type LastRun = { number: number; outcome: string; windowTo: Date; receivedAt: Date };

type Row = { place: number } & { [Key in keyof LastRun]: LastRun[Key] | null };

/** The last completed run of each stream that counts, in the order of the streams; null where none came since. */
export const listLastRuns = async (db: Db, streams: readonly Stream[], since: Date): Promise<(LastRun | null)[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.place::int AS place, last.number, last.outcome, last.window_to AS "windowTo",
           last.received_at AS "receivedAt"
      FROM unnest(${streams.map(({ contextId }) => contextId)}::uuid[], ${streams.map(({ source }) => source)}::text[],
                  ${streams.map(({ layer }) => layer)}::text[], ${streams.map(({ workload }) => workload ?? '')}::text[])
           WITH ORDINALITY AS s(context_id, source, layer, workload, place)
      LEFT JOIN LATERAL (
        SELECT r.number, r.outcome, r.window_to, r.received_at FROM run r
         WHERE r.context_id = s.context_id AND r.source = s.source AND r.layer = s.layer
           AND (s.workload = '' OR r.workload = s.workload) AND NOT r.baseline AND r.superseded_by IS NULL
           AND r.status = 'completed' AND r.window_to >= ${since}::timestamptz AND r.window_to <= now()
         ORDER BY r.window_to DESC, r.number DESC LIMIT 1) AS last ON true
     ORDER BY s.place`;
  return rows.map(({ number, outcome, windowTo, receivedAt }) =>
    number === null || outcome === null || windowTo === null || receivedAt === null
      ? null
      : { number, outcome, windowTo, receivedAt },
  );
};
