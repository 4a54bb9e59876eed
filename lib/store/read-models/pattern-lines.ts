import {
  type Category,
  categories,
  type DiscrepancyKind,
  discrepancyKinds,
  type Layer,
  layers,
  type PatternState,
  patternStates,
  type Severity,
  severities,
  type Workload,
  workloads,
} from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';
import { Prisma } from '@/prisma/generated/client';

/** A pattern as lists show it; `trend` is how often it stood in the latest runs of its stream, oldest first. */
export type PatternLine = {
  id: string;
  programId: string;
  contextId: string;
  number: number;
  sentence: string;
  severity: Severity;
  highestSeverity: Severity;
  category: Category;
  state: PatternState;
  triaged: boolean;
  baseline: boolean;
  itemised: boolean;
  ownerId: string | null;
  ownerName: string | null;
  total: number;
  trend: number[];
  firstSeenAt: Date;
  lastSeenAt: Date;
  layer: Layer;
  kind: DiscrepancyKind | null;
  field: string | null;
  source: string;
  workload: Workload | null;
  note: string | null;
  revision: number;
};

type Row = Omit<
  PatternLine,
  'severity' | 'highestSeverity' | 'category' | 'state' | 'layer' | 'kind' | 'workload' | 'trend'
> & {
  severity: string;
  highestSeverity: string;
  category: string;
  state: string;
  layer: string;
  kind: string | null;
  workload: string | null;
  trend: number[] | null;
};

const toLine = (row: Row): PatternLine => ({
  ...row,
  trend: row.trend ?? [],
  severity: wordOf(severities, row.severity),
  highestSeverity: wordOf(severities, row.highestSeverity),
  category: wordOf(categories, row.category),
  state: wordOf(patternStates, row.state),
  layer: wordOf(layers, row.layer),
  kind: row.kind === null ? null : wordOf(discrepancyKinds, row.kind),
  workload: row.workload === null ? null : wordOf(workloads, row.workload),
});

const columns = Prisma.sql`
  p.id::text, p.program_id::text AS "programId", p.context_id::text AS "contextId", p.number, p.sentence, p.severity,
  p.highest_severity AS "highestSeverity", p.category, p.state, p.triaged, p.baseline, p.itemised,
  p.owner_id::text AS "ownerId", o.name AS "ownerName", p.total::float8 AS total, p.first_seen_at AS "firstSeenAt",
  p.last_seen_at AS "lastSeenAt", p.layer, p.kind, p.field, p.source, p.workload, p.note, p.revision,
  (SELECT array_agg(t.count ORDER BY t.window_to) FROM (
     SELECT r.window_to, COALESCE(s.count, 0) AS count
       FROM run r LEFT JOIN pattern_run s ON s.run_id = r.id AND s.pattern_id = p.id
      WHERE r.context_id = p.context_id AND r.source = p.source AND r.layer = p.layer
        AND r.workload IS NOT DISTINCT FROM p.workload AND r.baseline = p.baseline AND r.superseded_by IS NULL
        AND r.status = 'completed'
      ORDER BY r.window_to DESC LIMIT 14) AS t) AS trend`;

const from = Prisma.sql`FROM pattern p LEFT JOIN person o ON o.id = p.owner_id`;

export type PatternFilter = {
  state: string | null;
  contextId: string | null;
  category: string | null;
  severity: string | null;
  /** A person's id, or `nobody`. */
  owner: string | null;
};

const filters = {
  state: ({ state }: PatternFilter) => (state === null ? Prisma.sql`true` : Prisma.sql`p.state = ${state}`),
  context: ({ contextId }: PatternFilter) =>
    contextId === null ? Prisma.sql`true` : Prisma.sql`p.context_id = ${contextId}::uuid`,
  category: ({ category }: PatternFilter) =>
    category === null ? Prisma.sql`true` : Prisma.sql`p.category = ${category}`,
  severity: ({ severity }: PatternFilter) =>
    severity === null ? Prisma.sql`true` : Prisma.sql`p.severity = ${severity}`,
  owner: ({ owner }: PatternFilter) =>
    owner === null
      ? Prisma.sql`true`
      : owner === 'nobody'
        ? Prisma.sql`p.owner_id IS NULL`
        : Prisma.sql`p.owner_id::text = ${owner}`,
};

const where = (filter: PatternFilter, ignored?: keyof typeof filters): Prisma.Sql =>
  Prisma.join(
    [filters.state, filters.context, filters.category, filters.severity, filters.owner]
      .filter((each) => ignored === undefined || each !== filters[ignored])
      .map((each) => each(filter)),
    ' AND ',
  );

const bySeverity = Prisma.sql`array_position(ARRAY['critical', 'major', 'minor', 'info'], p.severity)`;

const orders = {
  severity: Prisma.sql`${bySeverity}, p.triaged, p.last_seen_at DESC, p.number DESC`,
  count: Prisma.sql`p.total DESC, p.number DESC`,
  recent: Prisma.sql`p.last_seen_at DESC, p.number DESC`,
  oldest: Prisma.sql`p.first_seen_at, p.number`,
} as const;

