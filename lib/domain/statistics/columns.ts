import { worstOutcome } from '@/lib/domain/comparison/run-outcome';
import type { CheckOutcome } from '@/lib/domain/words';
import { type KnownMetric, measures, metricOf } from './metric-name';

/** What a check must tell to stand among the statistics of a column. */
export type Measured = {
  kind: string;
  metric: string | null;
  field: string | null;
  outcome: CheckOutcome;
};

export type Cell<C> = { check: C; known: KnownMetric | null };

/** A column with what was measured of it; null names no column, so the whole dataset. */
export type Column<C> = { column: string | null; outcome: CheckOutcome; cells: Cell<C>[] };

const knownOf = ({ kind, metric, field }: Measured): KnownMetric | null => {
  const known = metricOf(metric ?? kind);
  // A count of no column is one of rows.
  return known?.measure === 'count' && field === null ? { measure: 'rows', quantile: null } : known;
};

const placeOf = ({ known }: Cell<unknown>): number =>
  known === null ? measures.length : measures.indexOf(known.measure);

const inOrder = <C>(a: Cell<C>, b: Cell<C>): number =>
  placeOf(a) - placeOf(b) || Number(a.known?.quantile ?? 0) - Number(b.known?.quantile ?? 0);

/**
 * Checks by column, each column's in the order in which they are read; what nobody knows stands last, and nothing is left
 * out. The whole dataset comes first, then columns as they were sent.
 */
export const columnsOf = <C extends Measured>(checks: readonly C[]): Column<C>[] => {
  const columns = new Map<string | null, Cell<C>[]>([[null, []]]);
  for (const check of checks) {
    const cells = columns.get(check.field) ?? [];
    columns.set(check.field, cells);
    cells.push({ check, known: knownOf(check) });
  }
  return [...columns.entries()]
    .filter(([, cells]) => cells.length > 0)
    .map(([column, cells]) => ({
      column,
      outcome: worstOutcome(cells.map(({ check }) => check.outcome)),
      cells: cells.toSorted(inOrder),
    }));
};
