import type { RunFacts, Window } from '@/lib/domain/comparison/run-facts';
import { readTimestamp } from '@/lib/domain/comparison/timestamp';
import { sha256Hex } from '@/lib/domain/kernel/digest';
import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Layer } from '@/lib/domain/words';
import { type Adapter, type ImportedRun, type ImportOptions, windowFromTimes } from './adapter';
import { checkOfRow } from './dvt-checks';
import { readRowValidation } from './dvt-records';
import { type DvtColumn, type DvtRow, type DvtRows, readDvtRows } from './dvt-rows';
import { type DvtMapping, tableOf } from './dvt-sides';

// Google's Data Validation Tool (DVT), results as JSON or CSV, to a run of the domain. Pure: the caller keeps the bytes.

const isSideName = (name: string): name is 'source' | 'target' => name === 'source' || name === 'target';

const mappingOf = (options: ImportOptions): Result<DvtMapping> => {
  const { legacy, target } = options;
  if (isSideName(legacy) && isSideName(target) && legacy !== target) return accept({ legacy, target });
  const detail =
    'The Data Validation Tool calls its sides source and target; legacy and target must each name one of them.';
  const wrong = [...(isSideName(legacy) ? [] : ['legacy']), ...(isSideName(target) ? [] : ['target'])];
  const pointers = wrong.length > 0 ? wrong : ['target'];
  return refuse(
    'invalid_parameter',
    detail,
    pointers.map((pointer) => ({ pointer, detail })),
  );
};

const layers: Record<string, Layer> = {
  schema: 'schema',
  column: 'dataset',
  groupedcolumn: 'dataset',
  row: 'row',
  'custom-query': 'query',
};

const typeOf = (row: DvtRow): string => row.cells.validation_type?.trim().toLowerCase() ?? '';

/** A query compared row by row names the keys of its rows; one compared by aggregates has none. */
const comparesRecords = (rows: readonly DvtRow[]): boolean =>
  rows.some((row) => typeOf(row) === 'row' || (typeOf(row) === 'custom-query' && row.cells.primary_keys !== null));

/** The first row whose cell is another than the first row's. */
const strayed = (rows: readonly DvtRow[], value: (row: DvtRow) => string): DvtRow | undefined =>
  rows.find((row) => rows[0] !== undefined && value(row) !== value(rows[0]));

const layerOf = (rows: readonly DvtRow[], said: Layer | undefined): Result<Layer> => {
  const unknown = rows.find((row) => layers[typeOf(row)] === undefined);
  if (unknown !== undefined) {
    const detail = `The validation type ${JSON.stringify(unknown.cells.validation_type)} is not known.`;
    return refuse('invalid_body', detail, [{ pointer: `${unknown.pointer}/validation_type`, detail }]);
  }
  if (said !== undefined) return accept(said);
  const other = strayed(rows, (row) => layers[typeOf(row)] ?? '');
  const first = layers[rows[0] === undefined ? '' : typeOf(rows[0])];
  if (other !== undefined || first === undefined) {
    const detail = 'The file mixes validations of several layers; the import must say which layer it is for.';
    return refuse('invalid_body', detail, [{ pointer: `${other?.pointer ?? ''}/validation_type`, detail }]);
  }
  return accept(first);
};

const sameThroughout = (rows: readonly DvtRow[]): Result<true> => {
  const run = strayed(rows, (row) => row.cells.run_id ?? '');
  if (run !== undefined) {
    const detail = 'The file holds results of several runs; each run is imported by itself.';
    return refuse('invalid_body', detail, [{ pointer: `${run.pointer}/run_id`, detail }]);
  }
  const kind = strayed(rows, (row) => String(typeOf(row) === 'row'));
  if (kind === undefined) return accept(true);
  const detail = 'The file mixes row validation with other validations; each is imported by itself.';
  return refuse('invalid_body', detail, [{ pointer: `${kind.pointer}/validation_type`, detail }]);
};

type Instants = { window: Window; naive: boolean };

/** Milliseconds since 1970 in JSON, a timestamp in CSV; one without an offset is taken as UTC. */
const instantOf = (row: DvtRow, column: DvtColumn): { at: number; naive: boolean } | null => {
  const text = row.cells[column]?.trim() ?? '';
  if (/^\d{1,15}$/.test(text)) return { at: Number(text), naive: false };
  const reading = readTimestamp(text, 'UTC');
  return reading?.kind === 'once' ? { at: Number(reading.instant / 1_000_000n), naive: reading.naive } : null;
};

const instantsOf = (rows: readonly DvtRow[]): Result<Instants> => {
  const errors: RefusalDetail[] = [];
  let [from, to, naive] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, false];
  for (const row of rows) {
    const [start, end] = [instantOf(row, 'start_time'), instantOf(row, 'end_time')];
    if (start === null) errors.push({ pointer: `${row.pointer}/start_time`, detail: 'This is no time.' });
    if (end === null) errors.push({ pointer: `${row.pointer}/end_time`, detail: 'This is no time.' });
    if (start === null || end === null) continue;
    from = Math.min(from, start.at);
    to = Math.max(to, end.at);
    naive ||= start.naive || end.naive;
  }
  if (errors.length > 0) return refuse('invalid_body', 'Times of the run cannot be read.', errors.slice(0, 100));
  if (from > to) {
    const detail = 'The run ends before it starts.';
    return refuse('run_invalid', detail, [{ pointer: `${rows[0]?.pointer ?? ''}/end_time`, detail }]);
  }
  // A window has a length; a validation that took less than a millisecond is given one.
  return accept({ window: { from: new Date(from === to ? from - 1 : from), to: new Date(to) }, naive });
};

