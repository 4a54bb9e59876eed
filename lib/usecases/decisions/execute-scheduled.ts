import { momentText } from '@/lib/domain/criteria/sentence';
import { decideExecute } from '@/lib/domain/decision/execute';
import { returnToOpen } from '@/lib/domain/decision/return-to-open';
import { isBeforeItsDate, isLate, lateReason } from '@/lib/domain/decision/schedule';
import { standingOf } from '@/lib/domain/decision/standing';
import type { Viewed } from '@/lib/domain/decision/view-check';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { log } from '@/lib/log';
import { databaseNow } from '@/lib/store/database';
import { listDueByDate } from '@/lib/store/decisions';
import { beginRevision } from '@/lib/store/keep-decision';
import { system } from '@/lib/usecases/context';
import { type ProgramTx, read, transact } from '@/lib/usecases/transact';
import { lockgate } from './in-name-of';
import { keepExecution } from './keep-execution';
import { loadWorld } from './load-world';
import { loadDecision, recordAll } from './on-decision';
import { proposerMayNot } from './proposer-now';
import { refreshAround, refreshDecisions } from './refresh-decisions';
import { worldOf } from './world-of';

/** What became of a date that came. */
export type AtItsDate = 'executed' | 'returned' | 'waits';

const giveBack = async (tx: ProgramTx, viewed: Viewed, why: string): Promise<AtItsDate> => {
  const returned = returnToOpen(viewed, why);
  if (returned === null) {
    await refreshDecisions(tx, viewed.decision.contextId);
    return 'returned';
  }
  await beginRevision(tx.db, returned.decision, null);
  recordAll(tx, returned.facts);
  await refreshDecisions(tx, viewed.decision.contextId);
  return 'returned';
};

const carryOut = async (tx: ProgramTx, viewed: Viewed): Promise<AtItsDate> => {
  const { decision, world } = viewed;
  const { payload, proposer } = decision;
  if (isBeforeItsDate(payload, tx.at)) return 'waits';
  if (isLate(payload, tx.at)) return giveBack(tx, viewed, lateReason(payload));
  const standing = standingOf(viewed);
  // Nobody but signers is lacking: they may still come in time.
  if (standing.missing.length > 0 && standing.missing.every(({ code }) => code === 'sign_offs_missing')) return 'waits';
  const failed = (why: string) =>
    giveBack(
      tx,
      viewed,
      `It could not be executed on ${momentText(new Date(payload.scheduledFor ?? 0))} in the name of ${proposer.name}: ${why}`,
    );
  const mayNot = await proposerMayNot(tx.db, tx.program.id, proposer, tx.at);
  if (mayNot !== null) return failed(mayNot);
  const { number: revision, evidenceHash } = decision.revision;
  const executed = decideExecute({ ...viewed, world }, proposer, { revision, evidenceHash });
  if (!executed.ok) return failed(executed.refusal.detail);
  await keepExecution(tx, decision, proposer, executed.value, lockgate);
  await refreshAround(tx, decision);
  return 'executed';
};

/**
 * Executes one decision whose date has come, in the proposer's name, by the same preflight as anybody would; what fails
 * it, or comes more than 15 minutes late, is open again in a new revision without a date. Under the program's lock, so
 * that of two workers one finds it done.
 */
export const executeAtItsDate = (program: string, decisionId: string): Promise<Result<AtItsDate>> =>
  transact<AtItsDate>(system('scheduled'), program, async (tx) => {
    const recorded = await loadDecision(tx.db, tx.program.id, decisionId);
    const { decision, revisions, signOffs, validUntil } = recorded;
    const expired = decision.expiresAt !== null && decision.expiresAt <= tx.at;
    if (decision.state !== 'open' || decision.payload.scheduledFor === null || expired) return accept('waits');
    const world = await loadWorld(tx.db, worldOf(tx, recorded));
    return accept(await carryOut(tx, { decision, revisions, signOffs, validUntil, world }));
  });

/** All that is due now, in every program; one that fails keeps no other from its date. */
export const executeScheduled = async (): Promise<void> => {
  const due = await read(async (db) => listDueByDate(db, await databaseNow(db)));
  if (!due.ok) return;
  for (const { program, id } of due.value) {
    try {
      const done = await executeAtItsDate(program, id);
      if (!done.ok) log.warn({ program, decision: id, code: done.refusal.code }, 'a date could not be kept');
    } catch (error) {
      log.error({ err: error, program, decision: id }, 'a date could not be kept');
    }
  }
};
