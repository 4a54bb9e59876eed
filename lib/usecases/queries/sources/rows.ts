import type { StreamView } from '@/lib/contract/views/run';
import { type LastArrival, type SourceRow, type SourceWay, sourceStandings } from '@/lib/contract/views/sources';
import type { Source } from '@/lib/domain/events/source';
import { byText } from '@/lib/domain/kernel/by-text';
import { listed } from '@/lib/domain/kernel/in-words';
import { checkOutcomes, layers, workloads } from '@/lib/domain/words';
import type { ContextRow } from '@/lib/store/contexts';
import type { ArrivedStream } from '@/lib/store/read-models/arrivals';
import { wordOf } from '@/lib/store/words';
import { contextRefOf } from '@/lib/usecases/queries/parts/refs';

// One row for what is expected, one for what sends unasked, one for what is declared and silent.

type Known = {
  contexts: readonly ContextRow[];
  expected: readonly StreamView[];
  arrived: readonly ArrivedStream[];
  declared: readonly Source[];
  /** Sources of the manifest that claimed an event. */
  heard: ReadonlySet<string>;
};

/** "jobs payments* of claims-spark" */
const claimsOf = (source: Source): string => {
  if (source.kind === 'cloudevents')
    return `events of ${source.source}${source.type === '*' ? '' : `, type ${source.type}`}`;
  return `jobs ${listed(source.jobs.map(({ namespace, name }) => `${name} of ${namespace}`))}`;
};

const lastOf = (streams: readonly ArrivedStream[]): LastArrival | null => {
  const [newest] = streams
    .flatMap(({ last }) => last ?? [])
    .sort((a, b) => b.windowTo.getTime() - a.windowTo.getTime() || b.number - a.number);
  return newest === undefined
    ? null
    : {
        run: newest.number,
        outcome: wordOf(checkOutcomes, newest.outcome),
        windowTo: newest.windowTo.toISOString(),
        receivedAt: newest.receivedAt.toISOString(),
      };
};

const expectedNote = ({ last }: StreamView, newest: LastArrival | null): string | null => {
  if (newest === null) return 'expected, and no run came';
  return last === null ? 'no run of it has completed' : null;
};

const silentNote = (source: Source, heard: boolean): string => {
  if (!heard) return 'declared, and nothing came';
  return source.kind === 'cloudevents' && source.format === 'neutral'
    ? 'its events came; their runs name a source of their own'
    : 'its events came, and no run was made of them yet';
};

/** Every source that is declared, expected or has sent, what needs a look first. */
export const sourceRows = ({ contexts, expected, arrived, declared, heard }: Known): SourceRow[] => {
  const slugOf = new Map(contexts.map(({ id, slug }) => [id, slug]));
  const declaredAs = (slug: string, name: string): { way: SourceWay; claims: string | null } => {
    const found = declared.find((source) => source.context === slug && source.name === name);
    return found === undefined ? { way: 'runs', claims: null } : { way: found.kind, claims: claimsOf(found) };
  };
  const covers = (stream: ArrivedStream) => (asked: StreamView) =>
    asked.context.slug === slugOf.get(stream.contextId) &&
    asked.source === stream.source &&
    asked.layer === stream.layer &&
    (asked.workload === null || asked.workload === stream.workload);

  const asked = expected.map((one): SourceRow => {
    const last = lastOf(arrived.filter((stream) => covers(stream)(one)));
    return {
      ...{ context: one.context, source: one.source, layer: one.layer, workload: one.workload },
      ...declaredAs(one.context.slug, one.source),
      last,
      next: one.next,
      standing: one.standing,
      note: expectedNote(one, last),
    };
  });
  const unasked = arrived
    .filter((stream) => !expected.some(covers(stream)))
    .map((stream): SourceRow => {
      const context = contexts.find(({ id }) => id === stream.contextId) ?? { slug: '', name: '' };
      const last = lastOf([stream]);
      return {
        context: contextRefOf(context),
        source: stream.source,
        layer: wordOf(layers, stream.layer),
        workload: stream.workload === '' ? null : wordOf(workloads, stream.workload),
        ...declaredAs(context.slug, stream.source),
        last,
        next: null,
        standing: 'unasked',
        note: last === null ? 'only baselines came' : null,
      };
    });
  const known = [...asked, ...unasked];
  const silent = declared
    .filter(
      (source) => !known.some(({ context, source: name }) => context.slug === source.context && name === source.name),
    )
    .map((source): SourceRow => {
      const context = contexts.find(({ slug }) => slug === source.context);
      const spoke = heard.has(source.name);
      return {
        context: context === undefined ? { slug: source.context, name: source.context } : contextRefOf(context),
        source: source.name,
        layer: source.layer ?? null,
        workload: source.workload ?? null,
        way: source.kind,
        claims: claimsOf(source),
        last: null,
        next: null,
        standing: spoke ? 'unasked' : 'silent',
        note: silentNote(source, spoke),
      };
    });
  const place = ({ standing }: SourceRow) => sourceStandings.indexOf(standing);
  return [...known, ...silent].sort(
    (a, b) => place(a) - place(b) || byText(a.source, b.source) || byText(a.context.name, b.context.name),
  );
};