const repeatedKey = (keys: readonly string[], rows: readonly DvtRow[]): Result<true> => {
  const seen = new Set<string>();
  for (const [index, key] of keys.entries()) {
    if (seen.has(key)) {
      const detail = `Two rows are the same check, ${key}.`;
      return refuse('invalid_body', detail, [{ pointer: `${rows[index]?.pointer ?? ''}/validation_name`, detail }]);
    }
    seen.add(key);
  }
  return accept(true);
};

const datasetOf = (rows: readonly DvtRow[], mapping: DvtMapping, side: 'legacy' | 'target'): string | null =>
  [...new Set(rows.flatMap((row) => tableOf(row, mapping, side) ?? []))].sort().join(', ') || null;

type Contents = Pick<RunFacts, 'totals' | 'checks' | 'discrepancies' | 'discrepanciesSampled'>;

const readChecks = (rows: readonly DvtRow[], mapping: DvtMapping): Result<Contents> => {
  const several =
    strayed(rows, (row) => `${row.cells.source_table_name}\n${row.cells.target_table_name}`) !== undefined;
  const checks = rows.map((row) => checkOfRow(row, mapping, several));
  const unique = repeatedKey(
    checks.map((check) => check.key),
    rows,
  );
  if (!unique.ok) return unique;
  return accept({ totals: null, checks, discrepancies: [], discrepanciesSampled: false });
};

const readRecords = (rows: readonly DvtRow[], mapping: DvtMapping, warnings: string[]): Result<Contents> => {
  const keyless = rows.find((row) => row.cells.group_by_columns === null);
  if (keyless !== undefined) {
    const detail = 'A row of a row validation does not say its key.';
    return refuse('invalid_body', detail, [{ pointer: `${keyless.pointer}/group_by_columns`, detail }]);
  }
  const sampled = rows.some((row) => row.cells.num_random_rows !== null);
  const onlyFails = rows.every((row) => row.cells.validation_status?.toLowerCase() === 'fail');
  if (sampled) warnings.push('Only a random sample of rows was compared, so nothing is counted from it.');
  if (onlyFails) warnings.push('Only failures are listed, as with --filter-status; how many rows agreed is not known.');
  const whole = !sampled && !onlyFails;
  const read = readRowValidation(rows, mapping, whole);
  if (read.contradicted > 0) {
    warnings.push(
      `The tool called ${read.contradicted} rows a success whose two values differ; they count as different.`,
    );
  }
  return accept({
    totals: whole ? read.totals : null,
    checks: read.checks,
    discrepancies: read.discrepancies,
    discrepanciesSampled: !whole,
  });
};

const generalWarnings = ({ rows, csv }: DvtRows, naive: boolean): string[] => [
  windowFromTimes,
  ...(naive ? ['Times without an offset were taken as UTC.'] : []),
  ...(csv && rows.some((row) => row.cells.source_agg_value === null || row.cells.target_agg_value === null)
    ? ['CSV does not tell null from an empty text; empty cells were read as null.']
    : []),
  ...(rows.some((row) => row.cells.error_result !== null) ? ['The tool reported errors beside its results.'] : []),
];

/**
 * Reads a result file of the Data Validation Tool. Refuses with pointers into the file (`/row/column`). Values and
 * counts are taken as text and exact; the tool's own differences and percentages are not believed.
 */
export const readDvt = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const mapping = mappingOf(options);
  if (!mapping.ok) return mapping;
  const file = readDvtRows(bytes);
  if (!file.ok) return file;
  const { rows } = file.value;
  const uniform = sameThroughout(rows);
  if (!uniform.ok) return uniform;
  const layer = layerOf(rows, options.layer);
  if (!layer.ok) return layer;
  const instants = instantsOf(rows);
  if (!instants.ok) return instants;
  const warnings = generalWarnings(file.value, instants.value.naive);
  const contents = comparesRecords(rows) ? readRecords(rows, mapping.value, warnings) : readChecks(rows, mapping.value);
  if (!contents.ok) return contents;
  const { window } = instants.value;
  const run: RunFacts = {
    source: options.source ?? 'dvt',
    externalId: options.externalId ?? sha256Hex(bytes),
    context: options.context,
    layer: layer.value,
    workload: options.workload ?? null,
    engine: 'google-dvt',
    baseline: false,
    window,
    period: null,
    startedAt: window.from,
    finishedAt: window.to,
    status: rows.some((row) => row.cells.error_result !== null) ? 'unknown' : 'completed',
    legacy: { dataset: datasetOf(rows, mapping.value, 'legacy'), position: null, version: null },
    target: { dataset: datasetOf(rows, mapping.value, 'target'), position: null, version: null },
    ...contents.value,
    cohorts: [],
    artifact: null,
    coverage: [],
    supersedes: null,
  };
  return accept({ run, warnings, unplaced: file.value.unknown });
};

export const dvt: Adapter = {
  format: 'dvt',
  tool: 'Google’s Data Validation Tool',
  sides: ['source', 'target'],
  read: readDvt,
};
