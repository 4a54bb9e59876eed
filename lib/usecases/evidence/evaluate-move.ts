import { z } from 'zod';
import { expectedCheckSchema } from '@/lib/contract/manifest-context';
import { audienceRef, type CohortAudience, type LaneName } from '@/lib/domain/authority/lane';
import { type CriteriaSetDocument, criteriaOf, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { type Evidence, evaluateCriteria, type Question } from '@/lib/domain/criteria/evaluate';
import type { Evaluation } from '@/lib/domain/criteria/evaluation';
import type { ExpectedCheck } from '@/lib/domain/criteria/facts';
import { type StructuralBlock, structuralBlocks } from '@/lib/domain/criteria/structural-blocks';
import { waive } from '@/lib/domain/criteria/waive';
import { returnedAt } from '@/lib/domain/decision/returned-at';
import { durationMs } from '@/lib/domain/kernel/duration';
import type { Transition } from '@/lib/domain/stage/transition';
import { loadExpectedChecks } from '@/lib/store/context-declarations';
import type { RecordedContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listAttestations, listPatternFacts, listRunFacts, type Reach } from '@/lib/store/evidence-facts';
import { listRisks } from '@/lib/store/governed';
import { loadCriteriaSet } from '@/lib/store/policies';

export type MoveEvaluations = { evaluations: Evaluation[]; blocks: StructuralBlock[] };

/**
 * A move of a context: what it is made of, and the lanes that go to target. `signed` asks what was signed once instead of
 * what is asked now: by those criteria, with the gaps that were owned at that instant.
 */
export type Move = {
  transitions: readonly Transition[];
  lanes: readonly LaneName[];
  signed?: { criteria: CriteriaSetDocument; at: Date };
};

const dayMs = 86_400_000;

/** What a context declares that its runs must cover, as the domain evaluates it. */
export const toExpected = (stored: unknown): ExpectedCheck[] =>
  z
    .array(expectedCheckSchema)
    .parse(stored)
    .map(({ cadence, grace, workload, ...check }) => ({
      ...check,
      workload: workload ?? null,
      cadence: durationMs(cadence) ?? 0,
      grace: durationMs(grace) ?? 0,
    }));

/** How far back the criteria of a move look; a little further, so that what has just left a window can still be named. */
export const reachOf = (
  document: CriteriaSetDocument,
  transitions: readonly Transition[],
  expected: readonly ExpectedCheck[],
  at: Date,
): Reach => {
  const criteria = criteriaOf(document, transitions);
  const days = criteria.map((criterion) => {
    if (criterion.kind === 'coverage') return criterion.window.days;
    if (criterion.kind === 'match_rate' && 'days' in criterion.window) return criterion.window.days;
    if (criterion.kind === 'discrepancy_ceiling') return criterion.freshnessHours / 24;
    return 1;
  });
  const runs = criteria.map((criterion) =>
    criterion.kind === 'match_rate' && 'runs' in criterion.window ? criterion.window.runs : 1,
  );
  const waits = expected.map(({ cadence, grace }) => (cadence + grace) / dayMs);
  const farthest = Math.max(1, ...days, ...waits) + 1;
  return { since: new Date(at.getTime() - farthest * dayMs), runs: Math.max(3, ...runs) * 2 };
};

const loadEvidence = async (
  db: Db,
  context: RecordedContext,
  expectedChecks: ExpectedCheck[],
  reach: Reach,
): Promise<Evidence> => ({
  runs: await listRunFacts(db, [context.id], reach),
  patterns: await listPatternFacts(db, [context.id]),
  attestations: await listAttestations(db, [context.id]),
  expectedChecks,
  proofs: context.proofs,
});

const isNamed = (lanes: readonly LaneName[], workload: string, audience: string): boolean =>
  lanes.some((lane) => lane.workload === workload && lane.audience === audience);

/** What a move asks of the criteria set: the lanes are looked up by the names they go by. */
export const questionOf = (document: CriteriaSetDocument, context: RecordedContext, move: Move): Question => ({
  document,
  transitions: move.transitions,
  lanes: context.lanes
    .map(({ lane }) => lane)
    .filter((lane) => isNamed(move.lanes, lane.workload, audienceRef(lane.audience))),
  returned: context.lanes.flatMap((state) => {
    const at = isNamed(move.lanes, state.lane.workload, audienceRef(state.lane.audience))
      ? returnedAt(context, state)
      : null;
    return at === null ? [] : [{ lane: state.lane, at }];
  }),
  cohorts: cohortsOf(context),
});

const cohortsOf = (context: RecordedContext): CohortAudience[] => {
  const cohorts = context.lanes.flatMap(({ lane }) => (lane.audience.kind === 'cohort' ? [lane.audience] : []));
  return [...new Map(cohorts.map((cohort) => [cohort.slug, cohort])).values()];
};

const criteriaInForce = async (db: Db, context: RecordedContext): Promise<CriteriaSetDocument> => {
  const stored = await loadCriteriaSet(db, context.id);
  const document = parseCriteriaSet(stored.document);
  if (!document.ok) throw new Error(`criteria set ${stored.version} of ${context.slug} does not parse`);
  return document.value;
};

/** Evaluates the criteria of a move at an instant, on everything on record now. */
export const evaluateMove = async (
  db: Db,
  context: RecordedContext,
  move: Move,
  at: Date,
): Promise<MoveEvaluations> => {
  if (move.transitions.length === 0) return { evaluations: [], blocks: [] };
  const { transitions, signed } = move;
  const document = signed?.criteria ?? (await criteriaInForce(db, context));
  const expected = toExpected(await loadExpectedChecks(db, context.id));
  const evidence = await loadEvidence(db, context, expected, reachOf(document, transitions, expected, at));
  const question = questionOf(document, context, move);
  const owned = await listRisks(db, [context.id]);
  const risks = signed === undefined ? owned : owned.filter(({ acceptedAt }) => acceptedAt <= signed.at);
  const waiving = { document, transitions, risks };
  return {
    evaluations: waive(evaluateCriteria(question, evidence, at), waiving, at),
    blocks: structuralBlocks(question, evidence),
  };
};
