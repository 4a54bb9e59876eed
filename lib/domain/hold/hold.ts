import type { DecisionRef } from '@/lib/domain/authority/interval';
import type { HoldScope } from '@/lib/domain/words';
import { type FreezeCalendar, openWindowAt, type Window, windowsAfter } from './calendar';

/** A hold as placed. With a calendar it is a freeze, which stops only while a window is open. */
export type PlacedHold = {
  id: string;
  scope: HoldScope;
  /** Null where the scope is the installation. */
  programId: string | null;
  /** Null where the scope is wider than a context. */
  contextId: string | null;
  reason: string;
  /** Its owner; null where a broken guard placed it. */
  placedBy: { id: string; name: string } | null;
  /** The decision whose guard placed it. */
  guard: DecisionRef | null;
  placedAt: Date;
  /** When it ends by itself; null where somebody must lift it. */
  until: Date | null;
  calendar: FreezeCalendar | null;
  liftedAt: Date | null;
};

/** What says when a hold stops. */
export type HoldTimes = Pick<PlacedHold, 'placedAt' | 'until' | 'calendar' | 'liftedAt'>;

/** A stop that stands, as a decision's standing asks for it. */
export type Hold = {
  id: string;
  reason: string;
  /** The name of who placed it, or of the guard that did. */
  placedBy: string;
  placedAt: Date;
  /** A context's own where absent. */
  scope?: HoldScope;
  /** When it stops stopping by itself: its end, or that of a freeze's open window. Null or absent: when it is lifted. */
  until?: Date | null;
};

/** `until` null: open until somebody lifts the hold. */
export type HoldWindow = { from: Date; until: Date | null; open: boolean };

const laterOf = (a: Date, b: Date): Date => (a < b ? b : a);

/** When a hold that nobody lifted is over for good; null where it does not end by itself. */
const endOf = ({ until, liftedAt }: HoldTimes): Date | null =>
  until === null || (liftedAt !== null && liftedAt < until) ? liftedAt : until;

/** Whether a hold stops moves at an instant. A calendar that cannot be followed stops: what is unclear is held. */
export const isHolding = (hold: HoldTimes, at: Date): boolean => {
  const end = endOf(hold);
  if (at < hold.placedAt || (end !== null && end <= at)) return false;
  if (hold.calendar === null) return true;
  try {
    return openWindowAt(hold.calendar, at) !== null;
  } catch {
    return true;
  }
};

const clipped = (hold: HoldTimes, window: Window, at: Date): HoldWindow[] => {
  const end = endOf(hold);
  const from = laterOf(window.from, hold.placedAt);
  const until = end !== null && end < window.until ? end : window.until;
  return from < until ? [{ from, until, open: from <= at && at < until }] : [];
};

/** The window that is open at an instant and those to come, `count` at most; a hold without a calendar has one. */
export const windowsOf = (hold: HoldTimes, at: Date, count: number): HoldWindow[] => {
  const end = endOf(hold);
  if (end !== null && end <= at) return [];
  if (hold.calendar === null) return [{ from: hold.placedAt, until: end, open: at >= hold.placedAt }];
  try {
    return windowsAfter(hold.calendar, laterOf(at, hold.placedAt), count).flatMap((window) =>
      clipped(hold, window, at),
    );
  } catch {
    return [{ from: hold.placedAt, until: end, open: at >= hold.placedAt }];
  }
};

/** The window that is open at an instant, else the next one; null where none comes any more. */
export const nextWindow = (hold: HoldTimes, at: Date): HoldWindow | null => windowsOf(hold, at, 1)[0] ?? null;

/** Whether a hold is about a context of a program: its own, its program's, or everybody's. */
export const concerns = (
  hold: Pick<PlacedHold, 'programId' | 'contextId'>,
  place: { programId: string; contextId: string },
): boolean =>
  (hold.programId === null || hold.programId === place.programId) &&
  (hold.contextId === null || hold.contextId === place.contextId);

/** Who a hold names: a person, or the guard of a decision. */
export const placerOf = ({ placedBy, guard }: Pick<PlacedHold, 'placedBy' | 'guard'>): string =>
  placedBy?.name ?? (guard === null ? 'Lockgate' : `The guard of D-${guard.number}`);

/** The stop that a hold is at an instant, for decisions; null while it stops nothing. */
export const stopAt = (hold: PlacedHold, at: Date): Hold | null => {
  // A hold may have been committed after this transaction read its clock: what is on record stops all the same.
  const instant = laterOf(at, hold.placedAt);
  if (!isHolding(hold, instant)) return null;
  const { id, reason, scope, placedAt } = hold;
  return { id, reason, scope, placedAt, placedBy: placerOf(hold), until: nextWindow(hold, instant)?.until ?? null };
};
