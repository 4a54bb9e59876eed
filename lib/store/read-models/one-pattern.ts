import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { discrepancyKinds } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';

// What one pattern's page shows beside its line. Everything reads the latest runs of the rollup, never all of history.

/** How many of a pattern's latest runs its examples and spreads are taken from. */
const latestRuns = 5;

/** One run that showed the pattern. */
export type Occurrence = {
  runId: string;
  run: number;
  source: string;
  windowTo: Date;
  count: number;
  open: number;
  exact: boolean;
  compared: number | null;
  ruleSetVersion: number | null;
};

/** Latest first. */
export const listOccurrences = (db: Db, patternId: string, limit: number): Promise<Occurrence[]> =>
  db.$queryRaw<Occurrence[]>`
    SELECT s.run_id::text AS "runId", r.number AS run, r.source, s.window_to AS "windowTo", s.count, s.open, s.exact,
           (r.totals->>'compared')::float8 AS compared, r.rule_set_version AS "ruleSetVersion"
      FROM pattern_run s JOIN run r ON r.id = s.run_id
     WHERE s.pattern_id = ${patternId}::uuid ORDER BY s.window_to DESC, r.number DESC LIMIT ${limit}`;

/** A stored discrepancy as the domain judges it, with where it stands. */
export type Example = { run: number; ruleSetVersion: number | null; outcome: string; discrepancy: Discrepancy };

type ExampleRow = {
  run: number;
  ruleSetVersion: number | null;
  outcome: string;
  correlationId: string | null;
  kind: string;
  field: string | null;
  legacy: string | null;
  target: string | null;
  sent: string;
  dimensions: Record<string, string>;
  observedAt: Date | null;
};

const toExample = (row: ExampleRow): Example => ({
  run: row.run,
  ruleSetVersion: row.ruleSetVersion,
  outcome: row.outcome,
  discrepancy: {
    correlationId: row.correlationId ?? '',
    kind: wordOf(discrepancyKinds, row.kind),
    field: row.field,
    // A value that was not sent stays absent; null is a value.
    ...(row.sent === 'both' || row.sent === 'legacy' ? { legacy: row.legacy } : {}),
    ...(row.sent === 'both' || row.sent === 'target' ? { target: row.target } : {}),
    dimensions: row.dimensions,
    observedAt: row.observedAt,
  },
});

/** Discrepancies of a pattern from its latest runs: the latest run first, and in it what is open. */
export const listExamples = async (db: Db, patternId: string, limit: number): Promise<Example[]> => {
  const rows = await db.$queryRaw<ExampleRow[]>`
    WITH latest AS (SELECT s.run_id, r.number, r.rule_set_version, r.window_to
                      FROM pattern_run s JOIN run r ON r.id = s.run_id WHERE s.pattern_id = ${patternId}::uuid
                     ORDER BY s.window_to DESC, r.number DESC LIMIT ${latestRuns})
    SELECT l.number AS run, l.rule_set_version AS "ruleSetVersion", d.outcome, d.correlation_id AS "correlationId", d.kind,
           d.field, d.legacy, d.target, d.sent, d.dimensions, d.observed_at AS "observedAt"
      FROM latest l JOIN discrepancy d ON d.run_id = l.run_id AND d.pattern_id = ${patternId}::uuid
     ORDER BY l.window_to DESC, l.number DESC, d.outcome <> 'mismatch', d.position LIMIT ${limit}`;
  return rows.map(toExample);
};

/** How a pattern spreads over the dimensions of its latest runs. */
export const countDimensions = (db: Db, patternId: string): Promise<{ name: string; value: string; count: number }[]> =>
  db.$queryRaw<{ name: string; value: string; count: number }[]>`
    WITH latest AS (SELECT run_id FROM pattern_run WHERE pattern_id = ${patternId}::uuid
                     ORDER BY window_to DESC LIMIT ${latestRuns})
    SELECT each.key AS name, each.value, count(*)::int AS count
      FROM latest l JOIN discrepancy d ON d.run_id = l.run_id AND d.pattern_id = ${patternId}::uuid
      CROSS JOIN LATERAL jsonb_each_text(d.dimensions) AS each
     GROUP BY each.key, each.value ORDER BY each.key, count(*) DESC, each.value`;
