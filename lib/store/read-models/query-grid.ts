import { type CheckOutcome, checkOutcomes } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';

/** What a consumer's query last came to on one engine. `engine` is empty where nobody said which it was. */
export type QueryCell = {
  key: string;
  query: string;
  engine: string;
  outcome: CheckOutcome;
  completed: boolean;
  finding: string | null;
  run: number;
  windowTo: Date;
};

/** So many combinations are shown at most. */
const most = 2_000;

/** The latest outcome of each query on each engine, by the runs of a context that count and whose window ended since. */
export const listQueryCells = async (db: Db, contextId: string, since: Date): Promise<QueryCell[]> => {
  const rows = await db.$queryRaw<(Omit<QueryCell, 'outcome'> & { outcome: string })[]>`
    SELECT DISTINCT ON (2, 3) k.key, COALESCE(k.query, k.key) AS query, COALESCE(k.engine, r.engine, '') AS engine,
           k.outcome, r.status = 'completed' AS completed, k.finding, r.number AS run, r.window_to AS "windowTo"
      FROM run r JOIN run_check k ON k.run_id = r.id
     WHERE r.context_id = ${contextId}::uuid AND NOT r.baseline AND r.superseded_by IS NULL AND k.layer = 'query'
       AND r.window_to >= ${since}::timestamptz AND r.window_to <= now()
     ORDER BY 2, 3, r.window_to DESC, r.number DESC LIMIT ${most}`;
  return rows.map((row) => ({ ...row, outcome: wordOf(checkOutcomes, row.outcome) }));
};
