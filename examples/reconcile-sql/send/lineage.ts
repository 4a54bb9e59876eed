import { createHash } from 'node:crypto';
import type { Check } from '../compare/columns';
import type { RunBody } from '../runs';
import type { Parcel } from './lockgate';

// What a scheduler with an OpenLineage listener tells by itself: which job ran, and what it measured of both datasets.

const spec = 'https://openlineage.io/spec';
const producer = 'https://scheduler.claims.example/reconcile-sql';

/** The same run has the same id, however often it is told. */
const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const memberOf: Record<string, string> = { count: 'count', nulls: 'nullCount', distinct: 'distinctCount' };

const metricsOf = (checks: readonly Check[], side: 'legacy' | 'target') => {
  const columns: Record<string, Record<string, number>> = {};
  let rowCount: number | undefined;
  for (const check of checks) {
    const value = check[side];
    if (value === undefined || value === null || Number.isNaN(Number(value))) continue;
    if (check.kind === 'row_count') rowCount = Number(value);
    if (check.kind !== 'aggregate' || check.field === undefined || check.metric === undefined) continue;
    const column = columns[check.field] ?? {};
    columns[check.field] = column;
    column[memberOf[check.metric] ?? check.metric] = Number(value);
  }
  const facet = `${spec}/facets/1-0-2/DataQualityMetricsInputDatasetFacet.json`;
  return { _producer: producer, _schemaURL: facet, rowCount, columnMetrics: columns };
};

export type LineageJob = {
  namespace: string;
  job: string;
  datasets: Record<'legacy' | 'target', { namespace: string; name: string }>;
};

/** The end of a job that measured both sides: one COMPLETE event with the statistics of a run's columns. */
export const lineageEvent = (run: RunBody, { namespace, job, datasets }: LineageJob): Record<string, unknown> => {
  const checks = run.checks as readonly Check[];
  const { from, to } = run.window as Record<'from' | 'to', string>;
  const nominal = `${spec}/facets/1-0-1/NominalTimeRunFacet.json`;
  const input = (side: 'legacy' | 'target') => ({
    ...datasets[side],
    inputFacets: { dataQualityMetrics: metricsOf(checks, side) },
  });
  return {
    eventType: 'COMPLETE',
    eventTime: run.finishedAt,
    producer,
    schemaURL: `${spec}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    run: {
      runId: uuidOf(`${namespace}/${job}/${to}`),
      facets: {
        nominalTime: { _producer: producer, _schemaURL: nominal, nominalStartTime: from, nominalEndTime: to },
      },
    },
    job: { namespace, name: job },
    inputs: [input('legacy'), input('target')],
    outputs: [],
  };
};

/** Where every OpenLineage transport posts to; the key names the program. */
export const lineageParcel = (run: RunBody, job: LineageJob): Parcel => ({
  path: '/api/v1/lineage',
  mediaType: 'application/json',
  body: JSON.stringify(lineageEvent(run, job)),
});
