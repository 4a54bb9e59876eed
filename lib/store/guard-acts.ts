import type { Principal } from '@/lib/domain/access/principal';
import { type GuardAct, guardActs } from '@/lib/domain/words';
import type { Db } from './database';
import { wordOf } from './words';

type Row = {
  id: string;
  number: number;
  guards: { criterion: string; onBreak: string }[];
  from: string;
  to: string;
  laneIds: string[];
  acted: string[];
  executedBy: Principal;
  proposedBy: Principal;
};

/** An executed shift with guards, some of whose lanes may still go back through its own windows. */
export type GuardedShift = Omit<Row, 'guards'> & { guards: { criterion: string; onBreak: GuardAct }[] };

/** The guarded shifts of a context with a window that is neither used nor closed at an instant, oldest first. */
export const listGuardedShifts = async (db: Db, contextId: string, at: Date): Promise<GuardedShift[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT d.id::text, d.number, d.payload->'guards' AS guards, d.payload->>'from' AS "from", d.payload->>'to' AS "to",
           array_agg(w.lane_id::text) AS "laneIds", d.executed_by AS "executedBy", d.proposed_by AS "proposedBy",
           ARRAY(SELECT g.criterion FROM guard_act g WHERE g.decision_id = d.id) AS acted
      FROM decision d JOIN rollback_window w ON w.decision_id = d.id AND w.ended_at IS NULL AND w.closes_at > ${at}
     WHERE d.context_id = ${contextId}::uuid AND d.kind = 'advance' AND d.state = 'executed' AND d.payload ? 'guards'
     GROUP BY d.id ORDER BY d.number`;
  return rows.map(({ guards, ...row }) => ({
    ...row,
    guards: guards.map(({ criterion, onBreak }) => ({ criterion, onBreak: wordOf(guardActs, onBreak) })),
  }));
};

/** Contexts with a guard that has not acted and a window through which it could, by their program. */
export const listGuardedContexts = (db: Db, at: Date): Promise<{ program: string; contextId: string }[]> =>
  db.$queryRaw`
    SELECT DISTINCT p.slug AS program, d.context_id::text AS "contextId"
      FROM decision d JOIN program p ON p.id = d.program_id
           JOIN rollback_window w ON w.decision_id = d.id AND w.ended_at IS NULL AND w.closes_at > ${at}
     WHERE d.kind = 'advance' AND d.state = 'executed' AND d.payload ? 'guards'
       AND jsonb_array_length(d.payload->'guards') > (SELECT count(*) FROM guard_act g WHERE g.decision_id = d.id)
     ORDER BY 1, 2`;

/** Notes that a guard acted, and what it led to. */
export const insertGuardAct = async (
  db: Db,
  act: { decisionId: string; criterion: string; actedAt: Date; ledKind: 'rollback' | 'hold'; ledId: string },
): Promise<void> => {
  await db.guardAct.create({ data: act });
};
