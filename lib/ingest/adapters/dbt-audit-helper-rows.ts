import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { Totals } from '@/lib/domain/comparison/run-facts';
import { sha256Hex } from '@/lib/domain/kernel/digest';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import type { ImportOptions } from './adapter';
import { type Contents, cell, check, type Macro, totalsOf, verdictOf } from './dbt-audit-helper-contents';
import { deriveKey, idBy, type KeyedRows, pairBy } from './dbt-audit-helper-keys';
import { gather } from './kit/gather';
import { itemOf, shortened } from './kit/record-id';
import { countIn, flagIn, headingOf, type Row, type Rows } from './kit/rows';
import { counted } from './kit/run';
import { onSide, type SideMapping, sidesOf } from './kit/sides';

// Macros that list rows: each row as it is on one side, or on both.

const audit = {
  inA: 'dbt_audit_in_a',
  inB: 'dbt_audit_in_b',
  status: 'dbt_audit_row_status',
  records: 'dbt_audit_num_rows_in_status',
  sample: 'dbt_audit_sample_number',
  surrogate: 'dbt_audit_surrogate_key',
  number: 'dbt_audit_pk_row_num',
} as const;

/** How a record is called and compared: the columns of its key, where they are known, and all columns of data. */
type Shape = { columns: readonly string[]; key: readonly string[] | null; mapping: SideMapping };

const idOf = (row: Row, { columns, key }: Shape): string => {
  if (key !== null) return idBy(row, key);
  const surrogate = cell(row, audit.surrogate);
  if (surrogate !== null) return shortened(surrogate);
  return `row ${sha256Hex(JSON.stringify(columns.map((column) => cell(row, headingOf(column))))).slice(0, 32)}`;
};

const missingFrom = (row: Row, side: 'a' | 'b', shape: Shape): Discrepancy => ({
  ...itemOf(idOf(row, shape), null),
  kind: onSide(shape.mapping, 'legacy', 'a', 'b') === side ? 'missing_in_legacy' : 'missing_in_target',
  field: null,
});

const valuesThatDiffer = (a: Row, b: Row, shape: Shape): Discrepancy[] => {
  const base = itemOf(idOf(a, shape), null);
  const found = shape.columns.flatMap((column): Discrepancy[] => {
    const values = [cell(a, headingOf(column)), cell(b, headingOf(column))] as const;
    if (shape.key?.includes(column) || values[0] === values[1]) return [];
    const legacy = onSide(shape.mapping, 'legacy', ...values);
    const target = onSide(shape.mapping, 'target', ...values);
    return [{ ...base, kind: 'value', field: shortened(column, 200), legacy, target }];
  });
  // The warehouse saw a difference that the export does not show: null and an empty text, or a type.
  return found.length > 0 ? found : [{ ...base, kind: 'value', field: null }];
};

const keyWarning = (key: readonly string[] | null): string =>
  key === null
    ? 'No columns tell all rows apart, so that records are called by the digest that the macro gives them, or by their own.'
    : `The output does not name its key; ${key.join(', ')} ${key.length === 1 ? 'tells' : 'tell'} all rows apart and stands for it.`;

const statuses = ['identical', 'modified', 'added', 'removed', 'nonunique_pk'] as const;
type RowStatus = (typeof statuses)[number];

const statusOf = (row: Row): RowStatus | null => {
  const word = cell(row, audit.status)?.trim().toLowerCase();
  return statuses.find((status) => status === word) ?? null;
};

type Listed = Record<RowStatus, Row[]>;

/** The two rows of each modified record, by the number that the macro gives both, or by its digest of the key. */
const modifiedPairs = (rows: readonly Row[]): { pairs: [Row, Row][]; alone: Row[]; paired: boolean } => {
  const by = rows.every((row) => cell(row, audit.sample) !== null) ? [audit.sample] : [audit.surrogate, audit.number];
  if (rows.some((row) => cell(row, by[0] ?? '') === null)) return { pairs: [], alone: [...rows], paired: false };
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    gather(groups, JSON.stringify(by.map((column) => cell(row, column))), row);
  }
  const pairs: [Row, Row][] = [];
  const alone: Row[] = [];
  for (const group of groups.values()) {
    const a = group.find((row) => flagIn(cell(row, audit.inA)) === true);
    const b = group.find((row) => flagIn(cell(row, audit.inB)) === true);
    if (group.length === 2 && a !== undefined && b !== undefined && a !== b) pairs.push([a, b]);
    else alone.push(...group);
  }
  return { pairs, alone, paired: true };
};

