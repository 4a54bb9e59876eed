import { cell } from './dbt-audit-helper-contents';
import { recordId } from './kit/record-id';
import { headingOf, type Row } from './kit/rows';

// The macros know the key of what they compare and do not say it. It is derived: the first columns whose values tell all
// rows of a side apart, hold no null, and put the two rows of each pair together.

/** Rows of both sides without those that the macro itself could not tell apart; `pairs` is what it says belongs together. */
export type KeyedRows = { a: readonly Row[]; b: readonly Row[]; pairs: readonly (readonly [Row, Row])[] };

const mostColumns = 12;

/** Columns to try as a key, single ones first, then two, then three together. */
const candidates = (columns: readonly string[]): string[][] => {
  const some = columns.slice(0, mostColumns);
  const twos = some.flatMap((one, index) => some.slice(index + 1).map((two) => [one, two]));
  const threes = twos.flatMap(([one = '', two = '']) =>
    some.slice(some.indexOf(two) + 1).map((three) => [one, two, three]),
  );
  return [...some.map((one) => [one]), ...twos, ...threes];
};

/** What the row's key is called, or null where a part of it is null. */
const tupleOf = (row: Row, key: readonly string[]): string | null => {
  const values = key.map((column) => cell(row, headingOf(column)));
  return values.includes(null) ? null : JSON.stringify(values);
};

const tellsApart = (rows: readonly Row[], key: readonly string[]): Set<string> | null => {
  const seen = new Set<string>();
  for (const row of rows) {
    const tuple = tupleOf(row, key);
    if (tuple === null || seen.has(tuple)) return null;
    seen.add(tuple);
  }
  return seen;
};

const fits = ({ a, b, pairs }: KeyedRows, key: readonly string[], paired: boolean): boolean => {
  const [ofA, ofB] = [tellsApart(a, key), tellsApart(b, key)];
  if (ofA === null || ofB === null) return false;
  if (!pairs.every(([left, right]) => tupleOf(left, key) === tupleOf(right, key))) return false;
  if (!paired) return true;
  // Where the macro paired the rows, a key on both sides that it did not pair is no key.
  return [...ofA].filter((tuple) => ofB.has(tuple)).length === pairs.length;
};

/** The columns of the key, or null. `paired` is true where the macro says which rows belong together. */
export const deriveKey = (rows: KeyedRows, columns: readonly string[], paired: boolean): string[] | null => {
  if (rows.a.length + rows.b.length === 0) return null;
  return candidates(columns).find((key) => fits(rows, key, paired)) ?? null;
};

/** The name of a record by its key, as every tool that compares the same records calls it. */
export const idBy = (row: Row, key: readonly string[]): string =>
  recordId(key.map((column) => [column, cell(row, headingOf(column))]));

/** Rows of the two sides by their key. */
export const pairBy = (rows: KeyedRows, key: readonly string[]): [Row | null, Row | null][] => {
  const found = new Map<string, [Row | null, Row | null]>();
  for (const row of rows.a) found.set(tupleOf(row, key) ?? row.pointer, [row, null]);
  for (const row of rows.b) {
    const tuple = tupleOf(row, key) ?? row.pointer;
    found.set(tuple, [found.get(tuple)?.[0] ?? null, row]);
  }
  return [...found.values()];
};
