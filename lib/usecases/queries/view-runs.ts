import type { RunsFilter, RunsView } from '@/lib/contract/views/run';
import { listed } from '@/lib/domain/kernel/in-words';
import type { Result } from '@/lib/domain/kernel/refusal';
import { checkOutcomes, layers } from '@/lib/domain/words';
import { type ContextRow, listContexts } from '@/lib/store/contexts';
import { countOutcomesSince, countRunFacets, listRunPage, type RunLine } from '@/lib/store/read-models/run-lines';
import type { Context } from '@/lib/usecases/context';
import { contextChoice, optionsOf, orderedOptions, plainWord, totalOf } from './parts/options';
import { pageOf, placeOf } from './parts/paging';
import { contextRefOf } from './parts/refs';
import { runRowOf } from './parts/run-row';
import { capitalised, counted, dayMs, momentText } from './parts/say';
import { inProgram } from './parts/viewing';

const size = 50;
const everything = { contextId: null, source: null, layer: null, outcome: null };

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

/** The runs of a program, newest first. */
export const viewRuns = (context: Context, programSlug: string, filter: RunsFilter): Promise<Result<RunsView>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const contexts = await listContexts(db, program.id);
    const named = filter.context === undefined ? undefined : contexts.find(({ slug }) => slug === filter.context);
    const narrowed = {
      contextId: filter.context === undefined ? null : (named?.id ?? program.id),
      source: filter.source ?? null,
      layer: filter.layer ?? null,
      outcome: filter.outcome ?? null,
    };
    const facets = await countRunFacets(db, program.id, narrowed);
    const place = placeOf(filter.cursor);
    const fetched = await listRunPage(db, program.id, narrowed, {
      below: place?.way === 'below' ? place.number : null,
      above: place?.way === 'above' ? place.number : null,
      limit: size + 1,
    });
    const { rows, page } = pageOf(fetched, place, { size, total: totalOf(facets), numberOf: ({ number }) => number });
    const [latest] = await listRunPage(db, program.id, everything, { below: null, above: null, limit: 1 });
    const outcomes = await countOutcomesSince(db, program.id, new Date(now.getTime() - 7 * dayMs));
    const refs = new Map(contexts.map((row) => [row.id, contextRefOf(row)]));
    return {
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      lede: ledeOf(latest, outcomes, contexts, now),
      filter,
      contexts: optionsOf(facets, 'context', contextChoice(contexts)),
      sources: optionsOf(facets, 'source', ({ value }) => ({ value, label: value })),
      layers: orderedOptions(facets, 'layer', layers),
      outcomes: orderedOptions(facets, 'outcome', checkOutcomes),
      rows: rows.map((run) => runRowOf(run, refs.get(run.contextId) ?? { slug: '', name: '' })),
      page,
    };
  });
