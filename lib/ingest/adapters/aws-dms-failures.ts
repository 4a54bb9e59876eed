import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts } from '@/lib/domain/comparison/run-facts';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { readDetails, readKey } from './aws-dms-details';
import { gather } from './kit/gather';
import type { Instants } from './kit/instants';
import { itemOf, shortened } from './kit/record-id';
import type { Row, Rows } from './kit/rows';
import { checkKey, counted, distinctKeys } from './kit/run';
import { onSide, type SideMapping } from './kit/sides';

// Rows of awsdms_validation_failures_v1 and _v2: what differed, row by row, as far as DMS wrote it down.

const required = ['table_owner', 'table_name', 'key', 'failure_type'];
const known = [
  ...required,
  'task_name',
  'failure_time',
  'key_type',
  'details',
  'resync_id',
  'resync_result',
  'resync_time',
  'resync_action',
];

/** DMS stops counting for a table at the first and for a task at the second number. */
const mostOfTable = 1_000;

export type Failures = {
  checks: CheckFacts[];
  discrepancies: Discrepancy[];
  tables: string[];
  warnings: string[];
  unplaced: string[];
};

const cell = (row: Row, name: string): string | null => row.cells.get(name) ?? null;

const tableOf = (row: Row): string => [cell(row, 'table_owner'), cell(row, 'table_name')].filter(Boolean).join('.');

const idOf = (row: Row): string => {
  const key = cell(row, 'key') ?? '';
  const values = readKey(key);
  if (values === null) return key;
  const [only] = values;
  return values.length === 1 && typeof only === 'string' ? only : canonicalJson(values);
};

const typeOf = (row: Row): string => cell(row, 'failure_type')?.trim().toUpperCase() ?? '';

const missing: Record<string, 'first' | 'second'> = { MISSING_SOURCE: 'first', MISSING_TARGET: 'second' };

type Item = { discrepancies: Discrepancy[]; note: 'details' | 'type' | 'suspended' | null };

const valuesOf = (row: Row, base: ReturnType<typeof itemOf>, mapping: SideMapping): Item => {
  const details = cell(row, 'details');
  const columns = details === null ? [] : readDetails(details);
  if (columns === null || columns.length === 0) {
    return { discrepancies: [{ ...base, kind: 'value', field: null }], note: details === null ? null : 'details' };
  }
  const discrepancies = columns.map((column): Discrepancy => {
    const legacy = onSide(mapping, 'legacy', column.source, column.target);
    const target = onSide(mapping, 'target', column.source, column.target);
    return {
      ...base,
      kind: 'value',
      field: shortened(column.column, 200),
      ...(legacy === undefined ? {} : { legacy }),
      ...(target === undefined ? {} : { target }),
    };
  });
  return { discrepancies, note: null };
};

const itemFor = (row: Row, table: string, observedAt: Date | null, mapping: SideMapping): Item => {
  const base = { ...itemOf(shortened(`${table}/${idOf(row)}`), table), observedAt };
  const type = typeOf(row);
  const side = Object.hasOwn(missing, type) ? missing[type] : undefined;
  if (side !== undefined) {
    const kind = mapping.legacy === side ? 'missing_in_legacy' : 'missing_in_target';
    return { discrepancies: [{ ...base, kind, field: null }], note: null };
  }
  if (type === 'RECORD_DIFF') return valuesOf(row, base, mapping);
  // A row that could not be compared is not known to differ; a word that nobody knows is not known to be harmless.
  if (type.includes('SUSPEND')) return { discrepancies: [], note: 'suspended' };
  return { discrepancies: [{ ...base, kind: 'value', field: null }], note: 'type' };
};

type Latest = { row: Row; at: Date | null };

/** DMS writes a row again each time it looks again: the last word counts. */
const latestOf = (rows: readonly Row[], instants: Instants): Map<string, Latest> => {
  const latest = new Map<string, Latest>();
  for (const row of rows) {
    const name = JSON.stringify([tableOf(row), cell(row, 'key')]);
    const at = instants.add(cell(row, 'failure_time'));
    const before = latest.get(name);
    if (before?.at && at && before.at > at) continue;
    latest.set(name, { row, at });
  }
  return latest;
};

const notes: Record<'details' | 'type' | 'suspended', string> = {
  details: 'DETAILS cannot be read, so that only the key is known',
  type: 'FAILURE_TYPE is not known, so that the row counts as different',
  suspended: 'the comparison was suspended, so that nothing is known',
};

const repaired = (rows: readonly Row[]): string[] => {
  const count = rows.filter((row) => cell(row, 'resync_result')?.trim().toUpperCase() === 'SUCCESS').length;
  if (count === 0) return [];
  return [`DMS repaired ${counted(count, 'row')} after it saw them: they are no longer as they are described.`];
};

/** The checks (one a table) and discrepancies of the failures table. Only what failed is listed: nothing can match. */
export const readFailures = (table: Rows, mapping: SideMapping, instants: Instants): Result<Failures> => {
  const headings = table.header.map((name) => name.trim().toLowerCase());
  const lacking = required.filter((name) => !headings.includes(name));
  if (lacking.length > 0) {
    const detail = 'This is neither an answer of DescribeTableStatistics nor a table of validation failures.';
    return refuse(
      'invalid_body',
      detail,
      lacking.map((name) => ({ pointer: '', detail: `The column ${name} is missing.` })),
    );
  }
  const nameless = table.rows.find((row) => tableOf(row) === '' || cell(row, 'key') === null);
  if (nameless !== undefined) {
    const detail = 'This row names no table or no key.';
    return refuse('invalid_body', detail, [{ pointer: nameless.pointer, detail }]);
  }
  const latest = [...latestOf(table.rows, instants).values()];
  const items = latest.map(({ row, at }) => ({ name: tableOf(row), item: itemFor(row, tableOf(row), at, mapping) }));
  const byTable = new Map<string, Item[]>();
  for (const { name, item } of items) gather(byTable, name, item);
  const tables = [...byTable.keys()].sort();
  const key = distinctKeys();
  const checks = tables.map((name): CheckFacts => {
    const own = byTable.get(name) ?? [];
    const differs = own.some(({ discrepancies }) => discrepancies.length > 0);
    return {
      key: key(checkKey(name)),
      kind: 'row_diff',
      metric: null,
      field: null,
      reported: differs ? 'failed' : 'suspended',
      tolerance: null,
      totals: null,
      evidence: own.length >= mostOfTable ? 'truncated' : 'sampled',
      verdict: differs ? 'mismatch' : 'inconclusive',
    };
  });
  const again = table.rows.length - latest.length;
  const noted = (['details', 'type', 'suspended'] as const).flatMap((note) => {
    const count = items.filter(({ item }) => item.note === note).length;
    return count === 0 ? [] : [`Of ${counted(count, 'row')}, ${notes[note]}.`];
  });
  return accept({
    checks,
    discrepancies: items.flatMap(({ item }) => item.discrepancies),
    tables,
    warnings: [
      'Only rows that failed are listed; how many agree is not known.',
      ...(again === 0 ? [] : [`${counted(again, 'row')} stood there again; of each key the latest counts.`]),
      ...noted,
      ...repaired(latest.map(({ row }) => row)),
      ...(table.csv ? ['CSV does not tell null from an empty text; empty cells were read as null.'] : []),
    ],
    unplaced: headings.filter((name) => !known.includes(name)),
  });
};
