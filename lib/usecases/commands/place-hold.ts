import { v7 as uuid } from 'uuid';
import type { FreezeWish, HoldBody, HoldView, InstallationHoldBody } from '@/lib/contract/v1/holds';
import { mayHold, mayHoldEverything } from '@/lib/domain/access/may';
import type { CalendarWish } from '@/lib/domain/hold/calendar';
import { placeHold as decidePlacing, type HoldPlace } from '@/lib/domain/hold/place-hold';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { countHolds, insertHold } from '@/lib/store/holds';
import { authorise, demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must } from '@/lib/usecases/decisions/on-decision';
import { placedViewOf } from '@/lib/usecases/hold-view';
import { type ProgramTx, type Tx, transact, transactInstallation } from '@/lib/usecases/transact';

const calendarOf = (wish: FreezeWish | null | undefined, zone: string): CalendarWish | null =>
  wish == null ? null : { ...wish, zone: wish.zone ?? zone };

const owner = ({ actor }: Context): { id: string; name: string } => {
  if (actor.kind !== 'person') throw refused('signer_not_human', 'Only a person places a hold.');
  return { id: actor.personId, name: actor.name };
};

const place = async (
  context: Context,
  tx: Tx,
  where: HoldPlace,
  body: InstallationHoldBody,
  zone: string,
): Promise<HoldView> => {
  const exactly = { programId: where.program?.id ?? null, contextId: where.context?.id ?? null };
  const wish = {
    id: uuid(),
    reason: body.reason,
    placedBy: owner(context),
    placedAt: tx.at,
    until: body.until == null ? null : new Date(body.until),
    calendar: calendarOf(body.calendar, zone),
  };
  const { hold, facts } = must(decidePlacing(where, await countHolds(tx.db, exactly, tx.at), wish));
  await insertHold(tx.db, hold);
  facts.forEach(tx.record);
  return placedViewOf(hold, where.context?.slug ?? null);
};

const contextOf = async (tx: ProgramTx, slug: string | null | undefined): Promise<HoldPlace['context']> => {
  if (slug == null) return null;
  const context = await findContext(tx.db, tx.program.id, slug);
  if (context === null) throw refused('not_found', `This program has no context "${slug}".`);
  return { id: context.id, slug: context.slug };
};

/** Stops moves towards target of a context or the whole program, in a named person's name; never a way back. */
export const placeHold = (context: Context, programSlug: string, body: HoldBody): Promise<Result<HoldView>> =>
  transact<HoldView>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayHold);
    const { id, slug, zone } = tx.program;
    const where = { program: { id, slug }, context: await contextOf(tx, body.context) };
    return accept(await place(context, tx, where, body, zone));
  });

/** Stops the line: no move towards target in any program, until it is lifted or its time is over. */
export const placeHoldOnEverything = (context: Context, body: InstallationHoldBody): Promise<Result<HoldView>> =>
  transactInstallation<HoldView>(context, async (tx) => {
    demand({ actor: context.actor, roles: new Set() }, mayHoldEverything);
    return accept(await place(context, tx, { program: null, context: null }, body, 'UTC'));
  });