/** How many records the macro says are of a status; null where its rows say none, or several numbers. */
const saidCount = (rows: readonly Row[]): number | null => {
  const counts = [...new Set(rows.map((row) => countIn(cell(row, audit.records))))];
  return rows.length === 0 ? 0 : counts.length === 1 ? (counts[0] ?? null) : null;
};

const classesSaid = (listed: Listed) => ({
  matched: saidCount(listed.identical),
  mismatched: saidCount(listed.modified),
  missingFromA: saidCount(listed.added),
  missingFromB: saidCount(listed.removed),
});

type Counted = { totals: Totals | null; whole: boolean; why: string | null };

/** Counts of the whole comparison, only where every class is here, counted, and shows no more than it counts. */
const countClasses = (listed: Listed, pairs: number, unknown: number, mapping: SideMapping): Counted => {
  const none = (why: string): Counted => ({ totals: null, whole: false, why });
  if (unknown > 0) return none(`${counted(unknown, 'row')} with a status that is not known; nothing is counted.`);
  if (listed.nonunique_pk.length > 0) {
    return none('Some keys are not unique: of their rows nothing is known, and nothing is counted.');
  }
  const { matched, mismatched, missingFromA, missingFromB } = classesSaid(listed);
  if (matched === null || mismatched === null || missingFromA === null || missingFromB === null) {
    return none('The numbers of rows in each status are missing or differ from row to row; nothing is counted.');
  }
  if (matched === 0)
    return none('No identical row is listed; whether there is none or they were left out is not known.');
  const shown: [number, number][] = [
    [listed.identical.length, matched],
    [pairs, mismatched],
    [listed.added.length, missingFromA],
    [listed.removed.length, missingFromB],
  ];
  if (shown.some(([rows, count]) => rows > count))
    return none('More rows are listed than are counted; nothing is counted.');
  const whole = shown.slice(1).every(([rows, count]) => rows === count);
  return { totals: totalsOf({ matched, mismatched, missingFromA, missingFromB }, mapping), whole, why: null };
};

const listedByStatus = (rows: readonly Row[]): { listed: Listed; unknown: Row[] } => {
  const listed: Listed = { identical: [], modified: [], added: [], removed: [], nonunique_pk: [] };
  const unknown: Row[] = [];
  for (const row of rows) {
    const status = statusOf(row);
    if (status === null) unknown.push(row);
    else listed[status].push(row);
  }
  return { listed, unknown };
};

