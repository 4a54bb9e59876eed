import type { Db } from '@/lib/store/database';
import { Prisma } from '@/prisma/generated/client';
import { type RunLine, type RunLineRow, runColumns, toRunLine } from './run-lines';

// The list of runs: filtered, counted and ordered within a period. Without one it looks at the newest runs only, so that
// its cost does not grow with all that was ever sent.

export type RunFilter = {
  contextId: string | null;
  source: string | null;
  layer: string | null;
  workload: string | null;
  outcome: string | null;
  format: string | null;
  engine: string | null;
  /** `counted`: neither superseded nor a baseline. */
  standing: string | null;
};

export type RunScope = { programId: string; contextIds: readonly string[]; since: Date | null };

/** So many runs are looked at where no period bounds them. */
export const mostRuns = 20_000;

const is = (column: Prisma.Sql, value: string | null): Prisma.Sql =>
  value === null ? Prisma.sql`true` : Prisma.sql`${column} = ${value}`;

const standings: Readonly<Record<string, Prisma.Sql>> = {
  counted: Prisma.sql`NOT r.baseline AND r.superseded_by IS NULL`,
  superseded: Prisma.sql`r.superseded_by IS NOT NULL`,
  baseline: Prisma.sql`r.baseline`,
};

const filters: Readonly<Record<keyof RunFilter, (filter: RunFilter) => Prisma.Sql>> = {
  contextId: ({ contextId }) => (contextId === null ? Prisma.sql`true` : Prisma.sql`r.context_id = ${contextId}::uuid`),
  source: ({ source }) => is(Prisma.sql`r.source`, source),
  layer: ({ layer }) => is(Prisma.sql`r.layer`, layer),
  workload: ({ workload }) => is(Prisma.sql`r.workload`, workload),
  outcome: ({ outcome }) => is(Prisma.sql`r.outcome`, outcome),
  format: ({ format }) => is(Prisma.sql`r.format`, format),
  engine: ({ engine }) => is(Prisma.sql`r.engine`, engine),
  standing: ({ standing }) => (standing === null ? Prisma.sql`true` : (standings[standing] ?? Prisma.sql`false`)),
};

const names: readonly (keyof RunFilter)[] = [
  ...(['contextId', 'source', 'layer', 'workload', 'outcome', 'format', 'engine', 'standing'] as const),
];

const where = (filter: RunFilter, ignored?: keyof RunFilter): Prisma.Sql =>
  Prisma.join(
    names.filter((name) => name !== ignored).map((name) => filters[name](filter)),
    ' AND ',
  );

const near = ({ programId, contextIds, since }: RunScope): Prisma.Sql =>
  since === null
    ? Prisma.sql`(SELECT * FROM run WHERE program_id = ${programId}::uuid ORDER BY number DESC LIMIT ${mostRuns})`
    : Prisma.sql`(SELECT * FROM run WHERE context_id = ANY(${[...contextIds]}::uuid[])
                    AND window_to >= ${since}::timestamptz)`;

export type RunOrder = 'received' | 'window' | 'differing' | 'compared';

const keys: Readonly<Record<RunOrder, Prisma.Sql>> = {
  received: Prisma.sql`r.number::bigint`,
  window: Prisma.sql`(extract(epoch FROM r.window_to) * 1000)::bigint`,
  // As rows say it: without what signed-off rules accept.
  differing: Prisma.sql`COALESCE((r.totals->>'mismatched')::bigint + (r.totals->>'missingInTarget')::bigint
                                 + (r.totals->>'missingInLegacy')::bigint - COALESCE(r.accepted, 0), r.discrepancy_count)`,
  compared: Prisma.sql`COALESCE((r.totals->>'compared')::bigint, -1)`,
};

export type PlacedRun = RunLine & { key: string[] };

/** Runs in an order, the greatest first, after or before a place in it. */
export const listRunsInOrder = async (
  db: Db,
  scope: RunScope,
  filter: RunFilter,
  page: { order: RunOrder; place: { way: 'after' | 'before'; key: readonly string[] } | null; limit: number },
): Promise<PlacedRun[]> => {
  const { order, place, limit } = page;
  const key = keys[order];
  const back = place?.way === 'before';
  const [at = '0', number = '0'] = place?.key ?? [];
  const bound =
    place === null
      ? Prisma.sql`true`
      : back
        ? Prisma.sql`(${key}, r.number) > (${BigInt(at)}, ${Number(number)})`
        : Prisma.sql`(${key}, r.number) < (${BigInt(at)}, ${Number(number)})`;
  const way = back ? Prisma.sql`ASC` : Prisma.sql`DESC`;
  const rows = await db.$queryRaw<(RunLineRow & { sortKey: string })[]>`
    SELECT ${runColumns}, (${key})::text AS "sortKey" FROM ${near(scope)} AS r
     WHERE ${where(filter)} AND ${bound} ORDER BY ${key} ${way}, r.number ${way} LIMIT ${limit}`;
  const placed = rows.map(({ sortKey, ...row }) => ({ ...toRunLine(row), key: [sortKey, String(row.number)] }));
  return back ? placed.reverse() : placed;
};

export type RunFacet = { facet: 'all' | keyof RunFilter; value: string; count: number };

const values: Readonly<Record<Exclude<keyof RunFilter, 'standing'>, Prisma.Sql>> = {
  contextId: Prisma.sql`r.context_id::text`,
  source: Prisma.sql`r.source`,
  layer: Prisma.sql`r.layer`,
  workload: Prisma.sql`r.workload`,
  outcome: Prisma.sql`r.outcome`,
  format: Prisma.sql`r.format`,
  engine: Prisma.sql`r.engine`,
};

/** How many runs each choice would show with the other filters as they are, and how many are shown now (`all`). */
export const countRunFacets = (db: Db, scope: RunScope, filter: RunFilter): Promise<RunFacet[]> => {
  const chosen = Object.entries(values) as [Exclude<keyof RunFilter, 'standing'>, Prisma.Sql][];
  const counts = chosen.map(
    ([name, value]) => Prisma.sql`
      SELECT ${name} AS facet, ${value} AS value, count(*)::int AS count FROM near r
       WHERE ${where(filter, name)} AND ${value} IS NOT NULL GROUP BY 2`,
  );
  const standing = Object.entries(standings).map(
    ([name, test]) => Prisma.sql`
      SELECT 'standing' AS facet, ${name} AS value, count(*)::int AS count FROM near r
       WHERE ${where(filter, 'standing')} AND ${test} HAVING count(*) > 0`,
  );
  return db.$queryRaw<RunFacet[]>`
    WITH near AS MATERIALIZED (
      SELECT r.context_id, r.source, r.layer, r.workload, r.outcome, r.format, r.engine, r.baseline, r.superseded_by
        FROM ${near(scope)} AS r)
    SELECT 'all' AS facet, '' AS value, count(*)::int AS count FROM near r WHERE ${where(filter)}
    UNION ALL ${Prisma.join([...counts, ...standing], ' UNION ALL ')}`;
};

/** The run that was received last; undefined where none ever was. */
export const findNewestRun = async (db: Db, programId: string): Promise<RunLine | undefined> => {
  const [row] = await db.$queryRaw<RunLineRow[]>`
    SELECT ${runColumns} FROM run r WHERE r.program_id = ${programId}::uuid ORDER BY r.number DESC LIMIT 1`;
  return row === undefined ? undefined : toRunLine(row);
};
