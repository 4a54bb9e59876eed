import type { Side } from '@/lib/domain/words';
import type { DvtRow } from './dvt-rows';

/** What the tool called each of our sides; said by the caller, never guessed. */
export type DvtMapping = { legacy: 'source' | 'target'; target: 'source' | 'target' };

const columns = {
  source: { table: 'source_table_name', column: 'source_column_name', value: 'source_agg_value' },
  target: { table: 'target_table_name', column: 'target_column_name', value: 'target_agg_value' },
} as const;

export const tableOf = (row: DvtRow, mapping: DvtMapping, side: Side): string | null =>
  row.cells[columns[mapping[side]].table];

export const columnOf = (row: DvtRow, mapping: DvtMapping, side: Side): string | null =>
  row.cells[columns[mapping[side]].column];

export const sentValueOf = (row: DvtRow, mapping: DvtMapping, side: Side): string | null =>
  row.cells[columns[mapping[side]].value];