const readClassified = (table: Rows, options: ImportOptions): Result<Contents> => {
  const sides = sidesOf(options, 'dbt-audit-helper', ['a'], ['b']);
  if (!sides.ok) return sides;
  const mapping = sides.value;
  const columns = table.header.filter((name) => !headingOf(name).startsWith('dbt_audit_'));
  const { listed, unknown } = listedByStatus(table.rows);
  const inA = (row: Row) => flagIn(cell(row, audit.inA)) === true;
  const { pairs, alone, paired } = modifiedPairs(listed.modified);
  const rows: KeyedRows = {
    a: [...listed.identical, ...listed.modified.filter(inA), ...listed.removed],
    b: [...listed.identical, ...listed.modified.filter((row) => !inA(row)), ...listed.added],
    pairs: [...listed.identical.map((row): [Row, Row] => [row, row]), ...pairs],
  };
  const key = deriveKey(rows, columns, paired);
  const shape: Shape = { columns, key, mapping };
  const byKey =
    key === null || paired
      ? []
      : pairBy({ a: listed.modified.filter(inA), b: listed.modified.filter((row) => !inA(row)), pairs: [] }, key);
  const together = [...pairs, ...byKey.filter((pair): pair is [Row, Row] => pair[0] !== null && pair[1] !== null)];
  const left = new Set(alone);
  for (const row of together.flat()) left.delete(row);
  const { totals, whole, why } = countClasses(listed, together.length, unknown.length, mapping);
  const discrepancies = [
    ...together.flatMap(([a, b]) => valuesThatDiffer(a, b, shape)),
    ...[...left].map((row): Discrepancy => ({ ...itemOf(idOf(row, shape), null), kind: 'value', field: null })),
    ...listed.added.map((row) => missingFrom(row, 'a', shape)),
    ...listed.removed.map((row) => missingFrom(row, 'b', shape)),
  ];
  const differs = discrepancies.length > 0;
  const said = statuses.filter((status) => listed[status].length > 0);
  const trusted = left.size === 0 ? totals : null;
  return accept({
    layer: 'row',
    totals: trusted,
    checks: [
      check({
        key: 'rows',
        kind: 'row_diff',
        reported: said.length > 0 ? said.join(', ') : null,
        totals: trusted,
        evidence: trusted === null ? 'sampled' : whole ? 'complete' : 'truncated',
        verdict: differs
          ? 'mismatch'
          : unknown.length > 0
            ? 'unknown'
            : verdictOf(
                { matched: listed.identical.length, mismatched: 0, missingFromA: 0, missingFromB: 0 },
                listed.nonunique_pk.length > 0,
              ),
      }),
    ],
    discrepancies,
    discrepanciesSampled: trusted === null || !whole,
    warnings: [
      ...(differs ? [keyWarning(key)] : []),
      ...(why === null ? [] : [why]),
      ...(trusted !== null && !whole
        ? ['Of each status the macro lists a sample; the rest is counted and not listed.']
        : []),
      ...(left.size === 0 ? [] : [`${counted(left.size, 'modified row')} without the other of its pair.`]),
    ],
    known: [...Object.values(audit), ...columns.map(headingOf)],
  });
};

/** `compare_and_classify_query_results` and `compare_and_classify_relation_rows`. */
export const classifiedRows: Macro = {
  recognises: (headings) => [audit.inA, audit.inB, audit.status].every((name) => headings.has(name)),
  read: readClassified,
};

const readDifferingRows = (table: Rows, options: ImportOptions): Result<Contents> => {
  const sides = sidesOf(options, 'dbt-audit-helper', ['a'], ['b']);
  if (!sides.ok) return sides;
  const columns = table.header.filter((name) => !['in_a', 'in_b'].includes(headingOf(name)));
  const on = (name: string, row: Row) => flagIn(cell(row, name)) === true;
  const rows: KeyedRows = {
    a: table.rows.filter((row) => on('in_a', row) && !on('in_b', row)),
    b: table.rows.filter((row) => on('in_b', row) && !on('in_a', row)),
    pairs: [],
  };
  const key = deriveKey(rows, columns, false);
  const shape: Shape = { columns, key, mapping: sides.value };
  const pairs =
    key === null ? [...rows.a.map((row) => [row, null]), ...rows.b.map((row) => [null, row])] : pairBy(rows, key);
  const discrepancies = pairs.flatMap(([a = null, b = null]) => {
    if (a !== null && b !== null) return valuesThatDiffer(a, b, shape);
    return [...(a === null ? [] : [missingFrom(a, 'b', shape)]), ...(b === null ? [] : [missingFrom(b, 'a', shape)])];
  });
  const odd = table.rows.length - rows.a.length - rows.b.length;
  return accept({
    layer: 'row',
    checks: [
      check({
        key: 'rows',
        kind: 'row_diff',
        reported: null,
        evidence: 'sampled',
        verdict: discrepancies.length > 0 ? 'mismatch' : 'inconclusive',
      }),
    ],
    discrepancies,
    discrepanciesSampled: true,
    warnings: [
      'Only rows that differ are listed; how many agree is not known.',
      ...(discrepancies.length > 0 ? [keyWarning(key)] : []),
      ...(odd === 0 ? [] : [`${counted(odd, 'row')} on both sides or on none; passed over.`]),
    ],
    known: ['in_a', 'in_b', ...columns.map(headingOf)],
  });
};

/** `compare_relations` and `compare_queries` without their summary: the rows that differ. */
export const differingRows: Macro = {
  recognises: (headings) => headings.has('in_a') && headings.has('in_b') && headings.size > 2,
  read: readDifferingRows,
};