export type PatternOrder = keyof typeof orders;
export const patternOrders = Object.keys(orders) as PatternOrder[];

export const listPatternPage = async (
  db: Db,
  programId: string,
  filter: PatternFilter,
  page: { order: PatternOrder; offset: number; limit: number },
): Promise<PatternLine[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} ${from} WHERE p.program_id = ${programId}::uuid AND ${where(filter)}
     ORDER BY ${orders[page.order]} OFFSET ${page.offset} LIMIT ${page.limit}`;
  return rows.map(toLine);
};

export const findPatternLine = async (db: Db, programId: string, number: number): Promise<PatternLine | null> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} ${from} WHERE p.program_id = ${programId}::uuid AND p.number = ${number}`;
  return rows.map(toLine).at(0) ?? null;
};

/** The open patterns of some contexts, the worst first, at most `limit` in all. */
export const listOpenPatterns = async (
  db: Db,
  contextIds: readonly string[],
  limit: number,
): Promise<PatternLine[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} ${from} WHERE p.context_id = ANY(${[...contextIds]}::uuid[]) AND p.state = 'open'
     ORDER BY ${orders.severity} LIMIT ${limit}`;
  return rows.map(toLine);
};

/** The open patterns that a person owns in some programs, the worst first. */
export const listPatternsOf = async (
  db: Db,
  programIds: readonly string[],
  ownerId: string,
): Promise<PatternLine[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} ${from} WHERE p.program_id = ANY(${[...programIds]}::uuid[]) AND p.state = 'open'
       AND p.owner_id = ${ownerId}::uuid ORDER BY ${orders.severity}`;
  return rows.map(toLine);
};

/** The patterns that a run showed, the most frequent first. */
export const listPatternsInRun = async (db: Db, runId: string): Promise<PatternLine[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT ${columns} ${from} JOIN pattern_run seen ON seen.pattern_id = p.id WHERE seen.run_id = ${runId}::uuid
     ORDER BY ${bySeverity}, seen.count DESC, p.number`;
  return rows.map(toLine);
};

type PatternFacet = {
  facet: 'all' | 'state' | 'context' | 'category' | 'severity' | 'owner';
  value: string;
  label: string | null;
  count: number;
};

/** How many patterns each choice would show with the other filters as they are, and how many are shown now (`all`). */
export const countPatternFacets = (db: Db, programId: string, filter: PatternFilter): Promise<PatternFacet[]> => {
  const of = Prisma.sql`${from} WHERE p.program_id = ${programId}::uuid`;
  return db.$queryRaw<PatternFacet[]>`
    SELECT 'all' AS facet, '' AS value, NULL AS label, count(*)::int AS count ${of} AND ${where(filter)}
    UNION ALL SELECT 'state', p.state, NULL, count(*)::int ${of} AND ${where(filter, 'state')} GROUP BY 2
    UNION ALL SELECT 'context', p.context_id::text, NULL, count(*)::int ${of} AND ${where(filter, 'context')} GROUP BY 2
    UNION ALL SELECT 'category', p.category, NULL, count(*)::int ${of} AND ${where(filter, 'category')} GROUP BY 2
    UNION ALL SELECT 'severity', p.severity, NULL, count(*)::int ${of} AND ${where(filter, 'severity')} GROUP BY 2
    UNION ALL SELECT 'owner', COALESCE(p.owner_id::text, 'nobody'), max(o.name), count(*)::int
                ${of} AND ${where(filter, 'owner')} GROUP BY 2`;
};

export type OpenPatternSummary = {
  patterns: number;
  critical: number;
  unexplained: number;
  unowned: number;
  /** Discrepancies that stood open in the latest run that showed each pattern. */
  discrepancies: number;
};

/** What is open in a program, from the rollup. */
export const summariseOpenPatterns = async (db: Db, programId: string): Promise<OpenPatternSummary> => {
  const [row] = await db.$queryRaw<OpenPatternSummary[]>`
    SELECT count(*)::int AS patterns,
           count(*) FILTER (WHERE p.severity = 'critical' OR NOT p.triaged)::int AS critical,
           count(*) FILTER (WHERE p.category = 'unclassified')::int AS unexplained,
           count(*) FILTER (WHERE p.category = 'unclassified' AND p.owner_id IS NULL)::int AS unowned,
           COALESCE(sum(latest.open), 0)::float8 AS discrepancies
      FROM pattern p
      LEFT JOIN LATERAL (SELECT s.open FROM pattern_run s JOIN run r ON r.id = s.run_id
                          WHERE s.pattern_id = p.id AND r.superseded_by IS NULL
                          ORDER BY s.window_to DESC LIMIT 1) AS latest ON true
     WHERE p.program_id = ${programId}::uuid AND p.state = 'open'`;
  return row ?? { patterns: 0, critical: 0, unexplained: 0, unowned: 0, discrepancies: 0 };
};
