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
