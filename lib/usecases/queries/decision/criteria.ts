import type { CriterionView, DecisionView } from '@/lib/contract/views/decision';
import { criteriaAt } from '@/lib/domain/decision/criteria';
import type { EvaluationInput, FrozenEvaluation } from '@/lib/domain/decision/evaluation';
import type { Viewed } from '@/lib/domain/decision/view-check';
import type { Stage } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { isUndecidedAt } from '@/lib/usecases/queries/parts/decision-line';
import { type EvidenceNames, evaluationView } from '@/lib/usecases/queries/parts/evaluation-view';
import { gateOf, stopText } from '@/lib/usecases/queries/parts/gate';
import { type Evaluated, evaluateIn, moveOf, type Picture } from '@/lib/usecases/queries/parts/picture';

type Kept = FrozenEvaluation | EvaluationInput;

const itemOf = (
  now: Kept,
  index: number,
  frozen: readonly FrozenEvaluation[],
  view: (evaluation: Kept) => CriterionView['now'],
  draft: boolean,
): CriterionView => {
  const was = frozen.find(({ key }) => key === now.key);
  const [shown, before] = [view(now), was === undefined ? null : view(was)];
  return {
    number: index + 1,
    now: shown,
    frozen: before === null ? null : { outcome: before.outcome, value: before.value, sampleSize: before.sampleSize },
    // What was never frozen cannot have moved since.
    moved: !draft && (before === null || before.outcome !== shown.outcome || before.value !== shown.value),
  };
};

type Input = {
  picture: Picture;
  context: ListedContext;
  viewed: Viewed;
  /** The preflight that it was executed on; null where there is none. */
  preflight: { at: Date; evaluations: readonly FrozenEvaluation[] } | null;
  names: EvidenceNames;
};

/** The criteria of a decision as frozen and as of now, with the gate that they make; null for kinds without any. */
export const decisionCriteria = ({ picture, context, viewed, preflight, names }: Input): DecisionView['criteria'] => {
  const { decision, world } = viewed;
  const { payload, revision } = decision;
  if (payload.kind !== 'advance') return null;
  const set = picture.criteria.get(context.id);
  const draft = decision.state === 'draft';
  const open = isUndecidedAt(decision, picture.now);
  const evaluated = evaluateIn(picture, context, moveOf(context, payload));
  const kept: readonly Kept[] = open
    ? criteriaAt(payload, world.evaluations, world.at)
    : (preflight?.evaluations ?? revision.document.evaluations);
  const stages: { from: Stage; to: Stage } = payload;
  const standing: Evaluated = open ? evaluated : { evaluations: asEvaluations(kept), blocks: [] };
  const at = open ? picture.now : (preflight?.at ?? revision.openedAt);
  const frozen = draft ? [] : revision.document.evaluations;
  const view = (evaluation: Kept) => evaluationView(evaluation, set?.document, names);
  return {
    version: revision.document.versions.criteria ?? 0,
    gate: gateOf({ ...stages, decided: true }, standing, open ? stopText(picture, context) : null, at),
    frozenAt: draft ? null : revision.openedAt.toISOString(),
    evaluatedAt: at.toISOString(),
    items: kept.map((evaluation, index) => itemOf(evaluation, index, frozen, view, draft)),
    structural: open ? evaluated.blocks.map(({ message }) => message) : [],
  };
};

const instantOf = (instant: Date | string | null): Date | null =>
  typeof instant === 'string' ? new Date(instant) : instant;

/** Kept evaluations in the shape that a gate's standing is computed from. */
const asEvaluations = (kept: readonly Kept[]): Evaluated['evaluations'] =>
  kept.map((evaluation) => ({
    key: evaluation.key,
    criterion: evaluation.key,
    lane: null,
    gate: 'decision',
    kind: 'expected_checks',
    blocking: evaluation.blocking,
    outcome: evaluation.outcome,
    value: evaluation.value,
    threshold: evaluation.threshold ?? '',
    sampleSize: evaluation.sampleSize,
    window: { from: instantOf(evaluation.window.from), to: instantOf(evaluation.window.to) },
    validUntil: null,
    evidence: [],
    sentence: evaluation.sentence,
  }));
