import type { Page } from '@/lib/contract/views/parts';

// Lists ordered by a number, newest first. A cursor says from where and which way: `b41` below 41, `a41` above it.

export type Place = { way: 'below' | 'above'; number: number } | null;

/** The place that a cursor names; anything else is the first page. */
export const placeOf = (cursor: string | undefined): Place => {
  const found = /^([ab])(\d{1,10})$/.exec(cursor ?? '');
  return found === null ? null : { way: found[1] === 'a' ? 'above' : 'below', number: Number(found[2]) };
};

/**
 * One page from rows fetched for `place` with a limit of `size + 1`: ascending when above, else descending. The row
 * beyond the page only says that there is one.
 */
export const pageOf = <Row>(
  fetched: readonly Row[],
  place: Place,
  read: { size: number; total: number; numberOf: (row: Row) => number },
): { rows: Row[]; page: Page } => {
  const beyond = fetched.length > read.size;
  const kept = fetched.slice(0, read.size);
  const rows = place?.way === 'above' ? [...kept].reverse() : [...kept];
  const [first, last] = [rows.at(0), rows.at(-1)];
  const hasNext = place?.way === 'above' ? true : beyond;
  const hasPrevious = place?.way === 'above' ? beyond : place !== null;
  return {
    rows,
    page: {
      next: hasNext && last !== undefined ? `b${read.numberOf(last)}` : null,
      previous: hasPrevious && first !== undefined ? `a${read.numberOf(first)}` : null,
      total: read.total,
    },
  };
};

/** Lists in another order page by how many come before: `o50`. */
export const offsetOf = (cursor: string | undefined): number => {
  const found = /^o(\d{1,7})$/.exec(cursor ?? '');
  return found === null ? 0 : Number(found[1]);
};

export const pageAt = (offset: number, read: { size: number; total: number }): Page => ({
  next: offset + read.size < read.total ? `o${offset + read.size}` : null,
  previous: offset > 0 ? `o${Math.max(0, offset - read.size)}` : null,
  total: read.total,
});
