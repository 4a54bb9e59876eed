import type { Slot } from '@/lib/domain/policy/document';
import type { Role } from '@/lib/domain/words';

/** Someone who may fill a slot: `prefers` is the role signed in, `roles` are those that count, `email` whose place it is. */
export type Candidate = { personId: string; email: string | null; prefers: Role; roles: ReadonlySet<Role> };

type Seat = Pick<Slot, 'role' | 'people'> & { slot: number };

/** Whether somebody may take one of a slot's places. */
export const fitsSlot = (slot: Pick<Slot, 'role' | 'people'>, candidate: Omit<Candidate, 'personId' | 'prefers'>) =>
  candidate.roles.has(slot.role) &&
  (slot.people === undefined || (candidate.email !== null && slot.people.includes(candidate.email)));

const seatsOf = (slots: readonly Slot[]): Seat[] =>
  slots.flatMap((slot, index) =>
    Array.from({ length: slot.count }, () => ({ role: slot.role, people: slot.people, slot: index })),
  );

/**
 * A maximum matching of people to slots (augmenting paths, Kuhn): one person fills one place, whatever roles they hold,
 * and nobody is seated first come. Answers, for each slot, who fills it; the role signed in is preferred.
 */
export const matchSlots = <C extends Candidate>(slots: readonly Slot[], candidates: readonly C[]): C[][] => {
  const seats = seatsOf(slots);
  const seated = new Map<number, C>();

  const fits = (candidate: C): number[] => {
    const open = seats.flatMap((seat, index) => (fitsSlot(seat, candidate) ? [index] : []));
    const preferred = open.filter((index) => seats[index]?.role === candidate.prefers);
    return [...preferred, ...open.filter((index) => !preferred.includes(index))];
  };

  const seat = (candidate: C, tried: Set<number>): boolean => {
    for (const index of fits(candidate)) {
      if (tried.has(index)) continue;
      tried.add(index);
      const sitting = seated.get(index);
      if (sitting === undefined || seat(sitting, tried)) {
        seated.set(index, candidate);
        return true;
      }
    }
    return false;
  };

  const people = [...new Map(candidates.map((candidate) => [candidate.personId, candidate])).values()];
  for (const candidate of people) seat(candidate, new Set());
  return slots.map((_, slot) =>
    seats.flatMap((place, index) => {
      const sitting = seated.get(index);
      return place.slot === slot && sitting !== undefined ? [sitting] : [];
    }),
  );
};

/** How many places are filled. */
export const filledCount = (filled: readonly (readonly unknown[])[]): number =>
  filled.reduce((sum, people) => sum + people.length, 0);

export const placeCount = (slots: readonly Slot[]): number => slots.reduce((sum, slot) => sum + slot.count, 0);
