import type { Totals } from '@/lib/domain/comparison/run-facts';
import type { Db } from '@/lib/store/database';
import type { Prisma } from '@/prisma/generated/client';

const whole = {
  context: { select: { slug: true, name: true } },
  cohorts: { orderBy: { position: 'asc' } },
  checks: { orderBy: { position: 'asc' } },
} satisfies Prisma.RunInclude;

/** One run of a program by its number, with cohorts and checks. */
export const findWholeRun = (db: Db, programId: string, number: number) =>
  db.run.findUnique({ where: { programId_number: { programId, number } }, include: whole });

export type WholeRun = NonNullable<Awaited<ReturnType<typeof findWholeRun>>>;

export type SentBody = { mediaType: string; bytes: number };

/** How much was sent, and as what; the body itself is read elsewhere. */
export const findSentBody = async (db: Db, runId: string): Promise<SentBody> => {
  const [row] = await db.$queryRaw<SentBody[]>`
    SELECT media_type AS "mediaType", octet_length(bytes) AS bytes FROM run_body WHERE run_id = ${runId}::uuid`;
  if (row === undefined) throw new Error('a run has no body');
  return row;
};

export type DiscrepancyLine = {
  position: number;
  correlationId: string | null;
  kind: string;
  field: string | null;
  legacy: string | null;
  target: string | null;
  outcome: string;
  pattern: number | null;
};

/** A run's discrepancies in the order in which they were sent; each batch is entered where the page begins. */
export const listDiscrepancyLines = (
  db: Db,
  runId: string,
  page: { offset: number; limit: number },
): Promise<DiscrepancyLine[]> =>
  db.$queryRaw<DiscrepancyLine[]>`
    SELECT b.first + d.position AS position, d.correlation_id AS "correlationId", d.kind, d.field, d.legacy, d.target,
           d.outcome, p.number AS pattern
      FROM run_batch b CROSS JOIN LATERAL (
        SELECT * FROM discrepancy each
         WHERE each.run_id = b.run_id AND each.received_at = b.received_at AND each.batch = b.batch
           AND each.position >= ${page.offset} - b.first
         ORDER BY each.position LIMIT ${page.limit}) AS d
      LEFT JOIN pattern p ON p.id = d.pattern_id
     WHERE b.run_id = ${runId}::uuid AND b.let_go_at IS NULL AND b.first + b.lines > ${page.offset}
     ORDER BY b.first, d.position LIMIT ${page.limit}`;

/** Totals as stored: exact counts, or null where the run had none. */
export const totalsOf = (stored: Prisma.JsonValue): Totals | null => stored as Totals | null;
