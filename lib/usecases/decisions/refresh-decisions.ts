import type { Decision } from '@/lib/domain/decision/decision';
import { decideExpire, type Ended, supersede } from '@/lib/domain/decision/end';
import { standsUntil, whatMoved } from '@/lib/domain/decision/moved';
import { beginRevision } from '@/lib/domain/decision/revise';
import { isLate } from '@/lib/domain/decision/schedule';
import { isApproved } from '@/lib/domain/decision/signers';
import { accept, Refused } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { listDecisions, type RecordedDecision } from '@/lib/store/decisions';
import { closeDecision, beginRevision as keepRevision, saveValidUntil } from '@/lib/store/keep-decision';
import { listPrograms } from '@/lib/store/programs';
import { system } from '@/lib/usecases/context';
import { type ProgramTx, read, type Tx, transact } from '@/lib/usecases/transact';
import { loadGround, loadWorld, worldOn } from './load-world';
import { worldOf } from './world-of';

const end = async (tx: Tx, decision: Decision, ended: Ended): Promise<void> => {
  if (ended.state === 'draft' || ended.state === 'open' || ended.state === 'executed')
    throw new Error('a decision does not end like this');
  await closeDecision(tx.db, decision.id, { state: ended.state, at: tx.at, reason: ended.reason });
  ended.facts.forEach(tx.record);
};

type Ground = Awaited<ReturnType<typeof loadGround>>;

/** Answers with the ground that others still stand on: none where something was written. */
const refresh = async (tx: ProgramTx, recorded: RecordedDecision, known: Ground | null): Promise<Ground | null> => {
  const { decision, signOffs, validUntil } = recorded;
  const expired = decideExpire(decision, tx.at);
  if (expired !== null) {
    await end(tx, decision, expired);
    return null;
  }
  const approved = isApproved(decision, signOffs);
  const question = worldOf(tx, recorded);
  const ground = known ?? (await loadGround(tx.db, question));
  const world = await worldOn(tx.db, ground, question);
  const moved = whatMoved({ decision, approved, validUntil, world });
  if (moved === null) {
    const stands = standsUntil(decision, approved, world);
    if (stands?.getTime() !== validUntil?.getTime()) await saveValidUntil(tx.db, decision.id, stands);
    return ground;
  }
  if (moved.kind === 'supersede') {
    await end(tx, decision, supersede(decision, moved));
    return null;
  }
  // The new payload may name other lanes, so that other criteria answer for it.
  const seen = await loadWorld(tx.db, worldOf(tx, recorded, moved.payload));
  const revised = beginRevision(decision, moved, seen);
  await keepRevision(tx.db, revised.decision, standsUntil(revised.decision, false, seen));
  revised.facts.forEach(tx.record);
  return null;
};

/**
 * Brings the open decisions of a context, or of the program (null), up to what is on record now: expires them, begins the revisions that invariant 6
 * asks for, ends what has lost its object. Called by everything that may move them.
 */
export const refreshDecisions = async (tx: ProgramTx, contextId: string | null): Promise<void> => {
  // Many may be open, such as reviews that wait, and a shift must be committed soon.
  let ground: Ground | null = null;
  for (const recorded of await listDecisions(tx.db, tx.program.id, { contextId, states: ['open'] })) {
    ground = await refresh(tx, recorded, ground);
  }
};

const refreshAll = async (tx: ProgramTx): Promise<void> => {
  const open = await listDecisions(tx.db, tx.program.id, { states: ['open'] });
  for (const contextId of new Set(open.map(({ decision }) => decision.contextId)))
    await refreshDecisions(tx, contextId);
};

/** After an execution: others of its context may have lost their object or need a new look; of the program, all. */
export const refreshAround = (tx: ProgramTx, { contextId }: Pick<Decision, 'contextId'>): Promise<void> =>
  contextId === null ? refreshAll(tx) : refreshDecisions(tx, contextId);

/**
 * After somebody lost a role or the account: what rested on it falls now, and does not come back with it. Where the policy
 * cannot be read nothing is executed, and that must not leave them the role.
 */
export const refreshAfterLoss = async (tx: ProgramTx): Promise<void> => {
  try {
    await refreshAll(tx);
  } catch (error) {
    if (!(error instanceof Refused && error.refusal.code === 'policy_unreadable')) throw error;
  }
};

/** All of a program, by Lockgate itself: what time alone changed is written down even if nobody looks. */
export const refreshProgram = (programSlug: string) =>
  transact(system('refresh'), programSlug, async (tx) => {
    await refreshAll(tx);
    return accept(null);
  });

const isDue = ({ decision, validUntil }: RecordedDecision, now: Date): boolean =>
  [decision.expiresAt, validUntil].some((end) => end !== null && end <= now) || isLate(decision.payload, now);

/** Programs in which time has moved a decision since somebody last looked. */
export const listDuePrograms = () =>
  read(async (db) => {
    const now = await databaseNow(db);
    const due: string[] = [];
    for (const program of await listPrograms(db)) {
      const open = await listDecisions(db, program.id, { states: ['open'] });
      if (open.some((recorded) => isDue(recorded, now))) due.push(program.slug);
    }
    return due;
  });

/** Exported for commands that were refused because what they saw is no longer current. */
export const refreshAfter = async (programSlug: string, code: string): Promise<void> => {
  if (['stale_view', 'decision_expired', 'criteria_not_met', 'preflight_failed'].includes(code))
    await refreshProgram(programSlug);
};
