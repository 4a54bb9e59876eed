import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import { type PolicyDocument, policySchema } from '@/lib/domain/policy/document';
import type { Slot } from '@/lib/domain/policy/slot';
import type { Decision } from './decision';
import { decideExecute } from './execute';
import type { GoverningProposal } from './governing-proposal';
import { rulesOf } from './kinds/all';
import { whatMoved } from './moved';
import { placesOf } from './places';
import {
  allSignOffs,
  codeOf,
  governedOf,
  person,
  proposed,
  readsForMotor,
  shownOf,
  viewedOf,
  worldOf,
} from './test-world';
import type { World } from './world';

// Whatever is decided about policy and criteria while a decision is open, it never needs less than when it was opened,
// and nothing that was signed before goes on counting.

const told = { title: 'A change', rationale: 'It is needed.' };
const places = fc.record({
  business: fc.integer({ min: 0, max: 3 }),
  operations: fc.integer({ min: 0, max: 3 }),
  risk: fc.integer({ min: 1, max: 3 }),
});
const policies = fc.record({ moves: places, changes: places, decisionDays: fc.integer({ min: 1, max: 20 }) });
const thresholds = fc.constantFrom('0.9', '0.99', '0.999');

type Wish = { policy: { moves: object; changes: object; decisionDays: number } } | { threshold: string };
const wishes: fc.Arbitrary<Wish[]> = fc.array(
  fc.oneof(
    policies.map((policy) => ({ policy })),
    thresholds.map((threshold) => ({ threshold })),
  ),
  { minLength: 1, maxLength: 6 },
);

const slotsFor = (counts: object): Slot[] =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([role, count]) => ({ role: role as Slot['role'], count }));
const policyOf = ({
  moves,
  changes,
  decisionDays,
}: {
  moves: object;
  changes: object;
  decisionDays: number;
}): PolicyDocument =>
  policySchema.parse({
    transitions: { 'validated>selective': slotsFor(moves), 'selective>selective': slotsFor(moves) },
    kinds: { change_policy: [...slotsFor(changes), { role: 'owner', count: 2 }] },
    decisionDays,
  });
const criteriaOf = (threshold: string): CriteriaSetDocument =>
  CriteriaSetDocument.parse({
    transitions: {
      'validated>selective': [
        {
          key: 'rate',
          gate: 'data_and_state',
          kind: 'match_rate',
          blocking: true,
          layer: 'outcome',
          threshold,
          window: { days: 7 },
          freshnessHours: 24,
          minSamples: 10,
        },
      ],
    },
  });

const total = (slots: readonly Slot[], role: string): number =>
  slots.filter((slot) => slot.role === role).reduce((sum, { count }) => sum + count, 0);
const atLeast = (slots: readonly Slot[], asked: readonly Slot[]) => {
  for (const { role } of asked) expect(total(slots, role)).toBeGreaterThanOrEqual(total(asked, role));
};

/** The world after a wish was proposed and executed, as the store would leave it; null where nothing would change. */
const granted = (world: World, wish: Wish): World | null => {
  const proposal: GoverningProposal =
    'policy' in wish
      ? { kind: 'change_policy', ...told, document: policyOf(wish.policy) }
      : { kind: 'activate_criteria', ...told, criteria: criteriaOf(wish.threshold) };
  const rules = rulesOf(proposal.kind);
  const payload = rules.derive(world, proposal);
  if (!payload.ok) return null;
  const decision = { id: 'd', number: 9, proposer: person('lena') } as unknown as Decision;
  const effects = rules.effects(payload.value, decision, world);
  if (!effects.ok) throw new Error(effects.refusal.detail);
  const [change] = effects.value.changes;
  if (change?.kind === 'policy_changed') {
    return { ...world, policy: change.document, versions: { ...world.versions, policy: change.version } };
  }
  if (change?.kind !== 'criteria_activated') throw new Error('another change');
  const governed = governedOf(world.context, { criteria: change.document });
  return { ...world, governed, versions: { ...world.versions, criteria: change.version } };
};

test('no sequence of changes of policy and criteria loosens what an open decision needs', () => {
  fc.assert(
    fc.property(policies, wishes, (first, list) => {
      const policy = policyOf(first);
      const opened = worldOf({ policy, openedPolicy: policy });
      const world: World = { ...opened, governed: governedOf(opened.context, { criteria: criteriaOf('0.9995') }) };
      const decision = proposed(world, readsForMotor);
      const asked = decision.revision.document.slots;
      const signOffs = allSignOffs(decision);
      let now = world;
      for (const wish of list) {
        const after = granted(now, wish);
        if (after === null) continue;
        now = { ...after, openedPolicy: policy };
        // What it asks for is at least what either policy asks for.
        const needed = placesOf(decision.payload, now);
        atLeast(needed, asked);
        atLeast(needed, placesOf(decision.payload, { policy: now.policy, openedPolicy: now.policy }));
        // And what was signed under other versions does not carry it.
        expect(whatMoved({ decision, approved: true, validUntil: null, world: now })?.kind).toBe('revise');
        const viewed = viewedOf(decision, now, { signOffs });
        expect(codeOf(decideExecute(viewed, person('eve-engineer'), shownOf(decision)))).toBe('stale_view');
      }
    }),
    { numRuns: 100 },
  );
}, 60_000);
