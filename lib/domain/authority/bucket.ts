import { sha256Hex } from '@/lib/domain/kernel/digest';
import { type BucketRange, bucketCount } from './condition';

/**
 * The bucket of a key in a context, 0 to 99,999: the first 48 bits of SHA-256 over `<context slug>\n<key>`, modulo the
 * number of buckets. The workload is not in it, so a key's reads and writes share one cohort.
 */
export const bucketOf = (contextSlug: string, key: string): number =>
  Number.parseInt(sha256Hex(`${contextSlug}\n${key}`).slice(0, 12), 16) % bucketCount;

export const inRanges = (bucket: number, ranges: readonly BucketRange[]): boolean =>
  ranges.some((range) => range.from <= bucket && bucket < range.to);
