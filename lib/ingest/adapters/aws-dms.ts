import type { CheckFacts } from '@/lib/domain/comparison/run-facts';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { readFailures } from './aws-dms-failures';
import { outcomeOfTable, type TableWords } from './aws-dms-states';
import { Instants } from './kit/instants';
import { opensJson, type Rows, readCsvRows, readJsonRows } from './kit/rows';
import { checkKey, clipped, distinctKeys, runOf } from './kit/run';
import { onSide, type SideMapping, sidesOf } from './kit/sides';
import { Tracked } from './kit/tracked';

// Validation by AWS DMS: the answer of DescribeTableStatistics (states of tables, a picture of the moment), or rows of
// the table of validation failures on the target.

const format = 'aws-dms';

/** What a task did, table by table: how busy it was says nothing about whether the rows agree. */
const workings = [
  'Inserts',
  'Deletes',
  'Updates',
  'Ddls',
  'AppliedInserts',
  'AppliedDeletes',
  'AppliedUpdates',
  'AppliedDdls',
  'FullLoadRows',
  'FullLoadReloaded',
  'ResyncState',
  'ResyncProgress',
  'ResyncRowsAttempted',
];

const countAt = (at: Tracked): number | null => {
  const count = at.count();
  if (count !== undefined) return count;
  return at.isThere && !at.isNull ? Number.NaN : null;
};

type Table = { name: string; words: TableWords; repaired: number | null; details: string | null };

const addCounts = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);

const tableOf = (at: Tracked, instants: Instants): Table => {
  for (const name of ['FullLoadStartTime', 'FullLoadEndTime', 'LastUpdateTime']) instants.add(at.at(name).text());
  for (const name of workings) at.at(name).passOver();
  const names = [at.at('SchemaName').text(), at.at('TableName').text()];
  return {
    name: names.filter((name) => typeof name === 'string' && name !== '').join('.'),
    words: {
      validationState: at.at('ValidationState').text() ?? '',
      tableState: at.at('TableState').text() ?? null,
      failed: countAt(at.at('ValidationFailedRecords')),
      pending: countAt(at.at('ValidationPendingRecords')),
      suspended: countAt(at.at('ValidationSuspendedRecords')),
      notLoaded: addCounts(countAt(at.at('FullLoadErrorRows')), countAt(at.at('FullLoadCondtnlChkFailedRows'))),
      notRepaired: countAt(at.at('ResyncRowsFailed')),
    },
    repaired: countAt(at.at('ResyncRowsSucceeded')),
    details: at.at('ValidationStateDetails').text() ?? null,
  };
};

const checkOf = ({ name, words, details }: Table): CheckFacts => {
  const verdict = outcomeOfTable(words);
  return {
    key: checkKey(name),
    kind: 'row_diff',
    metric: null,
    field: null,
    reported: words.validationState === '' ? null : words.validationState,
    tolerance: null,
    totals: null,
    evidence: verdict === 'skipped' || verdict === 'errored' ? 'none' : 'counts_only',
    verdict,
    ...(verdict === 'errored' && details !== null && details !== '' ? { error: clipped(details, 8_000) } : {}),
  };
};

const mostOfTask = 10_000;

const warningsOf = (tables: readonly Table[]): string[] => {
  const warnings: string[] = [];
  for (const { name, words, repaired, details } of tables) {
    const counts: [number | null, string][] = [
      [words.failed, 'failed'],
      [words.pending, 'pending'],
      [words.suspended, 'suspended'],
      [words.notLoaded, 'not loaded'],
      [words.notRepaired, 'not repaired'],
      [repaired, 'repaired after they were seen to differ'],
    ];
    const said = counts.flatMap(([count, what]) =>
      count === null || count === 0 ? [] : [`${Number.isNaN(count) ? 'an unreadable number' : count} ${what}`],
    );
    if (said.length > 0) warnings.push(`${name}: of its rows, ${said.join(', ')}.`);
    if (details !== null && details !== '') warnings.push(`${name}: ${clipped(details, 300)}`);
  }
  const failed = tables.reduce((sum, { words }) => sum + (words.failed || 0), 0);
  if (failed >= mostOfTask) warnings.push('So many rows failed that DMS stopped validating; there may be more.');
  const shown = 50;
  const rest = warnings.length > shown ? [`${warnings.length - shown} more notes on tables are in what was sent.`] : [];
  return [...warnings.slice(0, shown), ...rest];
};

