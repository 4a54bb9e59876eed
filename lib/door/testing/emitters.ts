import type { ManifestInput } from '@/lib/contract/manifest';

// What existing emitters send, and the sources by which a test's manifest claims it.

export const sources: ManifestInput['sources'] = [
  {
    kind: 'openlineage',
    name: 'spark-statistics',
    context: 'payments',
    jobs: [{ namespace: 'spark', name: 'statistics.*' }],
    datasets: {
      legacy: [{ namespace: 'db2*', name: 'CLAIMS.*' }],
      target: [{ namespace: 'postgres*', name: 'public.*' }],
    },
  },
  {
    kind: 'cloudevents',
    name: 'dvt-nightly',
    context: 'payments',
    source: '/dvt/*',
    format: 'dvt',
    legacy: 'source',
    target: 'target',
  },
];

const now = Date.now();

/** An instant so many hours before this test began. */
export const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

export const window = { nominalStartTime: hoursAgo(26), nominalEndTime: hoursAgo(2) };

type Told = { state: string; runId: string; name?: string; inputs?: object[]; facets?: object; time?: string };
export const lineage = ({ state, runId, name = 'statistics.daily', inputs = [], facets = {}, time }: Told) => ({
  eventType: state,
  eventTime: time ?? hoursAgo(1),
  run: { runId, facets: { nominalTime: window, ...facets } },
  job: { namespace: 'spark', name },
  inputs,
  outputs: [],
  producer: 'https://example.com/emitter',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
});
export const measured = (side: 'legacy' | 'target', table: string, sum: number) => ({
  namespace: side === 'legacy' ? 'db2://host' : 'postgres://host',
  name: side === 'legacy' ? `CLAIMS.${table.toUpperCase()}` : `public.${table}`,
  inputFacets: { dataQualityMetrics: { rowCount: 3, columnMetrics: { amount: { sum } } } },
});
