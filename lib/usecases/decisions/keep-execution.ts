import { v7 as uuid } from 'uuid';
import type { Principal } from '@/lib/domain/access/principal';
import type { Decision } from '@/lib/domain/decision/decision';
import type { Effects } from '@/lib/domain/decision/effects';
import type { Executed } from '@/lib/domain/decision/execute';
import { saveEffects } from '@/lib/store/effects';
import { markExecuted } from '@/lib/store/keep-decision';
import { insertPreflight } from '@/lib/store/preflights';
import { keepChange } from '@/lib/usecases/decisions/keep-change';
import type { ProgramTx } from '@/lib/usecases/transact';
import { inNameOf } from './in-name-of';

/** Records the facts of an execution in their order, in the name of who did it, and writes what they say. */
const keepEffects = async (sent: ProgramTx, decision: Decision, by: Principal, effects: Effects): Promise<void> => {
  const tx = inNameOf(sent, by);
  const entries = effects.facts.map((fact) => ({ type: fact.type, index: tx.record(fact) }));
  const authority = entries.filter(({ type }) => type.startsWith('authority.')).map(({ index }) => index);
  const stage = entries.find(({ type }) => type === 'stage.changed')?.index ?? null;
  if (decision.contextId !== null) {
    const where = { contextId: decision.contextId, decisionId: decision.id };
    await saveEffects(tx.db, where, effects, { authority, stage });
  }
  // Their facts stand last, one for each, in the same order.
  const told = entries.slice(entries.length - effects.changes.length);
  for (const [position, change] of effects.changes.entries()) {
    const entry = told[position];
    if (entry === undefined) throw new Error('a change has no ledger entry');
    await keepChange(tx, decision, change, effects.effectiveFrom, entry.index);
  }
};

/** A rollback inside its window: no preflight and no sign-offs, one person who answers for it. */
export const keepRollback = async (
  tx: ProgramTx,
  decision: Decision,
  by: Principal,
  effects: Effects,
): Promise<void> => {
  const { effectiveFrom } = effects;
  await markExecuted(tx.db, decision, {
    ...{ at: tx.at, commitAllowanceMs: tx.commitAllowanceMs },
    ...{ by, effectiveFrom, preflightId: null, counted: [] },
  });
  await keepEffects(tx, decision, by, effects);
};

/** Everything else: with the preflight it stood on and the sign-offs that filled its slots. */
export const keepExecution = async (
  tx: ProgramTx,
  decision: Decision,
  by: Principal,
  executed: Executed,
  /** Who did it, where that is not who answers for it. */
  doer: Principal = by,
): Promise<void> => {
  const preflight = { id: uuid(), decisionId: decision.id, revision: decision.revision.number, at: tx.at };
  await insertPreflight(tx.db, preflight, executed.preflight);
  await markExecuted(tx.db, decision, {
    at: tx.at,
    commitAllowanceMs: tx.commitAllowanceMs,
    by,
    effectiveFrom: executed.effects.effectiveFrom,
    preflightId: preflight.id,
    counted: executed.counted.map(({ signOff, slot }) => ({
      signOffId: signOff.id,
      personId: signOff.personId,
      role: slot,
    })),
  });
  await keepEffects(tx, decision, doer, executed.effects);
};
