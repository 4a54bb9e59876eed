import type { InForce, Span } from '@/lib/domain/pairing/periods';
import type { OutcomePeriod } from '@/prisma/generated/client';
import type { Db } from './database';

// Which periods wait for their run, and which had it.

export type PeriodRow = OutcomePeriod;

/** A period with the first instant at which it may be counted. */
export type KnownSpan = { streamId: string; span: Span; closesAt: Date };

/**
 * Something new lies in these periods. One that has its run is looked at again once its window has passed anew, so that
 * what comes late together is corrected together. Answers with how many runs each had, in the order given.
 */
export const touchPeriods = async (db: Db, periods: readonly KnownSpan[], at: Date): Promise<number[]> => {
  const rows = periods.map(({ streamId, span, closesAt }, n) => ({
    n,
    s: streamId,
    f: span.from,
    t: span.to,
    c: closesAt,
    w: span.windowMs,
  }));
  const touched = await db.$queryRaw<{ n: number; revision: number }[]>`
    WITH given AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS r (n integer, s uuid, f timestamptz, t timestamptz, c timestamptz, w bigint)),
    touched AS (
      INSERT INTO outcome_period AS known (stream_id, starts_at, ends_at, closes_at, due_at)
      SELECT s, f, t, c, c FROM given
      ON CONFLICT (stream_id, starts_at) DO UPDATE SET touched = known.touched + 1, stuck = NULL,
        due_at = COALESCE(known.due_at, GREATEST(known.closes_at, ${at}::timestamptz
                   + CASE WHEN known.run_id IS NULL THEN interval '0' ELSE known.closes_at - known.ends_at END))
      RETURNING stream_id, starts_at, revision)
    SELECT g.n, t.revision FROM given g JOIN touched t ON t.stream_id = g.s AND t.starts_at = g.f ORDER BY g.n`;
  return touched.map(({ revision }) => revision);
};

/** An outcome that may belong to a period before its own, which begins at `home`. */
export type Reaching = { streamId: string; home: Date; observedAt: Date; correlationId: string };

/** Earlier periods whose window reaches such an outcome, and which know its id, are looked at again. */
export const touchReached = async (
  db: Db,
  reaching: readonly Reaching[],
  { at, farthestMs, latenessMs }: { at: Date; farthestMs: number; latenessMs: number },
): Promise<void> => {
  const rows = reaching.map(({ streamId, home, observedAt, correlationId }) => ({
    s: streamId,
    h: home,
    o: observedAt,
    c: correlationId,
  }));
  await db.$executeRaw`
    UPDATE outcome_period p SET touched = p.touched + 1, stuck = NULL,
      due_at = COALESCE(p.due_at, GREATEST(p.closes_at, ${at}::timestamptz
                 + CASE WHEN p.run_id IS NULL THEN interval '0' ELSE p.closes_at - p.ends_at END))
     WHERE p.closes_at + ${latenessMs}::float8 * interval '1 millisecond' >= ${at}::timestamptz
       AND (p.stream_id, p.starts_at) IN (
         SELECT q.stream_id, q.starts_at
           FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (s uuid, h timestamptz, o timestamptz, c text)
           JOIN outcome_period q ON q.stream_id = r.s AND q.starts_at < r.h AND q.closes_at > r.o
                                AND q.starts_at > r.o - ${farthestMs}::float8 * interval '1 millisecond'
          WHERE EXISTS (SELECT 1 FROM outcome x WHERE x.stream_id = r.s AND x.correlation_id = r.c AND NOT x.too_late
                           AND x.observed_at >= q.starts_at AND x.observed_at < r.h))`;
};

/** Later periods from which something was taken, or to which it was given back. */
export const touchLater = async (
  db: Db,
  { streamId, after, until, at }: { streamId: string; after: Date; until: Date; at: Date },
): Promise<void> => {
  await db.$executeRaw`
    UPDATE outcome_period SET touched = touched + 1, stuck = NULL,
           due_at = COALESCE(due_at, GREATEST(closes_at, ${at}::timestamptz))
     WHERE stream_id = ${streamId}::uuid AND starts_at > ${after}::timestamptz AND starts_at <= ${until}::timestamptz`;
};

