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

/** Totals as stored: exact counts, or null where the run had none. */
export const totalsOf = (stored: Prisma.JsonValue): Totals | null => stored as Totals | null;
