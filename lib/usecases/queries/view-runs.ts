import type { RunsFilter, RunsView } from '@/lib/contract/views/run';
import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import type { Result } from '@/lib/domain/kernel/refusal';
import { checkOutcomes, layers, workloads } from '@/lib/domain/words';
import { type ContextRow, listContexts } from '@/lib/store/contexts';
import { countOutcomesSince, type RunLine } from '@/lib/store/read-models/run-lines';
import {
  countRunFacets,
  findNewestRun,
  listRunsInOrder,
  type RunFilter,
  type RunOrder,
} from '@/lib/store/read-models/run-list';
import { listRunningContexts } from '@/lib/store/read-models/run-streams';
import type { Context } from '@/lib/usecases/context';
import { contextChoice, optionsOf, orderedOptions, plainWord, totalOf } from './parts/options';
import { pageOfPlaces, readPlaceCursor } from './parts/place-cursor';
import { contextRefOf } from './parts/refs';
import { runRowOf } from './parts/run-row';
import { counted, dayMs, momentText } from './parts/say';
import { inProgram } from './parts/viewing';
import { streamsOf, streamsText } from './runs/streams';

const size = 50;

const latestText = (run: RunLine, contexts: readonly ContextRow[], now: Date): string => {
  const name = contexts.find(({ id }) => id === run.contextId)?.name ?? '';
  return `The latest run, r-${run.number} of ${run.source} for ${name}, came ${momentText(run.receivedAt, now)}: ${plainWord(run.outcome)}.`;
};

const ledeOf = (
  latest: RunLine | undefined,
  outcomes: readonly { outcome: string; count: number }[],
  contexts: readonly ContextRow[],
  now: Date,
): string => {
  if (latest === undefined) return 'No run has come yet. A job that compares both systems sends them to the API.';
  const week = outcomes.reduce((sum, { count }) => sum + count, 0);
  const apart = outcomes.filter(({ outcome }) => !['match', 'match_within_tolerance'].includes(outcome));
  const others = apart.map(({ outcome, count }) => `${count} ${plainWord(outcome)}`);
  const told = week === 0 ? 'none of the last seven days counts' : `${counted(week, 'run')} of the last seven days`;
  const rest =
    others.length === 0 ? (week === 0 ? '' : ', all of them matching') : `: ${listed(others)}, the others matching`;
  return `${latestText(latest, contexts, now)} ${capitalised(told)}${rest}.`;
};

const periods = [
  { value: '', label: 'Last 30 days', days: 30 },
  { value: 'day', label: 'Last 24 hours', days: 1 },
  { value: 'week', label: 'Last 7 days', days: 7 },
  { value: 'quarter', label: 'Last 90 days', days: 90 },
  { value: 'year', label: 'Last 365 days', days: 365 },
  { value: 'any', label: 'Any time', days: null },
] as const;

const sorts: readonly { value: string; label: string; order: RunOrder }[] = [
  { value: '', label: 'Received last', order: 'received' },
  { value: 'window', label: 'Latest window', order: 'window' },
  { value: 'differing', label: 'Most differences', order: 'differing' },
  { value: 'compared', label: 'Most compared', order: 'compared' },
];

const sinceOf = (period: string | undefined, now: Date): Date | null => {
  const { days } = periods.find(({ value }) => value === (period ?? '')) ?? periods[0];
  return days === null ? null : new Date(now.getTime() - days * dayMs);
};

const toldOf = ({ value, label }: { value: string; label: string }) => ({ value, label });

const narrowedTo = (filter: RunsFilter, contexts: readonly ContextRow[], programId: string): RunFilter => ({
  // A context that does not exist has no runs: the program's own id is that of none.
  contextId:
    filter.context === undefined ? null : (contexts.find(({ slug }) => slug === filter.context)?.id ?? programId),
  source: filter.source ?? null,
  layer: filter.layer ?? null,
  workload: filter.workload ?? null,
  outcome: filter.outcome ?? null,
  format: filter.format ?? null,
  engine: filter.engine ?? null,
  standing: filter.standing ?? null,
});

/** The runs of a program in a period, and when the next ones are expected. */
export const viewRuns = (context: Context, programSlug: string, filter: RunsFilter): Promise<Result<RunsView>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const contexts = await listContexts(db, program.id);
    const wanted = narrowedTo(filter, contexts, program.id);
    const scope = {
      programId: program.id,
      contextIds: contexts.map(({ id }) => id),
      since: sinceOf(filter.period, now),
    };
    const facets = await countRunFacets(db, scope, wanted);
    const { order } = sorts.find(({ value }) => value === (filter.sort ?? '')) ?? { order: 'received' as const };
    const place = readPlaceCursor(filter.cursor, order);
    const fetched = await listRunsInOrder(db, scope, wanted, { order, place, limit: size + 1 });
    const { rows, page } = pageOfPlaces(fetched, place, { order, size, total: totalOf(facets), asOf: now });
    const latest = await findNewestRun(db, program.id);
    const outcomes = await countOutcomesSince(db, program.id, new Date(now.getTime() - 7 * dayMs));
    const running = await listRunningContexts(db, program.id);
    const named = contexts.filter(
      ({ id, slug }) => running.includes(id) && (filter.context === undefined || slug === filter.context),
    );
    const streams = await streamsOf(db, named, now);
    const refs = new Map(contexts.map((row) => [row.id, contextRefOf(row)]));
    return {
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      lede: ledeOf(latest, outcomes, contexts, now),
      filter,
      contexts: optionsOf(facets, 'contextId', contextChoice(contexts)),
      sources: optionsOf(facets, 'source', ({ value }) => ({ value, label: value })),
      layers: orderedOptions(facets, 'layer', layers),
      workloads: orderedOptions(facets, 'workload', workloads),
      outcomes: orderedOptions(facets, 'outcome', checkOutcomes),
      standings: optionsOf(facets, 'standing'),
      formats: optionsOf(facets, 'format', ({ value }) => ({ value, label: value })),
      engines: optionsOf(facets, 'engine', ({ value }) => ({ value, label: value })),
      periods: periods.map(toldOf),
      sorts: sorts.map(toldOf),
      streams,
      streamsText: streamsText(streams, now),
      rows: rows.map((run) => runRowOf(run, refs.get(run.contextId) ?? { slug: '', name: '' })),
      page,
    };
  });
