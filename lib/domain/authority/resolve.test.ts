import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workloads } from '@/lib/domain/words';
import { cohortProblems } from './audiences';
import { bucketOf } from './bucket';
import { bucketCount, type CohortCondition, conditionOf } from './condition';
import type { CohortAudience, Lane } from './lane';
import { type AuthorityRequest, laneOf } from './resolve';

const cohort = (slug: string, position: number, condition: CohortCondition): CohortAudience => ({
  kind: 'cohort',
  slug,
  name: slug,
  position,
  condition,
});
const lanesOf = (
  audiences: readonly Lane['audience'][],
  own: readonly (typeof workloads)[number][] = workloads,
): Lane[] =>
  own.flatMap((workload) =>
    audiences.map((audience) => ({ id: `${workload}/${audience.slug}`, contextId: 'c', workload, audience })),
  );

const euMotor = cohort('eu-motor', 0, conditionOf({ where: { productLine: ['motor'], geography: ['eu', 'uk'] } }));
const tenth = cohort('tenth', 1, conditionOf({ percent: { from: 0, to: 10 } }));
const rest = cohort('rest', 2, conditionOf({}));
const feed: Lane['audience'] = { kind: 'subscriber', slug: 'feed', name: 'Feed', position: 0, condition: null };
// Listed out of order: the position decides.
const lanes = [
  ...lanesOf([rest, tenth, euMotor]),
  { id: 'reads/feed', contextId: 'c', workload: 'reads' as const, audience: feed },
];

const inTenth =
  Array.from({ length: 500 }, (_, at) => `CLM-${at}`).find((key) => bucketOf('payments', key) < 10_000) ?? '';
const notInTenth =
  Array.from({ length: 500 }, (_, at) => `CLM-${at}`).find((key) => bucketOf('payments', key) >= 10_000) ?? '';

const reach = (request: Partial<AuthorityRequest>): string => {
  const result = laneOf('payments', lanes, { workload: 'reads', dimensions: {}, ...request });
  return result.ok ? result.value.id : result.refusal.code;
};
const motorIn = (geography: string) => ({ productLine: 'motor', geography });

describe('a request reaches', () => {
  test.each<[string, string, Partial<AuthorityRequest>]>([
    ['its subscriber’s own lane first, whatever else it says', 'reads/feed', { subscriber: 'feed' }],
    [
      'cohorts, where its subscriber has no lane for the workload',
      'writes/eu-motor',
      { subscriber: 'feed', workload: 'writes', dimensions: motorIn('eu') },
    ],
    [
      'cohorts, when its subscriber is not declared',
      'reads/eu-motor',
      { subscriber: 'other', dimensions: motorIn('uk') },
    ],
    ['the first cohort whose condition holds', 'reads/eu-motor', { dimensions: motorIn('eu'), key: inTenth }],
    ['the share of the keys that its key is in', 'reads/tenth', { dimensions: motorIn('us'), key: inTenth }],
    ['everyone else’s lane', 'reads/rest', { dimensions: { productLine: 'home', geography: 'eu' }, key: notInTenth }],
    [
      'nothing, lacking a dimension that is read',
      'dimension_missing',
      { dimensions: { productLine: 'motor' }, key: inTenth },
    ],
    [
      'nothing, lacking a dimension, though another one rules the cohort out',
      'dimension_missing',
      { dimensions: { productLine: 'home' }, key: inTenth },
    ],
    ['nothing, lacking the key that a reached share needs', 'key_missing', { dimensions: motorIn('us') }],
    ['nothing, with an empty key', 'key_missing', { dimensions: motorIn('us'), key: '' }],
    ['its cohort without a key, where no share is reached', 'reads/eu-motor', { dimensions: motorIn('eu') }],
  ])('%s', (_, expected, request) => {
    expect(reach(request)).toBe(expected);
  });
  test('nothing for a workload that is not declared', () => {
    const result = laneOf('payments', lanesOf([rest], ['reads']), { workload: 'batch', dimensions: {} });
    expect(result.ok || result.refusal.code).toBe('not_found');
  });
  test('no lane by a dimension named like something inherited', () => {
    const odd = lanesOf([cohort('odd', 0, { kind: 'dimensions', where: { constructor: ['x'] } }), rest]);
    const result = laneOf('payments', odd, { workload: 'reads', dimensions: {} });
    expect(result.ok || result.refusal.code).toBe('dimension_missing');
  });
});

