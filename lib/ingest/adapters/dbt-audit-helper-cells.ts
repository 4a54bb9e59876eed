import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { ImportOptions } from './adapter';
import { type Classes, type Contents, cell, check, type Macro, totalsOf, verdictOf } from './dbt-audit-helper-contents';
import { gather } from './kit/gather';
import { itemOf, shortened } from './kit/record-id';
import { flagIn, type Row, type Rows } from './kit/rows';
import { checkKey, counted } from './kit/run';
import { onSide, type SideMapping, sidesOf } from './kit/sides';

// Macros that say of each key and each column how the two values are to each other, and show neither.

const flagColumns = [
  'perfect_match',
  'null_in_a',
  'null_in_b',
  'missing_from_a',
  'missing_from_b',
  'conflicting_values',
];

type Cell = { key: string; column: string; class: keyof Classes | null; nullInA: boolean; nullInB: boolean };

/** The four exclusive flags; none or several of them put the cell in no class. */
const classOf = (row: Row): keyof Classes | null => {
  const classes: [string, keyof Classes][] = [
    ['perfect_match', 'matched'],
    ['conflicting_values', 'mismatched'],
    ['missing_from_a', 'missingFromA'],
    ['missing_from_b', 'missingFromB'],
  ];
  const set = classes.filter(([name]) => flagIn(cell(row, name)) === true);
  const [only] = set;
  return set.length === 1 && only !== undefined ? only[1] : null;
};

const cellOf = (row: Row): Cell => ({
  key: cell(row, 'primary_key') ?? '',
  column: cell(row, 'column_name') ?? '',
  class: classOf(row),
  nullInA: flagIn(cell(row, 'null_in_a')) === true,
  nullInB: flagIn(cell(row, 'null_in_b')) === true,
});

const classesOf = (cells: readonly Cell[]): Classes => {
  const classes: Classes = { matched: 0, mismatched: 0, missingFromA: 0, missingFromB: 0 };
  for (const entry of cells) if (entry.class !== null) classes[entry.class] += 1;
  return classes;
};

/** Of a conflict only a null is known; the value beside it was not sent. */
const conflict = (entry: Cell, mapping: SideMapping): Discrepancy => {
  const values = [entry.nullInA ? null : undefined, entry.nullInB ? null : undefined] as const;
  const legacy = onSide<null | undefined>(mapping, 'legacy', ...values);
  const target = onSide<null | undefined>(mapping, 'target', ...values);
  return {
    ...itemOf(shortened(entry.key), null),
    kind: 'value',
    field: shortened(entry.column, 200),
    ...(legacy === undefined ? {} : { legacy }),
    ...(target === undefined ? {} : { target }),
  };
};

type Records = { classes: Classes; missing: Discrepancy[] };

/** Each key once: missing where any column says so, differing where any column conflicts. */
const recordsOf = (byKey: ReadonlyMap<string, Cell[]>, mapping: SideMapping): Records => {
  const classes: Classes = { matched: 0, mismatched: 0, missingFromA: 0, missingFromB: 0 };
  const missing: Discrepancy[] = [];
  for (const [key, cells] of byKey) {
    const has = (name: keyof Classes) => cells.some((entry) => entry.class === name);
    const side = has('missingFromA') ? 'a' : has('missingFromB') ? 'b' : null;
    if (side === null) {
      classes[has('mismatched') ? 'mismatched' : 'matched'] += 1;
      continue;
    }
    classes[side === 'a' ? 'missingFromA' : 'missingFromB'] += 1;
    const ofLegacy = onSide(mapping, 'legacy', 'a', 'b') === side;
    const kind = ofLegacy ? 'missing_in_legacy' : 'missing_in_target';
    missing.push({ ...itemOf(shortened(key), null), kind, field: null });
  }
  return { classes, missing };
};

const readCells = (table: Rows, options: ImportOptions): Result<Contents> => {
  const sides = sidesOf(options, 'dbt-audit-helper', ['a'], ['b']);
  if (!sides.ok) return sides;
  const mapping = sides.value;
  const cells = table.rows.map(cellOf);
  const nameless = cells.findIndex(({ column }) => column === '');
  if (nameless >= 0) {
    const detail = 'This row names no column.';
    return refuse('invalid_body', detail, [{ pointer: `/${nameless}/column_name`, detail }]);
  }
  const keyless = cells.filter(({ key }) => key === '').length;
  const byKey = new Map<string, Cell[]>();
  const byColumn = new Map<string, Cell[]>();
  for (const entry of cells) {
    if (entry.key !== '') gather(byKey, entry.key, entry);
    gather(byColumn, entry.column, entry);
  }
  const unclassified = cells.filter((entry) => entry.class === null).length;
  const agreeing = cells.some((entry) => entry.class === 'matched');
  const everyPair = [...byKey.values()].every(
    (own) => own.length === byColumn.size && new Set(own.map(({ column }) => column)).size === byColumn.size,
  );
  const whole = keyless === 0 && unclassified === 0 && agreeing && everyPair;
  const { classes, missing } = recordsOf(byKey, mapping);
  const conflicts = cells.filter((entry) => entry.class === 'mismatched' && entry.key !== '');
  const checks = [...byColumn].map(([column, own]) => {
    const ofColumn = classesOf(own);
    const open = !whole || own.some((entry) => entry.class === null);
    return check({
      key: checkKey(column),
      kind: 'column_match',
      field: column,
      reported: null,
      totals: whole ? totalsOf(ofColumn, mapping) : null,
      evidence: whole ? 'keys_only' : 'sampled',
      verdict: verdictOf(ofColumn, open),
    });
  });
  return accept({
    layer: 'row',
    checks,
    totals: whole ? totalsOf(classes, mapping) : null,
    discrepancies: [
      ...missing,
      ...conflicts.filter(({ key }) => isThere(byKey, key)).map((entry) => conflict(entry, mapping)),
    ],
    discrepanciesSampled: !whole,
    warnings: [
      ...(keyless === 0 ? [] : [`${counted(keyless, 'row')} without a key.`]),
      ...(unclassified === 0 ? [] : [`${counted(unclassified, 'row')} in no class, or in several.`]),
      ...(whole ? [] : ['Not every key is here with every column, or none agrees; nothing is counted.']),
    ],
    known: ['primary_key', 'column_name', ...flagColumns],
  });
};

/** A record that a side lacks differs in that alone. */
const isThere = (byKey: ReadonlyMap<string, Cell[]>, key: string): boolean =>
  !(byKey.get(key) ?? []).some((entry) => entry.class === 'missingFromA' || entry.class === 'missingFromB');

/** `compare_column_values_verbose`, and `compare_all_columns` without its summary. */
export const cellByCell: Macro = {
  recognises: (headings) =>
    headings.has('primary_key') && headings.has('column_name') && flagColumns.every((name) => headings.has(name)),
  read: readCells,
};
