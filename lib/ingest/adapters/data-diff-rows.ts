import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { ComparedTable } from './kit/compared-table';
import type { JsonLine } from './kit/json-lines';
import { recordId } from './kit/record-id';
import { onSide, type SideMapping } from './kit/sides';
import { Tracked } from './kit/tracked';

// `--json` of the command line: `["-", [cells]]` is a row of A only, `["+", [cells]]` one of B only, and an update is
// both with one key. Columns have no names and, but for the key that stands first, no certain order.

type Row = { sign: '-' | '+'; cells: (string | null)[] };

const rowOf = ({ line, value }: JsonLine): Row | RefusalDetail => {
  const [sign, cells, ...more] = Tracked.of(value).items();
  const word = sign?.text();
  const pointer = `/${line}`;
  if ((word !== '-' && word !== '+') || cells === undefined || !cells.isArray || more.length > 0) {
    return { pointer, detail: 'This is no row of data-diff, such as ["-", ["2", "banana"]].' };
  }
  const texts = cells.items().map((cell) => cell.text());
  const known = texts.filter((text) => text !== undefined);
  if (known.length === 0 || known.length < texts.length) return { pointer, detail: 'A cell is neither text nor null.' };
  return { sign: word, cells: known };
};

const prefixOf = (cells: readonly (string | null)[], width: number): string => JSON.stringify(cells.slice(0, width));

/** The fewest columns from the left by which no side shows a row twice; null where even all of them do not. */
const keyWidth = (rows: readonly Row[]): number | null => {
  const widest = rows.reduce((width, { cells }) => Math.min(width, cells.length), 16);
  for (let width = 1; width <= widest; width += 1) {
    const names = rows.map(({ sign, cells }) => sign + prefixOf(cells, width));
    if (new Set(names).size === names.length) return width;
  }
  return null;
};

const keyOf = (cells: readonly (string | null)[], width: number): string =>
  recordId(cells.slice(0, width).map((cell, index) => [`key${index + 1}`, cell] as const));

const pairOf = (first: Row, second: Row, width: number, mapping: SideMapping): Discrepancy[] => {
  const base = { correlationId: keyOf(first.cells, width), kind: 'value', field: null, dimensions: {} } as const;
  const places = first.cells.map((_, place) => place).filter((place) => first.cells[place] !== second.cells[place]);
  if (places.length === 0) return [{ ...base, observedAt: null }];
  return places.map((place) => {
    const cells = [first.cells[place] ?? null, second.cells[place] ?? null] as const;
    return {
      ...base,
      legacy: onSide(mapping, 'legacy', ...cells),
      target: onSide(mapping, 'target', ...cells),
      observedAt: null,
    };
  });
};

const discrepanciesOf = (rows: readonly Row[], width: number, mapping: SideMapping): Discrepancy[] => {
  const sides = new Map<string, Partial<Record<Row['sign'], Row>>>();
  for (const row of rows) {
    const name = prefixOf(row.cells, width);
    sides.set(name, { ...sides.get(name), [row.sign]: row });
  }
  const lacking = {
    '-': onSide(mapping, 'legacy', 'target', 'legacy'),
    '+': onSide(mapping, 'legacy', 'legacy', 'target'),
  };
  return [...sides.values()].flatMap(({ '-': first, '+': second }): Discrepancy[] => {
    if (first !== undefined && second !== undefined) return pairOf(first, second, width, mapping);
    const row = first ?? second;
    if (row === undefined) return [];
    const kind = lacking[row.sign] === 'legacy' ? 'missing_in_legacy' : 'missing_in_target';
    return [{ correlationId: keyOf(row.cells, width), kind, field: null, dimensions: {}, observedAt: null }];
  });
};

/** Everything that differs and nothing that agrees, so that nothing is counted from it. */
export const readDiffRows = (
  documents: readonly JsonLine[],
  mapping: SideMapping,
  warnings: string[],
): Result<ComparedTable> => {
  const read = documents.map(rowOf);
  const errors = read.filter((row): row is RefusalDetail => 'pointer' in row);
  if (errors.length > 0) return refuse('invalid_body', 'Rows of the body cannot be read.', errors.slice(0, 100));
  const rows = read.filter((row): row is Row => 'sign' in row);
  const width = keyWidth(rows);
  warnings.push('Only what differs is listed, so how many rows agreed is not known.');
  const table = { key: 'row_diff', reported: null, counts: null };
  if (width === null) {
    warnings.push('A side shows one row twice, so that no row can be told from another.');
    return accept({ ...table, verdict: 'inconclusive', discrepancies: [] });
  }
  const key = width === 1 ? 'the first column is' : `the first ${width} columns are`;
  warnings.push(`Rows have no column names: ${key} taken for the key, and what differs has no field.`);
  return accept({ ...table, verdict: 'mismatch', discrepancies: discrepanciesOf(rows, width, mapping) });
};
