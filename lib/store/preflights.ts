import type { FrozenEvaluation } from '@/lib/domain/decision/evaluation';
import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';

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
      evidence: evaluation.evidence as Prisma.InputJsonValue,
      sentence: evaluation.sentence,
    })),
  });
};

export const loadPreflight = (db: Db, id: string) =>
  db.preflight.findUnique({ where: { id }, include: { evaluations: { orderBy: { position: 'asc' } } } });
