import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Slot } from '@/lib/domain/policy/document';
import type { Role } from '@/lib/domain/words';
import { type Candidate, filledCount, matchSlots, placeCount } from './quorum';

const some: Role[] = ['owner', 'business', 'operations', 'risk'];

type Seat = Pick<Slot, 'role' | 'people'>;

const mayTake = ({ role, people }: Seat, { roles, email }: Candidate): boolean =>
  roles.has(role) && (people === undefined || people.some((address) => address === email));

/** Tries every assignment: slow, and plainly right. */
const mostPlaces = (seats: readonly Seat[], people: readonly Candidate[]): number => {
  const [first, ...rest] = people;
  if (first === undefined) return 0;
  const taken = seats.flatMap((seat, at) =>
    mayTake(seat, first) ? [1 + mostPlaces([...seats.slice(0, at), ...seats.slice(at + 1)], rest)] : [],
  );
  return Math.max(mostPlaces(seats, rest), ...taken);
};

const addresses = ['p0@x', 'p1@x', 'p2@x', 'p3@x', 'lent@x'];

/** Some slots name people, and a role may be asked for in both ways. */
const slotArb: fc.Arbitrary<Slot> = fc.record(
  {
    role: fc.constantFrom(...some),
    count: fc.integer({ min: 1, max: 2 }),
    people: fc.subarray(addresses, { minLength: 2 }),
  },
  { requiredKeys: ['role', 'count'] },
);
const slotsArb = fc.uniqueArray(slotArb, {
  minLength: 1,
  maxLength: 4,
  selector: ({ role, people }) => `${role}:${people?.join() ?? ''}`,
});

/** A delegate takes the place of somebody else, in the one role that was lent. */
const peopleArb: fc.Arbitrary<Candidate[]> = fc
  .array(fc.tuple(fc.subarray(some), fc.constantFrom(...some), fc.boolean()), { maxLength: 5 })
  .map((people) =>
    people.map(([roles, prefers, lent], at) => ({
      personId: `p${at}`,
      email: lent ? 'lent@x' : `p${at}@x`,
      prefers,
      roles: new Set(lent ? [prefers] : roles),
    })),
  );

test('as many places are filled as any assignment could fill, each by one person who may take it', () => {
  const seed = Math.floor(Math.random() * 2_147_483_647);
  fc.assert(
    fc.property(slotsArb, peopleArb, (slots, people) => {
      const filled = matchSlots(slots, people);
      const seats = slots.flatMap((slot) => Array.from({ length: slot.count }, () => slot));
      expect(filledCount(filled)).toBe(mostPlaces(seats, people));
      const seated = filled.flat().map(({ personId }) => personId);
      expect(new Set(seated).size).toBe(seated.length);
      filled.forEach((sitting, at) => {
        const slot = slots[at];
        expect(sitting.length).toBeLessThanOrEqual(slot?.count ?? 0);
        for (const candidate of sitting) expect(slot !== undefined && mayTake(slot, candidate)).toBe(true);
      });
    }),
    { seed, numRuns: 1_000 },
  );
});

test('people sit where they signed, unless the place is needed', () => {
  const both: Candidate = {
    personId: 'both',
    email: null,
    prefers: 'business',
    roles: new Set<Role>(['business', 'risk']),
  };
  const other: Candidate = { personId: 'other', email: null, prefers: 'business', roles: new Set<Role>(['business']) };
  const slots: Slot[] = [
    { role: 'business', count: 1 },
    { role: 'risk', count: 1 },
  ];
  expect(matchSlots(slots, [both]).map((sitting) => sitting.map(({ personId }) => personId))).toEqual([['both'], []]);
  expect(matchSlots(slots, [both, other]).map((sitting) => sitting.map(({ personId }) => personId))).toEqual([
    ['other'],
    ['both'],
  ]);
});

test('one person fills one place, whatever roles they hold and however often they appear', () => {
  const both: Candidate = {
    personId: 'both',
    email: null,
    prefers: 'business',
    roles: new Set<Role>(['business', 'risk']),
  };
  const slots: Slot[] = [
    { role: 'business', count: 2 },
    { role: 'risk', count: 1 },
  ];
  expect(filledCount(matchSlots(slots, [both, { ...both, prefers: 'risk' }]))).toBe(1);
  expect(placeCount(slots)).toBe(3);
});
