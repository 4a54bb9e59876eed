import { byText } from '@/lib/domain/kernel/by-text';
import type { EvaluationOutcome } from '@/lib/domain/words';

/** What a decision needs to know of one evaluated criterion; evidence that is not there is null, never zero. */
export type EvaluationInput = {
  key: string;
  gate: string;
  kind: string;
  blocking: boolean;
  outcome: EvaluationOutcome;
  value: string | null;
  threshold: string | null;
  sampleSize: number | null;
  window: { from: Date | null; to: Date | null };
  validUntil: Date | null;
  evidence: readonly { kind: string; id: string; digest: string }[];
  sentence: string;
};

/** An evaluation as a revision or a preflight keeps it: JSON, instants as text. */
export type FrozenEvaluation = {
  key: string;
  gate: string;
  kind: string;
  blocking: boolean;
  outcome: EvaluationOutcome;
  value: string | null;
  threshold: string | null;
  sampleSize: number | null;
  window: { from: string | null; to: string | null };
  validUntil: string | null;
  evidence: { kind: string; id: string; digest: string }[];
  sentence: string;
};

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** Freezes evaluations as they stand, in an order that does not depend on how they came. */
export const freezeEvaluations = (evaluations: readonly EvaluationInput[]): FrozenEvaluation[] =>
  evaluations
    .map((evaluation) => ({
      key: evaluation.key,
      gate: evaluation.gate,
      kind: evaluation.kind,
      blocking: evaluation.blocking,
      outcome: evaluation.outcome,
      value: evaluation.value,
      threshold: evaluation.threshold,
      sampleSize: evaluation.sampleSize,
      window: { from: text(evaluation.window.from), to: text(evaluation.window.to) },
      validUntil: text(evaluation.validUntil),
      evidence: evaluation.evidence
        .map(({ kind, id, digest }) => ({ kind, id, digest }))
        .sort((a, b) => byText(`${a.kind}/${a.id}`, `${b.kind}/${b.id}`)),
      sentence: evaluation.sentence,
    }))
    .sort((a, b) => byText(a.key, b.key));

/** Only these two let a gate open. */
export const isStanding = (outcome: EvaluationOutcome): boolean => outcome === 'met' || outcome === 'waived';

/** What an evaluation is worth at `at`: past its `validUntil` a standing one is stale, whoever looked last. */
export const outcomeAt = (
  evaluation: { outcome: EvaluationOutcome; validUntil: Date | null },
  at: Date,
): EvaluationOutcome =>
  isStanding(evaluation.outcome) && evaluation.validUntil !== null && evaluation.validUntil <= at
    ? 'stale'
    : evaluation.outcome;
