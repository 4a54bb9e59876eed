import type { RunCheckView } from '@/lib/contract/views/run';
import type { ColumnView, MeasureView, StatisticsView } from '@/lib/contract/views/statistics';
import { readDecimal } from '@/lib/domain/comparison/decimal';
import { listed } from '@/lib/domain/kernel/in-words';
import { type Cell, type Column, columnsOf } from '@/lib/domain/statistics/columns';
import { type KnownMetric, type Measure, metricOf } from '@/lib/domain/statistics/metric-name';
import { pointOf, spreadOf } from '@/lib/domain/statistics/spread';
import { counted, integerText } from '@/lib/usecases/queries/parts/say';
import { differs } from './checks';

/** So many columns are drawn at once; the others are found by name. */
const shown = 24;

const names: Partial<Record<Measure, string>> = {
  null_share: 'null share',
  distinct_share: 'distinct share',
  deviation: 'standard deviation',
};

const quantileName = (share: string): string => {
  if (share === '0.5') return 'median';
  const percent = readDecimal(share)?.times(100);
  return percent === undefined ? share : `p${percent.toFixed()}`;
};

const nameOf = (known: KnownMetric | null, check: RunCheckView): string => {
  if (known === null) return check.metric ?? check.kind;
  return known.quantile === null ? (names[known.measure] ?? known.measure) : quantileName(known.quantile);
};

type Rows = { legacy: string | null; target: string | null };

const shareOf = (part: string | null, whole: string | null): string | null => {
  const [a, b] = [part === null ? null : readDecimal(part), whole === null ? null : readDecimal(whole)];
  return a === null || b === null || b.isZero() ? null : a.div(b).toFixed();
};

const measureView = ({ check, known }: Cell<RunCheckView>, rows: Rows | null): MeasureView => ({
  key: check.key,
  name: nameOf(known, check),
  measure: known?.measure ?? null,
  legacy: check.legacy,
  target: check.target,
  share:
    known?.measure === 'nulls' && rows !== null
      ? { legacy: shareOf(check.legacy, rows.legacy), target: shareOf(check.target, rows.target) }
      : null,
  outcome: check.outcome,
  signedOff: check.signedOff,
  tolerance: check.tolerance,
  note: check.error ?? check.finding,
});

const spreadIn = ({ column, cells }: Column<RunCheckView>): ColumnView['spread'] => {
  const points = (side: 'legacy' | 'target') => cells.flatMap(({ check, known }) => pointOf(known, check[side]) ?? []);
  const [legacy, target] = [points('legacy'), points('target')];
  const spread = spreadOf(legacy, target);
  if (spread === null) return null;
  const text = (side: typeof legacy): string => {
    const at = (measure: string, quantile: string | null = null) =>
      side.find((point) => point.measure === measure && point.quantile === quantile)?.text;
    const [min, median, max] = [at('min'), at('quantile', '0.5'), at('max')];
    return [
      ...(min === undefined ? [] : [`from ${min}`]),
      ...(median === undefined ? [] : [`median ${median}`]),
      ...(max === undefined ? [] : [`to ${max}`]),
    ].join(', ');
  };
  return { ...spread, finding: `${column ?? 'All'}: legacy ${text(legacy)}; target ${text(target)}.` };
};

const histogramIn = ({ column, cells }: Column<RunCheckView>): ColumnView['histogram'] => {
  const bins = cells.find(({ check }) => check.bins.length > 0)?.check.bins;
  if (bins === undefined) return null;
  const apart = bins.filter(({ legacy, target }) => legacy !== target).length;
  const same = apart === 0 ? 'both sides have as many in each' : `the sides differ in ${integerText(apart)} of them`;
  return { bins, finding: `${column ?? 'Values'} in ${counted(bins.length, 'range')}: ${same}.` };
};

/** Drawn as such, or the whole of it is in its bins: such a check has no two values to be written side by side. */
const isDrawnOnly = ({ check }: Cell<RunCheckView>): boolean =>
  check.bins.length > 0 && check.legacy === null && check.target === null && !differs(check) && check.error === null;

const columnView = (column: Column<RunCheckView>, rows: Rows | null): ColumnView => ({
  column: column.column,
  outcome: column.outcome,
  measures: column.cells.filter((cell) => !isDrawnOnly(cell)).map((cell) => measureView(cell, rows)),
  spread: spreadIn(column),
  histogram: histogramIn(column),
});

/** So many measures that differ are named in the sentence. */
const named = 3;

const apartText = (cells: readonly Cell<RunCheckView>[]): string => {
  const apart = cells.filter(({ check }) => differs(check)).map(({ check }) => check.key);
  if (apart.length > named)
    return `${listed([...apart.slice(0, named), `${integerText(apart.length - named)} more`])} do not`;
  return `${listed(apart)} ${apart.length === 1 ? 'does' : 'do'} not`;
};

const isStatistic = ({ layer, kind, metric, bins }: RunCheckView): boolean =>
  bins.length > 0 || layer === 'schema' || (layer === 'dataset' && (metric !== null || metricOf(kind) !== null));

/** What was measured of each column, and whether both sides agree in it; null where a run measured nothing so. */
export const statisticsOf = (
  checks: readonly RunCheckView[],
  filter: { column?: string | undefined; only?: string | undefined },
): StatisticsView | null => {
  const columns = columnsOf(checks.filter(isStatistic));
  if (columns.length === 0) return null;
  const rows =
    columns.find(({ column }) => column === null)?.cells.find(({ known }) => known?.measure === 'rows')?.check ?? null;
  const apart = (column: Column<RunCheckView>): boolean => column.cells.some(({ check }) => differs(check));
  const sought = filter.column?.trim().toLowerCase() ?? '';
  const wanted = columns.filter(
    (column) =>
      (sought === '' || (column.column ?? '').toLowerCase().includes(sought)) &&
      (filter.only !== 'differing' || apart(column)),
  );
  const ordered = [...wanted.filter(apart), ...wanted.filter((column) => !apart(column))];
  const differing = columns.filter(apart);
  const of = counted(columns.filter(({ column }) => column !== null).length, 'column');
  const cells = columns.flatMap((column) => column.cells);
  const agree = cells.filter(({ check }) => !differs(check)).length;
  return {
    finding:
      differing.length === 0
        ? `All ${counted(cells.length, 'measure')} of ${of} agree.`
        : `${integerText(agree)} of ${counted(cells.length, 'measure')} of ${of} agree; ${apartText(cells)}.`,
    columns: ordered.slice(0, shown).map((column) => columnView(column, rows)),
    total: columns.length,
    wanted: wanted.length,
    differing: differing.length,
  };
};
