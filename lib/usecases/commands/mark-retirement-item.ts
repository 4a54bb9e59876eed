import type { RetirementItemPatch, RetirementItemView } from '@/lib/contract/v1/retirement-items';
import { mayMarkRetirementItem } from '@/lib/domain/access/may';
import { any, ownsByEmail } from '@/lib/domain/access/rule';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findPerson } from '@/lib/store/people';
import {
  findRetirementItem,
  markRetirementItemDone,
  type RetirementItemRow,
  reopenRetirementItem,
} from '@/lib/store/retirement-items';
import { askerIn, demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { retirementItemView } from '@/lib/usecases/retirement-item-view';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

const personBehind = (context: Context): string => {
  const { actor } = context;
  if (actor.kind === 'system' || actor.personId === null) {
    throw refused('signer_not_human', 'Somebody must answer for this: sign in, or use a key issued to a person.');
  }
  return actor.personId;
};

const mark = async (
  context: Context,
  tx: ProgramTx,
  item: RetirementItemRow,
  patch: RetirementItemPatch,
): Promise<void> => {
  const about = {
    subject: { kind: 'retirement_item' as const, id: item.id },
    ...(item.contextId === null ? {} : { contextId: item.contextId }),
  };
  if (patch.state === item.state) throw refused('nothing_to_change', `This item is ${item.state} already.`);
  if (patch.state === 'open') {
    await reopenRetirementItem(tx.db, item.id);
    const changes = [`opened again; its evidence was: ${item.evidence ?? 'none'}`];
    tx.record({ ...about, type: 'retirement_item.changed', data: { item: item.id, title: item.title, changes } });
    return;
  }
  const evidence = patch.evidence.trim();
  await markRetirementItemDone(tx.db, item.id, { evidence, doneAt: tx.at, doneBy: personBehind(context) });
  tx.record({ ...about, type: 'retirement_item.done', data: { item: item.id, title: item.title, evidence } });
};

/** Marks an item done with evidence, or opens it again: by who owns it, or a role that answers for the program. */
export const markRetirementItem = (
  context: Context,
  programSlug: string,
  itemId: string,
  patch: RetirementItemPatch,
): Promise<Result<RetirementItemView>> =>
  transact<RetirementItemView>(context, programSlug, async (tx) => {
    const asker = await askerIn(tx.db, context.actor, tx.program);
    const item = await findRetirementItem(tx.db, tx.program.id, itemId);
    if (item === null) throw refused('not_found', 'There is no such retirement item in this program.');
    demand(asker, any(mayMarkRetirementItem, ownsByEmail(item.owner)));
    await mark(context, tx, item, patch);
    const after = (await findRetirementItem(tx.db, tx.program.id, item.id)) ?? item;
    const doneBy = after.doneBy === null ? null : await findPerson(tx.db, after.doneBy);
    return accept(retirementItemView(after, { zone: tx.program.zone, at: tx.at, doneByName: doneBy?.name ?? null }));
  });