export const findPeriod = (db: Db, streamId: string, startsAt: Date): Promise<PeriodRow | null> =>
  db.outcomePeriod.findUnique({ where: { streamId_startsAt: { streamId, startsAt } } });

/** What is left of a period that a change of rules has cut short. */
export const openRest = async (
  db: Db,
  streamId: string,
  { span, closesAt }: Omit<KnownSpan, 'streamId'>,
): Promise<void> => {
  await db.$executeRaw`
    INSERT INTO outcome_period (stream_id, starts_at, ends_at, closes_at, due_at)
    VALUES (${streamId}::uuid, ${span.from}::timestamptz, ${span.to}::timestamptz, ${closesAt}::timestamptz,
            ${closesAt}::timestamptz) ON CONFLICT DO NOTHING`;
};

/** Nothing waits in this period any more; `run` is the one it now has, where that changed. */
export const closePeriod = async (
  db: Db,
  { streamId, startsAt, revision }: Pick<PeriodRow, 'streamId' | 'startsAt' | 'revision'>,
  run: string | null,
): Promise<void> => {
  await db.outcomePeriod.update({
    where: { streamId_startsAt: { streamId, startsAt } },
    data: { dueAt: null, stuck: null, ...(run === null ? {} : { runId: run, revision: revision + 1 }) },
  });
};

/** Its run cannot be recorded as things are. */
export const markStuck = async (db: Db, streamId: string, startsAt: Date, stuck: string): Promise<void> => {
  await db.outcomePeriod.update({ where: { streamId_startsAt: { streamId, startsAt } }, data: { stuck } });
};

export type DuePeriod = { program: string; streamId: string; startsAt: Date };

/** Periods that have closed and wait for their run, the earliest first. */
export const listDuePeriods = async (
  db: Db,
  { at, limit, program }: { at: Date; limit: number; program?: string | undefined },
): Promise<DuePeriod[]> =>
  db.$queryRaw<DuePeriod[]>`
    SELECT g.slug AS program, p.stream_id::text AS "streamId", p.starts_at AS "startsAt"
      FROM outcome_period p JOIN outcome_stream t ON t.id = p.stream_id JOIN context c ON c.id = t.context_id
      JOIN program g ON g.id = c.program_id
     WHERE p.due_at <= ${at}::timestamptz AND p.stuck IS NULL
       AND (${program ?? null}::text IS NULL OR g.slug = ${program ?? null})
     ORDER BY p.starts_at, p.stream_id LIMIT ${limit}`;

/** Periods of a stream that wait, the earliest first, and how many there are. */
export const listWaiting = async (db: Db, streamId: string, limit: number) => {
  const where = { streamId, dueAt: { not: null } };
  const [rows, count] = [
    await db.outcomePeriod.findMany({ where, orderBy: { startsAt: 'asc' }, take: limit }),
    await db.outcomePeriod.count({ where }),
  ];
  return { rows, count };
};

export const findLatestCounted = (db: Db, streamId: string): Promise<PeriodRow | null> =>
  db.outcomePeriod.findFirst({ where: { streamId, runId: { not: null } }, orderBy: { startsAt: 'desc' } });

/** Every rule set that was ever in force in a context, with how it matches, oldest first. */
export const listMatching = async (db: Db, contextId: string): Promise<InForce[]> => {
  const rows = await db.$queryRaw<{ from: Date; matching: InForce['matching'] | null }[]>`
    SELECT in_force_from AS "from", document->'matching' AS matching FROM rule_set_version
     WHERE context_id = ${contextId}::uuid AND in_force_from IS NOT NULL ORDER BY in_force_from, version`;
  return rows.map(({ from, matching }) => ({ from, matching: matching ?? undefined }));
};

/** A run that was made of a period: the dimensions of its cohorts stay in those that take its place. */
export const findCounted = async (db: Db, runId: string) => {
  const { cohorts, ...run } = await db.run.findUniqueOrThrow({
    where: { id: runId },
    select: { id: true, externalId: true, digest: true, cohorts: { select: { dimensions: true } } },
  });
  return { ...run, cohorts: cohorts.map(({ dimensions }) => dimensions as Record<string, string>) };
};
