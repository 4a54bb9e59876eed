import type { HoldView } from '@/lib/contract/v1/holds';
import { mayLiftHold, mayLiftHoldOnEverything } from '@/lib/domain/access/may';
import { liftHold as decideLift, type HoldPlace } from '@/lib/domain/hold/place-hold';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findHold, liftHold as keepLift } from '@/lib/store/holds';
import { authorise, demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must } from '@/lib/usecases/decisions/on-decision';
import { holdViewOf } from '@/lib/usecases/hold-view';
import { type Tx, transact, transactInstallation } from '@/lib/usecases/transact';

const lift = async (
  { actor }: Context,
  tx: Tx,
  program: HoldPlace['program'],
  asked: { id: string; reason: string },
): Promise<HoldView> => {
  if (actor.kind !== 'person') throw refused('signer_not_human', 'Only a person lifts a hold.');
  const hold = await findHold(tx.db, program?.id ?? null, asked.id);
  if (hold === null) throw refused('not_found', `There is no such hold on ${program?.slug ?? 'everything'}.`);
  const { contextId, contextSlug } = hold;
  const context = contextId === null || contextSlug === null ? null : { id: contextId, slug: contextSlug };
  const { reason, facts } = must(decideLift({ program, context }, hold, { reason: asked.reason, at: tx.at }));
  await keepLift(tx.db, hold.id, { liftedBy: actor.personId, liftedAt: tx.at, liftReason: reason });
  facts.forEach(tx.record);
  const liftedBy = { id: actor.personId, name: actor.name };
  return holdViewOf({ ...hold, liftedBy, liftedAt: tx.at, liftReason: reason }, tx.at);
};

/** Lifts a hold of a program or one of its contexts, with a reason. */
export const liftHold = (
  context: Context,
  programSlug: string,
  holdId: string,
  reason: string,
): Promise<Result<HoldView>> =>
  transact<HoldView>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayLiftHold);
    const { id, slug } = tx.program;
    return accept(await lift(context, tx, { id, slug }, { id: holdId, reason }));
  });

/** Lifts a hold on everything, with a reason. */
export const liftHoldOnEverything = (context: Context, holdId: string, reason: string): Promise<Result<HoldView>> =>
  transactInstallation<HoldView>(context, async (tx) => {
    demand({ actor: context.actor, roles: new Set() }, mayLiftHoldOnEverything);
    return accept(await lift(context, tx, null, { id: holdId, reason }));
  });
