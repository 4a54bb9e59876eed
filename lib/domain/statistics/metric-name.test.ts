import { describe, expect, it } from 'vitest';
import { metricOf } from './metric-name';

describe('names of metrics', () => {
  it.each([
    ['rows', ['row_count', 'rowCount', 'ROW COUNT', 'Size', 'rows']],
    ['count', ['count', 'COUNT', 'value_count']],
    ['nulls', ['nulls', 'null_count', 'nullCount', 'NullCount', 'missing_count', 'num_nulls']],
    ['distinct', ['distinct', 'distinct_count', 'CountDistinct', 'ApproxCountDistinct', 'count distinct', 'nunique']],
    ['completeness', ['Completeness', 'completeness']],
    ['mean', ['mean', 'avg', 'AVG', 'Average']],
    ['deviation', ['stddev', 'STDDEV_SAMP', 'StandardDeviation', 'std', 'stdev']],
    ['sum', ['sum', 'Sum', 'SUM']],
    ['min', ['min', 'Minimum', 'minValue']],
    ['max', ['max', 'Maximum', 'max_value']],
    ['histogram', ['Histogram', 'distribution']],
  ])('mean %s however they are spelt', (measure, spellings) => {
    for (const spelling of spellings) expect(metricOf(spelling), spelling).toEqual({ measure, quantile: null });
  });

  it.each([
    ['0.5', ['p50', 'P50', 'median', 'quantile.0.5', 'quantile_0.50', '0.5', '50%', 'percentile_50', 'Q2', 'q50']],
    ['0.05', ['p5', 'p05', '5%', 'quantile.0.05', 'ApproxQuantile-0.05']],
    ['0.999', ['p99.9', 'p99_9', 'quantile.0.999', '.999']],
    ['0.95', ['percentile_cont(0.95)', 'percentile_disc_0.95', 'p95']],
    ['0.25', ['Q1', 'p25', '25%']],
    ['1', ['quantile.1', 'p100']],
  ])('tell the quantile %s however it is spelt', (quantile, spellings) => {
    for (const spelling of spellings) expect(metricOf(spelling), spelling).toEqual({ measure: 'quantile', quantile });
  });

  it('that nobody knows are none of ours', () => {
    for (const name of ['', 'kurtosis', 'hash', 'p101', 'quantile.7000', 'price', 'q', 'p', 'percentile', 'md5_sum'])
      expect(metricOf(name), name).toBeNull();
  });
});
