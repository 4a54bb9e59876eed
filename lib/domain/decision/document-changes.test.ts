import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type RuleSetDocument, RuleSetDocument as ruleSchema } from '@/lib/domain/comparison/rule-set';
import { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import type { DeclaredCheck } from '@/lib/domain/criteria/declared-check';
import { policySchema } from '@/lib/domain/policy/document';
import { type DocumentChange, loosensBy } from './document-changes';
import { expectedCheckChanges } from './loosening/checks';
import { criteriaChanges } from './loosening/criteria';
import { policyChanges } from './loosening/policy';
import { ruleSetChanges } from './loosening/rules';

const told = (changes: readonly DocumentChange[]) =>
  changes.map(({ path, before, after, direction }) => [path, before, after, direction]);

const rate = {
  key: 'rate',
  gate: 'data_and_state',
  kind: 'match_rate',
  blocking: true,
  layer: 'outcome',
  threshold: '0.9995',
  window: { days: 14 },
  freshnessHours: 24,
  minSamples: 1_000,
};
const criteria = (...list: object[]) => CriteriaSetDocument.parse({ transitions: { 'shadow>validated': list } });
const at = (rest: string) => `/criteria/transitions/shadow>validated/${rest}`;

describe('a criteria set says what it loosens', () => {
  test.each<[string, object, [string, unknown, unknown, string]]>([
    ['a lower threshold', { threshold: '0.99' }, ['rate/threshold', '0.9995', '0.99', 'looser']],
    ['a higher threshold', { threshold: '0.9999' }, ['rate/threshold', '0.9995', '0.9999', 'stricter']],
    ['fewer samples', { minSamples: 10 }, ['rate/minSamples', 1_000, 10, 'looser']],
    ['older evidence', { freshnessHours: 48 }, ['rate/freshnessHours', 24, 48, 'looser']],
    ['no longer blocking', { blocking: false }, ['rate/blocking', true, false, 'looser']],
    ['only one workload', { workload: 'reads' }, ['rate/workload', null, 'reads', 'looser']],
    ['a confidence bound', { confidence: 'wilson95' }, ['rate/confidence', null, 'wilson95', 'stricter']],
    ['each lane by itself', { scope: 'lanes' }, ['rate/scope', 'context', 'lanes', 'stricter']],
    ['another title', { title: 'Rates' }, ['rate/title', null, 'Rates', 'other']],
    ['another window', { window: { days: 7 } }, ['rate/window/days', 14, 7, 'other']],
  ])('%s', (_, more, [path, before, after, direction]) => {
    expect(told(criteriaChanges(criteria(rate), criteria({ ...rate, ...more })))).toEqual([
      [at(path), before, after, direction],
    ]);
  });
  test('a criterion that goes is looser, a blocking one that comes stricter', () => {
    const other = { ...rate, key: 'other' };
    expect(criteriaChanges(criteria(rate, other), criteria(rate)).map(({ direction }) => direction)).toEqual([
      'looser',
    ]);
    expect(criteriaChanges(criteria(rate), criteria(rate, other)).map(({ direction }) => direction)).toEqual([
      'stricter',
    ]);
  });
  test('a transition that asks nothing any more is looser, criterion by criterion', () => {
    const none = CriteriaSetDocument.parse({ transitions: {} });
    expect(criteriaChanges(criteria(rate), none)).toMatchObject([
      { path: at('rate'), after: null, direction: 'looser' },
    ]);
  });
  test('a ceiling: more open patterns, only the severe ones, or of one category is looser', () => {
    const ceiling = { key: 'c', gate: 'data_and_state', kind: 'discrepancy_ceiling', blocking: true, max: 0 };
    const directions = (more: object) =>
      criteriaChanges(criteria(ceiling), criteria({ ...ceiling, ...more })).map(({ direction }) => direction);
    expect(directions({ max: 3 })).toEqual(['looser']);
    expect(directions({ severity: 'critical' })).toEqual(['looser']);
    expect(directions({ category: 'rounding' })).toEqual(['looser']);
  });
});

describe('a sign-off policy says what it loosens', () => {
  const inForce = policySchema.parse({});
  const of = (more: object) => told(policyChanges(inForce, policySchema.parse(more)));
  test.each<[string, object, [string, unknown, unknown, string]]>([
    ['a longer time to review', { reviewHours: 100 }, ['/reviewHours', 72, 100, 'looser']],
    ['a shorter life of decisions', { decisionDays: 3 }, ['/decisionDays', 7, 3, 'stricter']],
    ['a shorter cooling-off', { coolingOffHours: 1 }, ['/coolingOffHours', 24, 1, 'looser']],
    ['a shorter usual window', { rollbackDays: { default: 7 } }, ['/rollbackDays/default', 14, 7, 'looser']],
    [
      'more who roll back alone',
      { rollbackRoles: ['operations', 'lead'] },
      ['/rollbackRoles', ['operations'], ['operations', 'lead'], 'looser'],
    ],
    ['more extensions', { windowExtensions: 3 }, ['/windowExtensions', 2, 3, 'looser']],
    [
      'one place more',
      { kinds: { activate_rules: [{ role: 'business', count: 2 }] } },
      ['/kinds/activate_rules/business', 1, 2, 'stricter'],
    ],
  ])('%s', (_, more, change) => {
    expect(of(more)).toEqual([change]);
  });
  test('a place that goes is looser, whoever comes for it', () => {
    const changes = of({ transitions: { 'planned>shadow': [{ role: 'lead', count: 1 }] } });
    expect(changes).toEqual([
      ['/transitions/planned>shadow/lead', null, 1, 'stricter'],
      ['/transitions/planned>shadow/owner', 1, null, 'looser'],
    ]);
  });
});

describe('rules say what they loosen', () => {
  const amount = { type: 'decimal', scale: 2, rounding: 'half_even', tolerance: { absolute: '0.01' } };
  const rules = (fields: object, classify: object[] = []): RuleSetDocument => ruleSchema.parse({ fields, classify });
  const of = (more: object) => told(ruleSetChanges(rules({ amount }), rules({ amount: { ...amount, ...more } })));
  test.each<[string, object, [string, unknown, unknown, string]]>([
    [
      'a wider tolerance',
      { tolerance: { absolute: '0.1' } },
      ['/fields/amount/tolerance/absolute', '0.01', '0.1', 'looser'],
    ],
    [
      'a narrower tolerance',
      { tolerance: { absolute: '0.001' } },
      ['/fields/amount/tolerance/absolute', '0.01', '0.001', 'stricter'],
    ],
    ['no tolerance', { tolerance: {} }, ['/fields/amount/tolerance/absolute', '0.01', null, 'stricter']],
    ['fewer digits', { scale: 0 }, ['/fields/amount/scale', 2, 0, 'looser']],
    ['another rounding', { rounding: 'up' }, ['/fields/amount/rounding', 'half_even', 'up', 'looser']],
  ])('%s', (_, more, change) => {
    expect(of(more)).toEqual([change]);
  });
  test('a field that gets a rule is looser than compared to the letter, one that loses it stricter', () => {
    expect(loosensBy(ruleSetChanges(rules({}), rules({ amount })))).toBe(true);
    expect(loosensBy(ruleSetChanges(rules({ amount }), rules({})))).toBe(false);
  });
  test('what was genuine and is explained is looser', () => {
    const rule = { kind: 'value', field: 'amount', category: 'genuine', severity: 'critical' };
    const softer = { ...rule, category: 'rounding', severity: 'info' };
    const changes = ruleSetChanges(rules({}, [rule]), rules({}, [softer]));
    expect(changes.map(({ direction }) => direction)).toEqual(['looser', 'looser']);
  });
  test('another order of classifications is told', () => {
    const [a, b] = ['a', 'b'].map((field) => ({ field, category: 'timing', severity: 'minor' }));
    expect(told(ruleSetChanges(rules({}, [a ?? {}, b ?? {}]), rules({}, [b ?? {}, a ?? {}])))).toEqual([
      ['/classify', ['a', 'b'], ['b', 'a'], 'looser'],
    ]);
  });
});

describe('expected checks say what they loosen', () => {
  const check: DeclaredCheck = {
    source: 'nightly',
    layer: 'outcome',
    cadence: 'P1D',
    grace: 'PT6H',
    keys: ['sum'],
    minCompared: 10,
  };
  test.each<[string, Partial<DeclaredCheck>, string]>([
    ['rarer', { cadence: 'P2D' }, 'looser'],
    ['oftener', { cadence: 'PT1H' }, 'stricter'],
    ['later', { grace: 'PT12H' }, 'looser'],
    ['smaller', { minCompared: 1 }, 'looser'],
    ['with a key less', { keys: [] }, 'looser'],
    ['with a key more', { keys: ['sum', 'count'] }, 'stricter'],
  ])('%s', (_, more, direction) => {
    expect(expectedCheckChanges([check], [{ ...check, ...more }])).toMatchObject([{ direction }]);
  });
  test('none is looser than one, and the same span in other words is neither', () => {
    expect(expectedCheckChanges([check], [])).toMatchObject([
      { path: '/expectedChecks/nightly outcome', direction: 'looser' },
    ]);
    expect(loosensBy(expectedCheckChanges([check], [{ ...check, cadence: 'PT24H' }]))).toBe(false);
  });
});

const numbers = fc.record({
  reviewHours: fc.integer({ min: 1, max: 336 }),
  decisionDays: fc.integer({ min: 1, max: 60 }),
  owners: fc.integer({ min: 1, max: 5 }),
});
const policyOf = ({
  reviewHours,
  decisionDays,
  owners,
}: {
  reviewHours: number;
  decisionDays: number;
  owners: number;
}) =>
  policySchema.parse({
    reviewHours,
    decisionDays,
    transitions: { 'planned>shadow': [{ role: 'owner', count: owners }] },
  });

test('what loosens one way tightens the other way, place by place, and the same document changes nothing', () => {
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const there = policyChanges(policyOf(a), policyOf(b));
      const back = policyChanges(policyOf(b), policyOf(a));
      const turned = { looser: 'stricter', stricter: 'looser', other: 'other' } as const;
      expect(back).toEqual(
        there.map((change) => ({
          ...change,
          before: change.after,
          after: change.before,
          direction: turned[change.direction],
        })),
      );
      expect(policyChanges(policyOf(a), policyOf(a))).toEqual([]);
    }),
  );
});
