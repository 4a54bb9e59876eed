import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { parseCsv } from '@/lib/ingest/csv';
import { type JsonWithNumberText, NumberText, parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import { readJsonLines } from './kit/json-lines';

// The rows of a result file of Google's Data Validation Tool: JSON (one object a row, keyed "0", "1", …, in an array, one
// on each line, or a single one) or CSV, with the columns of its results table. Digits stay text.

const required = [
  'run_id',
  'validation_name',
  'validation_type',
  'start_time',
  'end_time',
  'source_table_name',
  'target_table_name',
  'source_column_name',
  'target_column_name',
  'source_agg_value',
  'target_agg_value',
  'validation_status',
] as const;

const optional = [
  'aggregation_type',
  'group_by_columns',
  'primary_keys',
  'num_random_rows',
  'pct_threshold',
  'error_result',
] as const;

/** Columns that repeat what the values say, or describe the job; they stay in what was sent. */
const unread = ['difference', 'pct_difference', 'labels', 'configuration_json'];

/** What a row of JSON says in any case: BigQuery leaves out the members that are null. */
const requiredInJson: readonly string[] = [
  'run_id',
  'validation_type',
  'start_time',
  'end_time',
  'validation_status',
] satisfies DvtColumn[];

export type DvtColumn = (typeof required)[number] | (typeof optional)[number];

/** One result row: its place in the file for pointers, and its cells as text; null for null and, in CSV, for empty. */
export type DvtRow = { pointer: string; cells: Record<DvtColumn, string | null> };

export type DvtRows = { rows: DvtRow[]; csv: boolean; unknown: string[] };

/** Older versions of the tool call the verdict `status`. */
const columnOf = (name: string): string => {
  const lower = name.trim().toLowerCase();
  return lower === 'status' ? 'validation_status' : lower;
};

const isKnown = (name: string): boolean => [...required, ...optional, ...unread].some((column) => column === name);

const cellsFrom = (found: ReadonlyMap<string, string | null>): DvtRow['cells'] => {
  const cell = (column: DvtColumn): string | null => found.get(column) ?? null;
  return {
    run_id: cell('run_id'),
    validation_name: cell('validation_name'),
    validation_type: cell('validation_type'),
    start_time: cell('start_time'),
    end_time: cell('end_time'),
    source_table_name: cell('source_table_name'),
    target_table_name: cell('target_table_name'),
    source_column_name: cell('source_column_name'),
    target_column_name: cell('target_column_name'),
    source_agg_value: cell('source_agg_value'),
    target_agg_value: cell('target_agg_value'),
    validation_status: cell('validation_status'),
    aggregation_type: cell('aggregation_type'),
    group_by_columns: cell('group_by_columns'),
    primary_keys: cell('primary_keys'),
    num_random_rows: cell('num_random_rows'),
    pct_threshold: cell('pct_threshold'),
    error_result: cell('error_result'),
  };
};

const lacking = (present: ReadonlySet<string>, pointer: string, wanted: readonly string[] = required) => {
  const missing = wanted.filter((column) => !present.has(column));
  if (missing.length === 0) return null;
  return refuse(
    'invalid_body',
    'This is no result of the Data Validation Tool: columns are missing.',
    missing.map((column) => ({ pointer, detail: `The column ${column} is missing.` })),
  );
};

const asText = (value: JsonWithNumberText): string | null => {
  if (value === null || typeof value === 'string') return value;
  if (value instanceof NumberText) return value.text;
  return typeof value === 'boolean' ? String(value) : JSON.stringify(value);
};

type JsonRow = { pointer: string; entry: JsonWithNumberText };

const isObject = (value: JsonWithNumberText): value is { [member: string]: JsonWithNumberText } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);

