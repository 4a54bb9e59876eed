import { decimalText, readDecimal } from '@/lib/domain/comparison/decimal';
import type { CheckFacts, ReportedTolerance } from '@/lib/domain/comparison/run-facts';
import { groupText } from './dvt-key';
import type { DvtRow } from './dvt-rows';
import { columnOf, type DvtMapping, sentValueOf, tableOf } from './dvt-sides';

/** The tool's threshold is a percentage of its own source side. */
const toleranceOf = (row: DvtRow, mapping: DvtMapping): ReportedTolerance | null => {
  const percent = readDecimal(row.cells.pct_threshold ?? '');
  if (percent === null || !percent.isGreaterThan(0)) return null;
  return { relative: decimalText(percent.shiftedBy(-2)), base: mapping.legacy === 'source' ? 'legacy' : 'target' };
};

const isSchema = (row: DvtRow): boolean => row.cells.validation_type?.toLowerCase() === 'schema';

/** The tool writes N/A for the type of a column that a side lacks. */
const sent = (row: DvtRow, value: string | null): string | null => (isSchema(row) && value === 'N/A' ? null : value);

const fieldOf = (row: DvtRow, mapping: DvtMapping): string | null =>
  columnOf(row, mapping, 'legacy') ?? columnOf(row, mapping, 'target');

/** One check for one row of a column, schema or query validation. `withTable` where the file covers several tables. */
export const checkOfRow = (row: DvtRow, mapping: DvtMapping, withTable: boolean): CheckFacts => {
  const table = withTable ? `${tableOf(row, mapping, 'legacy') ?? tableOf(row, mapping, 'target') ?? ''}/` : '';
  const name = row.cells.validation_name ?? (fieldOf(row, mapping) || 'unnamed');
  const named =
    isSchema(row) && row.cells.validation_name?.toLowerCase() === 'schema'
      ? `schema__${fieldOf(row, mapping) ?? ''}`
      : name;
  return {
    key: `${table}${named}${groupText(row.cells.group_by_columns)}`,
    kind: isSchema(row) ? 'schema' : 'aggregate',
    metric: row.cells.aggregation_type,
    field: fieldOf(row, mapping),
    legacy: sent(row, sentValueOf(row, mapping, 'legacy')),
    target: sent(row, sentValueOf(row, mapping, 'target')),
    reported: row.cells.validation_status,
    tolerance: toleranceOf(row, mapping),
    totals: null,
  };
};
