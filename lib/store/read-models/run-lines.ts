import type { Totals } from '@/lib/domain/comparison/run-facts';
import {
  type CheckOutcome,
  checkOutcomes,
  type Layer,
  layers,
  type RunStatus,
  runStatuses,
  type Workload,
  workloads,
} from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';
import { Prisma } from '@/prisma/generated/client';

/** A run as lists show it. */
export type RunLine = {
  id: string;
  number: number;
  contextId: string;
  source: string;
  externalId: string;
  layer: Layer;
  workload: Workload | null;
  windowFrom: Date;
  windowTo: Date;
  receivedAt: Date;
  status: RunStatus;
  outcome: CheckOutcome;
  totals: Totals | null;
  accepted: number;
  discrepancyCount: number;
  baseline: boolean;
  superseded: boolean;
  warnings: number;
};

type Row = Omit<RunLine, 'layer' | 'workload' | 'status' | 'outcome'> & {
  layer: string;
  workload: string | null;
  status: string;
  outcome: string;
};

const toLine = (row: Row): RunLine => ({
  ...row,
  layer: wordOf(layers, row.layer),
  workload: row.workload === null ? null : wordOf(workloads, row.workload),
  status: wordOf(runStatuses, row.status),
  outcome: wordOf(checkOutcomes, row.outcome),
});

const columns = Prisma.sql`
  r.id::text, r.number, r.context_id::text AS "contextId", r.source, r.external_id AS "externalId", r.layer, r.workload,
  r.window_from AS "windowFrom", r.window_to AS "windowTo", r.received_at AS "receivedAt", r.status, r.outcome, r.totals,
  COALESCE(r.accepted, 0) AS accepted, r.discrepancy_count AS "discrepancyCount", r.baseline,
  r.superseded_by IS NOT NULL AS superseded, jsonb_array_length(r.warnings) AS warnings`;

export type RunFilter = {
  contextId: string | null;
  source: string | null;
  layer: string | null;
  outcome: string | null;
};

const filters = {
  context: ({ contextId }: RunFilter) =>
    contextId === null ? Prisma.sql`true` : Prisma.sql`r.context_id = ${contextId}::uuid`,
  source: ({ source }: RunFilter) => (source === null ? Prisma.sql`true` : Prisma.sql`r.source = ${source}`),
  layer: ({ layer }: RunFilter) => (layer === null ? Prisma.sql`true` : Prisma.sql`r.layer = ${layer}`),
  outcome: ({ outcome }: RunFilter) => (outcome === null ? Prisma.sql`true` : Prisma.sql`r.outcome = ${outcome}`),
};

const where = (filter: RunFilter, ignored?: keyof typeof filters): Prisma.Sql =>
  Prisma.join(
    [filters.context, filters.source, filters.layer, filters.outcome]
      .filter((each) => ignored === undefined || each !== filters[ignored])
      .map((each) => each(filter)),
    ' AND ',
  );

/** Runs below a number newest first, or above one oldest first. */
export const listRunPage = async (
  db: Db,
  programId: string,
  filter: RunFilter,
  page: { below: number | null; above: number | null; limit: number },
): Promise<RunLine[]> => {
  const place =
    page.above !== null
      ? Prisma.sql`r.number > ${page.above}`
      : page.below !== null
        ? Prisma.sql`r.number < ${page.below}`
        : Prisma.sql`true`;
  const order = page.above === null ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM run r
     WHERE r.program_id = ${programId}::uuid AND ${where(filter)} AND ${place}
     ORDER BY r.number ${order} LIMIT ${page.limit}`;
  return rows.map(toLine);
};

/** The latest runs of a context by the window that they compared. */
export const listLatestRuns = async (db: Db, contextId: string, limit: number): Promise<RunLine[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} FROM run r WHERE r.context_id = ${contextId}::uuid
     ORDER BY r.window_to DESC, r.number DESC LIMIT ${limit}`;
  return rows.map(toLine);
};

type RunFacet = { facet: 'all' | 'context' | 'source' | 'layer' | 'outcome'; value: string; count: number };

/** How many runs each choice would show with the other filters as they are, and how many are shown now (`all`). */
export const countRunFacets = (db: Db, programId: string, filter: RunFilter): Promise<RunFacet[]> => {
  const of = Prisma.sql`FROM run r WHERE r.program_id = ${programId}::uuid`;
  return db.$queryRaw<RunFacet[]>`
    SELECT 'all' AS facet, '' AS value, count(*)::int AS count ${of} AND ${where(filter)}
    UNION ALL SELECT 'context', r.context_id::text, count(*)::int ${of} AND ${where(filter, 'context')} GROUP BY 2
    UNION ALL SELECT 'source', r.source, count(*)::int ${of} AND ${where(filter, 'source')} GROUP BY 2
    UNION ALL SELECT 'layer', r.layer, count(*)::int ${of} AND ${where(filter, 'layer')} GROUP BY 2
    UNION ALL SELECT 'outcome', r.outcome, count(*)::int ${of} AND ${where(filter, 'outcome')} GROUP BY 2`;
};

/** Outcomes of the runs received since an instant that count, and how many each. */
export const countOutcomesSince = (
  db: Db,
  programId: string,
  since: Date,
): Promise<{ outcome: string; count: number }[]> =>
  db.$queryRaw<{ outcome: string; count: number }[]>`
    SELECT outcome, count(*)::int AS count FROM run
     WHERE program_id = ${programId}::uuid AND received_at > ${since}::timestamptz AND NOT baseline
       AND superseded_by IS NULL GROUP BY outcome`;

/** Numbers of runs by id. */
export const listRunNumbers = (db: Db, ids: readonly string[]): Promise<{ id: string; number: number }[]> =>
  db.$queryRaw<{ id: string; number: number }[]>`
    SELECT id::text, number FROM run WHERE id = ANY(${[...ids]}::uuid[])`;

/** What identifies runs as they were sent, the latest window first. */
export const listSentRuns = (
  db: Db,
  ids: readonly string[],
): Promise<
  { number: number; source: string; externalId: string; windowTo: Date; workload: string | null; digest: string }[]
> =>
  db.$queryRaw`
    SELECT number, source, external_id AS "externalId", window_to AS "windowTo", workload, digest FROM run
     WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY window_to DESC, number DESC`;
