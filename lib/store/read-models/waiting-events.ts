import type { Side } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';

// Kept events that became nothing yet, by who sent them. Only the newest so many are looked at, along their index.

type Place = { limit: number; offset: number };

export type UnclaimedLine = {
  channel: 'cloudevents' | 'openlineage';
  source: string;
  jobNamespace: string | null;
  jobName: string | null;
  types: string[];
  count: number;
  lastAt: Date;
  newest: string;
  groups: number;
};

/** How many there are by channel, counted up to `most`. */
export const countUnclaimed = (db: Db, programId: string, most: number) =>
  db.$queryRaw<{ channel: string; count: number }[]>`
    SELECT channel, count(*)::int AS count
      FROM (SELECT channel FROM kept_event WHERE program_id = ${programId}::uuid AND state = 'unclaimed'
             ORDER BY received_at DESC, id DESC LIMIT ${most}) AS looked
     GROUP BY channel ORDER BY channel`;

/** Events that nobody claims: of one job together, else of one source and type; what came last first. */
export const listUnclaimedGroups = (
  db: Db,
  programId: string,
  { channel, most, limit, offset }: Place & { channel: string | null; most: number },
): Promise<UnclaimedLine[]> => db.$queryRaw<UnclaimedLine[]>`
    WITH looked AS (
      SELECT id, channel, source, type, job_namespace, job_name, received_at
        FROM kept_event WHERE program_id = ${programId}::uuid AND state = 'unclaimed'
       ORDER BY received_at DESC, id DESC LIMIT ${most})
    SELECT channel, min(source) AS source, job_namespace AS "jobNamespace", job_name AS "jobName",
           array_agg(DISTINCT type ORDER BY type) AS types, count(*)::int AS count, max(received_at) AS "lastAt",
           (array_agg(id::text ORDER BY received_at DESC, id DESC))[1] AS newest, count(*) OVER ()::int AS groups
      FROM looked WHERE (${channel}::text IS NULL OR channel = ${channel})
     GROUP BY channel, job_namespace, job_name, CASE WHEN job_name IS NULL THEN source END,
              CASE WHEN job_name IS NULL THEN type END
     ORDER BY max(received_at) DESC, min(source), job_name LIMIT ${limit} OFFSET ${offset}`;

/** The bodies of these events, none longer than `bytes`. */
export const listShortBodies = async (
  db: Db,
  ids: readonly string[],
  bytes: number,
): Promise<{ id: string; bytes: Uint8Array }[]> =>
  ids.length === 0
    ? []
    : db.$queryRaw<{ id: string; bytes: Uint8Array }[]>`
        SELECT id::text, bytes FROM kept_event WHERE id = ANY(${[...ids]}::uuid[]) AND octet_length(bytes) <= ${bytes}`;

export type WaitingLine = {
  source: string;
  lineageRun: string;
  jobName: string | null;
  events: number;
  ended: boolean;
  lastAt: Date;
  newest: string;
  runs: number;
};

/** Lineage runs of claimed jobs that wait, what came last first. */
export const listWaitingRuns = (
  db: Db,
  programId: string,
  { most, limit, offset }: Place & { most: number },
): Promise<WaitingLine[]> => db.$queryRaw<WaitingLine[]>`
    WITH looked AS (
      SELECT id, claimed_by, lineage_run, job_name, ends, received_at
        FROM kept_event WHERE program_id = ${programId}::uuid AND state = 'pending'
       ORDER BY received_at DESC, id DESC LIMIT ${most})
    SELECT claimed_by AS source, lineage_run AS "lineageRun", min(job_name) AS "jobName", count(*)::int AS events,
           bool_or(ends) AS ended, max(received_at) AS "lastAt",
           (array_agg(id::text ORDER BY received_at DESC, id DESC))[1] AS newest, count(*) OVER ()::int AS runs
      FROM looked WHERE claimed_by IS NOT NULL AND lineage_run IS NOT NULL
     GROUP BY claimed_by, lineage_run
     ORDER BY max(received_at) DESC, lineage_run LIMIT ${limit} OFFSET ${offset}`;

export type LoneMeasure = { lineageRun: string; side: Side; dataset: string; period: string };

/** What these lineage runs measured of one side and nothing yet of the other. */
export const listLoneMeasures = (
  db: Db,
  programId: string,
  runs: readonly { source: string; lineageRun: string }[],
  limit: number,
): Promise<LoneMeasure[]> => db.$queryRaw<LoneMeasure[]>`
    SELECT m.lineage_run AS "lineageRun", m.side, m.dataset, m.period
      FROM unnest(${runs.map(({ source }) => source)}::text[], ${runs.map(({ lineageRun }) => lineageRun)}::text[])
             AS r(source, lineage_run)
      JOIN lineage_measure m ON m.program_id = ${programId}::uuid AND m.source = r.source
                            AND m.lineage_run = r.lineage_run
     WHERE NOT EXISTS (SELECT 1 FROM lineage_measure o
                        WHERE o.program_id = m.program_id AND o.source = m.source AND o.period = m.period
                          AND o.pair_key = m.pair_key AND o.side <> m.side)
     ORDER BY m.lineage_run, m.dataset LIMIT ${limit}`;
