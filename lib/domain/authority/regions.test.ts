import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketCount } from './condition';
import { cellCount, compareDrawings, type Drawn, mostCells } from './regions';

const values = ['a', 'b', 'c'];
const dimensions = ['x', 'y', 'toString'];

const anyCondition: fc.Arbitrary<Drawn['condition']> = fc.oneof(
  fc
    .dictionary(fc.constantFrom(...dimensions), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }), {
      minKeys: 1,
      noNullPrototype: true,
    })
    .map((where) => ({ kind: 'dimensions' as const, where })),
  fc
    .tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 10 }))
    .filter(([from, to]) => from < to)
    .map(([from, to]) => ({
      kind: 'percentage' as const,
      ranges: [{ from: (from * bucketCount) / 10, to: (to * bucketCount) / 10 }],
    })),
);

const anyDrawing: fc.Arbitrary<Drawn[]> = fc
  .array(anyCondition, { maxLength: 5 })
  .map((conditions) =>
    [...conditions, { kind: 'rest' as const }].map((condition, at) => ({ slug: `c${at}`, condition })),
  );

type Request = { where: Record<string, string>; bucket: number };

const anyRequest: fc.Arbitrary<Request> = fc.record({
  where: fc.record(Object.fromEntries(dimensions.map((name) => [name, fc.constantFrom(...values, 'other')])), {
    noNullPrototype: true,
  }),
  bucket: fc.integer({ min: 0, max: bucketCount - 1 }),
});

/** Who takes a request, told the slow way. */
const takerOf = (drawing: readonly Drawn[], { where, bucket }: Request): string | undefined =>
  drawing.find(({ condition }) => {
    if (condition.kind === 'rest') return true;
    if (condition.kind === 'percentage') return condition.ranges.some(({ from, to }) => from <= bucket && bucket < to);
    return Object.entries(condition.where).every(([name, allowed]) => allowed.includes(where[name] ?? ''));
  })?.slug;

it('every request goes between two cohorts that the comparison names, and never into an empty one', () => {
  fc.assert(
    fc.property(
      anyDrawing,
      anyDrawing,
      fc.array(anyRequest, { minLength: 20, maxLength: 40 }),
      (before, after, asked) => {
        const compared = compareDrawings(before, after);
        const pairs = (compared?.taken ?? []).map(({ from, to }) => `${from}>${to}`);
        expect(new Set(pairs).size).toBe(pairs.length);
        for (const request of asked) {
          expect(pairs).toContain(`${takerOf(before, request)}>${takerOf(after, request)}`);
          expect(compared?.empty).not.toContain(takerOf(after, request));
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('names no pair between which nothing goes, and where one finds each', () => {
  const eu = { slug: 'eu', condition: { kind: 'dimensions' as const, where: { geography: ['eu'] } } };
  const motor = {
    slug: 'motor',
    condition: { kind: 'dimensions' as const, where: { geography: ['eu'], line: ['motor'] } },
  };
  const tenth = {
    slug: 'tenth',
    condition: { kind: 'percentage' as const, ranges: [{ from: 0, to: bucketCount / 10 }] },
  };
  const rest = { slug: 'rest', condition: { kind: 'rest' as const } };
  expect(compareDrawings([eu, rest], [motor, eu, rest])).toEqual({
    taken: [
      { from: 'eu', to: 'motor', example: 'eu/motor' },
      { from: 'eu', to: 'eu', example: 'eu/other line' },
      { from: 'rest', to: 'rest', example: 'other geography/motor' },
    ],
    empty: [],
  });
  expect(compareDrawings([rest], [tenth, rest])?.taken).toEqual([
    { from: 'rest', to: 'tenth', example: 'keys from 0 to 10 %' },
    { from: 'rest', to: 'rest', example: 'keys from 10 to 100 %' },
  ]);
  expect(compareDrawings([rest], [eu, motor, rest])?.empty).toEqual(['motor']);
});

it('the finest drawing that is compared at all is compared while nobody waits', () => {
  const axes = ['x', 'y', 'z'];
  const many = Array.from({ length: 99 }, (_, at) => ({
    slug: `c${at}`,
    condition: {
      kind: 'dimensions' as const,
      where: Object.fromEntries(
        axes.map((name) => [name, Array.from({ length: 56 }, (_each, of) => `${name}${of + (at % 2)}`)]),
      ),
    },
  }));
  const drawing = [...many, { slug: 'rest', condition: { kind: 'rest' as const } }];
  expect(cellCount(drawing, drawing)).toBeGreaterThan(190_000);
  expect(cellCount(drawing, drawing)).toBeLessThanOrEqual(mostCells);
  const began = performance.now();
  expect(compareDrawings(drawing, drawing)?.taken.length).toBeGreaterThan(1);
  expect(performance.now() - began).toBeLessThan(1_000);
});
