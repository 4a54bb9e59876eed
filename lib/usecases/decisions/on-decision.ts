import type { DecisionView } from '@/lib/contract/v1/decisions';
import type { Asker, Rule } from '@/lib/domain/access/rule';
import type { LiveDecision } from '@/lib/domain/decision/propose';
import type { Viewed } from '@/lib/domain/decision/view-check';
import { accept, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Db } from '@/lib/store/database';
import { findDecision, listDecisions, type RecordedDecision } from '@/lib/store/decisions';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { type ProgramTx, transact } from '@/lib/usecases/transact';
import { describeRecorded } from './describe-decision';
import { loadWorld } from './load-world';
import { refreshAfter } from './refresh-decisions';
import { worldOf } from './world-of';

/** One decision under the program's lock, with everything an act on it is decided by. */
export type Acting = { tx: ProgramTx; asker: Asker; recorded: RecordedDecision; viewed: Viewed };

/** The value of a decided result, or its refusal thrown, so that the transaction ends. */
export const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Refused(result.refusal);
  return result.value;
};

export const recordAll = (tx: ProgramTx, facts: readonly Fact[]): void => {
  for (const fact of facts) tx.record(fact);
};

/** The decision of this id or number; refuses `not_found` by throwing. */
export const loadDecision = async (db: Db, programId: string, idOrNumber: string): Promise<RecordedDecision> => {
  const recorded = await findDecision(db, programId, idOrNumber);
  if (recorded === null) throw refused('not_found', 'There is no such decision in this program.');
  return recorded;
};

/** The other decisions of a context, or of the program, that may still be executed. */
export const otherLive = async (tx: ProgramTx, contextId: string | null, except?: string): Promise<LiveDecision[]> =>
  (await listDecisions(tx.db, tx.program.id, { contextId, states: ['open'] }))
    .map(({ decision }) => decision)
    .filter((decision) => decision.id !== except && (decision.expiresAt === null || decision.expiresAt > tx.at));

/**
 * Runs one act on a decision in one transaction and answers with the decision as it stands afterwards. What the act found
 * to be outdated is written down afterwards, so that the next look shows the new revision or the end.
 */
export const onDecision = async (
  context: Context,
  programSlug: string,
  idOrNumber: string,
  rule: Rule,
  act: (acting: Acting) => Promise<void>,
): Promise<Result<DecisionView>> => {
  const result = await transact<DecisionView>(context, programSlug, async (tx) => {
    const asker = await authorise(tx.db, context.actor, tx.program, rule);
    const recorded = await loadDecision(tx.db, tx.program.id, idOrNumber);
    const { decision, revisions, signOffs, validUntil } = recorded;
    const world = await loadWorld(tx.db, worldOf(tx, recorded));
    await act({ tx, asker, recorded, viewed: { decision, revisions, signOffs, validUntil, world } });
    const after = await loadDecision(tx.db, tx.program.id, decision.id);
    return accept(await describeRecorded(tx.db, tx.program, after, tx.at));
  });
  if (!result.ok && context.simulatedAt === undefined) await refreshAfter(programSlug, result.refusal.code);
  return result;
};
