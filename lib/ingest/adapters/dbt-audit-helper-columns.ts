import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { ImportOptions } from './adapter';
import {
  abSides,
  type Classes,
  type Contents,
  cell,
  check,
  type Macro,
  nameless,
  ofFlag,
  percentsAreWhole,
  tool,
  totalsOf,
  verdictOf,
} from './dbt-audit-helper-contents';
import { gather } from './kit/gather';
import { sidesThatDiffer } from './kit/one-sided';
import { countIn, flagIn, type Row, type Rows } from './kit/rows';
import { checkKey, distinctKeys } from './kit/run';
import { type SideMapping, sidesOf } from './kit/sides';

// Macros that count or look at one column at a time, over all rows.

const classColumns = [
  'perfect_match',
  'null_in_a',
  'null_in_b',
  'missing_from_a',
  'missing_from_b',
  'conflicting_values',
];

type ColumnCounts = { name: string; classes: Classes; all: number };

/** `null_in_a` and `null_in_b` overlap with the others: only these four share no record. */
const countsOf = (row: Row): Result<ColumnCounts> => {
  const counts = ['perfect_match', 'conflicting_values', 'missing_from_a', 'missing_from_b'].map((name) => ({
    name,
    count: countIn(cell(row, name)),
  }));
  const unread = counts.find(({ count }) => count === null);
  if (unread !== undefined) {
    const detail = 'This is no count.';
    return refuse('invalid_body', detail, [{ pointer: `${row.pointer}/${unread.name}`, detail }]);
  }
  const [matched = 0, mismatched = 0, missingFromA = 0, missingFromB = 0] = counts.map(({ count }) => count ?? 0);
  const classes = { matched, mismatched, missingFromA, missingFromB };
  const all = matched + mismatched + missingFromA + missingFromB;
  return accept({ name: cell(row, 'column_name') ?? '', classes, all });
};

const readAllColumns = (table: Rows, options: ImportOptions): Result<Contents> => {
  const mapping = abSides(options);
  if (!mapping.ok) return mapping;
  const refused = nameless(table.rows);
  if (refused !== null) return refused;
  const columns: ColumnCounts[] = [];
  for (const row of table.rows) {
    const read = countsOf(row);
    if (!read.ok) return read;
    columns.push(read.value);
  }
  // Every column is looked at for the same keys, so that a smaller sum means records in no class.
  const keys = Math.max(0, ...columns.map(({ all }) => all));
  const short = columns.filter(({ all }) => all < keys).length;
  const key = distinctKeys();
  const checks = columns.map(({ name, classes, all }) =>
    check({
      key: key(checkKey(name)),
      kind: 'column_match',
      field: name,
      reported: null,
      totals: all === keys ? totalsOf(classes, mapping.value) : null,
      verdict: verdictOf(classes, all < keys),
    }),
  );
  const warnings = [
    'Counts are by column: how many records differ in any of them is not known.',
    ...(short === 0 ? [] : [`In ${short} of the columns, some records are in no class; they are not counted.`]),
  ];
  return accept({ layer: 'row', checks, warnings, known: ['column_name', ...classColumns] });
};

/** `compare_all_columns` with its summary. */
export const allColumns: Macro = {
  recognises: (headings) =>
    headings.has('column_name') && !headings.has('primary_key') && classColumns.every((name) => headings.has(name)),
  read: readAllColumns,
};

/** What one row counts; `bothNull` counts what may as well be missing on a side. */
type Status = { class: keyof Classes | 'bothNull' | null; relation: string | null };

/** The words of a status, without emoji, joiners and the colon between them. */
const statusOf = (text: string | null): Status => {
  const words = (text ?? '')
    .replace(/^[^\p{L}]+/u, '')
    .trim()
    .toLowerCase();
  if (words === 'perfect match') return { class: 'matched', relation: null };
  if (words === 'both are null') return { class: 'bothNull', relation: null };
  if (words === 'values do not match') return { class: 'mismatched', relation: null };
  const onlyNull = /^value is null in (.+) only$/u.exec(words)?.[1];
  if (onlyNull !== undefined) return { class: 'mismatched', relation: onlyNull };
  const missing = /^missing from (.+)$/u.exec(words)?.[1];
  return { class: missing === undefined ? null : 'missingFromA', relation: missing ?? null };
};

