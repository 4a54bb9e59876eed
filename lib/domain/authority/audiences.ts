import type { RefusalDetail } from '@/lib/domain/kernel/refusal';
import type { BucketRange } from './condition';
import type { CohortAudience } from './lane';

const overlap = (a: BucketRange, b: BucketRange): boolean => a.from < b.to && b.from < a.to;

const overlapsEarlier = (cohort: CohortAudience, earlier: readonly CohortAudience[]): string[] => {
  const { condition } = cohort;
  if (condition.kind !== 'percentage') return [];
  const within = condition.ranges.some((range, at) =>
    condition.ranges.slice(0, at).some((other) => overlap(range, other)),
  );
  const others = earlier.filter(
    ({ condition: other }) =>
      other.kind === 'percentage' && other.ranges.some((a) => condition.ranges.some((b) => overlap(a, b))),
  );
  return [
    ...(within ? ['has ranges that overlap each other'] : []),
    ...others.map((other) => `takes keys that cohort ${other.slug} takes already`),
  ];
};

const unknownDimensions = (
  cohort: CohortAudience,
  dimensions: Readonly<Record<string, readonly string[]>>,
): string[] => {
  if (cohort.condition.kind !== 'dimensions') return [];
  const declared = new Map(Object.entries(dimensions));
  return Object.entries(cohort.condition.where).flatMap(([name, values]) => {
    const allowed = declared.get(name);
    if (allowed === undefined) return [`reads the dimension ${name}, which the program does not declare`];
    return values
      .filter((value) => !allowed.includes(value))
      .map((value) => `names ${name} ${value}, which is not declared`);
  });
};

const lastIsRest = (cohorts: readonly CohortAudience[]): RefusalDetail[] => {
  const last = cohorts.at(-1);
  const early = cohorts.slice(0, -1).flatMap((cohort, at) => (cohort.condition.kind === 'rest' ? [at] : []));
  return [
    ...early.map((at) => ({ pointer: `/${at}`, detail: 'takes everyone, so that no later cohort could be reached' })),
    ...(last?.condition.kind === 'rest' && last.slug === 'rest'
      ? []
      : [{ pointer: `/${Math.max(0, cohorts.length - 1)}`, detail: 'the last cohort must be `rest`, everyone else' }]),
  ];
};

/**
 * What is wrong with a context's cohorts in their order; empty when together they take every request exactly once.
 * `dimensions` are the program's, with their values. Pointers are indexes into `cohorts`.
 */
export const cohortProblems = (
  cohorts: readonly CohortAudience[],
  dimensions: Readonly<Record<string, readonly string[]>>,
): RefusalDetail[] => [
  ...cohorts.flatMap((cohort, at) => {
    const earlier = cohorts.slice(0, at);
    const twice = earlier.some((other) => other.slug === cohort.slug) ? [`repeats the name ${cohort.slug}`] : [];
    return [...twice, ...overlapsEarlier(cohort, earlier), ...unknownDimensions(cohort, dimensions)].map((detail) => ({
      pointer: `/${at}`,
      detail,
    }));
  }),
  ...lastIsRest(cohorts),
];
