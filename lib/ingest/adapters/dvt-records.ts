import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { outcomeOfWord } from '@/lib/domain/comparison/reported-words';
import type { CheckFacts, Totals } from '@/lib/domain/comparison/run-facts';
import { correlationIdOf } from './dvt-key';
import type { DvtRow } from './dvt-rows';
import { columnOf, type DvtMapping, sentValueOf } from './dvt-sides';

// Row validation: one result row for each key and field. A side that lacks the whole row is told only by its column
// name being null; a null value keeps its column name.

type Entry = { field: string; legacy: string | null; target: string | null; differs: boolean };
type DvtRecord = { id: string; missingIn: 'legacy' | 'target' | null; entries: Entry[] };

export type RowValidation = {
  totals: Totals;
  checks: CheckFacts[];
  discrepancies: Discrepancy[];
  contradicted: number;
};

const missingIn = (row: DvtRow, mapping: DvtMapping): DvtRecord['missingIn'] => {
  const [legacy, target] = [columnOf(row, mapping, 'legacy'), columnOf(row, mapping, 'target')];
  if (legacy === null && target !== null) return 'legacy';
  return target === null && legacy !== null ? 'target' : null;
};

const fieldOf = (row: DvtRow, mapping: DvtMapping): string =>
  columnOf(row, mapping, 'legacy') ?? columnOf(row, mapping, 'target') ?? row.cells.validation_name ?? 'row';

const recordsOf = (rows: readonly DvtRow[], mapping: DvtMapping): DvtRecord[] => {
  const records = new Map<string, DvtRecord>();
  for (const row of rows) {
    const id = correlationIdOf(row.cells.group_by_columns ?? '');
    const record = records.get(id) ?? { id, missingIn: null, entries: [] };
    record.missingIn ??= missingIn(row, mapping);
    const [legacy, target] = [sentValueOf(row, mapping, 'legacy'), sentValueOf(row, mapping, 'target')];
    // The tool's word can make it worse and never better than what the two texts say.
    const differs = legacy !== target || outcomeOfWord(row.cells.validation_status) !== 'match';
    record.entries.push({ field: fieldOf(row, mapping), legacy, target, differs });
    records.set(id, record);
  }
  return [...records.values()];
};

const count = (records: readonly DvtRecord[], differs: (record: DvtRecord) => boolean): Totals => {
  const missingInTarget = records.filter((record) => record.missingIn === 'target').length;
  const missingInLegacy = records.filter((record) => record.missingIn === 'legacy').length;
  const both = records.filter((record) => record.missingIn === null);
  const mismatched = both.filter(differs).length;
  return {
    legacy: both.length + missingInTarget,
    target: both.length + missingInLegacy,
    compared: both.length,
    matched: both.length - mismatched,
    mismatched,
    missingInTarget,
    missingInLegacy,
  };
};

const discrepanciesOf = (record: DvtRecord): Discrepancy[] => {
  const base = { correlationId: record.id, dimensions: {}, observedAt: null };
  if (record.missingIn !== null) return [{ ...base, kind: `missing_in_${record.missingIn}`, field: null }];
  return record.entries
    .filter((entry) => entry.differs)
    .map(({ field, legacy, target }) => ({ ...base, kind: 'value' as const, field, legacy, target }));
};

/** Totals by key, one check for each field, and what differs. `whole` is false where the file holds only a part. */
export const readRowValidation = (rows: readonly DvtRow[], mapping: DvtMapping, whole: boolean): RowValidation => {
  const records = recordsOf(rows, mapping);
  const fields = [...new Set(records.flatMap((record) => record.entries.map((entry) => entry.field)))];
  const checks = fields.map((field): CheckFacts => {
    const having = records.filter((record) => record.entries.some((entry) => entry.field === field));
    const totals = count(having, (record) => record.entries.some((entry) => entry.field === field && entry.differs));
    const differing = totals.mismatched + totals.missingInLegacy + totals.missingInTarget;
    return {
      key: field,
      kind: 'row_diff',
      metric: null,
      field,
      reported: differing > 0 ? 'fail' : 'success',
      tolerance: null,
      totals: whole ? totals : null,
    };
  });
  const contradicted = rows.filter(
    (row) =>
      outcomeOfWord(row.cells.validation_status) === 'match' &&
      sentValueOf(row, mapping, 'legacy') !== sentValueOf(row, mapping, 'target'),
  ).length;
  return {
    totals: count(records, (record) => record.entries.some((entry) => entry.differs)),
    checks,
    discrepancies: records.flatMap(discrepanciesOf),
    contradicted,
  };
};
