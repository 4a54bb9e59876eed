import type { Page } from '@/lib/contract/views/parts';

// Lists in an order of whole numbers: a cursor names a place between two rows, so that pages neither repeat nor leave out
// what stays where it was while other rows come and go.

export type PlaceCursor = { order: string; way: 'after' | 'before'; key: string[]; asOf: number };

export const placeCursor = (place: PlaceCursor): string =>
  Buffer.from(JSON.stringify([place.order, place.way, place.key, place.asOf])).toString('base64url');

const isKey = (key: unknown): key is string[] =>
  Array.isArray(key) &&
  key.length > 0 &&
  key.length <= 8 &&
  key.every((part) => typeof part === 'string' && /^-?\d{1,18}$/.test(part));

/** The place that a cursor of this order names; anything else is the first page. */
export const readPlaceCursor = (cursor: string | undefined, order: string): PlaceCursor | null => {
  if (cursor === undefined) return null;
  let read: unknown;
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(read)) return null;
  const [of, way, key, asOf] = read as unknown[];
  if (of !== order || (way !== 'after' && way !== 'before') || !isKey(key)) return null;
  // What a Date can hold.
  if (typeof asOf !== 'number' || !Number.isSafeInteger(asOf) || asOf < 0 || asOf > 8_640_000_000_000) return null;
  return { order, way, key, asOf };
};

type Placed = { key: string[] };

/** One page of rows that were fetched after or before a place, with a limit of `size + 1`; `rows` are in the list's order. */
export const pageOfPlaces = <Row extends Placed>(
  fetched: readonly Row[],
  place: PlaceCursor | null,
  read: { order: string; size: number; total: number; asOf: Date },
): { rows: Row[]; page: Page } => {
  const beyond = fetched.length > read.size;
  const back = place?.way === 'before';
  const rows = back && beyond ? fetched.slice(1) : fetched.slice(0, read.size);
  const cursorAt = (row: Row | undefined, way: PlaceCursor['way']): string | null =>
    row === undefined ? null : placeCursor({ order: read.order, way, key: row.key, asOf: read.asOf.getTime() });
  return {
    rows,
    page: {
      next: back || beyond ? cursorAt(rows.at(-1), 'after') : null,
      previous: (back ? beyond : place !== null) ? cursorAt(rows.at(0), 'before') : null,
      total: read.total,
    },
  };
};
