import type { Shown } from '@/lib/domain/comparison/check-patterns';
import type { Db } from './database';

// What a run has shown so far, read from the rollup: as much as there are patterns, however many discrepancies there are.

/** Patterns of what a run itemised, each with how often it stands for one of these names in any dimension. */
export const listItemisedOf = (db: Db, runId: string, names: readonly string[]): Promise<Shown[]> =>
  db.$queryRaw<Shown[]>`
    SELECT p.field, p.kind, s.count, s.open,
           COALESCE((SELECT jsonb_agg(jsonb_build_object('value', c.value, 'count', c.count, 'open', c.open))
                       FROM pattern_cohort c
                      WHERE c.pattern_id = s.pattern_id AND c.run_id = s.run_id AND NOT c.rest
                        AND c.value = ANY(${[...names]}::text[])), '[]') AS cohorts
      FROM pattern_run s JOIN pattern p ON p.id = s.pattern_id WHERE s.run_id = ${runId}::uuid AND p.itemised`;

/** What is on record as shown by the checks of a run alone. */
export const listShownByChecks = (
  db: Db,
  runId: string,
): Promise<{ patternId: string; fingerprint: string; count: number }[]> =>
  db.$queryRaw`
    SELECT s.pattern_id::text AS "patternId", p.fingerprint, s.count
      FROM pattern_run s JOIN pattern p ON p.id = s.pattern_id
     WHERE s.run_id = ${runId}::uuid AND p.check_key IS NOT NULL`;

/** How many patterns of a context stand open that discrepancies do not show. */
export const countOpenOfChecks = (db: Db, contextId: string): Promise<number> =>
  db.pattern.count({ where: { contextId, checkKey: { not: null }, state: 'open' } });

/** The check of a pattern in the latest run that shows it; of what is not told apart, its run alone. */
type LatestCheck = { run: number; key: string | null; legacy: string | null; target: string | null };

export const findLatestCheck = async (db: Db, patternId: string): Promise<LatestCheck | null> => {
  const [found] = await db.$queryRaw<LatestCheck[]>`
    SELECT latest.number AS run, k.key, k.legacy, k.target
      FROM (SELECT r.id, r.number, p.check_key FROM pattern p JOIN pattern_run s ON s.pattern_id = p.id
              JOIN run r ON r.id = s.run_id
             WHERE p.id = ${patternId}::uuid AND p.check_key IS NOT NULL
             ORDER BY r.superseded_by IS NULL DESC, s.window_to DESC, r.number DESC LIMIT 1) AS latest
      LEFT JOIN run_check k ON k.run_id = latest.id AND k.key = latest.check_key`;
  return found ?? null;
};
