import type { Db } from '@/lib/store/database';
import { sightingsOf } from '@/lib/store/pattern-standings';
import { Prisma } from '@/prisma/generated/client';
import { bySeverity, isHead, lines, type PatternLine, type PatternLineRow, toLine } from './pattern-lines';

// The triage list: filters, orders and exact counts over the lines of one program.

export type PatternFilter = {
  /** Split patterns are shown only where they are asked for: their parts stand for them. */
  state: string | null;
  contextId: string | null;
  category: string | null;
  severity: string | null;
  /** A person's id, or `nobody`. */
  owner: string | null;
  layer: string | null;
  /** A word, or `none`. */
  resolution: string | null;
  baseline: boolean | null;
  reopened: boolean | null;
  /** Words that stand in the sentence, the field, the note or what it taught; `P-12` is one pattern. */
  text: string | null;
};

const all = Prisma.sql`true`;

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

const matches = (text: string): Prisma.Sql => {
  const number = /^p-?(\d{1,9})$/i.exec(text.trim())?.[1];
  if (number !== undefined) return Prisma.sql`number = ${Number(number)}`;
  return Prisma.sql`concat_ws(' ', sentence, field, note, taught, "hiddenRule") ILIKE ${like(text.trim())}`;
};

const filters = {
  state: ({ state }: PatternFilter) => (state === null ? Prisma.sql`state <> 'split'` : Prisma.sql`state = ${state}`),
  context: ({ contextId }: PatternFilter) => (contextId === null ? all : Prisma.sql`"contextId" = ${contextId}`),
  category: ({ category }: PatternFilter) => (category === null ? all : Prisma.sql`category = ${category}`),
  severity: ({ severity }: PatternFilter) => (severity === null ? all : Prisma.sql`severity = ${severity}`),
  owner: ({ owner }: PatternFilter) =>
    owner === null ? all : owner === 'nobody' ? Prisma.sql`"ownerId" IS NULL` : Prisma.sql`"ownerId" = ${owner}`,
  layer: ({ layer }: PatternFilter) => (layer === null ? all : Prisma.sql`layer = ${layer}`),
  resolution: ({ resolution }: PatternFilter) =>
    resolution === null
      ? all
      : resolution === 'none'
        ? Prisma.sql`resolution IS NULL`
        : Prisma.sql`resolution = ${resolution}`,
  baseline: ({ baseline }: PatternFilter) => (baseline === null ? all : Prisma.sql`baseline = ${baseline}`),
  reopened: ({ reopened }: PatternFilter) => (reopened === null ? all : Prisma.sql`(reopened > 0) = ${reopened}`),
  text: ({ text }: PatternFilter) => (text === null || text.trim() === '' ? all : matches(text)),
};

const where = (filter: PatternFilter, ignored?: keyof typeof filters): Prisma.Sql =>
  Prisma.join(
    (Object.keys(filters) as (keyof typeof filters)[])
      .filter((name) => name !== ignored)
      .map((name) => filters[name](filter)),
    ' AND ',
  );

const inList = (programId: string): Prisma.Sql => lines(Prisma.sql`p.program_id = ${programId}::uuid AND ${isHead}`);

const millis = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`floor(extract(epoch FROM ${column}) * 1000)`;

// Each order is a list of whole numbers, the least first and the pattern's number at its end: a place in it is exact, and
// stays one when other patterns come and go.
const orders = {
  severity: Prisma.sql`ARRAY[${bySeverity}, triaged::int, -open, -number]::bigint[]`,
  count: Prisma.sql`ARRAY[-total, -number]::bigint[]`,
  recent: Prisma.sql`ARRAY[-${millis(Prisma.sql`"lastSeenAt"`)}, -number]::bigint[]`,
  oldest: Prisma.sql`ARRAY[${millis(Prisma.sql`"firstSeenAt"`)}, number]::bigint[]`,
  trend: Prisma.sql`ARRAY[-COALESCE(rise.more, 0), -number]::bigint[]`,
} as const;

export type PatternOrder = keyof typeof orders;
export const patternOrders = Object.keys(orders) as PatternOrder[];

/** By how much more a pattern stood in the last week up to `asOf` than in the week before it. */
const rises = (programId: string, asOf: Date): Prisma.Sql => Prisma.sql`
  SELECT COALESCE(g.merged_into, g.id)::text AS id,
         sum(CASE WHEN s.window_to > ${asOf}::timestamptz - interval '7 days' THEN s.count ELSE -s.count END) AS more
    FROM ${sightingsOf(Prisma.sql`ARRAY(SELECT id FROM pattern WHERE program_id = ${programId}::uuid)`)} AS s
    JOIN run r ON r.id = s.run_id JOIN pattern g ON g.id = s.pattern_id
   WHERE s.window_to > ${asOf}::timestamptz - interval '14 days' AND s.window_to <= ${asOf}::timestamptz
     AND NOT r.baseline AND r.superseded_by IS NULL GROUP BY 1`;

