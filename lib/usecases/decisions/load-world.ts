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
  /** What the transaction that may execute it has until its commit, in milliseconds. */
  commitAllowanceMs?: number;
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

/** What every decision of a context, or of the program alone, stands on: the same for each until something is written. */
type Ground = Awaited<ReturnType<typeof loadGround>>;

const loadProgramGround = async (
  db: Db,
  { program, at, commitAllowanceMs }: Pick<WorldQuestion, 'program' | 'at' | 'commitAllowanceMs'>,
) => {
  const stored = await loadPolicy(db, program.id);
  const given = (await listPoliciesSince(db, program.id, new Date(at.getTime() - longestReliedOnMs))).map((row) => ({
    ...readPolicy(row),
    until: row.until,
  }));
  return {
    at,
    program: {
      id: program.id,
      slug: program.slug,
      zone: program.zone,
      hardDate: program.hardDate,
      dimensions: program.dimensions as Record<string, string[]>,
    },
    policy: readPolicy(stored),
    policyVersion: stored.version,
    leases: {
      ...leasesReliedOn(given, at),
      ...(commitAllowanceMs === undefined ? {} : { commitAllowanceMs }),
    },
    ...(await loadSigners(db, program.id, at)),
    emergencies: await listEmergencies(db, [program.id]),
  };
};

const loadContextGround = async (db: Db, contextId: string, at: Date) => {
  const context = await loadContextState(db, contextId);
  const criteria = await loadCriteriaSet(db, contextId);
  const rules = context.ruleSets.find((set) => set.state === 'in_force');
  return {
    context,
    inForce: { rules: rules?.version ?? null, criteria: criteria.version },
    holds: await listStandingHolds(db, { programId: context.programId, contextId, at }),
    reviews: await listReviews(db, contextId),
    governed: await loadGoverned(db, context.programId, context),
  };
};

const noContext = async (db: Db, programId: string) => ({
  context: null,
  inForce: { rules: null, criteria: null },
  holds: [],
  reviews: [],
  governed: await loadGoverned(db, programId, null),
});

/** Loaded once for several decisions of one context between which nothing is written. */
export const loadGround = async (
  db: Db,
  question: Pick<WorldQuestion, 'program' | 'contextId' | 'at' | 'commitAllowanceMs'>,
) => ({
  around: await loadProgramGround(db, question),
  local:
    question.contextId === null
      ? await noContext(db, question.program.id)
      : await loadContextGround(db, question.contextId, question.at),
});

/** The world of one payload on a ground that is known. */
export const worldOn = async (
  db: Db,
  ground: Ground,
  { program, payload, openedPolicy, at }: WorldQuestion,
): Promise<World> => {
  const { policyVersion, ...around } = ground.around;
  const { inForce, ...local } = ground.local;
  const same = openedPolicy === null || openedPolicy === policyVersion;
  return {
    ...around,
    ...local,
    openedPolicy: same ? around.policy : readPolicy(await loadPolicyVersion(db, program.id, openedPolicy)),
    versions: { policy: policyVersion, ...inForce },
    ...(await evaluate(db, local.context, payload, at)),
  };
};

/** Everything that a decision's standing depends on, as of now. */
export const loadWorld = async (db: Db, question: WorldQuestion): Promise<World> =>
  worldOn(db, await loadGround(db, question), question);

/** The same of a context. */
export const loadContextWorld = async (
  db: Db,
  question: WorldQuestion & { contextId: string },
): Promise<World & { context: RecordedContext }> => {
  const ground = await loadGround(db, question);
  const { context } = ground.local;
  if (context === null) throw new Error('a context has a ground of its own');
  return { ...(await worldOn(db, ground, question)), context };
};
