import { z } from 'zod';
import type { Source } from '@/lib/domain/events/source';
import { sidesMeet, sourcesMeet } from '@/lib/domain/events/source';
import { layers, sides, workloads } from '@/lib/domain/words';
import type { Manifest } from './manifest';
import { line, slug } from './manifest-context';
import { type ManifestFault, pointerTo, repeated } from './manifest-fault';
import { importFormats } from './v1/import-formats';

// Who sends events, and whose they are. What two sources claim would be evidence in two places, so that it is refused.

const pattern = z
  .string()
  .min(1)
  .max(150)
  .describe('`*` stands for any text, `?` for one character, everything else for itself.');

const namePattern = z.strictObject({ namespace: pattern.default('*'), name: pattern.default('*') });

const shared = { name: line.describe('What its runs are called by; expected checks name it.'), context: slug };

export const lineageSourceSchema = z.strictObject({
  kind: z.literal('openlineage'),
  ...shared,
  jobs: z.array(namePattern).min(1).max(10),
  datasets: z
    .strictObject({
      legacy: z.array(namePattern).max(20).default([]),
      target: z.array(namePattern).max(20).default([]),
    })
    .default({ legacy: [], target: [] })
    .describe('Which dataset is which side; what the stars of their names stand for pairs the two.'),
  layer: z.enum(layers).default('dataset'),
  workload: z.enum(workloads).optional(),
  period: z
    .enum(['nominal', 'day'])
    .default('nominal')
    .describe('What pairs two runs: the nominal time that both name, or the UTC day in which they ended.'),
  expected: z.enum(sides).optional().describe('Which side `expected` of a test is of; `actual` is then the other.'),
});

export const eventSourceSchema = z.strictObject({
  kind: z.literal('cloudevents'),
  ...shared,
  source: pattern,
  type: pattern.default('*'),
  format: z.enum(['neutral', ...importFormats]),
  legacy: line.optional().describe('What the tool calls the legacy side.'),
  target: line.optional().describe('What the tool calls the target side.'),
  layer: z.enum(layers).optional(),
  workload: z.enum(workloads).optional(),
});

export const sourceSchema = z.discriminatedUnion('kind', [lineageSourceSchema, eventSourceSchema]);
export const sourcesSchema = z.array(sourceSchema).max(100);

const mostJobs = 200;

const faultsOf = (source: Source, at: number, { contexts }: Pick<Manifest, 'contexts'>): ManifestFault[] => {
  const faults: ManifestFault[] = [];
  const wrong = (member: string, detail: string) => faults.push({ pointer: pointerTo('sources', at, member), detail });
  const context = contexts.find(({ slug: known }) => known === source.context);
  if (context === undefined) wrong('context', `no context is called "${source.context}"`);
  else if (source.workload !== undefined && !context.workloads.includes(source.workload))
    wrong('workload', `the context declares no workload "${source.workload}"`);
  if (source.kind === 'openlineage') {
    if (sidesMeet(source)) wrong('datasets', 'some dataset would be of both sides');
  } else if (source.format === 'neutral') {
    if (source.legacy !== undefined || source.target !== undefined) wrong('format', 'the neutral form names its sides');
  } else {
    for (const side of ['legacy', 'target'] as const)
      if (source[side] === undefined) wrong(side, 'must say what the tool calls this side');
  }
  return faults;
};

/** What the schema cannot say of sources: contexts that exist, sides apart, and nothing claimed twice. */
export const checkSources = ({
  sources,
  contexts,
}: {
  sources: readonly Source[];
  contexts: Manifest['contexts'];
}): ManifestFault[] => {
  const jobs = sources.reduce((sum, source) => sum + (source.kind === 'openlineage' ? source.jobs.length : 1), 0);
  if (jobs > mostJobs) return [{ pointer: '/sources', detail: `more than ${mostJobs} patterns of jobs and events` }];
  return [
    ...repeated(
      sources.map(({ name }) => name),
      (at) => pointerTo('sources', at, 'name'),
      'source',
    ),
    ...sources.flatMap((source, at) => faultsOf(source, at, { contexts })),
    ...sources.flatMap((source, at) => {
      const other = sources.slice(0, at).find((earlier) => sourcesMeet(earlier, source));
      return other === undefined
        ? []
        : [{ pointer: pointerTo('sources', at), detail: `claims what "${other.name}" claims too` }];
    }),
  ];
};
