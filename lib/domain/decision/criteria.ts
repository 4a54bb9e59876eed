import { momentText } from '@/lib/domain/criteria/sentence';
import { type EvaluationInput, isStanding, outcomeAt } from './evaluation';
import { rulesOf } from './kinds/all';
import type { Payload } from './payload';

/** The evaluations that a decision answers for, as its kind says. */
export const criteriaFor = (payload: Payload, evaluations: readonly EvaluationInput[]): EvaluationInput[] =>
  rulesOf(payload.kind).criteria(payload, evaluations);

/** The same at an instant: what has outlived its `validUntil` is stale, whoever evaluated it. */
export const criteriaAt = (payload: Payload, evaluations: readonly EvaluationInput[], at: Date): EvaluationInput[] =>
  criteriaFor(payload, evaluations).map((evaluation) => {
    const outcome = outcomeAt(evaluation, at);
    if (outcome === evaluation.outcome) return evaluation;
    const since = evaluation.validUntil === null ? '' : momentText(evaluation.validUntil);
    return { ...evaluation, outcome, sentence: `${evaluation.sentence} It was good until ${since}.` };
  });

/** Blocking criteria that are neither met nor waived. */
export const unmet = (evaluations: readonly EvaluationInput[]): EvaluationInput[] =>
  evaluations.filter((evaluation) => evaluation.blocking && !isStanding(evaluation.outcome));
