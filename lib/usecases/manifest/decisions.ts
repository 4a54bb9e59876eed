import type { PlanChange } from '@/lib/contract/v1/manifest-plan';
import { mayPropose } from '@/lib/domain/access/may';
import type { Asker } from '@/lib/domain/access/rule';
import { questionOf } from '@/lib/domain/decision/kinds/all';
import type { Proposal } from '@/lib/domain/decision/proposal';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { findContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listDecisions } from '@/lib/store/decisions';
import { demand } from '@/lib/usecases/authorise';
import { openDecision } from '@/lib/usecases/decisions/open-decision';
import type { ProgramTx } from '@/lib/usecases/transact';
import type { Asked } from './governed-parts';

type Ref = { id: string; number: number };

/** What is asked for, whatever it is called and why. */
const matterOf = ({ title: _title, rationale: _rationale, scheduledFor: _date, ...matter }: Proposal): string =>
  canonicalJson(JSON.parse(JSON.stringify(matter)));

const contextIdOf = async (db: Db, programId: string, slug: string | null): Promise<string | null> =>
  slug === null ? null : ((await findContext(db, programId, slug))?.id ?? null);

/** The live decision that would do just this; null where there is none. */
const findLive = async (db: Db, programId: string, contextId: string | null, asked: Asked, at: Date) => {
  const { kind } = asked.proposal;
  const live = await listDecisions(db, programId, { contextId, kind, states: ['open'] });
  const found = live.find(({ decision }) => {
    const question = questionOf(decision.payload);
    const lives = decision.expiresAt === null || decision.expiresAt > at;
    return lives && question !== null && matterOf(question) === matterOf(asked.proposal);
  });
  return found === undefined ? null : { id: found.decision.id, number: found.decision.number };
};

const named = (changes: readonly PlanChange[], asked: Asked, decision: Ref): PlanChange[] =>
  changes.map((change) =>
    change.needsDecision && asked.paths.includes(change.path) ? { ...change, decision } : change,
  );

/** A plan with the live decisions that already ask for its changes. */
export const withLiveDecisions = async (
  db: Db,
  programId: string,
  asked: readonly Asked[],
  changes: readonly PlanChange[],
  at: Date,
): Promise<PlanChange[]> => {
  let told = [...changes];
  for (const one of asked) {
    const live = await findLive(db, programId, await contextIdOf(db, programId, one.context), one, at);
    if (live !== null) told = named(told, one, live);
  }
  return told;
};

/** The same, with decisions opened for the changes that no live one asks for yet. */
export const withOpenedDecisions = async (
  tx: ProgramTx,
  asker: Asker,
  asked: readonly Asked[],
  changes: readonly PlanChange[],
): Promise<PlanChange[]> => {
  let told = [...changes];
  for (const one of asked) {
    const contextId = await contextIdOf(tx.db, tx.program.id, one.context);
    const live = await findLive(tx.db, tx.program.id, contextId, one, tx.at);
    if (live === null) demand(asker, mayPropose(one.proposal));
    const { id, number } = live ?? (await openDecision(tx, asker.actor, contextId, one.proposal));
    told = named(told, one, { id, number });
  }
  return told;
};
