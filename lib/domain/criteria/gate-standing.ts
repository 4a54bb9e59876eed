import { type EvaluationOutcome, evaluationOutcomes } from '@/lib/domain/words';
import type { Evaluation } from './evaluation';
import type { StructuralBlock } from './structural-blocks';

/** How a gate stands: `words` counts outcomes as "11 of 13 met, 1 waived, 1 stale". */
export type GateStanding = {
  open: boolean;
  counts: Record<EvaluationOutcome, number>;
  words: string;
  /** Of the blocking evaluations: how many are asked, how many are met, and how many stand with accepted risks. */
  tally: { asked: number; met: number; withRisks: number };
  /** Blocking evaluations that are neither met nor waived. */
  unmet: Evaluation[];
};

const countOutcomes = (evaluations: readonly Pick<Evaluation, 'outcome'>[]): Record<EvaluationOutcome, number> => {
  const counts = { met: 0, not_met: 0, insufficient: 0, stale: 0, errored: 0, waived: 0 };
  for (const { outcome } of evaluations) counts[outcome] += 1;
  return counts;
};

const stands = (outcome: EvaluationOutcome): boolean => outcome === 'met' || outcome === 'waived';

/** The blocking evaluations counted, once as they are and once with accepted risks. */
export const tallyOf = (
  evaluations: readonly { blocking: boolean; outcome: EvaluationOutcome }[],
): GateStanding['tally'] => {
  const blocking = evaluations.filter((evaluation) => evaluation.blocking);
  const met = blocking.filter(({ outcome }) => outcome === 'met').length;
  return { asked: blocking.length, met, withRisks: blocking.filter(({ outcome }) => stands(outcome)).length };
};

/** A gate opens only when nothing blocks its structure, something blocking is asked, and all of that is met or waived. */
export const gateStanding = (evaluations: readonly Evaluation[], blocks: readonly StructuralBlock[]): GateStanding => {
  const counts = countOutcomes(evaluations);
  const blocking = evaluations.filter((evaluation) => evaluation.blocking);
  const unmet = blocking.filter((evaluation) => !stands(evaluation.outcome));
  const others = evaluationOutcomes.filter((outcome) => outcome !== 'met' && counts[outcome] > 0);
  const words = [
    `${counts.met} of ${evaluations.length} met`,
    ...others.map((outcome) => `${counts[outcome]} ${outcome.replaceAll('_', ' ')}`),
  ].join(', ');
  const tally = tallyOf(evaluations);
  return { open: blocks.length === 0 && blocking.length > 0 && unmet.length === 0, counts, words, tally, unmet };
};
