import type { Act, HoldView } from '@/lib/contract/views/parts';
import { mayHold, mayLiftHold, mayLiftHoldOnEverything } from '@/lib/domain/access/may';
import type { Asker } from '@/lib/domain/access/rule';
import { concerns, nextWindow, type PlacedHold, placerOf, stopAt } from '@/lib/domain/hold/hold';
import type { HoldScope } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { Picture } from './picture';
import { contextRefOf } from './refs';
import { actOf } from './viewing';

const order: readonly HoldScope[] = ['context', 'program', 'installation'];

const viewOf = (hold: PlacedHold, until: Date | null, context: ListedContext | undefined, asker: Asker): HoldView => ({
  id: hold.id,
  scope: hold.scope,
  context: context === undefined ? null : contextRefOf(context),
  reason: hold.reason,
  placedBy: placerOf(hold),
  placedAt: hold.placedAt.toISOString(),
  until: until?.toISOString() ?? null,
  lift: actOf((hold.scope === 'installation' ? mayLiftHoldOnEverything : mayLiftHold)(asker)),
});

const standing = (
  picture: Pick<Picture, 'now'>,
  holds: readonly PlacedHold[],
  asker: Asker,
  context?: ListedContext,
): HoldView[] =>
  [...holds]
    .sort((a, b) => order.indexOf(a.scope) - order.indexOf(b.scope))
    .flatMap((hold) => {
      const stop = stopAt(hold, picture.now);
      if (stop === null) return [];
      return [viewOf(hold, stop.until ?? null, hold.scope === 'context' ? context : undefined, asker)];
    });

/** The holds that stop a context now: its own, then its program's, then those on everything. */
export const holdsOn = (picture: Picture, context: ListedContext, asker: Asker): HoldView[] =>
  standing(
    picture,
    picture.holds.filter((hold) => concerns(hold, { programId: context.programId, contextId: context.id })),
    asker,
    context,
  );

/** The first of the holds that stop every context of a program now: its own, else one on everything. */
export const programHold = (picture: Picture, programId: string, asker: Asker): HoldView | null => {
  const wide = picture.holds.filter(({ contextId }) => contextId === null);
  const own = wide.filter((hold) => hold.programId === null || hold.programId === programId);
  return standing(picture, own, asker)[0] ?? null;
};

/** The holds that stop every program now. */
export const holdsOnEverything = (holds: readonly PlacedHold[], now: Date, asker: Asker): HoldView[] =>
  standing({ now }, holds, asker);

/** What somebody holds in a program, whether it stops anything now or not. */
export const holdsPlacedBy = (picture: Picture, programId: string, personId: string, asker: Asker): HoldView[] =>
  picture.holds
    .filter((hold) => hold.programId === programId && hold.placedBy?.id === personId)
    .map((hold) =>
      viewOf(
        hold,
        nextWindow(hold, picture.now)?.until ?? null,
        picture.contexts.find(({ id }) => id === hold.contextId),
        asker,
      ),
    );

/** Whether this person may stop a context or the program; any number of holds may stand on either. */
export const placeHoldAct = (asker: Asker): Act => actOf(mayHold(asker));
