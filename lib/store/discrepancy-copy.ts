import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { connectionOf, type Db } from './database';

// Discrepancies go in by COPY, on the connection of their own transaction: nothing is faster, and what follows or fails in
// that transaction counts for them too.

const columns =
  'run_id, received_at, batch, position, pattern_id, correlation_id, kind, field, legacy, target, sent, dimensions, ' +
  'observed_at, outcome';

/** Which of the two values were sent, so that "not sent" and "null" stay apart. */
export const sentOf = ({ legacy, target }: Pick<Discrepancy, 'legacy' | 'target'>): string => {
  if (legacy !== undefined) return target === undefined ? 'legacy' : 'both';
  return target === undefined ? 'none' : 'target';
};

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const text = (value: string): string =>
  special.test(value) ? value.replace(/[\\\t\n\r]/g, (mark) => escapes[mark] ?? mark) : value;

const orNull = (value: string | null | undefined): string =>
  value === null || value === undefined ? '\\N' : text(value);

/** What stands in each row of one batch before its position. */
export const rowPrefix = (runId: string, batch: number, receivedAt: Date): string =>
  `${runId}\t${receivedAt.toISOString()}\t${batch}\t`;

/** One row as COPY takes it, its end included. */
export const copyRow = (
  prefix: string,
  position: number,
  discrepancy: Discrepancy,
  judged: { patternId: string; outcome: string },
): string => {
  const { correlationId, kind, field, legacy, target, dimensions, observedAt } = discrepancy;
  const when = observedAt === null ? '\\N' : observedAt.toISOString();
  return `${prefix}${position}\t${judged.patternId}\t${text(correlationId)}\t${kind}\t${orNull(field)}\t${orNull(legacy)}\t${orNull(target)}\t${sentOf(discrepancy)}\t${text(JSON.stringify(dimensions))}\t${when}\t${judged.outcome}\n`;
};

async function* encoded(texts: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Buffer> {
  for await (const rows of texts) if (rows !== '') yield Buffer.from(rows);
}

/** Copies rows as they come, each text any number of whole rows; takes no more than the database takes. */
export const copyDiscrepancies = async (db: Db, texts: AsyncIterable<string> | Iterable<string>): Promise<void> => {
  const connection = await connectionOf(db);
  const copy = connection.query(copyFrom(`COPY discrepancy (${columns}) FROM STDIN`));
  await pipeline(encoded(texts), copy);
};

/** Sees to it that the month of an instant has its partition. */
export const ensureMonth = async (db: Db, at: Date): Promise<void> => {
  await db.$executeRaw`SELECT ensure_discrepancy_month(${at}::timestamptz)`;
};
