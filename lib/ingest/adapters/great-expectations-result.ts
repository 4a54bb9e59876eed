import type { CheckOutcome, Layer } from '@/lib/domain/words';
import { shortened } from './kit/record-id';
import { clipped } from './kit/run';
import type { Tracked } from './kit/tracked';

// One expectation and what came of it, in the shapes of 0.x and 1.x. Whatever stands in `result` is optional.

export type Expectation = {
  /** The same on both sides and in every run: the type with its arguments, columns in lower case. */
  name: string;
  type: string;
  column: string | null;
  /** The data source that its query is compared with, where it looks at two: success then means that both agree. */
  comparesWith: string | null;
  success: boolean | null;
  /** What broke, where something did; the tool calls that unsuccessful too. */
  exception: string | null;
  /** What it saw: the value of a statistic, or how many values are not as expected. Undefined where it was not sent. */
  observed: string | null | undefined;
  metric: string | null;
  /** Rows that it looked at; null where it does not say. */
  rows: number | null;
  verdict: CheckOutcome;
};

const longestValue = 2_000;
const ofTwoSources = 'expect_query_results_to_match_comparison';

/** Arguments that say how to report and not what is expected. */
const reporting = ['batch_id', 'result_format', 'include_config', 'catch_exceptions', 'meta', 'notes'];

const argumentOf = (name: string, at: Tracked): string => {
  const text = at.text();
  if (text !== undefined) return name.startsWith('column') ? (text ?? '').toLowerCase() : (text ?? '');
  const json = at.json();
  return name.startsWith('column') ? json.toLowerCase() : json;
};

const nameOf = (type: string, kwargs: Tracked): string => {
  const said = kwargs
    .members()
    .filter(([name, at]) => !reporting.includes(name) && !at.isNull)
    .map(([name, at]) => `${name}=${argumentOf(name, at)}`)
    .sort();
  for (const name of reporting) kwargs.at(name).passOver();
  return said.length === 0 ? type : `${type}(${said.join(', ')})`;
};

const raised = (at: Tracked): boolean => at.at('raised_exception').text()?.toLowerCase() === 'true';

const messageOf = (at: Tracked): string => at.at('exception_message').text() ?? 'The expectation raised an exception.';

/** Three fields, or in newer releases a map from metrics to such three fields. */
const exceptionOf = (info: Tracked): string | null => {
  const places = [info, ...info.members().map(([, at]) => at)].filter((at) => at.isObject);
  for (const at of places) at.at('exception_traceback').passOver();
  const broken = places.filter(raised);
  for (const at of places) if (!broken.includes(at)) at.at('exception_message').text();
  if (broken.length === 0) return null;
  return clipped([...new Set(broken.map(messageOf))].join('\n'), 8_000);
};

type Counts = { elements: number | null; missing: number | null; unexpected: number | null; unreadable: boolean };

const countsOf = (result: Tracked): Counts => {
  const places = ['element_count', 'missing_count', 'unexpected_count'].map((name) => result.at(name));
  const [elements, missing, unexpected] = places.map((at) => at.count() ?? null);
  for (const at of places) at.text();
  const unreadable = places.some((at) => at.isThere && !at.isNull && at.count() === undefined);
  return { elements: elements ?? null, missing: missing ?? null, unexpected: unexpected ?? null, unreadable };
};

/** Shares repeat what the counts say; where the count is not sent, they still say whether anything is unexpected. */
const percentOf = (result: Tracked): number => {
  const shares = ['unexpected_percent', 'unexpected_percent_total', 'unexpected_percent_nonmissing'];
  result.at('missing_percent').text();
  return Math.max(0, ...shares.map((name) => Number(result.at(name).text() ?? 0)));
};

/** Success about no rows, or about nothing but nulls, is success about nothing. */
const sawNothing = ({ elements, missing, unexpected }: Counts): boolean =>
  elements === 0 || (elements !== null && elements === missing && (unexpected ?? 0) === 0);

const verdictOf = (success: boolean | null, broke: boolean, counts: Counts, percent: number): CheckOutcome => {
  if (broke) return 'errored';
  if (success === null) return 'unknown';
  if (!success) return 'mismatch';
  // A share that is no number may stand for any.
  if (counts.unreadable || sawNothing(counts) || !Number.isFinite(percent)) return 'inconclusive';
  return (counts.unexpected ?? 0) > 0 || (counts.unexpected === null && percent > 0)
    ? 'match_within_tolerance'
    : 'match';
};

const statistics =
  /^expect_column_(min|max|mean|median|sum|stdev|unique_value_count|proportion_of_unique_values)_to_be_/;

const metricOf = (type: string, statistic: boolean): string => {
  if (/^expect_table_row_count_/.test(type)) return 'row_count';
  return statistics.exec(type)?.[1] ?? (statistic ? 'observed_value' : 'unexpected_count');
};

/** One entry of `results`, or of `expectations` in a description. */
export const readExpectation = (at: Tracked): Expectation => {
  const config = at.at('expectation_config').isObject ? at.at('expectation_config') : at;
  const type = config.at('type').text() ?? config.at('expectation_type').text() ?? '';
  const kwargs = config.at('kwargs');
  const column = kwargs.at('column').text() ?? null;
  for (const name of ['id', 'ge_cloud_id', 'rendered_content']) config.at(name).passOver();
  at.at('rendered_content').passOver();
  const result = at.at('result');
  const counts = countsOf(result);
  const percent = percentOf(result);
  const seen = result.at('observed_value');
  const statistic = seen.isThere;
  const sent = statistic
    ? seen.text() === undefined
      ? seen.json()
      : seen.text()
    : result.at('unexpected_count').text();
  // A list of values may be long; its digest still tells it from another.
  const observed = typeof sent === 'string' ? shortened(sent, longestValue) : sent;
  const success = at.at('success').flag() ?? null;
  if (success === null) at.at('success').text();
  const exception = exceptionOf(at.at('exception_info'));
  return {
    name: nameOf(type === '' ? 'expectation' : type, kwargs),
    type,
    column,
    comparesWith: type === ofTwoSources ? (kwargs.at('comparison_data_source_name').text() ?? null) : null,
    success,
    exception,
    observed,
    metric: observed === undefined ? null : metricOf(type, statistic),
    rows: counts.elements,
    verdict:
      type === '' && exception === null && success !== false
        ? 'unknown'
        : verdictOf(success, exception !== null, counts, percent),
  };
};

const ofSchema = [
  'expect_column_to_exist',
  'expect_column_values_to_be_of_type',
  'expect_column_values_to_be_in_type_list',
];

/** Expectations about columns and types are of the schema layer, one query of two sources of its own, others of data. */
export const layerOf = (type: string): Layer => {
  if (type === ofTwoSources) return 'query';
  return type.startsWith('expect_table_column') || ofSchema.includes(type) ? 'schema' : 'dataset';
};

/** The kind of its check. */
export const kindOf = (type: string): string => {
  if (type === ofTwoSources) return 'query_result';
  if (layerOf(type) === 'schema') return 'schema';
  if (type.startsWith('expect_table_row_count_')) return 'row_count';
  return statistics.test(type) ? 'aggregate' : 'assertion';
};
