import { v7 as uuid } from 'uuid';
import type { Outcome } from '@/lib/domain/pairing/outcome';
import { type Side, sides, type Workload, workloads } from '@/lib/domain/words';
import type { Db } from './database';
import { wordOf } from './words';

// What one side told, until its period is counted. One statement for many rows, as JSON, which keeps nulls apart.

export type StreamKey = { contextId: string; source: string; workload: Workload | null };

/** Prepares a place for what is observed in the month of an instant and the one after it. */
export const ensureOutcomeMonths = async (db: Db, at: Date): Promise<void> => {
  await db.$executeRaw`
    SELECT ensure_outcome_month(${at}::timestamptz), ensure_outcome_month(${at}::timestamptz + interval '1 month')`;
};

/** The id of a stream, which is made where nobody has sent to it before. */
export const openStream = async (db: Db, { contextId, source, workload }: StreamKey): Promise<string> => {
  const where = { contextId_source_workload: { contextId, source, workload: workload ?? '' } };
  const known = await db.outcomeStream.findUnique({ where, select: { id: true } });
  if (known !== null) return known.id;
  await db.$executeRaw`
    INSERT INTO outcome_stream (id, context_id, source, workload)
    VALUES (${uuid()}::uuid, ${contextId}::uuid, ${source}, ${workload ?? ''}) ON CONFLICT DO NOTHING`;
  return (await db.outcomeStream.findUniqueOrThrow({ where, select: { id: true } })).id;
};

export type NewOutcome = Outcome & { streamId: string };

/** One outcome within the store. */
type OutcomeKey = { streamId: string; identity: string; observedAt: Date };

export const outcomeKey = ({ streamId, identity, observedAt }: OutcomeKey): string =>
  `${streamId} ${observedAt.getTime()} ${identity}`;

const rowsAtOnce = 2_000;

/** Parts that one statement can carry. */
const inParts = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, part) =>
    rows.slice(part * rowsAtOnce, (part + 1) * rowsAtOnce),
  );

/** Keeps what is not there yet, in the order given; answers with the keys of what was new. */
export const insertOutcomes = async (db: Db, outcomes: readonly NewOutcome[], at: Date): Promise<Set<string>> => {
  const kept = new Set<string>();
  for (const part of inParts(outcomes)) {
    const rows = part.map((outcome) => ({
      s: outcome.streamId,
      i: outcome.identity,
      o: outcome.observedAt,
      d: outcome.side,
      c: outcome.correlationId,
      f: outcome.fields,
      m: outcome.dimensions,
      v: outcome.version,
      g: outcome.digest,
    }));
    const written = await db.$queryRaw<OutcomeKey[]>`
      INSERT INTO outcome (stream_id, identity, observed_at, side, correlation_id, fields, dimensions, version, digest,
                           received_at)
      SELECT s, i, o, d, c, f, m, v, g, ${at}::timestamptz
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
          AS r (s uuid, i text, o timestamptz, d text, c text, f jsonb, m jsonb, v text, g text)
      ON CONFLICT DO NOTHING
      RETURNING stream_id::text AS "streamId", identity, observed_at AS "observedAt"`;
    for (const row of written) kept.add(outcomeKey(row));
  }
  return kept;
};

/** An identity that somebody claims to be what `digest` says. */
export type Claim = { contextId: string; source: string; identity: string; digest: string };

/** Places in `claims` of those under whose identity other words are kept. */
export const listContradicted = async (db: Db, claims: readonly Claim[]): Promise<number[]> => {
  const found: number[] = [];
  for (const [part, some] of inParts(claims).entries()) {
    const rows = some.map(({ contextId, source, identity, digest }, n) => ({
      n: part * rowsAtOnce + n,
      c: contextId,
      s: source,
      i: identity,
      g: digest,
    }));
    const contradicted = await db.$queryRaw<{ n: number }[]>`
      SELECT DISTINCT r.n FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (n integer, c uuid, s text, i text, g text)
        JOIN outcome_stream t ON t.context_id = r.c AND t.source = r.s
        JOIN outcome o ON o.stream_id = t.id AND o.identity = r.i
       WHERE o.digest <> r.g`;
    found.push(...contradicted.map(({ n }) => n));
  }
  return found.sort((a, b) => a - b);
};

/** Counts outcomes out of every run: they came too late to correct their period. */
export const markTooLate = async (db: Db, keys: readonly OutcomeKey[], at: Date): Promise<void> => {
  for (const part of inParts(keys)) {
    const rows = JSON.stringify(part.map(({ streamId: s, identity: i, observedAt: o }) => ({ s, i, o })));
    await db.$executeRaw`
      UPDATE outcome x SET too_late = true
        FROM jsonb_to_recordset(${rows}::jsonb) AS r (s uuid, i text, o timestamptz)
       WHERE x.stream_id = r.s AND x.identity = r.i AND x.observed_at = r.o`;
    await db.$executeRaw`
      UPDATE outcome_stream t SET too_late = t.too_late + n.count, too_late_at = ${at}::timestamptz
        FROM (SELECT s, count(*) AS count FROM jsonb_to_recordset(${rows}::jsonb) AS r (s uuid) GROUP BY s) AS n
       WHERE t.id = n.s`;
  }
};

type Row = Omit<Outcome, 'side'> & { side: string; takenBy: Date | null };

/** An outcome with the period that has taken it, where an earlier one than its own has. */
export type StoredOutcome = Outcome & { takenBy: Date | null };

const isoOf = (at: Date): string => `'${at.toISOString()}'::timestamptz`;

/**
 * Everything observed from `from` until before `until` that no period before `from` has taken and that is not too late, in
 * parts, by correlation id. Inside a transaction: nothing else is asked of it meanwhile.
 */
