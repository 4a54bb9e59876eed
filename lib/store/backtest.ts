import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { Totals } from '@/lib/domain/comparison/run-facts';
import { worstOf } from '@/lib/domain/pattern/joined';
import {
  discrepancyKinds,
  type Layer,
  layers,
  runStatuses,
  type Severity,
  severities,
  type Workload,
  workloads,
} from '@/lib/domain/words';
import { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { namedDatasets } from './evidence-facts';
import { wordOf } from './words';

// What a backtest reads: the runs of a period, and their discrepancies page by page, each page from where the last ended.

export type StoredRun = {
  id: string;
  number: number;
  digest: string;
  source: string;
  layer: Layer;
  workload: Workload | null;
  engine: string | undefined;
  datasets: string | undefined;
  windowFrom: Date;
  windowTo: Date;
  receivedAt: Date;
  status: (typeof runStatuses)[number];
  totals: Totals | null;
  accepted: number | null;
  itemisedExactly: boolean;
  sampled: boolean;
  discrepancies: number;
};

type RunRow = Omit<StoredRun, 'layer' | 'workload' | 'engine' | 'datasets' | 'status'> & {
  layer: string;
  workload: string | null;
  engine: string | null;
  datasets: string | null;
  status: string;
};

export type Period = { from: Date; to: Date; layer?: Layer | undefined; workload?: Workload | undefined };

/** Runs whose window ends in the period, the latest first; neither superseded ones nor legacy against itself. */
export const listRunsOfPeriod = async (
  db: Db,
  contextId: string,
  { from, to, layer, workload }: Period,
  limit: number,
): Promise<StoredRun[]> => {
  const rows = await db.$queryRaw<RunRow[]>`
    SELECT id::text, number, digest, source, layer, workload, engine, ${namedDatasets} AS datasets, window_from AS "windowFrom", window_to AS "windowTo",
           received_at AS "receivedAt", status, totals, accepted, itemised_exactly AS "itemisedExactly",
           discrepancies_sampled AS sampled, discrepancy_count AS discrepancies
      FROM run r
     WHERE context_id = ${contextId}::uuid AND window_to > ${from} AND window_to <= ${to}
       AND superseded_by IS NULL AND NOT baseline
       ${layer === undefined ? Prisma.empty : Prisma.sql`AND layer = ${layer}`}
       ${workload === undefined ? Prisma.empty : Prisma.sql`AND workload = ${workload}`}
     ORDER BY window_to DESC, number DESC LIMIT ${limit}`;
  return rows.map((row) => ({
    ...row,
    layer: wordOf(layers, row.layer),
    workload: row.workload === null ? null : wordOf(workloads, row.workload),
    engine: row.engine ?? undefined,
    datasets: row.datasets ?? undefined,
    status: wordOf(runStatuses, row.status),
  }));
};

export type StoredBatch = { batch: number; first: number; lines: number; receivedAt: Date; letGo: boolean };

/** What a run itemised, coming by coming; of what was let go only the counts are left. */
export const listBatches = (db: Db, runId: string): Promise<StoredBatch[]> =>
  db.$queryRaw<StoredBatch[]>`
    SELECT batch, first, lines, received_at AS "receivedAt", let_go_at IS NOT NULL AS "letGo"
      FROM run_batch WHERE run_id = ${runId}::uuid ORDER BY first`;

type ValueRow = {
  position: number;
  patternId: string | null;
  correlationId: string | null;
  kind: string;
  field: string | null;
  legacy: string | null;
  target: string | null;
  sent: string;
  outcome: string;
};

/** `position` is the place in what brought it. */
export type StoredDiscrepancy = {
  position: number;
  patternId: string | null;
  outcome: string;
  discrepancy: Discrepancy;
};

/** Dimensions and the moment play no part in judging, so that they are not read. */
const stored = (row: ValueRow): StoredDiscrepancy => ({
  position: row.position,
  patternId: row.patternId,
  outcome: row.outcome,
  discrepancy: {
    correlationId: row.correlationId ?? '',
    kind: wordOf(discrepancyKinds, row.kind),
    field: row.field,
    // A value that was not sent stays absent; null is a value.
    ...(row.sent === 'both' || row.sent === 'legacy' ? { legacy: row.legacy } : {}),
    ...(row.sent === 'both' || row.sent === 'target' ? { target: row.target } : {}),
    dimensions: {},
    observedAt: null,
  },
});

/** At most `limit` discrepancies of one batch from a position on. */
export const pageOfBatch = async (
  db: Db,
  runId: string,
  { batch, receivedAt }: StoredBatch,
  from: number,
  limit: number,
): Promise<StoredDiscrepancy[]> => {
  const rows = await db.$queryRaw<ValueRow[]>`
    SELECT position, pattern_id::text AS "patternId", correlation_id AS "correlationId", kind, field, legacy, target, sent,
           outcome
      FROM discrepancy
     WHERE run_id = ${runId}::uuid AND batch = ${batch} AND received_at = ${receivedAt} AND position >= ${from}
     ORDER BY position LIMIT ${limit}`;
  return rows.map(stored);
};

export type PatternHead = {
  /** The pattern that rows name. */
  id: string;
  /** The one that speaks for it, which is itself unless it was merged. */
  head: string;
  number: number;
  sentence: string;
  state: string;
  /** What gates take the pattern that rows name for, whatever it is merged into: of one that is split, its worst part. */
  gravity: Severity;
};

/** The patterns that rows name, each with the one that speaks for it. */
export const findPatternHeads = async (db: Db, ids: readonly string[]): Promise<PatternHead[]> => {
  const rows = await db.$queryRaw<(Omit<PatternHead, 'gravity'> & { judged: string[] })[]>`
    SELECT p.id::text, h.id::text AS head, h.number, h.sentence, h.state,
           ARRAY(SELECT CASE WHEN counted.triaged THEN counted.highest_severity ELSE 'critical' END FROM pattern counted
                  WHERE CASE WHEN p.split_by IS NULL THEN counted.id = p.id
                             ELSE counted.part_of = p.id AND NOT counted.folded END) AS judged
      FROM pattern p JOIN pattern h ON h.id = COALESCE(p.merged_into, p.id)
     WHERE p.id = ANY(${[...ids]}::uuid[])`;
  return rows.map(({ judged, ...row }) => ({
    ...row,
    gravity: worstOf(judged.map((word) => wordOf(severities, word))),
  }));
};

/** A stored discrepancy with the run that showed it. */
export type ShownDiscrepancy = Pick<StoredDiscrepancy, 'outcome' | 'discrepancy'> & { run: number; windowTo: Date };

type ShownRow = ValueRow & { run: number; windowTo: Date };

/** One discrepancy by its place in its run; null where there is none, or it was let go. */
export const findShownDiscrepancy = async (
  db: Db,
  contextId: string,
  run: number,
  position: number,
): Promise<ShownDiscrepancy | null> => {
  const [row] = await db.$queryRaw<ShownRow[]>`
    SELECT ${position}::int AS position, d.pattern_id::text AS "patternId", d.correlation_id AS "correlationId", d.kind,
           d.field, d.legacy, d.target, d.sent, d.outcome, r.number AS run, r.window_to AS "windowTo"
      FROM run r
      JOIN run_batch b ON b.run_id = r.id AND b.let_go_at IS NULL AND b.first <= ${position}
       AND b.first + b.lines > ${position}
      JOIN discrepancy d ON d.run_id = r.id AND d.received_at = b.received_at AND d.batch = b.batch
       AND d.position = ${position} - b.first
     WHERE r.context_id = ${contextId}::uuid AND r.number = ${run}`;
  return row === undefined ? null : { ...stored(row), run: row.run, windowTo: row.windowTo };
};
