import { type Category, categories } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';

/** What a context's page says beside its record: its own words, as declared. */
export const findContextPage = (db: Db, contextId: string) =>
  db.context.findUniqueOrThrow({
    where: { id: contextId },
    select: {
      correlationKey: true,
      syncStrategy: true,
      sourceOfTruth: true,
      events: true,
      sideEffects: true,
      equivalence: { orderBy: { version: 'desc' }, take: 1 },
    },
  });

export type ContextPage = Awaited<ReturnType<typeof findContextPage>>;

/** Open discrepancies of one day (UTC) and category, from the latest run of each stream that ended on it. */
export type DayDivergence = { day: Date; category: Category; count: number };

/** By the rollup, of runs that count; of several windows of one stream that end on one day, the last. */
export const listDivergence = async (db: Db, contextId: string, since: Date): Promise<DayDivergence[]> => {
  const rows = await db.$queryRaw<{ day: Date; category: string; count: number }[]>`
    WITH latest AS (
      SELECT DISTINCT ON (r.source, r.layer, r.workload, date_trunc('day', r.window_to - interval '1 millisecond')) r.id,
             date_trunc('day', r.window_to - interval '1 millisecond') AS day
        FROM run r
       WHERE r.context_id = ${contextId}::uuid AND NOT r.baseline AND r.superseded_by IS NULL AND r.status = 'completed'
         AND r.window_to > ${since}::timestamptz
       ORDER BY r.source, r.layer, r.workload, date_trunc('day', r.window_to - interval '1 millisecond'), r.window_to DESC, r.received_at DESC)
    SELECT l.day, s.category, sum(s.count)::int AS count FROM latest l JOIN pattern_run s ON s.run_id = l.id
     GROUP BY l.day, s.category ORDER BY l.day, s.category`;
  return rows.map((row) => ({ ...row, category: wordOf(categories, row.category) }));
};
