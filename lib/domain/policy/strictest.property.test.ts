import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Candidate, filledCount, matchSlots, placeCount } from '@/lib/domain/decision/quorum';
import type { Stakes } from '@/lib/domain/decision/stakes';
import { type Role, riskClasses, workloads } from '@/lib/domain/words';
import { type PolicyDocument, policySchema, type Slot } from './document';
import { mergeSlots } from './merge-slots';
import { slotKey } from './slot';
import { backwardSlots, forwardSlots, slotsOfKind } from './slots';
import { strictest } from './strictest';

// Whoever would satisfy the stricter of two policies satisfies each of them.

const some: Role[] = ['business', 'operations', 'risk'];
const addresses = ['a@x', 'b@x', 'c@x'];

const slot: fc.Arbitrary<Slot> = fc.record(
  {
    role: fc.constantFrom(...some),
    count: fc.integer({ min: 1, max: 2 }),
    people: fc.subarray(addresses, { minLength: 2 }),
  },
  { requiredKeys: ['role', 'count'] },
);
const list = fc.uniqueArray(slot, { minLength: 1, maxLength: 4, selector: slotKey });

const condition = fc
  .record({
    risk: fc.subarray([...riskClasses], { minLength: 1 }),
    share: fc.integer({ min: 0, max: 100 }),
    slots: list,
  })
  .map(({ risk, share, slots }) => ({ when: { risk, sharePercent: share }, slots }));

const policy: fc.Arbitrary<PolicyDocument> = fc
  .record({
    selective: list,
    rollback: list,
    extension: list,
    conditional: fc.array(condition, { maxLength: 2 }),
    approvalDays: fc.integer({ min: 1, max: 60 }),
    decisionDays: fc.integer({ min: 1, max: 60 }),
    coolingOffHours: fc.integer({ min: 0, max: 720 }),
  })
  .map(({ selective, rollback, extension, ...rest }) =>
    policySchema.parse({
      ...rest,
      transitions: { 'validated>selective': selective },
      kinds: { rollback, extend_rollback_window: extension },
    }),
  );

const stakes: fc.Arbitrary<Stakes> = fc.record({
  risk: fc.constantFrom(...riskClasses),
  workloads: fc.subarray([...workloads]),
  sharePercent: fc.option(fc.integer({ min: 0, max: 100 })),
  loosens: fc.boolean(),
});

const people: fc.Arbitrary<Candidate[]> = fc
  .array(fc.tuple(fc.subarray(some, { minLength: 1 }), fc.option(fc.constantFrom(...addresses))), { maxLength: 9 })
  .map((list) =>
    list.map(([roles, email], at) => ({ personId: `p${at}`, email, prefers: 'risk', roles: new Set(roles) })),
  );

const satisfied = (slots: readonly Slot[], candidates: readonly Candidate[]): boolean =>
  filledCount(matchSlots(slots, candidates)) === placeCount(slots);

const asked = [
  (document: PolicyDocument, at: Stakes) => forwardSlots(document, ['validated>selective'], at),
  (document: PolicyDocument, at: Stakes) => forwardSlots(document, ['validated>selective', 'selective>full'], at),
  (document: PolicyDocument, at: Stakes) => backwardSlots(document, { lanes: ['lane'], stakes: at }),
  (document: PolicyDocument, at: Stakes) => slotsOfKind(document, 'extend_rollback_window', at),
];

const seed = Math.floor(Math.random() * 2_147_483_647);

test(`the stricter of two policies never asks for less than either (seed ${seed})`, () => {
  fc.assert(
    fc.property(policy, policy, stakes, people, (opened, now, at, candidates) => {
      const both = strictest(opened, now);
      expect(both.approvalDays).toBe(Math.min(opened.approvalDays, now.approvalDays));
      expect(both.decisionDays).toBe(Math.min(opened.decisionDays, now.decisionDays));
      expect(both.coolingOffHours).toBe(Math.max(opened.coolingOffHours, now.coolingOffHours));
      for (const slotsOf of asked) {
        const slots = slotsOf(both, at);
        for (const one of [opened, now]) {
          const own = slotsOf(one, at);
          expect(placeCount(slots)).toBeGreaterThanOrEqual(placeCount(own));
          if (satisfied(slots, candidates)) expect(satisfied(own, candidates)).toBe(true);
        }
      }
    }),
    { seed, numRuns: 200 },
  );
}, 30_000);

test(`merged lists ask for each of them, and twice the same for no more than once (seed ${seed})`, () => {
  fc.assert(
    fc.property(list, list, people, (a, b, candidates) => {
      const both = mergeSlots([a, b]);
      if (satisfied(both, candidates)) expect([a, b].every((one) => satisfied(one, candidates))).toBe(true);
      expect(mergeSlots([both, a, b])).toEqual(both);
    }),
    { seed, numRuns: 500 },
  );
}, 30_000);