export async function* readOutcomes(
  db: Db,
  { streamId, from, until }: { streamId: string; from: Date; until: Date },
): AsyncGenerator<StoredOutcome[]> {
  // A cursor takes no parameters; an id of the database's own and instants are all that stands in it.
  await db.$executeRawUnsafe(`
    DECLARE outcomes_of_period CURSOR FOR
    SELECT identity, side, correlation_id AS "correlationId", observed_at AS "observedAt", fields, dimensions, version,
           digest, taken_by AS "takenBy"
      FROM outcome
     WHERE stream_id = '${streamId.replaceAll(/[^0-9a-f-]/g, '')}'::uuid AND NOT too_late
       AND observed_at >= ${isoOf(from)} AND observed_at < ${isoOf(until)}
       AND (taken_by IS NULL OR taken_by >= ${isoOf(from)})
     ORDER BY correlation_id, observed_at, identity`);
  for (;;) {
    const rows = await db.$queryRawUnsafe<Row[]>(`FETCH ${rowsAtOnce} FROM outcomes_of_period`);
    if (rows.length > 0) yield rows.map((row) => ({ ...row, side: wordOf(sides, row.side) }));
    if (rows.length < rowsAtOnce) break;
  }
  await db.$executeRawUnsafe('CLOSE outcomes_of_period');
}

/** An outcome that a period takes, or no longer does. */
export type Taking = { identity: string; observedAt: Date; taken: boolean };

/** Writes down which later outcomes belong to the period that begins at `by`. */
export const saveTakings = async (db: Db, streamId: string, by: Date, takings: readonly Taking[]): Promise<void> => {
  for (const part of inParts(takings)) {
    const rows = JSON.stringify(part.map(({ identity: i, observedAt: o, taken: t }) => ({ i, o, t })));
    await db.$executeRaw`
      UPDATE outcome x SET taken_by = CASE WHEN r.t THEN ${by}::timestamptz END
        FROM jsonb_to_recordset(${rows}::jsonb) AS r (i text, o timestamptz, t boolean)
       WHERE x.stream_id = ${streamId}::uuid AND x.identity = r.i AND x.observed_at = r.o`;
  }
};

const streamWith = { context: { select: { id: true, slug: true, name: true, programId: true } } } as const;

const toStream = <S extends { workload: string }>(row: S) => ({
  ...row,
  workload: row.workload === '' ? null : wordOf(workloads, row.workload),
});

/** A stream with its context. */
export const findStream = async (db: Db, id: string) => {
  const row = await db.outcomeStream.findUnique({ where: { id }, include: streamWith });
  return row === null ? null : toStream(row);
};

/** Streams of a program by id, from the one after `after` on. */
export const listStreams = async (
  db: Db,
  programId: string,
  page: { after?: string | undefined; limit: number; contextId?: string | undefined; source?: string | undefined },
) => {
  const rows = await db.outcomeStream.findMany({
    where: {
      context: { programId },
      ...(page.after === undefined ? {} : { id: { gt: page.after } }),
      ...(page.contextId === undefined ? {} : { contextId: page.contextId }),
      ...(page.source === undefined ? {} : { source: page.source }),
    },
    include: streamWith,
    orderBy: { id: 'asc' },
    take: page.limit,
  });
  return rows.map(toStream);
};

/** How many outcomes of each side were observed in each of these spans of a stream and are in time; in the same order. */
export const countOutcomes = async (
  db: Db,
  streamId: string,
  spans: readonly { from: Date; to: Date }[],
): Promise<Record<Side, number>[]> => {
  const rows = await db.$queryRaw<{ n: number; legacy: number; target: number }[]>`
    SELECT r.n, count(*) FILTER (WHERE o.side = 'legacy')::integer AS legacy,
           count(*) FILTER (WHERE o.side = 'target')::integer AS target
      FROM jsonb_to_recordset(${JSON.stringify(spans.map(({ from, to }, n) => ({ n, f: from, t: to })))}::jsonb)
        AS r (n integer, f timestamptz, t timestamptz)
      JOIN outcome o ON o.stream_id = ${streamId}::uuid AND o.observed_at >= r.f AND o.observed_at < r.t AND NOT o.too_late
     GROUP BY r.n`;
  const found = new Map(rows.map(({ n, legacy, target }) => [n, { legacy, target }]));
  return spans.map((_, n) => found.get(n) ?? { legacy: 0, target: 0 });
};

/**
 * Lets go of outcomes observed before an instant, at most so many; their runs stay. What a run may still be made of, or be
 * corrected by, does not go, however old it is. Answers with how many went.
 */
export const forgetOutcomes = async (
  db: Db,
  { before, at, latenessMs, limit }: { before: Date; at: Date; latenessMs: number; limit: number },
): Promise<number> => db.$executeRaw`
  DELETE FROM outcome o
   USING (SELECT x.stream_id, x.identity, x.observed_at FROM outcome x
           WHERE x.observed_at < ${before}::timestamptz
             AND (x.too_late OR NOT EXISTS (
               SELECT 1 FROM outcome_period p
                WHERE p.stream_id = x.stream_id AND x.observed_at >= p.starts_at AND x.observed_at < p.closes_at
                  AND (p.due_at IS NOT NULL
                       OR p.closes_at + ${latenessMs}::float8 * interval '1 millisecond' >= ${at}::timestamptz)))
           LIMIT ${limit}) AS old
   WHERE o.stream_id = old.stream_id AND o.identity = old.identity AND o.observed_at = old.observed_at`;

/** Gives back the room of months that hold nothing any more. */
export const dropEmptyOutcomeMonths = async (db: Db, before: Date): Promise<void> => {
  await db.$executeRaw`SELECT drop_empty_outcome_months(${before}::timestamptz)`;
};
