import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Slot } from '@/lib/domain/policy/document';
import type { Role } from '@/lib/domain/words';
import { type Candidate, filledCount, matchSlots, placeCount } from './quorum';

const some: Role[] = ['owner', 'business', 'operations', 'risk'];

/** Tries every assignment: slow, and plainly right. */
const mostPlaces = (seats: readonly Role[], people: readonly ReadonlySet<Role>[]): number => {
  const [first, ...rest] = people;
  if (first === undefined) return 0;
  const taken = seats.flatMap((role, at) =>
    first.has(role) ? [1 + mostPlaces([...seats.slice(0, at), ...seats.slice(at + 1)], rest)] : [],
  );
  return Math.max(mostPlaces(seats, rest), ...taken);
};

const slotsArb: fc.Arbitrary<Slot[]> = fc
  .uniqueArray(fc.constantFrom(...some), { minLength: 1, maxLength: 4 })
  .chain((roles) =>
    fc.tuple(...roles.map((role) => fc.record({ role: fc.constant(role), count: fc.integer({ min: 1, max: 2 }) }))),
  );
const peopleArb: fc.Arbitrary<Candidate[]> = fc
  .array(fc.tuple(fc.subarray(some), fc.constantFrom(...some)), { maxLength: 5 })
  .map((people) => people.map(([roles, prefers], at) => ({ personId: `p${at}`, prefers, roles: new Set(roles) })));

test('as many places are filled as any assignment could fill, each by one person who holds its role', () => {
  const seed = Math.floor(Math.random() * 2_147_483_647);
  fc.assert(
    fc.property(slotsArb, peopleArb, (slots, people) => {
      const filled = matchSlots(slots, people);
      const seats = slots.flatMap(({ role, count }) => Array.from({ length: count }, () => role));
      expect(filledCount(filled)).toBe(
        mostPlaces(
          seats,
          people.map(({ roles }) => roles),
        ),
      );
      const seated = filled.flat().map(({ personId }) => personId);
      expect(new Set(seated).size).toBe(seated.length);
      filled.forEach((sitting, at) => {
        const slot = slots[at];
        expect(sitting.length).toBeLessThanOrEqual(slot?.count ?? 0);
        for (const candidate of sitting) expect(slot !== undefined && candidate.roles.has(slot.role)).toBe(true);
      });
    }),
    { seed, numRuns: 1_000 },
  );
});

test('people sit where they signed, unless the place is needed', () => {
  const both: Candidate = { personId: 'both', prefers: 'business', roles: new Set<Role>(['business', 'risk']) };
  const other: Candidate = { personId: 'other', prefers: 'business', roles: new Set<Role>(['business']) };
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
  const both: Candidate = { personId: 'both', prefers: 'business', roles: new Set<Role>(['business', 'risk']) };
  const slots: Slot[] = [
    { role: 'business', count: 2 },
    { role: 'risk', count: 1 },
  ];
  expect(filledCount(matchSlots(slots, [both, { ...both, prefers: 'risk' }]))).toBe(1);
  expect(placeCount(slots)).toBe(3);
});
