import type { LineageAssertion, LineageDataset, LineageMetric } from '@/lib/domain/events/lineage';
import type { Tracked } from './adapters/kit/tracked';
import { leftOver, mostResults } from './openlineage-tests';

// The datasets of an event with what was measured and asserted of them: dataQualityMetrics, dataQualityAssertions,
// inputStatistics and outputStatistics, wherever among their facets they stand.

/** Facets of datasets that are known and say nothing about whether two systems agree. */
const known = new Set([
  ...['schema', 'dataSource', 'documentation', 'columnLineage', 'ownership', 'lifecycleStateChange', 'symlinks'],
  ...[
    'storage',
    'version',
    'datasetVersion',
    'tags',
    'catalog',
    'datasetType',
    'hierarchy',
    'subset',
    'icebergScanReport',
  ],
  ...['inputSubset', 'outputSubset', 'icebergCommitReport'],
]);

const measured = ['dataQualityMetrics', 'dataQualityAssertions', 'inputStatistics', 'outputStatistics'];
const mostColumns = 5_000;

const passMeta = (facet: Tracked): void => {
  for (const meta of ['_producer', '_schemaURL', '_deleted']) facet.at(meta).passOver();
};

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^[+-]?(nan|inf|infinity)$/i;

/** `0.50` and `0.5` are one quantile. */
const quantileName = (text: string): string =>
  /^\d+\.\d+$/.test(text) ? text.replace(/0+$/, '').replace(/\.$/, '') : text;

const names: Record<string, string> = {
  nullCount: 'null_count',
  distinctCount: 'distinct_count',
  sum: 'sum',
  count: 'count',
  min: 'min',
  max: 'max',
};

const columnMetrics = (name: string, at: Tracked, add: (metric: LineageMetric, at: Tracked) => void): void => {
  for (const [said, metric] of Object.entries(names)) {
    const value = at.at(said).text();
    if (typeof value === 'string') add({ column: name, metric, value }, at.at(said));
  }
  for (const [point, quantile] of at.at('quantiles').members()) {
    const value = quantile.text();
    if (typeof value === 'string') add({ column: name, metric: `quantile.${quantileName(point)}`, value }, quantile);
  }
};

const readMetrics = (facet: Tracked, warnings: string[]): LineageMetric[] => {
  const found: LineageMetric[] = [];
  const add = (metric: LineageMetric, at: Tracked) => {
    if (number.test(metric.value)) found.push(metric);
    else warnings.push(`${at.pointer} is no number, and counts for nothing.`);
  };
  passMeta(facet);
  // Bytes, files and times differ between engines that hold the same data.
  for (const told of ['bytes', 'fileCount', 'lastUpdated']) facet.at(told).passOver();
  const rows = facet.at('rowCount').text();
  if (typeof rows === 'string') add({ column: null, metric: 'row_count', value: rows }, facet.at('rowCount'));
  const columns = facet.at('columnMetrics').members();
  if (columns.length > mostColumns) warnings.push(`Of ${columns.length} columns only ${mostColumns} were read.`);
  for (const [name, column] of columns.slice(0, mostColumns)) columnMetrics(name, column, add);
  return found;
};

const readStatistics = (facet: Tracked, metric: string): LineageMetric[] => {
  passMeta(facet);
  for (const told of ['size', 'fileCount']) facet.at(told).passOver();
  const rows = facet.at('rowCount').text();
  return typeof rows === 'string' && number.test(rows) ? [{ column: null, metric, value: rows }] : [];
};

const textOf = (at: Tracked): string | null => at.text() ?? null;

const readAssertion = (item: Tracked, warnings: string[]): LineageAssertion => {
  const [assertion, success] = [textOf(item.at('assertion')), item.at('success').flag()];
  for (const told of ['severity', 'description', 'content', 'contentType']) item.at(told).passOver();
  if (assertion === null || success === undefined)
    warnings.push(`An assertion has no name or no success (${item.pointer}); what it says is not known.`);
  return {
    assertion: assertion ?? 'unnamed assertion',
    // A success of nobody knows what proves nothing; a failure speaks against whatever it was.
    success: assertion === null && success === true ? null : (success ?? null),
    name: textOf(item.at('name')),
    column: textOf(item.at('column')),
    expected: textOf(item.at('expected')),
    actual: textOf(item.at('actual')),
  };
};

/** The assertions of the facet in order; one that cannot be read stays one, without a success. */
const readAssertions = (facet: Tracked, warnings: string[]): LineageAssertion[] => {
  passMeta(facet);
  const list = facet.at('assertions');
  const assertions = list
    .items()
    .slice(0, mostResults)
    .map((item) => readAssertion(item, warnings));
  const more = leftOver(list, 'assertions', warnings);
  if (more !== null)
    assertions.push({ assertion: more, success: null, name: null, column: null, expected: null, actual: null });
  return assertions;
};

const readFacets = (
  facets: Tracked,
  place: string,
  into: LineageDataset,
  warnings: string[],
  unplaced: string[],
): void => {
  for (const [name, facet] of facets.members()) {
    if (name === 'dataQualityMetrics') into.metrics.push(...readMetrics(facet, warnings));
    else if (name === 'dataQualityAssertions') into.assertions.push(...readAssertions(facet, warnings));
    else if (name === 'inputStatistics') into.metrics.push(...readStatistics(facet, 'rows_read'));
    else if (name === 'outputStatistics') into.metrics.push(...readStatistics(facet, 'rows_written'));
    if (measured.includes(name)) continue;
    if (!known.has(name) && !facet.isNull) unplaced.push(`${place}/${name}`);
    facet.passOver();
  }
};

/** The inputs or outputs of an event; one without a namespace and a name is said to be, and left out. */
export const readDatasets = (
  list: Tracked,
  kind: 'input' | 'output',
  warnings: string[],
  unplaced: string[],
): LineageDataset[] =>
  list.items().flatMap((item): LineageDataset[] => {
    const [namespace, name] = [item.at('namespace').text(), item.at('name').text()];
    if (typeof namespace !== 'string' || typeof name !== 'string') {
      warnings.push(`A dataset has no namespace or no name (${item.pointer}), and counts for nothing.`);
      return [];
    }
    const dataset: LineageDataset = { namespace, name, metrics: [], assertions: [] };
    const place = `${kind}s/*`;
    readFacets(item.at('facets'), `${place}/facets`, dataset, warnings, unplaced);
    readFacets(item.at(`${kind}Facets`), `${place}/${kind}Facets`, dataset, warnings, unplaced);
    return [dataset];
  });
