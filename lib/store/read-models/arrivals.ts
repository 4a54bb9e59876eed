import type { Db } from '@/lib/store/database';

// Who sends, and what each sent last. One look a stream along an index, however much it sent.

export type ArrivedStream = {
  contextId: string;
  source: string;
  layer: string;
  workload: string;
  /** Null where nothing of it counts: superseded, or baselines. */
  last: { number: number; outcome: string; windowTo: Date; receivedAt: Date } | null;
};

type Row = Omit<ArrivedStream, 'last'> & {
  number: number | null;
  outcome: string | null;
  windowTo: Date | null;
  receivedAt: Date | null;
};

/** At most `limit` streams of these contexts, each with its newest run that counts. */
export const listArrivedStreams = async (
  db: Db,
  contextIds: readonly string[],
  limit: number,
): Promise<ArrivedStream[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT s.context_id::text AS "contextId", s.source, s.layer, s.workload, last.number, last.outcome,
           last.window_to AS "windowTo", last.received_at AS "receivedAt"
      FROM (SELECT * FROM run_stream WHERE context_id = ANY(${[...contextIds]}::uuid[])
             ORDER BY context_id, source, layer, workload LIMIT ${limit}) s
      LEFT JOIN LATERAL (
        SELECT r.number, r.outcome, r.window_to, r.received_at FROM run r
         WHERE r.context_id = s.context_id AND r.source = s.source AND r.layer = s.layer
           AND COALESCE(r.workload, '') = s.workload AND NOT r.baseline AND r.superseded_by IS NULL
         ORDER BY r.window_to DESC, r.received_at DESC LIMIT 1) AS last ON true
     ORDER BY s.source, s.layer, s.workload`;
  return rows.map(({ number, outcome, windowTo, receivedAt, ...stream }) => ({
    ...stream,
    last:
      number === null || outcome === null || windowTo === null || receivedAt === null
        ? null
        : { number, outcome, windowTo, receivedAt },
  }));
};

/** Which of these sources of the manifest claimed any event that is still kept. */
export const listHeard = async (db: Db, programId: string, names: readonly string[]): Promise<Set<string>> => {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT n.name FROM unnest(${[...names]}::text[]) AS n(name)
     WHERE EXISTS (SELECT 1 FROM kept_event e WHERE e.program_id = ${programId}::uuid AND e.claimed_by = n.name)`;
  return new Set(rows.map(({ name }) => name));
};