/** The rows of one document: itself where it has the columns of one, else its members or entries. */
const rowsIn = (document: JsonWithNumberText): JsonRow[] => {
  if (isObject(document) && Object.keys(document).some((name) => columnOf(name) === 'run_id')) {
    return [{ pointer: '', entry: document }];
  }
  const entries = isObject(document) || Array.isArray(document) ? Object.entries(document) : [];
  return entries.map(([name, entry]) => ({
    pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    entry,
  }));
};

/** The rows of a body that is one document, or one row on each line; pointers then begin with the line, from 0. */
const jsonRows = (bytes: Uint8Array): Result<JsonRow[]> => {
  const whole = parseJsonKeepingNumbers(bytes);
  if (whole.ok) return accept(rowsIn(whole.value));
  const lines = readJsonLines(bytes);
  if (!lines.ok || lines.value.documents.length < 2 || lines.value.logLines > 0) return whole;
  return accept(lines.value.documents.map(({ line, value }) => ({ pointer: `/${line}`, entry: value })));
};

/** The cells of one row by column; adds the names that are no column of the tool. */
const columnsIn = ({ pointer, entry }: JsonRow, unknown: Set<string>): Result<Map<string, string | null>> => {
  if (!isObject(entry)) {
    return refuse('invalid_body', 'A result row is not an object.', [{ pointer, detail: 'This is not an object.' }]);
  }
  const found = new Map<string, string | null>();
  for (const [member, value] of Object.entries(entry)) {
    const column = columnOf(member);
    if (found.has(column)) {
      const detail = 'This column stands here twice, in two spellings.';
      return refuse('invalid_body', detail, [{ pointer: `${pointer}/${member}`, detail }]);
    }
    found.set(column, asText(value));
    if (!isKnown(column)) unknown.add(column);
  }
  return lacking(new Set(found.keys()), pointer, requiredInJson) ?? accept(found);
};

const fromJson = (bytes: Uint8Array): Result<DvtRows> => {
  const read = jsonRows(bytes);
  if (!read.ok) return read;
  const rows: DvtRow[] = [];
  const unknown = new Set<string>();
  for (const row of read.value) {
    const found = columnsIn(row, unknown);
    if (!found.ok) return found;
    rows.push({ pointer: row.pointer, cells: cellsFrom(found.value) });
  }
  return accept({ rows, csv: false, unknown: [...unknown] });
};

const fromCsv = (bytes: Uint8Array): Result<DvtRows> => {
  const parsed = parseCsv(bytes);
  if (!parsed.ok) return parsed;
  const header = parsed.value.header.map(columnOf);
  const refused = lacking(new Set(header), '');
  if (refused !== null) return refused;
  const twice = header.find((column, index) => header.indexOf(column) !== index);
  if (twice !== undefined) {
    const detail = `The column ${twice} stands in the header twice.`;
    return refuse('invalid_body', detail, [{ pointer: '', detail }]);
  }
  const rows = parsed.value.rows.map((cells, index) => ({
    pointer: `/${index}`,
    cells: cellsFrom(
      new Map(header.map((column, place) => [column, cells[place] === '' ? null : (cells[place] ?? null)])),
    ),
  }));
  return accept({ rows, csv: true, unknown: header.filter((column) => !isKnown(column)) });
};

/** The first byte that is no blank, past a byte order mark; undefined where there is none. */
const opening = (bytes: Uint8Array): number | undefined => {
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  return bytes.subarray(start).find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
};

/** The rows of a result file, JSON or CSV by its first character. A file without rows is refused: it proves nothing. */
export const readDvtRows = (bytes: Uint8Array): Result<DvtRows> => {
  const first = opening(bytes);
  const read = first === 0x7b || first === 0x5b ? fromJson(bytes) : fromCsv(bytes);
  if (first !== undefined && (!read.ok || read.value.rows.length > 0)) return read;
  return refuse(
    'run_invalid',
    'The file holds no result rows. The Data Validation Tool writes none when it breaks off, so nothing is known.',
    [{ pointer: '', detail: 'There is no result row.' }],
  );
};
