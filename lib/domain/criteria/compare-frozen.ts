import type { EvaluationOutcome } from '@/lib/domain/words';
import type { Evaluation } from './evaluation';

/** A blocking criterion that was met or waived and no longer is, or was not for a while. */
export type Departure = { key: string; from: EvaluationOutcome; to: EvaluationOutcome; at: Date };

/** What was kept of an earlier look: the frozen evaluations, or those of the last look since. Instants may be text. */
export type EarlierEvaluation = {
  key: string;
  blocking: boolean;
  outcome: EvaluationOutcome;
  validUntil: Date | string | null;
};

const stands = (outcome: EvaluationOutcome): boolean => outcome === 'met' || outcome === 'waived';

/**
 * Blocking criteria that left met or waived between an earlier look and the one at `at`, ordered by key. One whose
 * `validUntil` passed in between left it then, although newer evidence may make it met again now: nobody need have
 * looked. So the earlier look must be the latest there was: a look after new evidence renews `validUntil`.
 */
export const compareFrozen = (
  earlier: readonly EarlierEvaluation[],
  now: readonly Evaluation[],
  at: Date,
): Departure[] => {
  const byKey = new Map(now.map((evaluation) => [evaluation.key, evaluation]));
  return earlier
    .filter((evaluation) => evaluation.blocking && stands(evaluation.outcome))
    .flatMap((was): Departure[] => {
      const is = byKey.get(was.key)?.outcome ?? 'insufficient';
      const lapse = was.validUntil === null ? null : new Date(was.validUntil);
      const lapsed = lapse !== null && lapse.getTime() <= at.getTime();
      if (stands(is) && !lapsed) return [];
      const to = stands(is) ? 'stale' : is;
      return [{ key: was.key, from: was.outcome, to, at: lapsed ? lapse : at }];
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1));
};
