import type { Db } from './database';

export type DiscrepancyRow = {
  runId: string;
  position: number;
  patternId: string | null;
  correlationId: string | null;
  kind: string;
  field: string | null;
  legacy: string | null;
  target: string | null;
  dimensions: unknown;
  observedAt: Date | null;
  outcome: string;
};

/**
 * Discrepancies of a run in the order in which they were sent, from a position on; what was let go is not among them. Each
 * batch is entered where the page begins, so that a page costs the same wherever it stands.
 */
export const listDiscrepancies = (
  db: Db,
  runId: string,
  page: { from: number; limit: number; patternId?: string },
): Promise<DiscrepancyRow[]> =>
  db.$queryRaw<DiscrepancyRow[]>`
    SELECT d.run_id::text AS "runId", b.first + d.position AS position, d.pattern_id::text AS "patternId",
           d.correlation_id AS "correlationId", d.kind, d.field, d.legacy, d.target, d.dimensions,
           d.observed_at AS "observedAt", d.outcome
      FROM run_batch b CROSS JOIN LATERAL (
        SELECT * FROM discrepancy each
         WHERE each.run_id = b.run_id AND each.received_at = b.received_at AND each.batch = b.batch
           AND each.position >= ${page.from} - b.first
           AND (${page.patternId ?? null}::uuid IS NULL OR each.pattern_id = ${page.patternId ?? null}::uuid)
         ORDER BY each.position LIMIT ${page.limit}) AS d
     WHERE b.run_id = ${runId}::uuid AND b.let_go_at IS NULL AND b.first + b.lines > ${page.from}
     ORDER BY b.first, d.position LIMIT ${page.limit}`;