/** A place between two lines: those after it, or those before it, in an order; `asOf` is when a trend was looked at. */
type Position = { way: 'after' | 'before'; key: readonly string[] };
type PlacedLine = PatternLine & { key: string[] };

/** Lines after (or before) a place, in their order; one more than `limit` says that there are more. */
export const listPatternPage = async (
  db: Db,
  programId: string,
  filter: PatternFilter,
  page: { order: PatternOrder; position: Position | null; limit: number; asOf: Date },
): Promise<PlacedLine[]> => {
  const { order, position, limit, asOf } = page;
  const back = position?.way === 'before';
  const beyond =
    position === null
      ? all
      : back
        ? Prisma.sql`placed.place < ${[...position.key]}::bigint[]`
        : Prisma.sql`placed.place > ${[...position.key]}::bigint[]`;
  const rise = order === 'trend' ? Prisma.sql`LEFT JOIN (${rises(programId, asOf)}) AS rise USING (id)` : Prisma.empty;
  const rows = await db.$queryRaw<(PatternLineRow & { key: string[] })[]>`
    SELECT placed.*, placed.place::text[] AS key
      FROM (SELECT line.*, ${orders[order]} AS place FROM (${inList(programId)}) AS line ${rise} WHERE ${where(filter)}) AS placed
     WHERE ${beyond} ORDER BY placed.place ${back ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${limit}`;
  const placed = rows.map(({ key, ...row }) => ({ ...toLine(row), key }));
  return back ? placed.reverse() : placed;
};

const facetNames = [
  'state',
  'context',
  'category',
  'severity',
  'owner',
  'layer',
  'resolution',
  'baseline',
  'reopened',
] as const;

type PatternFacet = { facet: 'all' | (typeof facetNames)[number]; value: string; label: string | null; count: number };

const facetValues: Record<(typeof facetNames)[number], Prisma.Sql> = {
  state: Prisma.sql`state`,
  context: Prisma.sql`"contextId"`,
  category: Prisma.sql`category`,
  severity: Prisma.sql`severity`,
  owner: Prisma.sql`COALESCE("ownerId", 'nobody')`,
  layer: Prisma.sql`layer`,
  resolution: Prisma.sql`COALESCE(resolution, 'none')`,
  baseline: Prisma.sql`baseline::text`,
  reopened: Prisma.sql`(reopened > 0)::text`,
};

/** How many patterns each choice would show with the other filters as they are, and how many are shown now (`all`). */
export const countPatternFacets = (db: Db, programId: string, filter: PatternFilter): Promise<PatternFacet[]> => {
  const facets = facetNames.map(
    (name) => Prisma.sql`
    UNION ALL SELECT ${name}, ${facetValues[name]}, ${name === 'owner' ? Prisma.sql`max("ownerName")` : Prisma.sql`NULL`},
                     count(*)::int FROM line WHERE ${where(filter, name)} GROUP BY 2`,
  );
  return db.$queryRaw<PatternFacet[]>`
    WITH line AS MATERIALIZED (${inList(programId)})
    SELECT 'all' AS facet, '' AS value, NULL AS label, count(*)::int AS count FROM line WHERE ${where(filter)}
    ${Prisma.join(facets, ' ')}`;
};

/** How many patterns a filter finds. */
export const countPatterns = async (db: Db, programId: string, filter: PatternFilter): Promise<number> => {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${inList(programId)}) AS line WHERE ${where(filter)}`;
  return rows[0]?.count ?? 0;
};

export type OpenPatternSummary = {
  patterns: number;
  critical: number;
  unexplained: number;
  unowned: number;
  /** Discrepancies that stand open. */
  discrepancies: number;
  /** Whether any run came at all: before, that nothing is open means nothing. */
  compared: boolean;
};

/** What is open in a program. */
export const summariseOpenPatterns = async (db: Db, programId: string): Promise<OpenPatternSummary> => {
  const [row] = await db.$queryRaw<OpenPatternSummary[]>`
    SELECT count(*)::int AS patterns,
           count(*) FILTER (WHERE severity = 'critical' OR NOT triaged)::int AS critical,
           count(*) FILTER (WHERE category = 'unclassified')::int AS unexplained,
           count(*) FILTER (WHERE category = 'unclassified' AND "ownerId" IS NULL)::int AS unowned,
           COALESCE(sum(open), 0)::float8 AS discrepancies,
           EXISTS (SELECT 1 FROM run WHERE program_id = ${programId}::uuid) AS compared
      FROM (${inList(programId)}) AS line WHERE state = 'open'`;
  return row ?? { patterns: 0, critical: 0, unexplained: 0, unowned: 0, discrepancies: 0, compared: false };
};
