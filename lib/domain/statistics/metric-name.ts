import { BigNumber } from 'bignumber.js';

// What a metric is, however a tool spells it: `COUNT`, `row_count`, `CountDistinct`, `nullCount`, `avg`, `p95`, `0.5`.

/** In the order in which they are read. */
export const measures = [
  'rows',
  'count',
  'nulls',
  'null_share',
  'completeness',
  'distinct',
  'distinct_share',
  'duplicates',
  'sum',
  'mean',
  'deviation',
  'variance',
  'min',
  'quantile',
  'max',
  'histogram',
] as const;
export type Measure = (typeof measures)[number];

/** `quantile` is a share between 0 and 1 as plain decimal text, for quantiles only. */
export type KnownMetric = { measure: Measure; quantile: string | null };

const spellings: Partial<Record<Measure, readonly string[]>> = {
  rows: [
    'rows',
    'row_count',
    'rowcount',
    'num_rows',
    'number_of_rows',
    'size',
    'total_rows',
    'record_count',
    'records',
  ],
  count: ['count', 'counts', 'value_count', 'values', 'non_null_count', 'not_null_count', 'num_values', 'n'],
  nulls: ['nulls', 'null_count', 'nullcount', 'num_nulls', 'count_null', 'count_nulls', 'missing', 'missing_count'],
  null_share: ['null_share', 'null_rate', 'null_ratio', 'null_fraction', 'null_proportion', 'missing_percent'],
  completeness: ['completeness', 'not_null_proportion', 'non_null_share'],
  distinct: [
    ...['distinct', 'distinct_count', 'distinctcount', 'count_distinct', 'num_distinct', 'approx_count_distinct'],
    ...['approx_distinct', 'unique', 'unique_count', 'uniques', 'nunique', 'n_unique', 'cardinality', 'ndv'],
  ],
  distinct_share: ['distinctness', 'uniqueness', 'unique_share', 'distinct_share', 'unique_proportion'],
  duplicates: ['duplicates', 'duplicate_count', 'count_duplicates'],
  sum: ['sum', 'total', 'sum_total'],
  mean: ['mean', 'avg', 'average', 'average_value', 'mean_value'],
  deviation: [
    ...['deviation', 'std', 'stddev', 'std_dev', 'stdev', 'sd', 'standard_deviation', 'stddev_samp', 'stddev_pop'],
    ...['std_deviation', 'stddev_sample', 'stddev_population'],
  ],
  variance: ['variance', 'var', 'var_samp', 'var_pop'],
  min: ['min', 'minimum', 'min_value', 'minimum_value', 'smallest'],
  max: ['max', 'maximum', 'max_value', 'maximum_value', 'largest'],
  histogram: ['histogram', 'distribution', 'value_distribution', 'frequencies', 'value_counts', 'buckets'],
};

const known: ReadonlyMap<string, Measure> = new Map(
  measures.flatMap((measure) => (spellings[measure] ?? []).map((spelling) => [spelling, measure] as const)),
);

/** `CountDistinct`, `count-distinct` and `COUNT DISTINCT` are one: lower case, with `_` between the words. */
const plain = (name: string): string =>
  name
    .trim()
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s\-_/:]+/g, '_')
    .replace(/^_+|_+$/g, '');

const inPlain = (share: BigNumber): string | null =>
  share.isFinite() && share.gte(0) && share.lte(1) ? share.toFixed() : null;

const percent = (digits: string): string | null => inPlain(new BigNumber(digits).shiftedBy(-2));

/** `0.5` and `1` are shares, `50` is per cent. */
const shareOrPercent = (digits: string): string | null =>
  new BigNumber(digits).lte(1) ? inPlain(new BigNumber(digits)) : percent(digits);

const quarters: Readonly<Record<string, string>> = {
  median: '0.5',
  approx_median: '0.5',
  q1: '0.25',
  q2: '0.5',
  q3: '0.75',
};

const quantileOf = (name: string): string | null => {
  const quarter = quarters[name];
  if (quarter !== undefined) return quarter;
  const bare = /^(\d*\.\d+)$/.exec(name)?.[1];
  if (bare !== undefined) return inPlain(new BigNumber(bare));
  const perCent =
    /^(?:p|pct_?|percentile_?)?(\d{1,3}(?:[._]\d+)?)%$/.exec(name) ?? /^p_?(\d{1,3}(?:_\d+)?)$/.exec(name);
  if (perCent?.[1] !== undefined) return percent(perCent[1].replace('_', '.'));
  const told =
    /^(?:approx_)?(?:quantile|quantiles|percentile|percentile_cont|percentile_disc|pct|perc|q|p)[_.[(]*(\d*\.?\d+)[\])]?$/;
  const digits = told.exec(name)?.[1];
  return digits === undefined ? null : shareOrPercent(digits);
};

/** What a metric's name means; null where nobody here knows it, and then it is shown as it is called. */
export const metricOf = (name: string): KnownMetric | null => {
  const called = plain(name);
  const measure = known.get(called) ?? known.get(called.replaceAll('.', '_'));
  if (measure !== undefined) return { measure, quantile: null };
  const quantile = quantileOf(called);
  return quantile === null ? null : { measure: 'quantile', quantile };
};
