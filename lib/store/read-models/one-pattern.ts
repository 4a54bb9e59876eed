import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { discrepancyKinds, type Layer, layers, type Workload, workloads } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { isPassed, sightingsOf } from '@/lib/store/pattern-standings';
import { wordOf } from '@/lib/store/words';
import { Prisma } from '@/prisma/generated/client';

// What one pattern's page shows beside its line, of what is merged into it too. Everything reads rollups of the latest
// runs, never discrepancies and never all of history.

/** How many of a pattern's latest runs its spread over dimensions is taken from. */
const latestRuns = 5;

/** A pattern and all that is merged into it. */
const kinOf = (patternId: string): Prisma.Sql =>
  Prisma.sql`ARRAY(SELECT id FROM pattern WHERE id = ${patternId}::uuid OR merged_into = ${patternId}::uuid)`;

/** The latest `runs` runs of each of them, found by the index; `pattern_id` is whose rollup says what a part has. */
const latestOf = (patternId: string, runs: number): Prisma.Sql => Prisma.sql`(
  SELECT seen.pattern_id, seen.run_id, seen.window_to FROM pattern p
   CROSS JOIN LATERAL (SELECT s.pattern_id, s.run_id, s.window_to FROM pattern_run s
                        WHERE s.pattern_id = COALESCE(p.part_of, p.id) ORDER BY s.window_to DESC LIMIT ${runs}) AS seen
   WHERE p.id = ANY(${kinOf(patternId)}))`;

/** One run that showed the pattern. */
export type Occurrence = {
  runId: string;
  run: number;
  source: string;
  windowTo: Date;
  count: number;
  open: number;
  exact: boolean;
  baseline: boolean;
  superseded: boolean;
  compared: number | null;
  ruleSetVersion: number | null;
};

/** Latest first. */
export const listOccurrences = (db: Db, patternId: string, limit: number): Promise<Occurrence[]> =>
  db.$queryRaw<Occurrence[]>`
    SELECT s.run_id::text AS "runId", r.number AS run, r.source, s.window_to AS "windowTo", sum(s.count)::int AS count,
           sum(s.open)::int AS open, bool_and(s.exact) AS exact, r.baseline, r.superseded_by IS NOT NULL AS superseded,
           (r.totals->>'compared')::float8 AS compared, r.rule_set_version AS "ruleSetVersion"
      FROM ${sightingsOf(kinOf(patternId))} AS s JOIN run r ON r.id = s.run_id
     WHERE s.run_id IN (SELECT run_id FROM ${latestOf(patternId, limit)} AS latest)
     GROUP BY s.run_id, s.window_to, r.id ORDER BY s.window_to DESC, r.number DESC LIMIT ${limit}`;

/** A stored discrepancy as the domain judges it, with where it stands. */
export type Example = {
  runId: string;
  patternId: string;
  position: number;
  run: number;
  windowTo: Date;
  ruleSetVersion: number | null;
  outcome: string;
  discrepancy: Discrepancy;
};

type ExampleRow = Omit<Example, 'discrepancy'> & {
  correlationId: string | null;
  kind: string;
  field: string | null;
  legacy: string | null;
  target: string | null;
  sent: string;
  dimensions: Record<string, string>;
  observedAt: Date | null;
};

const toDiscrepancy = (
  row: Pick<
    ExampleRow,
    'correlationId' | 'kind' | 'field' | 'legacy' | 'target' | 'sent' | 'dimensions' | 'observedAt'
  >,
): Discrepancy => ({
  correlationId: row.correlationId ?? '',
  kind: wordOf(discrepancyKinds, row.kind),
  field: row.field,
  // A value that was not sent stays absent; null is a value.
  ...(row.sent === 'both' || row.sent === 'legacy' ? { legacy: row.legacy } : {}),
  ...(row.sent === 'both' || row.sent === 'target' ? { target: row.target } : {}),
  dimensions: row.dimensions,
  observedAt: row.observedAt,
});

const toExample = (row: ExampleRow): Example => ({
  runId: row.runId,
  patternId: row.patternId,
  position: row.position,
  run: row.run,
  windowTo: row.windowTo,
  ruleSetVersion: row.ruleSetVersion,
  outcome: row.outcome,
  discrepancy: toDiscrepancy(row),
});

/** The examples kept of a pattern: the latest run first, and in it what is open. A part's are those of the whole. */
export const listExamples = async (db: Db, patternId: string, limit: number): Promise<Example[]> => {
  const rows = await db.$queryRaw<ExampleRow[]>`
    SELECT e.run_id::text AS "runId", p.id::text AS "patternId", e.position, r.number AS run,
           r.window_to AS "windowTo", r.rule_set_version AS "ruleSetVersion", e.outcome, e.correlation_id AS "correlationId", e.kind, e.field, e.legacy,
           e.target, e.sent, e.dimensions, e.observed_at AS "observedAt"
      FROM pattern p JOIN pattern_example e ON e.pattern_id = COALESCE(p.part_of, p.id) JOIN run r ON r.id = e.run_id
     WHERE p.id = ANY(${kinOf(patternId)})
       AND (p.part_of IS NULL OR (p.part_value IS NOT NULL AND e.dimensions->>p.part_dimension = p.part_value)
            OR (p.part_value IS NULL AND NOT EXISTS (
                  SELECT 1 FROM pattern sibling WHERE sibling.part_of = p.part_of AND NOT sibling.folded
                     AND sibling.part_value = e.dimensions->>p.part_dimension)))
     ORDER BY r.window_to DESC, r.number DESC, e.outcome <> 'mismatch', e.position LIMIT ${limit}`;
  return rows.map(toExample);
};