test('buckets have known answers, so that jobs outside can cut the same cohorts', () => {
  expect([bucketOf('payment-decisioning', 'CLM-88121'), bucketOf('claims-intake', 'CLM-88121')]).toEqual([
    25369, 63903,
  ]);
});

test('every complete request reaches exactly one lane, always the same, in the same cohort for every workload', () => {
  const seed = Math.floor(Math.random() * 2_147_483_647);
  const cuts = fc
    .uniqueArray(fc.integer({ min: 1, max: bucketCount - 1 }), { minLength: 2, maxLength: 4 })
    .map((list) => [...list].sort((a, b) => a - b));
  const value = fc.constantFrom('a', 'b', 'c');
  const request = fc.record({ p: value, q: value, key: fc.string({ minLength: 1 }) });
  fc.assert(
    fc.property(cuts, value, request, ([from = 0, to = 1, ...more], named, { p, q, key }) => {
      const shares = cohort('share', 1, {
        kind: 'percentage',
        ranges: [{ from, to }, ...more.map((end) => ({ from: end, to: end + 1 }))],
      });
      const dims = cohort('dims', 0, { kind: 'dimensions', where: { p: [named], q: ['a', 'b'] } });
      const cohorts = [dims, shares, cohort('rest', 2, { kind: 'rest' })];
      const reached = workloads.map((workload) => {
        const ask = () => laneOf('ctx', lanesOf(cohorts), { workload, dimensions: { p, q }, key });
        const [once, twice] = [ask(), ask()];
        expect(once).toEqual(twice);
        if (!once.ok) throw new Error(once.refusal.detail);
        expect(once.value.workload).toBe(workload);
        return once.value.audience.slug;
      });
      expect(new Set(reached).size).toBe(1);
    }),
    { seed, numRuns: 1_000 },
  );
});

test('buckets are spread evenly over keys', () => {
  const share =
    Array.from({ length: 20_000 }, (_, at) => bucketOf('ctx', `key-${at}`)).filter((bucket) => bucket < 10_000).length /
    20_000;
  expect(share).toBeGreaterThan(0.093);
  expect(share).toBeLessThan(0.107);
});

describe('cohorts together take every request once, or it is said why not', () => {
  const dimensions = { productLine: ['motor', 'home'], geography: ['eu', 'uk'] };
  const again = cohort('again', 1, conditionOf({ percent: { from: 9.999, to: 20 } }));
  test.each<[string, CohortAudience[], RegExp | null]>([
    ['as they should', [euMotor, tenth, cohort('next', 2, conditionOf({ percent: { from: 10, to: 20 } })), rest], null],
    ['without everyone else', [euMotor], /must be `rest`/],
    ['none at all', [], /must be `rest`/],
    ['everyone else too early', [cohort('all', 0, { kind: 'rest' }), rest], /takes everyone/],
    ['a name twice', [euMotor, euMotor, rest], /repeats the name/],
    ['shares that overlap', [tenth, again, rest], /takes keys that cohort tenth takes/],
    [
      'a share that overlaps itself',
      [
        cohort('x', 0, {
          kind: 'percentage',
          ranges: [
            { from: 0, to: 5 },
            { from: 4, to: 9 },
          ],
        }),
        rest,
      ],
      /overlap each other/,
    ],
    [
      'a dimension nobody declared',
      [cohort('x', 0, conditionOf({ where: { tier: ['gold'] } })), rest],
      /does not declare/,
    ],
    [
      'a value nobody declared',
      [cohort('x', 0, conditionOf({ where: { productLine: ['boat'] } })), rest],
      /productLine boat/,
    ],
  ])('%s', (_, cohorts, problem) => {
    const said = cohortProblems(cohorts, dimensions)
      .map(({ detail }) => detail)
      .join('; ');
    if (problem === null) expect(said).toBe('');
    else expect(said).toMatch(problem);
  });
});
