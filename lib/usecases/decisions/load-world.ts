import type { Payload } from '@/lib/domain/decision/payload';
import type { World } from '@/lib/domain/decision/world';
import { Refused } from '@/lib/domain/kernel/refusal';
import { parsePolicy } from '@/lib/domain/policy/document';
import { transitionsOf } from '@/lib/domain/stage/transition';
import { loadContextState, type RecordedContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { loadRoleHolders } from '@/lib/store/members';
import { loadCriteriaSet, loadPolicy } from '@/lib/store/policies';
import { listReviews, listStandingHolds } from '@/lib/store/stops';
import { evaluateMove, type MoveEvaluations } from '@/lib/usecases/evidence/evaluate-move';

/** Whose standing is asked for: a payload on record, or one that is being thought about. */
export type WorldQuestion = { programId: string; contextId: string; payload: Payload | null; at: Date };

const evaluate = async (
  db: Db,
  context: RecordedContext,
  payload: Payload | null,
  at: Date,
): Promise<MoveEvaluations> => {
  if (payload?.kind !== 'advance') return { evaluations: [], blocks: [] };
  const transitions = transitionsOf(payload.from, payload.to, context.lanes.length);
  return evaluateMove(db, context, { transitions, lanes: payload.lanes }, at);
};

/** Everything that a decision's standing depends on, as of now. */
export const loadWorld = async (db: Db, question: WorldQuestion): Promise<World & { context: RecordedContext }> => {
  const { programId, contextId, payload, at } = question;
  const context = await loadContextState(db, contextId);
  const stored = await loadPolicy(db, programId);
  const policy = parsePolicy(stored.document);
  if (!policy.ok) throw new Refused(policy.refusal);
  const criteria = await loadCriteriaSet(db, contextId);
  const rules = context.ruleSets.find((set) => set.state === 'in_force');
  return {
    at,
    context,
    policy: policy.value,
    versions: { policy: stored.version, rules: rules?.version ?? null, criteria: criteria.version },
    holders: await loadRoleHolders(db, programId),
    ...(await evaluate(db, context, payload, at)),
    holds: await listStandingHolds(db, contextId),
    reviews: await listReviews(db, contextId),
  };
};
