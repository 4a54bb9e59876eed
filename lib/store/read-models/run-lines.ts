import type { Totals } from '@/lib/domain/comparison/run-facts';
import {
  type CheckOutcome,
  checkOutcomes,
  type Layer,
  layers,
  type RunStatus,
  runStatuses,
  type Workload,
  workloads,
} from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';
import { Prisma } from '@/prisma/generated/client';

/** A run as lists show it. */
export type RunLine = {
  id: string;
  number: number;
  contextId: string;
  source: string;
  externalId: string;
  layer: Layer;
  workload: Workload | null;
  windowFrom: Date;
  windowTo: Date;
  receivedAt: Date;
  status: RunStatus;
  outcome: CheckOutcome;
  totals: Totals | null;
  accepted: number;
  discrepancyCount: number;
  /** How many discrepancies there are in all, where some were still to come. */
  announced: number | null;
  baseline: boolean;
  superseded: boolean;
  warnings: number;
};

export type RunLineRow = Omit<RunLine, 'layer' | 'workload' | 'status' | 'outcome'> & {
  layer: string;
  workload: string | null;
  status: string;
  outcome: string;
};

export const toRunLine = (row: RunLineRow): RunLine => ({
  ...row,
  layer: wordOf(layers, row.layer),
  workload: row.workload === null ? null : wordOf(workloads, row.workload),
  status: wordOf(runStatuses, row.status),
  outcome: wordOf(checkOutcomes, row.outcome),
});

/** What a list reads of a run, called `r`. */
export const runColumns = Prisma.sql`
  r.id::text, r.number, r.context_id::text AS "contextId", r.source, r.external_id AS "externalId", r.layer, r.workload,
  r.window_from AS "windowFrom", r.window_to AS "windowTo", r.received_at AS "receivedAt", r.status, r.outcome, r.totals,
  COALESCE(r.accepted, 0) AS accepted, r.discrepancy_count AS "discrepancyCount", r.announced, r.baseline,
  r.superseded_by IS NOT NULL AS superseded, jsonb_array_length(r.warnings) AS warnings`;

/** The latest runs of a context by the window that they compared. */
export const listLatestRuns = async (db: Db, contextId: string, limit: number): Promise<RunLine[]> => {
  const rows = await db.$queryRaw<RunLineRow[]>`
    SELECT ${runColumns} FROM run r WHERE r.context_id = ${contextId}::uuid
     ORDER BY r.window_to DESC, r.number DESC LIMIT ${limit}`;
  return rows.map(toRunLine);
};

/** Outcomes of the runs received since an instant that count, and how many each. */
export const countOutcomesSince = (
  db: Db,
  programId: string,
  since: Date,
): Promise<{ outcome: string; count: number }[]> =>
  db.$queryRaw<{ outcome: string; count: number }[]>`
    SELECT outcome, count(*)::int AS count FROM run
     WHERE program_id = ${programId}::uuid AND received_at > ${since}::timestamptz AND NOT baseline
       AND superseded_by IS NULL GROUP BY outcome`;

/** Numbers of runs by id. */
export const listRunNumbers = (db: Db, ids: readonly string[]): Promise<{ id: string; number: number }[]> =>
  db.$queryRaw<{ id: string; number: number }[]>`
    SELECT id::text, number FROM run WHERE id = ANY(${[...ids]}::uuid[])`;

/** What identifies runs as they were sent, the latest window first. */
export const listSentRuns = (
  db: Db,
  ids: readonly string[],
): Promise<
  { number: number; source: string; externalId: string; windowTo: Date; workload: string | null; digest: string }[]
> =>
  db.$queryRaw`
    SELECT number, source, external_id AS "externalId", window_to AS "windowTo", workload, digest FROM run
     WHERE id = ANY(${[...ids]}::uuid[]) ORDER BY window_to DESC, number DESC`;
