// Statistics of one column on both sides, as a database can tell them without moving its rows.

export const metrics = ['count', 'nulls', 'distinct', 'sum', 'min', 'max', 'p05', 'p25', 'p50', 'p75', 'p95'] as const;
export type Metric = (typeof metrics)[number];

/** A value that is there: of two engines, the same one, whatever they make of what lies between two values. */
const quantile = (share: string) => (column: string) => `percentile_disc(${share}) WITHIN GROUP (ORDER BY ${column})`;

export type Check = {
  key: string;
  kind: 'row_count' | 'aggregate' | 'distribution' | 'query_result';
  metric?: string;
  field?: string;
  query?: string;
  legacy?: string | null;
  target?: string | null;
  bins?: { label: string; legacy: string; target: string }[];
  reported: 'pass' | 'fail';
  tolerance?: { absolute: string };
};

const expressions: Record<Metric, (column: string) => string> = {
  count: (column) => `count(${column})`,
  nulls: (column) => `count(*) - count(${column})`,
  distinct: (column) => `count(DISTINCT ${column})`,
  sum: (column) => `sum(${column})`,
  min: (column) => `min(${column})`,
  max: (column) => `max(${column})`,
  p05: quantile('0.05'),
  p25: quantile('0.25'),
  p50: quantile('0.5'),
  p75: quantile('0.75'),
  p95: quantile('0.95'),
};

type Range = { from: string | null; to: string | null };

/** The ranges that edges cut: below the first, between two, from the last on. */
const rangesOf = (edges: readonly string[]): Range[] =>
  edges.length === 0 ? [] : [null, ...edges].map((from, at) => ({ from, to: edges[at] ?? null }));

const rangeTest = (column: string, from: string | null, to: string | null): string =>
  [...(from === null ? [] : [`${column} >= ${from}`]), ...(to === null ? [] : [`${column} < ${to}`])].join(' AND ');

const rangeLabel = ({ from, to }: Range): string => {
  if (from === null) return `< ${to}`;
  return to === null ? `≥ ${from}` : `${from} to ${to}`;
};

/**
 * A query that answers with one row: `rows`, then one text for each column and metric, as `c0`, `c1`, … What is still on
 * its way to a side ($3, by key) is left out: sums of two different moments differ for no reason.
 */
export const statisticsQuery = (
  source: { table: string; at: string; key: string },
  columns: readonly { expression: string; metrics: readonly Metric[]; edges?: readonly string[] | undefined }[],
): string => {
  const wanted = columns.flatMap(({ expression, metrics: asked, edges = [] }) => [
    ...asked.map((metric) => expressions[metric](expression)),
    ...rangesOf(edges).map(({ from, to }) => `count(*) FILTER (WHERE ${rangeTest(expression, from, to)})`),
  ]);
  const list = ['count(*)::text AS rows', ...wanted.map((expression, at) => `(${expression})::text AS c${at}`)];
  const within = `${source.at} >= $1 AND ${source.at} < $2 AND ${source.key} <> ALL ($3::text[])`;
  return `SELECT ${list.join(', ')} FROM ${source.table} WHERE ${within}`;
};

export type ColumnPlan = {
  field: string;
  metrics: readonly Metric[];
  tolerance?: string | undefined;
  /** Where the ranges of a distribution part, in order. */
  edges?: readonly string[] | undefined;
};

type Answered = Readonly<Record<string, string | null>>;

const distributionCheck = (column: ColumnPlan, first: number, legacy: Answered, target: Answered): Check[] => {
  const ranges = rangesOf(column.edges ?? []);
  if (ranges.length === 0) return [];
  const count = (side: Answered, at: number) => side[`c${first + at}`] ?? '0';
  const bins = ranges.map((range, at) => ({
    label: rangeLabel(range),
    legacy: count(legacy, at),
    target: count(target, at),
  }));
  const reported = bins.every((bin) => bin.legacy === bin.target) ? 'pass' : 'fail';
  return [
    {
      key: `${column.field}.histogram`,
      kind: 'distribution',
      metric: 'histogram',
      field: column.field,
      bins,
      reported,
    },
  ];
};

// Cents against cents: amounts are compared as whole numbers of their last place, never as binary fractions.
const scaled = (text: string, places: number): bigint | null => {
  const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (parts === null) return null;
  const digits = BigInt(`${parts[2]}${(parts[3] ?? '').padEnd(places, '0').slice(0, places)}`);
  return parts[1] === '-' ? -digits : digits;
};

const placesOf = (text: string): number => text.split('.')[1]?.length ?? 0;

/** Whether two decimal texts are at most `tolerance` apart, exactly; texts that are no numbers must be equal. */
export const within = (legacy: string | null, target: string | null, tolerance = '0'): boolean => {
  if (legacy === null || target === null) return legacy === target;
  const places = Math.max(placesOf(legacy), placesOf(target), placesOf(tolerance));
  const [left, right, limit] = [scaled(legacy, places), scaled(target, places), scaled(tolerance, places)];
  if (left === null || right === null || limit === null) return legacy === target;
  const apart = left > right ? left - right : right - left;
  return apart <= limit;
};

/** The answers of both sides' statistics queries as checks. */
export const compareColumns = (plan: readonly ColumnPlan[], legacy: Answered, target: Answered): Check[] => {
  const verdict = (equal: boolean): Check['reported'] => (equal ? 'pass' : 'fail');
  const rows = { legacy: legacy.rows ?? null, target: target.rows ?? null };
  let next = 0;
  const checks = plan.flatMap((column): Check[] => {
    const first = next;
    next += column.metrics.length + rangesOf(column.edges ?? []).length;
    const cells = column.metrics.map((metric, index): Check => {
      const [left, right] = [legacy[`c${first + index}`] ?? null, target[`c${first + index}`] ?? null];
      const tolerance = metric === 'sum' ? column.tolerance : undefined;
      return {
        key: `${column.field}.${metric}`,
        kind: 'aggregate',
        metric,
        field: column.field,
        legacy: left,
        target: right,
        reported: verdict(within(left, right, tolerance)),
        ...(tolerance === undefined ? {} : { tolerance: { absolute: tolerance } }),
      };
    });
    return [...cells, ...distributionCheck(column, first + column.metrics.length, legacy, target)];
  });
  return [
    { key: 'rows', kind: 'row_count', metric: 'count', ...rows, reported: verdict(rows.legacy === rows.target) },
    ...checks,
  ];
};
