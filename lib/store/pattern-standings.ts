import { furtherChecks } from '@/lib/domain/comparison/check-patterns';
import type { Share } from '@/lib/domain/pattern/parts';
import type { Category, Severity } from '@/lib/domain/words';
import { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';

// Where patterns stand: the latest sighting by each stream (source, layer, workload and datasets; baseline runs apart), kept
// as runs come in, so that nobody walks through history to know it.

/** What one run shows of a pattern, or of a part of a split one: `of` is the whole then. */
export type Counted = Share & { of: string | null; category: Category; severity: Severity; exact: boolean };

/** Sightings of patterns by run, those of parts from the rollup of the whole. `ids` is an array of patterns. */
export const sightingsOf = (ids: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT s.pattern_id, s.run_id, s.window_to, s.count, s.open, s.category, s.severity, s.exact
    FROM pattern_run s WHERE s.pattern_id = ANY(${ids})
  UNION ALL
  SELECT part.id, s.run_id, s.window_to, c.count, c.open, s.category, s.severity, s.exact
    FROM pattern part JOIN pattern_run s ON s.pattern_id = part.part_of
    JOIN pattern_cohort c ON c.pattern_id = s.pattern_id AND c.run_id = s.run_id AND c.dimension = part.part_dimension
                         AND c.value = part.part_value AND NOT c.rest AND c.count > 0
   WHERE part.id = ANY(${ids}) AND NOT part.folded
  UNION ALL
  SELECT part.id, s.run_id, s.window_to, s.count - taken.count, s.open - taken.open, s.category, s.severity, s.exact
    FROM pattern part JOIN pattern_run s ON s.pattern_id = part.part_of
    CROSS JOIN LATERAL (
      SELECT COALESCE(sum(c.count), 0)::int AS count, COALESCE(sum(c.open), 0)::int AS open
        FROM pattern_cohort c JOIN pattern sibling ON sibling.part_of = part.part_of AND sibling.part_value = c.value
         AND sibling.part_dimension = c.dimension AND NOT sibling.folded
       WHERE c.pattern_id = s.pattern_id AND c.run_id = s.run_id AND c.dimension = part.part_dimension AND NOT c.rest) AS taken
   WHERE part.id = ANY(${ids}) AND NOT part.folded AND part.part_value IS NULL AND s.count > taken.count)`;

const columns = Prisma.sql`(pattern_id, baseline, source, layer, workload, datasets, run_id, run_number, window_to, count,
                            open, category, severity, runs, total, first_seen_at)`;

/** What a run compared, as its stream is told by: two tables of one source are two streams, and so are two engines of a query. */
const datasetsOf = (run: 'run' | 'r' | 'later'): Prisma.Sql =>
  Prisma.raw(`compared_stream(${run}.layer, ${run}.engine, ${run}.legacy, ${run}.target)`);

const uuids = (ids: readonly string[]): Prisma.Sql => Prisma.sql`${[...ids]}::uuid[]`;

/**
 * Counts what a run shows into the rollup and the standings; more of the same run is added to what it showed before. Answers
 * with the wholes that this run had shown before: what their parts have of it is known from the rollup alone.
 */
export const countIntoStandings = async (db: Db, runId: string, counted: readonly Counted[]): Promise<string[]> => {
  if (counted.length === 0) return [];
  const again = await db.$queryRaw<{ id: string }[]>`
    WITH sent AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(counted)}::jsonb)
        AS each (id uuid, "of" uuid, count int, open int, category text, severity text, exact boolean)),
    run AS (SELECT * FROM run WHERE id = ${runId}::uuid),
    kept AS (
      INSERT INTO pattern_run AS s (pattern_id, run_id, window_to, count, open, category, severity, exact)
      SELECT sent.id, run.id, run.window_to, sent.count, sent.open, sent.category, sent.severity, sent.exact
        FROM sent CROSS JOIN run WHERE sent."of" IS NULL
      ON CONFLICT (pattern_id, run_id) DO UPDATE SET
        count = s.count + EXCLUDED.count, open = s.open + EXCLUDED.open, exact = s.exact AND EXCLUDED.exact,
        category = CASE WHEN ${saysMore} THEN EXCLUDED.category ELSE s.category END,
        severity = CASE WHEN ${saysMore} THEN EXCLUDED.severity ELSE s.severity END
      RETURNING s.pattern_id AS id, s.count, s.open, s.category, s.severity, s.xmax = 0 AS fresh),
    shown AS (
      SELECT kept.*, sent.count AS added FROM kept JOIN sent USING (id)
      UNION ALL
      SELECT sent.id, sent.count, sent.open, kept.category, kept.severity, true, sent.count
        FROM sent JOIN kept ON kept.id = sent."of" AND kept.fresh),
    stood AS (
      INSERT INTO pattern_standing AS st ${columns}
      SELECT shown.id, run.baseline, run.source, run.layer, COALESCE(run.workload, ''),
             ${datasetsOf('run')}, run.id, run.number, run.window_to, shown.count, shown.open, shown.category,
             shown.severity, shown.fresh::int, shown.added, run.window_to
        FROM shown CROSS JOIN run WHERE run.superseded_by IS NULL AND shown.fresh
      ON CONFLICT (pattern_id, baseline, source, layer, workload, datasets) DO UPDATE SET
        runs = st.runs + 1, total = st.total + EXCLUDED.total,
        first_seen_at = LEAST(st.first_seen_at, EXCLUDED.first_seen_at), ${latestOf(Prisma.sql`EXCLUDED`)}),
    more AS (
      UPDATE pattern_standing st SET total = st.total + shown.added,
             count = CASE WHEN st.run_id = run.id THEN shown.count ELSE st.count END,
             open = CASE WHEN st.run_id = run.id THEN shown.open ELSE st.open END,
             category = CASE WHEN st.run_id = run.id THEN shown.category ELSE st.category END,
             severity = CASE WHEN st.run_id = run.id THEN shown.severity ELSE st.severity END
        FROM shown CROSS JOIN run
       WHERE NOT shown.fresh AND st.pattern_id = shown.id AND st.baseline = run.baseline AND st.source = run.source
         AND st.layer = run.layer AND st.workload = COALESCE(run.workload, '') AND st.datasets = ${datasetsOf('run')})
    SELECT id::text FROM kept WHERE NOT fresh`;
  return again.map(({ id }) => id);
};

/** An open one says more than any number of accepted ones, and of two alike the worse. */
const saysMore = Prisma.sql`((EXCLUDED.open > 0) > (s.open > 0) OR ((EXCLUDED.open > 0) = (s.open > 0)
  AND array_position(ARRAY['critical', 'major', 'minor', 'info'], EXCLUDED.severity)
    < array_position(ARRAY['critical', 'major', 'minor', 'info'], s.severity)))`;

/** The later window is the latest sighting; of two runs of one window, the one that came later. */
function latestOf(sent: Prisma.Sql): Prisma.Sql {
  const names = ['run_id', 'run_number', 'window_to', 'count', 'open', 'category', 'severity'].map((name) =>
    Prisma.raw(name),
  );
  const later = Prisma.sql`(${sent}.window_to, ${sent}.run_number) > (st.window_to, st.run_number)`;
  return Prisma.join(
    names.map((name) => Prisma.sql`${name} = CASE WHEN ${later} THEN ${sent}.${name} ELSE st.${name} END`),
  );
}

/** Brings the figures of patterns up to what their standings say, and when a comparing run last showed them open. */
export const countIntoPatterns = async (
  db: Db,
  run: { id: string; at: Date },
  counted: readonly Counted[],
): Promise<void> => {
  await db.$executeRaw`
    UPDATE pattern p SET total = p.total + CASE WHEN r.superseded_by IS NULL THEN sent.count ELSE 0 END,
           baseline = p.baseline OR r.baseline,
           first_seen_at = least(p.first_seen_at, r.window_to), last_seen_at = greatest(p.last_seen_at, r.window_to),
           shown_at = CASE WHEN sent.open > 0 AND NOT r.baseline THEN ${run.at}::timestamptz ELSE p.shown_at END
      FROM jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) AS sent (id uuid, count int, open int), run r
     WHERE p.id = sent.id AND r.id = ${run.id}::uuid`;
};

/** Takes the standings of some patterns from the rollup anew: after a run lost its place, or a pattern its parts. */
export const rebuildStandings = async (db: Db, patternIds: readonly string[]): Promise<void> => {
  if (patternIds.length === 0) return;
  await db.$executeRaw`DELETE FROM pattern_standing WHERE pattern_id = ANY(${[...patternIds]}::uuid[])`;
  await db.$executeRaw`
    INSERT INTO pattern_standing ${columns}
    SELECT pattern_id, baseline, source, layer, workload, datasets, run_id, number, window_to, count, open, category,
           severity, runs, total, first_seen_at
      FROM (SELECT s.*, r.number, r.baseline, r.source, r.layer, COALESCE(r.workload, '') AS workload,
                   ${datasetsOf('r')} AS datasets, count(*) OVER stream AS runs, sum(s.count) OVER stream AS total,
                   min(s.window_to) OVER stream AS first_seen_at,
                   row_number() OVER (PARTITION BY s.pattern_id, r.baseline, r.source, r.layer, r.workload,
                                                   ${datasetsOf('r')}
                                      ORDER BY s.window_to DESC, r.number DESC) AS newest
              FROM ${sightingsOf(uuids(patternIds))} AS s JOIN run r ON r.id = s.run_id WHERE r.superseded_by IS NULL
            WINDOW stream AS (PARTITION BY s.pattern_id, r.baseline, r.source, r.layer, r.workload,
                                           ${datasetsOf('r')})) AS sighting
     WHERE newest = 1`;
  await db.$executeRaw`
    UPDATE pattern p SET total = COALESCE((SELECT sum(total) FROM pattern_standing WHERE pattern_id = p.id), 0),
           first_seen_at = COALESCE((SELECT min(first_seen_at) FROM pattern_standing WHERE pattern_id = p.id), p.first_seen_at),
           last_seen_at = COALESCE((SELECT max(window_to) FROM pattern_standing WHERE pattern_id = p.id), p.last_seen_at)
     WHERE p.id = ANY(${[...patternIds]}::uuid[])`;
};

/** The patterns that a run showed, parts of split ones with them. */
export const listShownBy = async (db: Db, runId: string): Promise<string[]> => {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM pattern_run s JOIN pattern p ON p.id = s.pattern_id OR p.part_of = s.pattern_id
     WHERE s.run_id = ${runId}::uuid`;
  return rows.map(({ id }) => id);
};

