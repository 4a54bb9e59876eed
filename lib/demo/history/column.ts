import { cents, draw } from './draw';
import type { NightlyCheck } from './plan';

// What a job that looks at one column of amounts measures of it, day by day: the shape stays, the level wanders a little.

/** Of the day, about `around` cents, as much one day more as another less. */
const wandering =
  (around: number, less = 0) =>
  (day: number): string =>
    cents(Math.floor(around * (0.97 + draw(day + 400, 12) * 0.06)) - less);

export type AmountColumn = {
  field: string;
  rows: number;
  /** In cents: the ends, and the quantiles by their name (`p50`). */
  min: number;
  max: number;
  quantiles: Readonly<Record<string, number>>;
  deviation: number;
  /** Upper edges in whole units, and the share of the rows below each; the last bin has no edge. */
  edges: readonly number[];
  shares: readonly number[];
};

const countsOn = ({ rows, shares }: AmountColumn, day: number): number[] => {
  const counts = shares.map((share, at) => Math.round(rows * share * (0.94 + draw(day + 400 + at * 31, 13) * 0.12)));
  const all = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, at) => (at === 0 ? count + rows - all : count));
};

const labelsOf = ({ edges }: AmountColumn): string[] =>
  [...edges, null].map((edge, at) => {
    if (edge === null) return `≥ ${edges.at(-1) ?? 0}`;
    return at === 0 ? `< ${edge}` : `${edges[at - 1] ?? 0} to ${edge}`;
  });

/** How many amounts fall into each range, the same on both sides. */
export const histogramOf = (column: AmountColumn): NightlyCheck => ({
  key: `${column.field}.histogram`,
  kind: 'distribution',
  metric: 'histogram',
  field: column.field,
  bins: (day) => {
    const counts = countsOn(column, day);
    return labelsOf(column).map((label, at) => ({ label, legacy: `${counts[at] ?? 0}`, target: `${counts[at] ?? 0}` }));
  },
});

/** Ends, deviation and quantiles of a column, each as a check of its own. */
export const measuresOf = (column: AmountColumn): NightlyCheck[] =>
  Object.entries({ min: column.min, max: column.max, stddev: column.deviation, ...column.quantiles }).map(
    ([metric, around]) => ({
      key: `${column.field}.${metric}`,
      kind: 'aggregate',
      metric,
      field: column.field,
      value: wandering(around),
    }),
  );
