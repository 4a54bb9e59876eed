import type { CriteriaAnswer, CriteriaQuery, EvaluationView } from '@/lib/contract/v1/criteria';
import type { LaneName } from '@/lib/domain/authority/lane';
import type { Evaluation } from '@/lib/domain/criteria/evaluation';
import { gateStanding } from '@/lib/domain/criteria/gate-standing';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { type Transition, transitions } from '@/lib/domain/stage/transition';
import { type Stage, workloads } from '@/lib/domain/words';
import { findContext, loadContextState, type RecordedContext } from '@/lib/store/contexts';
import { loadCriteriaSet } from '@/lib/store/policies';
import type { Context } from '@/lib/usecases/context';
import { evaluateMove } from '@/lib/usecases/evidence/evaluate-move';
import { inProgram } from './parts/viewing';

/** The next transition forward of a context at a stage; null where none is ahead that this build knows. */
export const nextTransition = (stage: Stage): Transition | null =>
  transitions.find((transition) => transition.startsWith(`${stage}>`) && !transition.endsWith(`>${stage}`)) ?? null;

const invalid = (pointer: string, detail: string) => refused('invalid_parameter', detail, [{ pointer, detail }]);

const transitionOf = (asked: string | undefined, stage: Stage): Transition | null => {
  if (asked === undefined) return nextTransition(stage);
  const found = transitions.find((transition) => transition === asked);
  if (found === undefined) throw invalid('transition', `is not one of ${transitions.join(', ')}`);
  return found;
};

const lanesOf = (asked: string | undefined, context: RecordedContext, transition: Transition | null): LaneName[] => {
  const known = context.lanes.map(({ lane }) => ({
    workload: lane.workload,
    audience: `${lane.audience.kind}:${lane.audience.slug}`,
  }));
  if (asked === undefined) return transition?.endsWith('>selective') || transition?.endsWith('>full') ? known : [];
  return asked.split(',').map((text) => {
    const [workload, audience] = text.trim().split('/');
    const found = known.find((lane) => lane.workload === workload && lane.audience === audience);
    if (found === undefined || !workloads.some((word) => word === workload)) {
      throw invalid(
        'lanes',
        `"${text}" is no lane of this context; one is ${known[0]?.workload ?? 'reads'}/${known[0]?.audience ?? 'cohort:rest'}`,
      );
    }
    return found;
  });
};

/** An evaluation as the API shows it. */
export const evaluationView = ({ window, validUntil, ...evaluation }: Evaluation): EvaluationView => ({
  key: evaluation.key,
  gate: evaluation.gate,
  kind: evaluation.kind,
  blocking: evaluation.blocking,
  lane: evaluation.lane,
  outcome: evaluation.outcome,
  value: evaluation.value,
  threshold: evaluation.threshold,
  sampleSize: evaluation.sampleSize,
  window:
    window.from === null || window.to === null
      ? null
      : { from: window.from.toISOString(), to: window.to.toISOString() },
  validUntil: validUntil?.toISOString() ?? null,
  evidence: evaluation.evidence,
  sentence: evaluation.sentence,
});

/** What a transition's criteria come to now; of all lanes where none are named. */
export const readCriteria = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  query: CriteriaQuery,
): Promise<Result<CriteriaAnswer>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const about = await findContext(db, program.id, contextSlug);
    if (about === null) throw refused('not_found', 'There is no such context in this program.');
    const state = await loadContextState(db, about.id);
    const transition = transitionOf(query.transition, state.stage);
    const lanes = lanesOf(query.lanes, state, transition);
    const { evaluations, blocks } = await evaluateMove(
      db,
      state,
      { transitions: transition === null ? [] : [transition], lanes },
      now,
    );
    const standing = gateStanding(evaluations, blocks);
    const rules = state.ruleSets.find((set) => set.state === 'in_force');
    return {
      context: about.slug,
      transition,
      criteriaSetVersion: (await loadCriteriaSet(db, about.id)).version,
      ruleSetVersion: rules?.version ?? null,
      evaluatedAt: now.toISOString(),
      open: transition !== null && standing.open,
      blocks: blocks.map(({ message }) => message),
      tally: standing.tally,
      evaluations: evaluations.map(evaluationView),
    };
  });
