import type { Discrepancy, Totals } from '../compare/keyed';
import type { RunBody } from '../runs';
import type { Parcel } from './lockgate';

// The document that data-diff writes for a model, as a team that runs data-diff already would have it lying there.

type Cell = Record<string, unknown>;

/** One row for each record, with a cell for each column of it that differs. */
const rowsOf = (differing: readonly Discrepancy[]): Cell[] => {
  const rows = new Map<string, Cell>();
  for (const { correlationId: id, field, legacy, target } of differing) {
    const row = rows.get(id) ?? { id: { isPK: true, dataset1: id, dataset2: id, isDiff: false } };
    if (field !== undefined) row[field] = { isPK: false, dataset1: legacy, dataset2: target, isDiff: true };
    rows.set(id, row);
  }
  return [...rows.values()];
};

/** The keyed comparison of a run as data-diff tells it: legacy is its `dataset1`, target its `dataset2`. */
export const dataDiffDocument = (run: RunBody, fields: readonly string[]): Record<string, unknown> => {
  const totals = run.totals as Totals;
  const found = run.discrepancies as readonly Discrepancy[];
  const keyOf = ({ correlationId }: Discrepancy): Cell => ({ id: { isPK: true, value: correlationId } });
  const only = (kind: Discrepancy['kind']): Cell[] => found.filter((one) => one.kind === kind).map(keyOf);
  const columns = ['id', ...fields].map((name) => ({ name, type: 'TEXT', kind: 'string' }));
  const { legacy, target } = run as unknown as Record<'legacy' | 'target', { dataset: string }>;
  return {
    status: 'success',
    result: totals.matched === totals.legacy && totals.matched === totals.target ? 'identical' : 'different',
    model: `model.${run.context}`,
    dataset1: legacy.dataset.split('.'),
    dataset2: target.dataset.split('.'),
    rows: {
      exclusive: { dataset1: only('missing_in_target'), dataset2: only('missing_in_legacy') },
      diff: rowsOf(found.filter((one) => one.kind === 'value')),
    },
    summary: {
      rows: {
        total: { dataset1: totals.legacy, dataset2: totals.target },
        exclusive: { dataset1: totals.missingInTarget, dataset2: totals.missingInLegacy },
        updated: totals.mismatched,
        unchanged: totals.matched,
      },
    },
    columns: {
      dataset1: columns,
      dataset2: columns,
      primaryKey: ['id'],
      exclusive: { dataset1: [], dataset2: [] },
      typeChanged: [],
    },
    version: '1.1.0',
  };
};

/** The import of such a document: the tool knows neither the window nor whose side is whose, so the address says it. */
export const dataDiffParcel = (program: string, source: string, run: RunBody, fields: readonly string[]): Parcel => {
  const { from, to } = run.window as Record<'from' | 'to', string>;
  const query = new URLSearchParams({
    format: 'data-diff',
    context: run.context,
    legacy: 'dataset1',
    target: 'dataset2',
    source,
    externalId: `${run.context}/row/${to}`,
    layer: 'row',
    windowFrom: from,
    windowTo: to,
    ...(typeof run.workload === 'string' ? { workload: run.workload } : {}),
  });
  return {
    path: `/api/v1/programs/${program}/runs:import?${query}`,
    mediaType: 'application/json',
    body: JSON.stringify(dataDiffDocument(run, fields)),
  };
};
