import type { PatternsFilter, PatternsView } from '@/lib/contract/views/reconciliation';
import { mayTriagePattern } from '@/lib/domain/access/may';
import { capitalised } from '@/lib/domain/kernel/in-words';
import type { Result } from '@/lib/domain/kernel/refusal';
import { categories, layers, patternStates, resolutions, severities } from '@/lib/domain/words';
import { listContexts } from '@/lib/store/contexts';
import {
  countPatternFacets,
  listPatternPage,
  type OpenPatternSummary,
  type PatternFilter,
  type PatternOrder,
  patternOrders,
  summariseOpenPatterns,
} from '@/lib/store/read-models/pattern-pages';
import { listHeldRoles } from '@/lib/store/read-models/people';
import type { Context } from '@/lib/usecases/context';
import { contextChoice, optionsOf, orderedOptions, plainWord, totalOf } from './parts/options';
import { patternRowOf, trendsOf } from './parts/pattern-row';
import { pageOfPlaces, readPlaceCursor } from './parts/place-cursor';
import { contextRefOf } from './parts/refs';
import { counted, countedInWords } from './parts/say';
import { actOf, inProgram } from './parts/viewing';
import { ownersOf, triageChoices } from './reconciliation/triage-choices';

const size = 50;

const ledeOf = (open: OpenPatternSummary): string => {
  if (!open.compared) return 'Nothing has been compared yet.';
  if (open.patterns === 0) return 'No pattern is open: nothing that was compared differs without an explanation.';
  const are = `${counted(open.discrepancies, 'open discrepancy is', 'open discrepancies are')} ${counted(open.patterns, 'pattern')}.`;
  if (open.unexplained === 0) return `${are} Each has a category.`;
  const none = capitalised(countedInWords(open.unexplained, 'has no explanation', 'have no explanation'));
  if (open.unowned === 0) return `${are} ${none}.`;
  const nobodys =
    open.unexplained === 1 ? 'it is nobody’s' : `${countedInWords(open.unowned, 'of them is', 'of them are')} nobody’s`;
  return `${are} ${none}; ${nobodys}.`;
};

const flagOf = (word: string | undefined): boolean | null =>
  word === 'true' || word === 'false' ? word === 'true' : null;

/** The filter as the store understands it: what is open unless a state is asked for, `all` for every state. */
const narrowedBy = (filter: PatternsFilter, contextId: string | null, you: string | null): PatternFilter => ({
  state: filter.state === 'all' ? null : (filter.state ?? 'open'),
  contextId,
  category: filter.category ?? null,
  severity: filter.severity ?? null,
  owner: filter.owner === 'me' ? (you ?? 'nobody') : (filter.owner ?? null),
  layer: filter.layer ?? null,
  resolution: filter.resolution ?? null,
  baseline: flagOf(filter.baseline),
  reopened: flagOf(filter.reopened),
  text: filter.q ?? null,
});

const sortLabels: Record<PatternOrder, string> = {
  severity: 'worst first',
  count: 'most often first',
  recent: 'last seen first',
  oldest: 'oldest first',
  trend: 'rising first',
};

type Facets = Awaited<ReturnType<typeof countPatternFacets>>;

/** What can be chosen, with how many each choice would show. */
const choicesOf = (facets: Facets, contexts: Parameters<typeof contextChoice>[0], you: string | null) => ({
  states: [
    ...orderedOptions(facets, 'state', patternStates),
    {
      value: 'all',
      label: 'all',
      // A split pattern is shown in its parts.
      count: facets
        .filter(({ facet, value }) => facet === 'state' && value !== 'split')
        .reduce((sum, { count }) => sum + count, 0),
    },
  ],
  contexts: optionsOf(facets, 'context', contextChoice(contexts)),
  categories: orderedOptions(facets, 'category', categories),
  severities: orderedOptions(facets, 'severity', severities),
  owners: optionsOf(facets, 'owner', ({ value, label }) => ({
    value: value === you ? 'me' : value,
    label: value === you ? 'me' : value === 'nobody' ? 'nobody' : (label ?? value),
  })),
  layers: orderedOptions(facets, 'layer', layers),
  resolutions: orderedOptions(facets, 'resolution', [...resolutions, 'none']).map((option) => ({
    ...option,
    label: option.value === 'none' ? 'not resolved' : plainWord(option.value),
  })),
  baselines: optionsOf(facets, 'baseline', ({ value }) => ({
    value,
    label: value === 'true' ? 'legacy’s own noise' : 'not in a baseline',
  })),
  returns: optionsOf(facets, 'reopened', ({ value }) => ({
    value,
    label: value === 'true' ? 'came back' : 'never came back',
  })),
});

/** The triage list of a program, the worst first unless asked otherwise. */
export const viewPatterns = (
  context: Context,
  programSlug: string,
  filter: PatternsFilter,
): Promise<Result<PatternsView>> =>
  inProgram(context, programSlug, async ({ db, program, now, asker, you }) => {
    const contexts = await listContexts(db, program.id);
    const named = filter.context === undefined ? undefined : contexts.find(({ slug }) => slug === filter.context);
    // A context that does not exist has no patterns; the program's own id is no context's.
    const narrowed = narrowedBy(filter, filter.context === undefined ? null : (named?.id ?? program.id), you);
    const facets = await countPatternFacets(db, program.id, narrowed);
    const order = patternOrders.find((known) => known === filter.sort) ?? 'severity';
    const place = readPlaceCursor(filter.cursor, order);
    const asOf = place === null ? now : new Date(place.asOf);
    const found = await listPatternPage(db, program.id, narrowed, { order, position: place, limit: size + 1, asOf });
    const { rows, page } = pageOfPlaces(found, place, { order, size, total: totalOf(facets), asOf });
    const trends = await trendsOf(db, rows, now);
    const refs = new Map(contexts.map((row) => [row.id, contextRefOf(row)]));
    return {
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      lede: ledeOf(await summariseOpenPatterns(db, program.id)),
      filter,
      ...choicesOf(facets, contexts, you),
      sorts: patternOrders.map((value) => ({ value, label: sortLabels[value] })),
      triage: actOf(mayTriagePattern(asker)),
      choices: triageChoices(ownersOf(await listHeldRoles(db, [program.id]), you)),
      rows: rows.map((row) => patternRowOf(row, refs.get(row.contextId) ?? { slug: '', name: '' }, you, trends)),
      page,
    };
  });
