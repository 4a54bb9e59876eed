import { documentDigest } from '@/lib/domain/kernel/digest';

// A pattern may be split by one dimension: a part for each value, and one for every other value and for none. Parts have
// no discrepancies of their own; what a part has is what the rollup of its pattern counts for its value. The last part has
// the remainder, so that the parts together are always the whole, whatever values are still to come.

/** A part of a split pattern; `value` null: every other value, and none. */
export type Part = { id: string; value: string | null };

/** How often a value of one dimension stood in a sighting; `rest` counts values that are not counted each. */
export type Spread = { dimension: string; value: string; rest: boolean; count: number; open: number };

export type Share = { id: string; count: number; open: number };

/** What each part has of one sighting; parts that have nothing of it are left out. */
export const shareOut = (
  sighting: { count: number; open: number },
  dimension: string,
  spreads: readonly Spread[],
  parts: readonly Part[],
): Share[] => {
  const remaining = { count: sighting.count, open: sighting.open };
  const shares = parts.flatMap(({ id, value }): Share[] => {
    if (value === null) return [];
    const spread = spreads.find((each) => each.dimension === dimension && !each.rest && each.value === value);
    if (spread === undefined || spread.count === 0) return [];
    remaining.count -= spread.count;
    remaining.open -= spread.open;
    return [{ id, count: spread.count, open: spread.open }];
  });
  const last = parts.find(({ value }) => value === null);
  return last === undefined || remaining.count <= 0 ? shares : [...shares, { id: last.id, ...remaining }];
};

/** Equal for the same part of the same pattern, whenever it is split. */
export const partFingerprint = (fingerprint: string, dimension: string, value: string | null): string =>
  documentDigest({ v: 1, partOf: fingerprint, dimension, value });

export const partSentence = (sentence: string, dimension: string, value: string | null): string =>
  value === null ? `${sentence}, any other ${dimension} or none` : `${sentence}, ${dimension} ${value}`;