/**
 * Some discrepancies of a pattern's latest runs, as many as `limit` and in no order: found by the index of its rows, so that
 * it costs the same however many there are. What was let go is not among them, and a part has only its examples.
 */
export const sampleDiscrepancies = async (db: Db, patternId: string, limit: number): Promise<Discrepancy[]> => {
  const rows = await db.$queryRaw<Omit<ExampleRow, 'runId' | 'patternId' | 'position' | 'run' | 'ruleSetVersion'>[]>`
    WITH latest AS (SELECT pattern_id, run_id FROM ${latestOf(patternId, latestRuns)} AS seen
                     ORDER BY window_to DESC LIMIT ${latestRuns})
    SELECT d.outcome, d.correlation_id AS "correlationId", d.kind, d.field, d.legacy, d.target, d.sent, d.dimensions,
           d.observed_at AS "observedAt"
      FROM latest l JOIN run_batch b ON b.run_id = l.run_id AND b.let_go_at IS NULL
     CROSS JOIN LATERAL (
        SELECT * FROM discrepancy each
         WHERE each.pattern_id = l.pattern_id AND each.run_id = l.run_id AND each.received_at = b.received_at
         LIMIT ${limit}) AS d
     WHERE d.batch = b.batch LIMIT ${limit}`;
  return rows.map((row) => toDiscrepancy(row));
};

export type Spread = { name: string; value: string; rest: boolean; count: number; open: number };

/** How a pattern spreads over the dimensions of its latest runs. A part spreads over no other dimension than its own. */
export const countDimensions = (db: Db, patternId: string): Promise<Spread[]> =>
  db.$queryRaw<Spread[]>`
    WITH latest AS (SELECT DISTINCT run_id, window_to FROM ${latestOf(patternId, latestRuns)} AS seen
                     ORDER BY window_to DESC LIMIT ${latestRuns})
    SELECT c.dimension AS name, c.value, c.rest, sum(c.count)::int AS count, sum(c.open)::int AS open
      FROM latest l JOIN pattern_cohort c ON c.run_id = l.run_id AND c.pattern_id = ANY(${kinOf(patternId)})
     GROUP BY c.dimension, c.value, c.rest ORDER BY c.dimension, c.rest, sum(c.count) DESC, c.value`;

/** Where a pattern stands by one stream. */
export type Standing = {
  source: string;
  layer: Layer;
  workload: Workload | null;
  baseline: boolean;
  runId: string;
  run: number;
  windowTo: Date;
  count: number;
  open: number;
  runs: number;
  total: number;
  firstSeenAt: Date;
  passed: boolean;
};

export const listStandings = async (db: Db, patternId: string): Promise<Standing[]> => {
  const rows = await db.$queryRaw<(Omit<Standing, 'layer' | 'workload'> & { layer: string; workload: string })[]>`
    SELECT st.source, st.layer, st.workload, st.baseline, st.run_id::text AS "runId", st.run_number AS run,
           st.window_to AS "windowTo", st.count, st.open, st.runs, st.total::float8 AS total,
           st.first_seen_at AS "firstSeenAt", NOT st.baseline AND ${isPassed('p')} AS passed
      FROM pattern p JOIN pattern_standing st ON st.pattern_id = p.id
     WHERE p.id = ANY(${kinOf(patternId)})
     ORDER BY st.baseline, st.window_to DESC, st.source, st.layer, st.workload, p.number`;
  return rows.map((row) => ({
    ...row,
    layer: wordOf(layers, row.layer),
    workload: row.workload === '' ? null : wordOf(workloads, row.workload),
  }));
};

/** Of how many records a pattern was seen in, in the latest runs that counted and listed all of them. */
export type NoiseRate = { baseline: boolean; count: number; records: number };

const ratedRuns = 30;

/** Legacy's own noise beside what comparing runs show, in the streams that have shown the pattern. */
export const listNoiseRates = (db: Db, patternId: string): Promise<NoiseRate[]> =>
  db.$queryRaw<NoiseRate[]>`
    WITH rated AS (
      SELECT r.id, r.baseline,
             (r.totals->>'compared')::float8 + (r.totals->>'missingInTarget')::float8
               + (r.totals->>'missingInLegacy')::float8 AS records
        FROM (SELECT DISTINCT p.context_id, st.source, st.layer, st.workload FROM pattern_standing st
                JOIN pattern p ON p.id = st.pattern_id WHERE p.id = ANY(${kinOf(patternId)})) AS stream
       CROSS JOIN (VALUES (true), (false)) AS side (baseline)
       CROSS JOIN LATERAL (
         SELECT each.* FROM run each
          WHERE each.context_id = stream.context_id AND each.source = stream.source AND each.layer = stream.layer
            AND COALESCE(each.workload, '') = stream.workload AND each.baseline = side.baseline
            AND each.superseded_by IS NULL AND each.totals IS NOT NULL AND each.itemised_exactly
          ORDER BY each.window_to DESC LIMIT ${ratedRuns}) AS r),
    seen AS (
      SELECT s.run_id, sum(s.count) AS count FROM ${sightingsOf(kinOf(patternId))} AS s
       WHERE s.run_id IN (SELECT id FROM rated) GROUP BY s.run_id)
    SELECT rated.baseline, COALESCE(sum(seen.count), 0)::float8 AS count, sum(rated.records)::float8 AS records
      FROM rated LEFT JOIN seen ON seen.run_id = rated.id GROUP BY rated.baseline`;
