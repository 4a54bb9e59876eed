import type { Principal } from '@/lib/domain/access/principal';
import type { EmergencyReview, WentBack } from '@/lib/domain/decision/break-glass';
import { decideExpire, supersede } from '@/lib/domain/decision/end';
import { isReview } from '@/lib/domain/decision/kinds/all';
import type { RolledBack } from '@/lib/domain/decision/rollback';
import type { World } from '@/lib/domain/decision/world';
import { listDecisions } from '@/lib/store/decisions';
import { closeDecision, insertDecision } from '@/lib/store/keep-decision';
import type { ProgramTx } from '@/lib/usecases/transact';
import { keepRollback } from './keep-execution';

// What is done outside the gates is kept in one transaction with the review that it opens.

const aboutOf = (tx: ProgramTx, { versions }: Pick<World, 'versions'>) => ({
  programId: tx.program.id,
  openedPolicy: versions.policy,
  validUntil: null,
});

/** A rollback inside its window, done, and its review. */
export const keepRolledBack = async (tx: ProgramTx, rolled: RolledBack, by: Principal, world: World): Promise<void> => {
  const { rollback, review, reviewDueAt, effects } = rolled;
  const about = aboutOf(tx, world);
  await insertDecision(tx.db, { ...about, decision: rollback, inWindow: true });
  await keepRollback(tx, rollback, by, effects);
  await insertDecision(tx.db, { ...about, decision: review, dueAt: reviewDueAt, reviewOf: rollback.id });
};

/** A break-glass move back to legacy, done, and its review. */
export const keepWentBack = async (tx: ProgramTx, back: WentBack, by: Principal, world: World): Promise<void> => {
  await insertDecision(tx.db, { ...aboutOf(tx, world), decision: back.decision });
  await keepRollback(tx, back.decision, by, back.effects);
  await keepEmergencyReview(tx, back, back.decision.id, world);
};

/** The review of a break-glass move. */
export const keepEmergencyReview = async (
  tx: ProgramTx,
  { review, dueAt }: EmergencyReview,
  breakGlassId: string,
  world: World,
): Promise<void> => {
  await insertDecision(tx.db, { ...aboutOf(tx, world), decision: review, dueAt, reviewOf: breakGlassId });
};

/** Ends every other decision of the context that waits, with the reason; reviews stay, since nothing else answers them. */
export const supersedeOthers = async (
  tx: ProgramTx,
  contextId: string,
  { except, reason }: { except: string; reason: string },
): Promise<{ id: string; number: number }[]> => {
  const superseded: { id: string; number: number }[] = [];
  for (const { decision } of await listDecisions(tx.db, tx.program.id, { contextId, states: ['open'] })) {
    if (decision.id === except || isReview(decision.kind)) continue;
    const expired = decideExpire(decision, tx.at);
    const ended = expired ?? supersede(decision, { kind: 'supersede', reason });
    const state = expired === null ? 'superseded' : 'expired';
    await closeDecision(tx.db, decision.id, { state, at: tx.at, reason: ended.reason });
    for (const fact of ended.facts) tx.record(fact);
    if (expired === null) superseded.push({ id: decision.id, number: decision.number });
  }
  return superseded;
};
