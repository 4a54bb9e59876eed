import type { LaneName } from '@/lib/domain/authority/lane';
import type { Workload } from '@/lib/domain/words';
import type { Db } from './database';

export type WindowTold = 'closing' | 'closed';

/** A rollback window of which the ledger has not yet told that it is about to close, or that it closed. */
export type UntoldWindow = LaneName & {
  laneId: string;
  decision: { id: string; number: number };
  context: { id: string; slug: string };
  closesAt: Date;
};

type Row = {
  laneId: string;
  workload: Workload;
  audience: string;
  decisionId: string;
  number: number;
  contextId: string;
  slug: string;
  closesAt: Date;
};

/**
 * Windows of a program that nobody used and that close by an instant: with `closing` those still open at `at`, with
 * `closed` those that closed by then; each only until it is told.
 */
export const listUntoldWindows = async (
  db: Db,
  programId: string,
  { kind, at, by }: { kind: WindowTold; at: Date; by: Date },
): Promise<UntoldWindow[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT w.lane_id::text AS "laneId", l.workload, a.kind || ':' || a.slug AS audience, d.id::text AS "decisionId",
           d.number, c.id::text AS "contextId", c.slug, w.closes_at AS "closesAt"
      FROM rollback_window w JOIN lane l ON l.id = w.lane_id JOIN audience a ON a.id = l.audience_id
           JOIN decision d ON d.id = w.decision_id JOIN context c ON c.id = l.context_id
     WHERE l.program_id = ${programId}::uuid AND w.ended_at IS NULL AND w.closes_at <= ${by}
       AND (${kind} = 'closed' OR w.closes_at > ${at})
       AND NOT EXISTS (SELECT 1 FROM window_mark m WHERE m.lane_id = w.lane_id AND m.decision_id = w.decision_id
                          AND m.kind = ${kind} AND m.closes_at = w.closes_at)
     ORDER BY w.closes_at, d.number, l.workload, a.position`;
  return rows.map(({ decisionId, number, contextId, slug, ...row }) => ({
    ...row,
    decision: { id: decisionId, number },
    context: { id: contextId, slug },
  }));
};

export const insertWindowMark = async (db: Db, window: UntoldWindow, kind: WindowTold): Promise<void> => {
  const { laneId, decision, closesAt } = window;
  await db.windowMark.create({ data: { laneId, decisionId: decision.id, kind, closesAt } });
};
