import type { Db } from '@/lib/store/database';
import { Prisma } from '@/prisma/generated/client';

// What a run itemises, by pages. Counts come from what is kept for good; the rows of a month may be gone.

export type RunItem = {
  /** Its place in the run, from 0. */
  place: number;
  correlationId: string | null;
  kind: string;
  field: string | null;
  legacy: string | null;
  target: string | null;
  outcome: string;
  pattern: number | null;
};

export type ItemsPage = { way: 'after' | 'before'; place: number; limit: number };

/** A run's discrepancies from a place on, in the order in which they were sent; each batch is entered where it begins. */
export const listRunItems = async (
  db: Db,
  runId: string,
  patternIds: readonly string[] | null,
  { way, place, limit }: ItemsPage,
): Promise<RunItem[]> => {
  const wanted = patternIds === null ? Prisma.sql`true` : Prisma.sql`each.pattern_id = ANY(${[...patternIds]}::uuid[])`;
  const back = way === 'before';
  const rows = await db.$queryRaw<RunItem[]>`
    SELECT b.first + d.position AS place, d.correlation_id AS "correlationId", d.kind, d.field, d.legacy, d.target,
           d.outcome, p.number AS pattern
      FROM run_batch b CROSS JOIN LATERAL (
        SELECT * FROM discrepancy each
         WHERE each.run_id = b.run_id AND each.received_at = b.received_at AND each.batch = b.batch AND ${wanted}
           AND ${back ? Prisma.sql`each.position < ${place} - b.first` : Prisma.sql`each.position >= ${place} - b.first`}
         ORDER BY each.position ${back ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${limit}) AS d
      LEFT JOIN pattern p ON p.id = d.pattern_id
     WHERE b.run_id = ${runId}::uuid AND b.let_go_at IS NULL
       AND ${back ? Prisma.sql`b.first < ${place}` : Prisma.sql`b.first + b.lines > ${place}`}
     ORDER BY 1 ${back ? Prisma.sql`DESC` : Prisma.sql`ASC`} LIMIT ${limit}`;
  return back ? rows.reverse() : rows;
};

/** A pattern as a run shows it: `count` of its discrepancies are in the run. */
export type PatternInRun = { id: string; number: number; field: string | null; count: number; head: number };

/** How the discrepancies of a run spread over patterns, parts of split ones left out: their whole counts them. */
export const countRunPatterns = (db: Db, runId: string): Promise<PatternInRun[]> =>
  db.$queryRaw<PatternInRun[]>`
    SELECT p.id::text, p.number, p.field, seen.count, COALESCE(head.number, p.number) AS head
      FROM pattern_run seen JOIN pattern p ON p.id = seen.pattern_id LEFT JOIN pattern head ON head.id = p.merged_into
     WHERE seen.run_id = ${runId}::uuid AND p.part_of IS NULL AND p.itemised
     ORDER BY seen.count DESC, p.number LIMIT 500`;

/** How many discrepancies of a run came, in how many comings, and how many of them were let go, and when last. */
export const countRunComings = async (
  db: Db,
  runId: string,
): Promise<{ comings: number; lastAt: Date | null; letGo: number; letGoAt: Date | null }> => {
  const [row] = await db.$queryRaw<{ comings: number; lastAt: Date | null; letGo: number; letGoAt: Date | null }[]>`
    SELECT count(*)::int AS comings, max(received_at) AS "lastAt",
           COALESCE(sum(lines) FILTER (WHERE let_go_at IS NOT NULL), 0)::int AS "letGo", max(let_go_at) AS "letGoAt"
      FROM run_batch WHERE run_id = ${runId}::uuid`;
  return row ?? { comings: 0, lastAt: null, letGo: 0, letGoAt: null };
};
