import type { FrozenEvaluation } from '@/lib/domain/decision/evaluation';
import { evaluationOutcomes } from '@/lib/domain/words';
import type { Db } from './database';
import { json } from './json-column';
import { wordOf } from './words';

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** Keeps the fresh look at the criteria that an execution stands on. */
export const insertPreflight = async (
  db: Db,
  preflight: { id: string; decisionId: string; revision: number; at: Date },
  evaluations: readonly FrozenEvaluation[],
): Promise<void> => {
  await db.preflight.create({ data: preflight });
  await db.evaluation.createMany({
    data: evaluations.map((evaluation, position) => ({
      preflightId: preflight.id,
      position,
      key: evaluation.key,
      gate: evaluation.gate,
      kind: evaluation.kind,
      blocking: evaluation.blocking,
      outcome: evaluation.outcome,
      value: evaluation.value,
      threshold: evaluation.threshold ?? '',
      sampleSize: evaluation.sampleSize,
      windowFrom: instant(evaluation.window.from),
      windowTo: instant(evaluation.window.to),
      validUntil: instant(evaluation.validUntil),
      evidence: json(evaluation.evidence),
      sentence: evaluation.sentence,
    })),
  });
};

/** A preflight as it was frozen; its digest is the one that the ledger names. */
export const loadPreflight = async (
  db: Db,
  id: string,
): Promise<{ at: Date; evaluations: FrozenEvaluation[] } | null> => {
  const row = await db.preflight.findUnique({
    where: { id },
    include: { evaluations: { orderBy: { position: 'asc' } } },
  });
  if (row === null) return null;
  const text = (at: Date | null): string | null => at?.toISOString() ?? null;
  return {
    at: row.at,
    evaluations: row.evaluations.map((evaluation) => ({
      key: evaluation.key,
      gate: evaluation.gate,
      kind: evaluation.kind,
      blocking: evaluation.blocking,
      outcome: wordOf(evaluationOutcomes, evaluation.outcome),
      value: evaluation.value,
      threshold: evaluation.threshold,
      sampleSize: evaluation.sampleSize === null ? null : Number(evaluation.sampleSize),
      window: { from: text(evaluation.windowFrom), to: text(evaluation.windowTo) },
      validUntil: text(evaluation.validUntil),
      evidence: evaluation.evidence as FrozenEvaluation['evidence'],
      sentence: evaluation.sentence,
    })),
  };
};
