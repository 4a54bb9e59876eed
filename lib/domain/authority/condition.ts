import { z } from 'zod';

/** All keys are spread over this many buckets, numbered from 0. */
export const bucketCount = 100_000;

/** Buckets from `from` (included) to `to` (excluded). */
const bucketRange = z
  .strictObject({ from: z.int().min(0), to: z.int().max(bucketCount) })
  .refine((range) => range.from < range.to, 'must begin before it ends');

/** Which requests a cohort takes: by dimensions (every named one has an allowed value), by buckets, or all that remain. */
export const cohortConditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('dimensions'),
    where: z
      .record(z.string().min(1), z.array(z.string().min(1)).min(1))
      .refine((where) => Object.keys(where).length > 0, 'must name a dimension'),
  }),
  z.strictObject({ kind: z.literal('percentage'), ranges: z.array(bucketRange).min(1) }),
  z.strictObject({ kind: z.literal('rest') }),
]);

export type BucketRange = z.infer<typeof bucketRange>;
export type CohortCondition = z.infer<typeof cohortConditionSchema>;

/** The share of all keys that a condition takes, in percent; undefined where it is not one of keys. */
export const shareOf = (condition: CohortCondition): number | undefined =>
  condition.kind === 'percentage'
    ? (condition.ranges.reduce((sum, { from, to }) => sum + to - from, 0) * 100) / bucketCount
    : undefined;

/** The condition a cohort is declared with; `percent` is a share of the keys from 0 to 100, to a thousandth. */
export const conditionOf = (declared: {
  where?: Record<string, string[]> | undefined;
  percent?: { from: number; to: number } | undefined;
}): CohortCondition => {
  if (declared.where !== undefined) return { kind: 'dimensions', where: declared.where };
  if (declared.percent === undefined) return { kind: 'rest' };
  const bucket = (percent: number) => Math.round((percent * bucketCount) / 100);
  return { kind: 'percentage', ranges: [{ from: bucket(declared.percent.from), to: bucket(declared.percent.to) }] };
};
