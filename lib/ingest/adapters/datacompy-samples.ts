import { readDecimal } from '@/lib/domain/comparison/decimal';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { type DrawnTable, isAbsent, readDrawnTable } from './datacompy-tables';
import { itemOf, recordId } from './kit/record-id';
import { onSide, type SideMapping } from './kit/sides';

/** A column that differs, as the tool's statistics say it. */
export type Differing = {
  column: string;
  types: readonly [string, string];
  differing: number | undefined;
  nulls: number | undefined;
};

/**
 * Floats are drawn rounded: two that are drawn alike may still differ, and one drawn is not the value. A column of objects
 * may hold some.
 */
const isDrawnRounded = (cell: string | undefined, type: string): boolean =>
  /float|double|real/i.test(type) || (/object/i.test(type) && readDecimal(cell ?? '') !== null);

const keyOf = (names: readonly string[], cells: readonly (string | undefined)[]): string | null => {
  const key = names.map((name, index) => [name, cells[index]] as const);
  if (key.some(([, cell]) => cell === undefined || isAbsent(cell))) return null;
  return recordId(key.map(([name, cell]) => [name, cell ?? null] as const));
};

type Value = string | null | undefined;

/** A drawn `null` is null where the statistics count that many; the text "null" is drawn the same. */
const valuesOf = (table: DrawnTable, at: number, { types, nulls }: Differing): [Value, Value][] => {
  const oneSided = table.rows.filter((cells) => isAbsent(cells[at]) !== isAbsent(cells[at + 1])).length;
  const trusted = nulls !== undefined && oneSided <= nulls;
  return table.rows.map((cells) => {
    const [first, second] = [0, 1].map((side): Value => {
      const cell = cells[at + side];
      if (isAbsent(cell)) return trusted ? null : undefined;
      return isDrawnRounded(cell, types[side] ?? '') ? undefined : cell;
    });
    return [first, second];
  });
};

/** The rows of one column's sample, or null where it cannot be read for certain. */
export const readSample = (
  text: string,
  keys: readonly string[],
  differing: Differing,
  sides: { mapping: SideMapping; names: readonly [string, string] },
): Discrepancy[] | null => {
  const { column } = differing;
  const headings = [...keys, `${column} (${sides.names[0]})`, `${column} (${sides.names[1]})`];
  const table = readDrawnTable(text, headings);
  if (table === null || !headings.every((heading, index) => isHeading(table.header[index], heading))) return null;
  const values = valuesOf(table, keys.length, differing);
  const items = table.rows.map((cells, index): Discrepancy | null => {
    const id = keyOf(keys, cells);
    if (id === null) return null;
    const [first, second] = values[index] ?? [];
    const legacy = onSide(sides.mapping, 'legacy', first, second);
    const target = onSide(sides.mapping, 'target', first, second);
    return {
      ...itemOf(id, null),
      kind: 'value',
      field: column,
      ...(legacy === undefined ? {} : { legacy }),
      ...(target === undefined ? {} : { target }),
    };
  });
  return items.filter((item) => item !== null);
};

/** Headings are cut, too. */
const isHeading = (drawn: string | undefined, heading: string): boolean =>
  drawn === heading || (drawn?.endsWith('…') === true && heading.startsWith(drawn.slice(0, -1)));

/** The records that one side lacks, or null where the table cannot be read for certain. */
export const readOneSided = (
  text: string,
  keys: readonly string[],
  columns: number,
  missing: 'legacy' | 'target',
): Discrepancy[] | null => {
  const table = readDrawnTable(text, columns);
  if (table === null) return null;
  const places = keys.map((key) => table.header.indexOf(key));
  if (places.some((place) => place < 0)) return null;
  const ids = table.rows.map((cells) =>
    keyOf(
      keys,
      places.map((place) => cells[place]),
    ),
  );
  return ids.flatMap((id) =>
    id === null ? [] : [{ ...itemOf(id, null), kind: `missing_in_${missing}`, field: null }],
  );
};
