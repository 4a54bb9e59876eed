import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { cellByCell } from './dbt-audit-helper-cells';
import { allColumns, columnValues, whichColumnsDiffer } from './dbt-audit-helper-columns';
import type { Macro } from './dbt-audit-helper-contents';
import { quickIdentical, rowCounts, rowSummary } from './dbt-audit-helper-counts';
import { classifiedRows, differingRows } from './dbt-audit-helper-rows';
import { relationColumns } from './dbt-audit-helper-schema';
import { headingOf, readCsvRows } from './kit/rows';
import { runOf } from './kit/run';

// dbt-audit-helper has no format of its own: its macros are queries, and people export what they return as CSV. Which macro
// it was is told by the headings, in whatever case a warehouse writes them.

const format = 'dbt-audit-helper';

/** The first that knows the headings reads them; those that ask for less stand behind those that ask for more. */
const macros: readonly Macro[] = [
  classifiedRows,
  cellByCell,
  allColumns,
  columnValues,
  whichColumnsDiffer,
  relationColumns,
  rowCounts,
  quickIdentical,
  rowSummary,
  differingRows,
];

/** Reads the output of one macro. `a` and `b` belong to the sides that the caller names, never to an order. */
export const readDbtAuditHelper = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const table = readCsvRows(bytes);
  if (!table.ok) return table;
  const headings = new Set(table.value.header.map(headingOf));
  const macro = macros.find(({ recognises }) => recognises(headings));
  if (macro === undefined) {
    const detail = 'These are not the columns of any macro of dbt-audit-helper.';
    return refuse('invalid_body', detail, [{ pointer: '', detail }]);
  }
  if (table.value.rows.length === 0) {
    const detail = 'The file has no rows: whether anything was compared is not known.';
    return refuse('run_invalid', detail, [{ pointer: '', detail }]);
  }
  const read = macro.read(table.value, options);
  if (!read.ok) return read;
  const { layer, checks, totals, discrepancies, discrepanciesSampled, warnings, known } = read.value;
  const { legacyDataset = null, targetDataset = null } = read.value;
  const run = runOf(options, {
    bytes,
    format,
    runId: null,
    layer,
    window: null,
    checks,
    totals: totals ?? null,
    discrepancies: discrepancies ?? [],
    discrepanciesSampled: discrepanciesSampled ?? false,
    legacy: { dataset: legacyDataset, position: null, version: null },
    target: { dataset: targetDataset, position: null, version: null },
  });
  const values = (discrepancies ?? []).some(({ legacy, target }) => legacy === null || target === null);
  const nulls = values ? ['CSV does not tell null from an empty text; empty cells were read as null.'] : [];
  return accept({
    run,
    warnings: [...(warnings ?? []), ...nulls],
    unplaced: [...headings].filter((name) => !known.includes(name)),
  });
};

export const dbtAuditHelper: Adapter = {
  format,
  tool: 'dbt-audit-helper: the output of its macros as CSV',
  sides: ['a', 'b'],
  read: readDbtAuditHelper,
};
