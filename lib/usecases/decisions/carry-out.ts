import { v7 as uuid } from 'uuid';
import type { Principal } from '@/lib/domain/access/principal';
import { reviewBreakGlass } from '@/lib/domain/decision/break-glass';
import { decideExecute, type Executed } from '@/lib/domain/decision/execute';
import { isReview } from '@/lib/domain/decision/kinds/all';
import { contextOf } from '@/lib/domain/decision/kinds/ground';
import { standingOf } from '@/lib/domain/decision/standing';
import type { Viewed } from '@/lib/domain/decision/view-check';
import { takeNumber } from '@/lib/store/programs';
import type { ProgramTx } from '@/lib/usecases/transact';
import { inNameOf, lockgate } from './in-name-of';
import { keepExecution } from './keep-execution';
import { keepEmergencyReview, supersedeOthers } from './keep-outside';
import { loadWorld } from './load-world';
import { loadDecision, must, recordAll } from './on-decision';
import { refreshDecisions } from './refresh-decisions';
import { worldOf } from './world-of';

/** What a forward break-glass move brings with it once two people stood for it. */
const afterBreakGlass = async (tx: ProgramTx, { decision, world }: Viewed, executed: Executed): Promise<void> => {
  const { payload } = decision;
  if (payload.kind !== 'break_glass') return;
  const confirmers = executed.counted.flatMap(({ signOff: { personId, onBehalfOf } }) =>
    onBehalfOf === null ? [personId] : [personId, onBehalfOf],
  );
  const ref = { id: uuid(), number: await takeNumber(tx.db, tx.program.id, 'decisionCount') };
  const around = { ...world, context: contextOf(world) };
  const opened = reviewBreakGlass(decision, payload, ref, confirmers, around);
  recordAll(tx, opened.facts);
  await keepEmergencyReview(tx, opened, decision.id, world);
  const reason = `D-${decision.number} broke the glass for ${payload.incident}: ${payload.rationale}`;
  await supersedeOthers(tx, around.context.id, { except: decision.id, reason });
};

/** Executes a decision in somebody's name, after a fresh look at everything; refuses by throwing. */
const executeAs = async (tx: ProgramTx, viewed: Viewed, executor: Principal): Promise<void> => {
  const { number: revision, evidenceHash } = viewed.decision.revision;
  const executed = must(decideExecute(viewed, executor, { revision, evidenceHash }));
  const named = inNameOf(tx, executor);
  await keepExecution(named, viewed.decision, executor, executed);
  await afterBreakGlass(named, viewed, executed);
};

/**
 * What waits for nothing but its sign-offs is done by the last of them, in the same transaction: a review by Lockgate
 * itself, a forward break-glass move in the name of who asked for it. Refuses by throwing, and then nobody signed.
 */
export const carryOutOnceSigned = async (tx: ProgramTx, decisionId: string): Promise<void> => {
  const recorded = await loadDecision(tx.db, tx.program.id, decisionId);
  const { decision, revisions, signOffs, validUntil } = recorded;
  if (!isReview(decision.kind) && decision.kind !== 'break_glass') return;
  const world = await loadWorld(tx.db, worldOf(tx, recorded));
  const viewed = { decision, revisions, signOffs, validUntil, world };
  if (!standingOf(viewed).complete) return;
  await executeAs(tx, viewed, isReview(decision.kind) ? lockgate : decision.proposer);
  // A break-glass move has superseded all that could need a new look, and must not take longer than a shift may.
  if (isReview(decision.kind)) await refreshDecisions(tx, decision.contextId);
};