/** Which relation is the macro's first: `a`, or what the caller calls it where the macro was given names. */
const relationSides = (
  options: ImportOptions,
  found: readonly string[],
): Result<{ first: string; mapping: SideMapping }> => {
  const [one, two] = found;
  if (found.every((name) => name === 'a' || name === 'b')) {
    const sides = abSides(options);
    if (sides.ok) return accept({ first: 'a', mapping: sides.value });
    if (one !== undefined) return sides;
  }
  if (one === undefined) {
    // No status names a relation, so that nothing depends on which is which.
    const sides = sidesThatDiffer(options);
    return sides.ok ? accept({ first: '', mapping: { legacy: 'first', target: 'second' } }) : sides;
  }
  const isOne = (name: string) => name.trim().toLowerCase() === one;
  const other = two ?? (isOne(options.legacy) ? options.target : options.legacy);
  const mapping = sidesOf(options, `This output of ${tool}`, [one], [other]);
  return mapping.ok ? accept({ first: one, mapping: mapping.value }) : mapping;
};

const readColumnValues = (table: Rows, options: ImportOptions): Result<Contents> => {
  const statuses = table.rows.map((row) => ({ row, ...statusOf(cell(row, 'match_status')) }));
  const relations = [...new Set(statuses.flatMap(({ relation }) => relation ?? []))];
  if (relations.length > 2) {
    const detail = `The output names more than two relations: ${relations.join(', ')}.`;
    return refuse('invalid_body', detail, [{ pointer: '', detail }]);
  }
  const sides = relationSides(options, relations);
  if (!sides.ok) return sides;
  const { first, mapping } = sides.value;
  const uncounted = table.rows.find((row) => countIn(cell(row, 'count_records') ?? cell(row, 'count')) === null);
  if (uncounted !== undefined) {
    const detail = 'This row has no count.';
    return refuse('invalid_body', detail, [{ pointer: uncounted.pointer, detail }]);
  }
  const byColumn = new Map<string | null, typeof statuses>();
  for (const status of statuses) gather(byColumn, cell(status.row, 'column_name'), status);
  const key = distinctKeys();
  let [unwhole, nulls] = [0, 0];
  const checks = [...byColumn].map(([name, own]) => {
    const classes: Classes = { matched: 0, mismatched: 0, missingFromA: 0, missingFromB: 0 };
    let [unclassified, bothNull] = [false, false];
    for (const status of own) {
      const count = countIn(cell(status.row, 'count_records') ?? cell(status.row, 'count')) ?? 0;
      if (status.class === null) unclassified ||= count > 0;
      else if (status.class === 'bothNull') bothNull ||= count > 0;
      else if (status.class !== 'missingFromA') classes[status.class] += count;
      else classes[status.relation === first ? 'missingFromA' : 'missingFromB'] += count;
    }
    const whole = !unclassified && percentsAreWhole(own.map(({ row }) => cell(row, 'percent_of_total')));
    if (!whole) unwhole += 1;
    if (bothNull) nulls += 1;
    return check({
      key: key(checkKey(name ?? 'column_values')),
      kind: 'column_match',
      field: name,
      reported: null,
      totals: whole && !bothNull ? totalsOf(classes, mapping) : null,
      verdict: verdictOf(classes, !whole || bothNull),
    });
  });
  const warnings = [
    ...(unwhole === 0
      ? []
      : [`Of ${unwhole} of the columns, not all classes are here or understood; nothing is counted.`]),
    // The macro joins both sides in full and asks for nulls before it asks whether the record is there.
    ...(nulls === 0
      ? []
      : [
          `In ${nulls} of the columns the macro says of some records that both are null; it says so of a null whose record the other side lacks, too, so that nothing is counted.`,
        ]),
  ];
  const known = ['column_name', 'match_status', 'match_order', 'count', 'count_records', 'percent_of_total'];
  return accept({ layer: 'row', checks, warnings, known });
};

/** `compare_column_values`, for one column or for several in one file. */
export const columnValues: Macro = {
  recognises: (headings) => headings.has('match_status') && (headings.has('count') || headings.has('count_records')),
  read: readColumnValues,
};

const readWhichDiffer = (table: Rows, options: ImportOptions): Result<Contents> => {
  const mapping = abSides(options);
  if (!mapping.ok) return mapping;
  const refused = nameless(table.rows);
  if (refused !== null) return refused;
  const key = distinctKeys();
  const checks = table.rows.map((row) => {
    const name = cell(row, 'column_name') ?? '';
    const sent = cell(row, 'has_difference');
    return check({
      key: key(checkKey(name)),
      kind: 'column_match',
      field: name,
      reported: sent === null ? null : `has_difference: ${sent}`,
      evidence: 'none',
      verdict: ofFlag(flagIn(sent), 'mismatch', 'match'),
    });
  });
  const warnings = ['Only rows whose key is on both sides were compared; rows that one side lacks are not seen here.'];
  return accept({ layer: 'row', checks, warnings, known: ['column_name', 'has_difference'] });
};

/** `compare_which_columns_differ` and its two later names. */
export const whichColumnsDiffer: Macro = {
  recognises: (headings) => headings.has('column_name') && headings.has('has_difference'),
  read: readWhichDiffer,
};