const datasets = (tables: readonly string[], mapping: SideMapping) => {
  const names = {
    dataset: tables.length === 0 ? null : clipped(tables.join(', '), 512),
    position: null,
    version: null,
  };
  const unsaid = { dataset: null, position: null, version: null };
  // DMS calls a table by its name at the source; mapping rules may have renamed it on the way.
  return { legacy: onSide(mapping, 'legacy', names, unsaid), target: onSide(mapping, 'target', names, unsaid) };
};

const fromStatistics = (
  bytes: Uint8Array,
  document: Tracked,
  list: Tracked,
  options: ImportOptions,
  mapping: SideMapping,
): Result<ImportedRun> => {
  const instants = new Instants();
  document.at('ReplicationTaskArn').text();
  document.at('ReplicationConfigArn').text();
  const tables = list.items().map((item) => tableOf(item, instants));
  const nameless = tables.findIndex(({ name }) => name === '');
  if (nameless >= 0) {
    const detail = 'This entry names no table.';
    return refuse('invalid_body', detail, [{ pointer: `${list.pointer}/${nameless}`, detail }]);
  }
  const more = document.at('Marker').text() ?? '';
  const key = distinctKeys();
  const checks = tables.map(checkOf).map((check) => ({ ...check, key: key(check.key) }));
  const run = runOf(options, {
    bytes,
    format,
    runId: null,
    layer: 'row',
    window: instants.window(),
    status: more === '' ? 'completed' : 'unknown',
    checks,
    ...datasets(
      tables.map(({ name }) => name),
      mapping,
    ),
  });
  const warnings = [
    ...instants.warnings(),
    ...(more === '' ? [] : ['The answer is one page of several: a Marker leads to tables that are not here.']),
    ...(tables.length === 0 ? ['The answer names no table, so nothing was compared.'] : []),
    ...warningsOf(tables),
  ];
  return accept({ run, warnings, unplaced: document.unread() });
};

const fromFailures = (
  bytes: Uint8Array,
  rows: Rows,
  options: ImportOptions,
  mapping: SideMapping,
): Result<ImportedRun> => {
  const instants = new Instants();
  const read = readFailures(rows, mapping, instants);
  if (!read.ok) return read;
  const { checks, discrepancies, tables, warnings, unplaced } = read.value;
  const run = runOf(options, {
    bytes,
    format,
    runId: null,
    layer: 'row',
    window: instants.window(),
    checks,
    discrepancies,
    discrepanciesSampled: true,
    ...datasets(tables, mapping),
  });
  const none = checks.length === 0 ? ['No failure is listed; whether anything was compared is not known.'] : [];
  return accept({ run, warnings: [...instants.warnings(), ...none, ...warnings], unplaced });
};

const fromJson = (bytes: Uint8Array, options: ImportOptions, mapping: SideMapping): Result<ImportedRun> => {
  const parsed = parseJsonKeepingNumbers(bytes);
  if (!parsed.ok) return parsed;
  const document = Tracked.of(parsed.value);
  const named = ['TableStatistics', 'ReplicationTableStatistics'].map((name) => document.at(name));
  const list = named.find((at) => at.isArray) ?? document;
  if (!list.isArray) {
    const detail = 'There is no list of TableStatistics.';
    return refuse('invalid_body', detail, [{ pointer: '', detail }]);
  }
  const items = list.items();
  const odd = items.find((item) => !item.isObject);
  if (odd !== undefined) {
    const detail = 'This entry is not an object.';
    return refuse('invalid_body', detail, [{ pointer: odd.pointer, detail }]);
  }
  // A bare list is either what `--query TableStatistics` leaves of the answer, or rows of the failures table.
  if (document.isObject || items.some((item) => item.at('ValidationState').isThere)) {
    return fromStatistics(bytes, document, list, options, mapping);
  }
  const rows = readJsonRows(bytes);
  return rows.ok ? fromFailures(bytes, rows.value, options, mapping) : rows;
};

/** Reads what AWS DMS says about its validation. A table that is pending, suspended or skipped is never a match. */
export const readAwsDms = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const mapping = sidesOf(options, 'AWS DMS', ['source'], ['target']);
  if (!mapping.ok) return mapping;
  if (opensJson(bytes)) return fromJson(bytes, options, mapping.value);
  const rows = readCsvRows(bytes);
  return rows.ok ? fromFailures(bytes, rows.value, options, mapping.value) : rows;
};

export const awsDms: Adapter = {
  format,
  tool: 'AWS DMS: DescribeTableStatistics, or its table of validation failures',
  sides: ['source', 'target'],
  read: readAwsDms,
};
