import { type Role, roles } from '@/lib/domain/words';
import { type Slot, slotKey } from './slot';

const sum = (slots: readonly Slot[]): number => slots.reduce((total, { count }) => total + count, 0);

/** Slots that name people, each list as often as whoever asks for it most. */
const namedIn = (lists: readonly (readonly Slot[])[]): Slot[] => {
  const most = new Map<string, Slot>();
  for (const slot of lists.flat()) {
    if (slot.people === undefined) continue;
    const kept = most.get(slotKey(slot));
    if (kept === undefined || slot.count > kept.count) most.set(slotKey(slot), slot);
  }
  return [...most.values()].sort((a, b) => (slotKey(a) < slotKey(b) ? -1 : 1));
};

const ofRole = (lists: readonly (readonly Slot[])[], role: Role): Slot[] => {
  const own = lists.map((list) => list.filter((slot) => slot.role === role));
  const named = namedIn(own);
  // A named person also fills a place that anybody in the role could.
  const open = Math.max(0, ...own.map(sum)) - sum(named);
  return open > 0 ? [{ role, count: open }, ...named] : named;
};

/**
 * All lists at once, in the order of roles: whoever fills the answer fills each list, and it asks for no more than the
 * list that asks for most, unless different people are named.
 */
export const mergeSlots = (lists: readonly (readonly Slot[])[]): Slot[] => roles.flatMap((role) => ofRole(lists, role));
