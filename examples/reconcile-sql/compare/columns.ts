// Statistics of one column on both sides, as a database can tell them without moving its rows.

export const metrics = ['count', 'nulls', 'distinct', 'sum', 'min', 'max'] as const;
export type Metric = (typeof metrics)[number];

export type Check = {
  key: string;
  kind: 'row_count' | 'aggregate' | 'query_result';
  metric?: string;
  field?: string;
  legacy: string | null;
  target: string | null;
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
};

/** A query that answers with one row: `rows`, then one text for each column and metric, as `c0`, `c1`, … */
export const statisticsQuery = (
  source: { table: string; at: string },
  columns: readonly { expression: string; metrics: readonly Metric[] }[],
): string => {
  const wanted = columns.flatMap(({ expression, metrics: asked }) =>
    asked.map((metric) => expressions[metric](expression)),
  );
  const list = ['count(*)::text AS rows', ...wanted.map((expression, at) => `(${expression})::text AS c${at}`)];
  return `SELECT ${list.join(', ')} FROM ${source.table} WHERE ${source.at} >= $1 AND ${source.at} < $2`;
};

export type ColumnPlan = { field: string; metrics: readonly Metric[]; tolerance?: string | undefined };

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
export const compareColumns = (
  plan: readonly ColumnPlan[],
  legacy: Record<string, string | null>,
  target: Record<string, string | null>,
): Check[] => {
  const verdict = (equal: boolean): Check['reported'] => (equal ? 'pass' : 'fail');
  const rows = { legacy: legacy.rows ?? null, target: target.rows ?? null };
  const cells = plan.flatMap((column) => column.metrics.map((metric) => ({ column, metric })));
  return [
    { key: 'rows', kind: 'row_count', metric: 'count', ...rows, reported: verdict(rows.legacy === rows.target) },
    ...cells.map(({ column, metric }, at): Check => {
      const [left, right] = [legacy[`c${at}`] ?? null, target[`c${at}`] ?? null];
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
    }),
  ];
};
