import { z } from 'zod';
import type { Claimable } from '@/lib/contract/claim-snippet';
import type { UnclaimedGroup } from '@/lib/contract/views/sources';
import type { Source } from '@/lib/domain/events/source';
import { beginning } from '@/lib/domain/kernel/beginning';
import { globMatches } from '@/lib/domain/kernel/glob';
import type { UnclaimedLine } from '@/lib/store/read-models/waiting-events';

// Whose events nobody claims, why, and what would claim them.

export const bodyOf = (program: string, event: string): string => `/api/v1/programs/${program}/events/${event}/body`;

const dataset = z.object({ namespace: z.string().min(1), name: z.string().min(1) });
const datasets = z.array(dataset).catch([]);
const told = z.object({ inputs: datasets, outputs: datasets, dataset: dataset.optional().catch(undefined) });

/** The datasets that an OpenLineage event names, whether it came alone or as the data of a CloudEvent. */
export const datasetsIn = (bytes: Uint8Array): { namespace: string; name: string }[] => {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return [];
  }
  const event = z.object({ data: z.unknown() }).safeParse(value);
  const inner = event.success && event.data.data !== undefined ? event.data.data : value;
  const parsed = told.safeParse(inner);
  if (!parsed.success) return [];
  const { inputs, outputs, dataset: alone } = parsed.data;
  const all = [...inputs, ...outputs, ...(alone === undefined ? [] : [alone])];
  return [...new Map(all.map(({ namespace, name }) => [`${namespace} ${name}`, { namespace, name }])).values()];
};

const lastPart = (name: string): string => {
  const parts = name.split(/[/.:\s]+/).filter((part) => part !== '');
  return beginning(parts.at(-1) ?? 'source', 80);
};

/** A name that no source of the manifest has yet. */
const freeName = (wish: string, sources: readonly Source[]): string => {
  const taken = new Set(sources.map(({ name }) => name));
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? wish : `${wish}-${n}`;
    if (!taken.has(name)) return name;
  }
};

type Lineage = { namespace: string; job: string };

const whyLineage = ({ namespace, job }: Lineage, sources: readonly Source[]): string => {
  const lineage = sources.flatMap((source) => (source.kind === 'openlineage' ? [source] : []));
  if (lineage.length === 0) return 'The manifest declares no OpenLineage source.';
  for (const source of lineage) {
    const near = source.jobs.find((one) => globMatches(one.namespace, namespace));
    if (near !== undefined) return `${source.name} takes ${near.name} of this namespace, and no job of this name.`;
    const named = source.jobs.find((one) => globMatches(one.name, job));
    if (named !== undefined && named.name !== '*')
      return `${source.name} takes jobs of this name in ${named.namespace}, and not in this namespace.`;
  }
  return 'No source of the manifest names this job.';
};

const whyEvent = ({ source, types }: UnclaimedLine, sources: readonly Source[]): string => {
  const events = sources.flatMap((one) => (one.kind === 'cloudevents' ? [one] : []));
  if (events.length === 0)
    return 'The manifest declares no source of CloudEvents, and their type says nothing to Lockgate.';
  const near = events.find((one) => globMatches(one.source, source));
  if (near !== undefined) return `${near.name} takes type ${near.type} of this source, and not this one.`;
  const typed = events.find((one) => one.type !== '*' && types.some((type) => globMatches(one.type, type)));
  if (typed !== undefined) return `${typed.name} takes this type from ${typed.source}, and not from this source.`;
  return 'No source of the manifest claims this source and type.';
};

/** A line of the list, with the datasets that its newest event names. */
export const unclaimedGroup = (
  program: string,
  line: UnclaimedLine,
  sources: readonly Source[],
  seen: { namespace: string; name: string }[],
): UnclaimedGroup => {
  const { channel, source, jobNamespace, jobName, types } = line;
  const lineage = channel === 'openlineage' || jobName !== null;
  const namespace = jobNamespace ?? source;
  const claim: Claimable = lineage
    ? {
        kind: 'openlineage',
        name: freeName(lastPart(jobName ?? source), sources),
        namespace,
        job: jobName,
        datasets: seen,
      }
    : { kind: 'cloudevents', name: freeName(lastPart(source), sources), source, type: types[0] ?? '*' };
  const why = !lineage
    ? whyEvent(line, sources)
    : jobName === null
      ? 'It is of a dataset that no source of the manifest names on either side.'
      : whyLineage({ namespace, job: jobName }, sources);
  return {
    channel,
    from: jobName ?? source,
    namespace: jobName === null ? null : namespace,
    types,
    count: line.count,
    lastAt: line.lastAt.toISOString(),
    why,
    claim,
    body: bodyOf(program, line.newest),
  };
};
