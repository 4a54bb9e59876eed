import { leasesReliedOn, longestReliedOnMs } from '@/lib/domain/authority/lease';
import { forwardOf, type Payload } from '@/lib/domain/decision/payload';
import type { World } from '@/lib/domain/decision/world';
import { transitionsOf } from '@/lib/domain/stage/transition';
import { loadContextState, type RecordedContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listEmergencies } from '@/lib/store/emergencies';
import { listStandingHolds } from '@/lib/store/holds';
import { listPoliciesSince, loadCriteriaSet, loadPolicy, loadPolicyVersion } from '@/lib/store/policies';
import type { ProgramRow } from '@/lib/store/programs';
import { listReviews } from '@/lib/store/stops';
import { loadGoverned } from '@/lib/usecases/decisions/load-governed';
import { loadSigners, readPolicy } from '@/lib/usecases/decisions/load-signing';
import { evaluateMove, type MoveEvaluations } from '@/lib/usecases/evidence/evaluate-move';

/** Whose standing is asked for: a payload on record, or one that is being thought about; of a context, or the program. */
export type WorldQuestion = {
  program: ProgramRow;
  contextId: string | null;
  payload: Payload | null;
  /** The version of the policy that the decision was opened under; null for one that begins now. */
  openedPolicy: number | null;
  at: Date;
};

const evaluate = async (
  db: Db,
  context: RecordedContext | null,
  payload: Payload | null,
  at: Date,
): Promise<MoveEvaluations> => {
  const forward = forwardOf(payload);
  if (context === null || forward === null) return { evaluations: [], blocks: [] };
  const transitions = transitionsOf(forward.from, forward.to, context.lanes.length);
  const evaluated = await evaluateMove(db, context, { transitions, lanes: forward.lanes }, at);
  // Outside the gates it is shown how they stand, and they stop nothing.
  return forward.kind === 'break_glass' ? { ...evaluated, blocks: [] } : evaluated;
};

/** What a decision's standing depends on in the program alone. */
const programWorld = async (db: Db, { program, openedPolicy, at }: WorldQuestion) => {
  const stored = await loadPolicy(db, program.id);
  const policy = readPolicy(stored);
  const given = (await listPoliciesSince(db, program.id, new Date(at.getTime() - longestReliedOnMs))).map((row) => ({
    ...readPolicy(row),
    until: row.until,
  }));
  const same = openedPolicy === null || openedPolicy === stored.version;
  return {
    at,
    program: {
      id: program.id,
      slug: program.slug,
      zone: program.zone,
      hardDate: program.hardDate,
      dimensions: program.dimensions as Record<string, string[]>,
    },
    policy,
    openedPolicy: same ? policy : readPolicy(await loadPolicyVersion(db, program.id, openedPolicy)),
    leases: leasesReliedOn(given, at),
    versions: { policy: stored.version, rules: null, criteria: null },
    ...(await loadSigners(db, program.id, at)),
    emergencies: await listEmergencies(db, [program.id]),
  };
};

/** Everything that a decision's standing depends on, as of now. */
export const loadWorld = async (db: Db, question: WorldQuestion): Promise<World> =>
  question.contextId === null
    ? {
        ...(await programWorld(db, question)),
        context: null,
        evaluations: [],
        blocks: [],
        holds: [],
        reviews: [],
        governed: await loadGoverned(db, question.program.id, null),
      }
    : loadContextWorld(db, { ...question, contextId: question.contextId });

/** The same of a context. */
export const loadContextWorld = async (
  db: Db,
  question: WorldQuestion & { contextId: string },
): Promise<World & { context: RecordedContext }> => {
  const { contextId, payload, at } = question;
  const context = await loadContextState(db, contextId);
  const around = await programWorld(db, question);
  const criteria = await loadCriteriaSet(db, contextId);
  const rules = context.ruleSets.find((set) => set.state === 'in_force');
  return {
    ...around,
    context,
    versions: { ...around.versions, rules: rules?.version ?? null, criteria: criteria.version },
    ...(await evaluate(db, context, payload, at)),
    holds: await listStandingHolds(db, { programId: context.programId, contextId, at: question.at }),
    reviews: await listReviews(db, contextId),
    governed: await loadGoverned(db, context.programId, context),
  };
};
