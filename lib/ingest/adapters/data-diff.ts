import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { readDiffRows } from './data-diff-rows';
import { notDataDiff, pathOf, readModel, readStats } from './data-diff-summary';
import { type ComparedTable, runOfTables } from './kit/compared-table';
import { readJsonLines } from './kit/json-lines';
import { clipped } from './kit/run';
import { type SideMapping, sidesOf } from './kit/sides';
import { Tracked } from './kit/tracked';

// data-diff and reladiff: rows of the command line (JSON Lines), its statistics, or the result of each dbt model.

const firstNames = ['A', 'dataset1', 'table1', '-'];
const secondNames = ['B', 'dataset2', 'table2', '+'];

type Parts = { tables: ComparedTable[]; legacy: string | null; target: string | null; unplaced: string[] };

const isModel = (document: Tracked): boolean => document.at('status').isThere && document.at('dataset1').isThere;
const isStats = (document: Tracked): boolean => document.at('rows_A').isThere && document.at('rows_B').isThere;

const mapping = (options: ImportOptions, documents: readonly Tracked[]): Result<SideMapping> => {
  const paths = (side: 'dataset1' | 'dataset2') => documents.flatMap((document) => pathOf(document, side) ?? []);
  return sidesOf(options, 'data-diff', [...firstNames, ...paths('dataset1')], [...secondNames, ...paths('dataset2')]);
};

const listed = (names: readonly (string | null)[]): string | null =>
  [...new Set(names.filter((name) => name !== null))].sort().join(', ') || null;

const readModels = (documents: readonly Tracked[], sides: SideMapping): Parts => {
  const tables = documents.map((document) => readModel(document, sides, documents.length > 1));
  const of = (side: 'dataset1' | 'dataset2') => listed(documents.map((document) => pathOf(document, side)));
  return {
    tables,
    legacy: of(sides.legacy === 'first' ? 'dataset1' : 'dataset2'),
    target: of(sides.target === 'first' ? 'dataset1' : 'dataset2'),
    unplaced: documents.flatMap((document) => document.unread()),
  };
};

const warningsOf = (tables: readonly ComparedTable[]): string[] => {
  const parts = tables.flatMap((table) => table.parts ?? []);
  const uncompared = parts.filter((part) => part.reported === 'typeChanged').map((part) => part.field ?? part.key);
  return uncompared.length === 0
    ? []
    : [`The types of ${clipped(uncompared.join(', '), 1_000)} differ, so the tool did not compare them.`];
};

const read = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const lines = readJsonLines(bytes);
  if (!lines.ok) return lines;
  const { documents, logLines } = lines.value;
  const [first] = documents;
  if (first === undefined) {
    const detail = 'There is no result. data-diff writes nothing both when nothing differs and when it breaks off.';
    return refuse('run_invalid', detail, [{ pointer: '', detail: 'The body holds no row and no document.' }]);
  }
  const roots = documents.map(({ value }) => Tracked.of(value));
  const sides = mapping(options, roots);
  if (!sides.ok) return sides;
  const warnings = logLines > 0 ? [`${logLines} lines of a log stand between the results.`] : [];
  let parts: Parts = { tables: [], legacy: null, target: null, unplaced: [] };
  if (Array.isArray(first.value)) {
    const table = readDiffRows(documents, sides.value, warnings);
    if (!table.ok) return table;
    parts.tables = [table.value];
  } else if (roots.every(isModel)) {
    parts = readModels(roots, sides.value);
    warnings.push(...warningsOf(parts.tables));
  } else {
    const odd = documents.find((_, index) => index > 0 || !roots.slice(0, 1).every(isStats));
    if (odd !== undefined) return notDataDiff(`/${odd.line}`);
    parts.tables = roots.map((root) => readStats(root, sides.value));
    parts.unplaced = roots.flatMap((root) => root.unread());
  }
  const failed = parts.tables.every((table) => table.verdict === 'errored');
  const status = failed ? ('failed' as const) : ('completed' as const);
  return accept(runOfTables(options, { bytes, format: 'data-diff', status, ...parts, warnings }));
};

/** data-diff and its successor reladiff. */
export const dataDiff: Adapter = {
  format: 'data-diff',
  tool: 'data-diff and reladiff',
  sides: ['A', 'B'],
  read,
};
