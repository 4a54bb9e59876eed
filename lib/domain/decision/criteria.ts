import { type EvaluationInput, isStanding, outcomeAt } from './evaluation';
import type { Payload } from './payload';

/**
 * The evaluations that a decision answers for: all of its transition when it moves forward; going back, only those the
 * criteria set names for that, and never a match rate; none for what moves no authority.
 */
export const criteriaFor = (payload: Payload, evaluations: readonly EvaluationInput[]): EvaluationInput[] => {
  switch (payload.kind) {
    case 'advance':
      return [...evaluations];
    case 'rollback':
      return payload.withinWindow ? [] : evaluations.filter((evaluation) => evaluation.kind !== 'match_rate');
    case 'review_rollback':
    case 'activate_rules':
      return [];
  }
};

/** The same at an instant: what has outlived its `validUntil` is stale, whoever evaluated it. */
export const criteriaAt = (payload: Payload, evaluations: readonly EvaluationInput[], at: Date): EvaluationInput[] =>
  criteriaFor(payload, evaluations).map((evaluation) => {
    const outcome = outcomeAt(evaluation, at);
    if (outcome === evaluation.outcome) return evaluation;
    const since = evaluation.validUntil?.toISOString() ?? '';
    return { ...evaluation, outcome, sentence: `${evaluation.sentence} It was good until ${since}.` };
  });

/** Blocking criteria that are neither met nor waived. */
export const unmet = (evaluations: readonly EvaluationInput[]): EvaluationInput[] =>
  evaluations.filter((evaluation) => evaluation.blocking && !isStanding(evaluation.outcome));
