import type { Act, HoldView } from '@/lib/contract/views/parts';
import { mayHold, mayLiftHold } from '@/lib/domain/access/may';
import type { Asker } from '@/lib/domain/access/rule';
import { decideHold } from '@/lib/domain/decision/hold';
import type { HoldLine } from '@/lib/store/read-models/holds';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { Picture } from './picture';
import { contextRefOf } from './refs';
import { actOf, actOfAll, actUnless } from './viewing';

const viewOf = (hold: HoldLine, context: ListedContext | undefined, asker: Asker): HoldView => ({
  id: hold.id,
  context: context === undefined ? null : contextRefOf(context),
  reason: hold.reason,
  placedBy: hold.placedBy,
  placedAt: hold.placedAt.toISOString(),
  lift: actOf(mayLiftHold(asker)),
});

/** The holds that stop a context now: its own, then its program's. */
export const holdsOn = (picture: Picture, context: ListedContext, asker: Asker): HoldView[] =>
  [
    ...picture.holds.filter(({ contextId }) => contextId === context.id),
    ...picture.holds.filter(({ contextId, programId }) => contextId === null && programId === context.programId),
  ].map((hold) => viewOf(hold, hold.contextId === null ? undefined : context, asker));

/** A program's own hold, which stops all of its contexts. */
export const programHold = (picture: Picture, programId: string, asker: Asker): HoldView | null => {
  const hold = picture.holds.find((candidate) => candidate.programId === programId && candidate.contextId === null);
  return hold === undefined ? null : viewOf(hold, undefined, asker);
};

/** Whether this person may stop a context now: by role, and because nobody has stopped it yet. */
export const placeHoldAct = (picture: Picture, context: ListedContext, asker: Asker): Act => {
  const standing = picture.holds.filter(({ contextId }) => contextId === context.id);
  const asked = { id: '', reason: 'asked', placedBy: '', placedAt: picture.now };
  const decided = decideHold({ id: context.id, slug: context.slug }, standing, asked);
  return actOfAll(actOf(mayHold(asker)), actUnless(decided.ok ? null : decided.refusal));
};
