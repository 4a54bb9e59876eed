import type { Principal } from '@/lib/domain/access/principal';
import { type GuardAct, guardActs } from '@/lib/domain/words';
import { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { wordOf } from './words';

type Row = {
  id: string;
  number: number;
  guards: { criterion: string; onBreak: string }[];
  from: string;
  to: string;
  /** How many lanes there were: by it one decision was two transitions at once, however many there are now. */
  laneCount: number;
  /** The version of the criteria set that its signers signed. */
  criteria: number;
  executedAt: Date;
  effectiveFrom: Date;
  /**
   * Its lanes, and those that were drawn anew from them, each with the decision whose window is its way back and the lane
   * of the shift that it stems from.
   */
  windows: { laneId: string; openerId: string; originId: string }[];
  acted: string[];
  executedBy: Principal;
  proposedBy: Principal;
};

/** An executed shift with guards, some of whose lanes may still go back through its own windows. */
export type GuardedShift = Omit<Row, 'guards'> & { guards: { criterion: string; onBreak: GuardAct }[] };

/**
 * Lanes that a guarded shift moved, with its window, and lanes that took their keys from them while they stood by it: who
 * is served is drawn anew, and what watches over it stays.
 */
const guardedLanes = Prisma.sql`
  WITH RECURSIVE guarded (shift_id, origin_id, lane_id, opener_id) AS (
    SELECT d.id, w.lane_id, w.lane_id, d.id FROM decision d JOIN rollback_window w ON w.decision_id = d.id
     WHERE d.kind = 'advance' AND d.state = 'executed' AND d.payload ? 'guards'
    UNION
    SELECT g.shift_id, g.origin_id, p.lane_id, i.decision_id FROM guarded g
      JOIN lane_parent p ON p.parent_id = g.lane_id
      JOIN authority_interval e ON e.lane_id = g.lane_id AND e.decision_id = g.opener_id
      JOIN authority_interval i ON i.lane_id = p.lane_id AND i.starts_at = e.ends_at AND i.side = 'target')`;

/** The guarded shifts of a context with a window that is neither used nor closed at an instant, oldest first. */
export const listGuardedShifts = async (db: Db, contextId: string, at: Date): Promise<GuardedShift[]> => {
  const rows = await db.$queryRaw<Row[]>`
    ${guardedLanes}
    SELECT d.id::text, d.number, d.payload->'guards' AS guards, d.payload->>'from' AS "from", d.payload->>'to' AS "to",
           (d.payload->>'laneCount')::int AS "laneCount", (r.document #>> '{versions,criteria}')::int AS criteria,
           d.closed_at AS "executedAt", d.effective_from AS "effectiveFrom",
           d.executed_by AS "executedBy", d.proposed_by AS "proposedBy",
           jsonb_agg(jsonb_build_object('laneId', w.lane_id, 'openerId', w.decision_id, 'originId', g.origin_id)) AS windows,
           ARRAY(SELECT g.criterion FROM guard_act g WHERE g.decision_id = d.id) AS acted
      FROM decision d JOIN guarded g ON g.shift_id = d.id
           JOIN decision_revision r ON r.decision_id = d.id AND r.revision = d.revision
           JOIN rollback_window w ON w.lane_id = g.lane_id AND w.decision_id = g.opener_id
            AND w.ended_at IS NULL AND w.closes_at > ${at}
     WHERE d.context_id = ${contextId}::uuid
     GROUP BY d.id, r.decision_id, r.revision ORDER BY d.number`;
  return rows.map(({ guards, ...row }) => ({
    ...row,
    guards: guards.map(({ criterion, onBreak }) => ({ criterion, onBreak: wordOf(guardActs, onBreak) })),
  }));
};

/** Contexts with a guard that has not acted and a window through which it could, by their program. */
export const listGuardedContexts = (db: Db, at: Date): Promise<{ program: string; contextId: string }[]> =>
  db.$queryRaw`
    ${guardedLanes}
    SELECT DISTINCT p.slug AS program, d.context_id::text AS "contextId"
      FROM decision d JOIN program p ON p.id = d.program_id JOIN guarded g ON g.shift_id = d.id
           JOIN rollback_window w ON w.lane_id = g.lane_id AND w.decision_id = g.opener_id
            AND w.ended_at IS NULL AND w.closes_at > ${at}
     WHERE jsonb_array_length(d.payload->'guards') > (SELECT count(*) FROM guard_act g WHERE g.decision_id = d.id)
     ORDER BY 1, 2`;

/** Notes that a guard acted, and what it led to. */
export const insertGuardAct = async (
  db: Db,
  act: { decisionId: string; criterion: string; actedAt: Date; ledKind: 'rollback' | 'hold'; ledId: string },
): Promise<void> => {
  await db.guardAct.create({ data: act });
};
