import type { Db } from './database';

/** A month in which a program received discrepancies that are still kept; `month` is its first instant (UTC). */
export type KeptMonth = { program: string; month: Date };

/** What was received before an instant and not let go, oldest first. */
export const listKeptMonths = (db: Db, before: Date): Promise<KeptMonth[]> =>
  db.$queryRaw<KeptMonth[]>`
    SELECT p.slug AS program, date_trunc('month', b.received_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS month
      FROM run_batch b JOIN run r ON r.id = b.run_id JOIN program p ON p.id = r.program_id
     WHERE b.let_go_at IS NULL AND b.received_at < ${before}::timestamptz GROUP BY 1, 2 ORDER BY 2, 1`;

/** Marks what a program received in a span as let go. Answers with how much that was. */
export const letGoBatches = async (
  db: Db,
  programId: string,
  span: { from: Date; to: Date },
  at: Date,
): Promise<{ runs: number; discrepancies: number }> => {
  const [gone] = await db.$queryRaw<{ runs: number; discrepancies: number }[]>`
    WITH gone AS (
      UPDATE run_batch b SET let_go_at = ${at}::timestamptz FROM run r
       WHERE r.id = b.run_id AND r.program_id = ${programId}::uuid AND b.let_go_at IS NULL
         AND b.received_at >= ${span.from}::timestamptz AND b.received_at < ${span.to}::timestamptz
      RETURNING b.run_id, b.lines)
    SELECT count(DISTINCT run_id)::int AS runs, COALESCE(sum(lines), 0)::float8 AS discrepancies FROM gone`;
  return gone ?? { runs: 0, discrepancies: 0 };
};

/** The months that have a partition, by their first instant (UTC), oldest first. */
export const listMonthsOnDisk = async (db: Db): Promise<Date[]> => {
  const rows = await db.$queryRaw<{ month: string }[]>`SELECT list_discrepancy_months() AS month`;
  return rows.map(({ month }) => new Date(`${month.slice(0, 4)}-${month.slice(4)}-01T00:00:00Z`));
};

/** Drops a month's partition; false where there is none. The database refuses while anything of it is kept. */
export const dropMonth = async (db: Db, month: Date): Promise<boolean> => {
  const [row] = await db.$queryRaw<{ dropped: boolean }[]>`
    SELECT drop_discrepancy_month(${month}::timestamptz) AS dropped`;
  return row?.dropped ?? false;
};