/** One line of evidence about a pattern: its latest sighting by one stream, and whether a later run shows it gone. */
export type PatternStanding = {
  patternId: string;
  windowFrom: Date;
  open: number;
  category: string;
  severity: string;
  laterComplete: boolean;
};

/** Runs of the stream of `st` since, that count: how each looks at a pattern `of` is the caller's question. */
const runsSince = (of: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT 1 FROM run later
   WHERE later.context_id = ${of}.context_id AND later.source = st.source AND later.layer = st.layer
     AND COALESCE(later.workload, '') = st.workload AND NOT later.baseline
     AND later.superseded_by IS NULL AND later.window_to > st.window_to AND ${datasetsOf('later')} = st.datasets`;

/**
 * A check that `later` judged and found to agree, by itself or by signed-off rules; what a tool alone forgave or left out is
 * not. Where all that differs is itemised, what a check only counted stands in the patterns of that.
 */
const agrees = Prisma.sql`(k.outcome = 'match' OR (k.outcome = 'match_within_tolerance' AND k.signed_off)
  OR (k.outcome = 'ignored' AND k.basis = 'values') OR (k.outcome = 'mismatch' AND k.basis <> 'values' AND later.complete))`;

/**
 * Whether the stream of `st` has a run since that shows the pattern gone: a complete one that lacks it, and of what only
 * checks show, a completed one in which every such check agrees. One that did not run, or broke, says nothing.
 */
export const isPassed = (pattern: 'p' | 'g'): Prisma.Sql => {
  const of = Prisma.raw(pattern);
  return Prisma.sql`(CASE WHEN ${of}.check_key IS NULL THEN EXISTS (${runsSince(of)} AND later.complete)
    ELSE EXISTS (${runsSince(of)} AND later.status = 'completed' AND NOT EXISTS (
      SELECT 1 FROM run_check shown
       WHERE shown.run_id = st.run_id AND shown.outcome = 'mismatch' AND ${of}.check_key IN (shown.key, ${furtherChecks})
         AND NOT EXISTS (
           SELECT 1 FROM run_check k WHERE k.run_id = later.id AND k.key = shown.key AND ${agrees}))) END)`;
};

/** Standings of all patterns of a context over runs that count: neither baseline nor superseded. */
export const loadPatternStandings = (db: Db, contextId: string): Promise<PatternStanding[]> =>
  db.$queryRaw<PatternStanding[]>`
    SELECT st.pattern_id AS "patternId", r.window_from AS "windowFrom", st.open, st.category, st.severity,
           ${isPassed('p')} AS "laterComplete"
      FROM pattern p JOIN pattern_standing st ON st.pattern_id = p.id JOIN run r ON r.id = st.run_id
     WHERE p.context_id = ${contextId}::uuid AND NOT st.baseline
     ORDER BY st.pattern_id, st.source, st.layer, st.workload`;
