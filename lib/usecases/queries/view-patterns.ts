import type { PatternsFilter, PatternsView } from '@/lib/contract/views/reconciliation';
import type { Result } from '@/lib/domain/kernel/refusal';
import { categories, patternStates, severities } from '@/lib/domain/words';
import { listContexts } from '@/lib/store/contexts';
import {
  countPatternFacets,
  listPatternPage,
  type OpenPatternSummary,
  patternOrders,
  summariseOpenPatterns,
} from '@/lib/store/read-models/pattern-lines';
import type { Context } from '@/lib/usecases/context';
import { contextChoice, optionsOf, orderedOptions, totalOf } from './parts/options';
import { offsetOf, pageAt } from './parts/paging';
import { patternRowOf } from './parts/pattern-row';
import { contextRefOf } from './parts/refs';
import { capitalised, counted, countedInWords } from './parts/say';
import { inProgram } from './parts/viewing';

const size = 50;

const ledeOf = (open: OpenPatternSummary): string => {
  if (open.patterns === 0) return 'No pattern is open: nothing that was compared differs without an explanation.';
  const are = `${counted(open.discrepancies, 'open discrepancy is', 'open discrepancies are')} ${counted(open.patterns, 'pattern')}.`;
  if (open.unexplained === 0) return `${are} Each has a category.`;
  const none = capitalised(countedInWords(open.unexplained, 'has no explanation', 'have no explanation'));
  if (open.unowned === 0) return `${are} ${none}.`;
  const nobodys =
    open.unexplained === 1 ? 'it is nobody’s' : `${countedInWords(open.unowned, 'of them is', 'of them are')} nobody’s`;
  return `${are} ${none}; ${nobodys}.`;
};

/** The filter as the store understands it: what is open unless a state is asked for, `all` for every state. */
const narrowedBy = (filter: PatternsFilter, contextId: string | null, you: string | null) => ({
  state: filter.state === 'all' ? null : (filter.state ?? 'open'),
  contextId,
  category: filter.category ?? null,
  severity: filter.severity ?? null,
  owner: filter.owner === 'me' ? (you ?? 'nobody') : (filter.owner ?? null),
});

/** The triage list of a program, the worst first unless asked otherwise. */
export const viewPatterns = (
  context: Context,
  programSlug: string,
  filter: PatternsFilter,
): Promise<Result<PatternsView>> =>
  inProgram(context, programSlug, async ({ db, program, now, you }) => {
    const contexts = await listContexts(db, program.id);
    const named = filter.context === undefined ? undefined : contexts.find(({ slug }) => slug === filter.context);
    // A context that does not exist has no patterns; the program's own id is no context's.
    const narrowed = narrowedBy(filter, filter.context === undefined ? null : (named?.id ?? program.id), you);
    const facets = await countPatternFacets(db, program.id, narrowed);
    const offset = offsetOf(filter.cursor);
    const order = patternOrders.find((known) => known === filter.sort) ?? 'severity';
    const rows = await listPatternPage(db, program.id, narrowed, { order, offset, limit: size });
    const refs = new Map(contexts.map((row) => [row.id, contextRefOf(row)]));
    const inEveryState = facets.filter(({ facet }) => facet === 'state').reduce((sum, { count }) => sum + count, 0);
    return {
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      lede: ledeOf(await summariseOpenPatterns(db, program.id)),
      filter,
      states: [...orderedOptions(facets, 'state', patternStates), { value: 'all', label: 'all', count: inEveryState }],
      contexts: optionsOf(facets, 'context', contextChoice(contexts)),
      categories: orderedOptions(facets, 'category', categories),
      severities: orderedOptions(facets, 'severity', severities),
      owners: optionsOf(facets, 'owner', ({ value, label }) => ({
        value: value === you ? 'me' : value,
        label: value === you ? 'me' : value === 'nobody' ? 'nobody' : (label ?? value),
      })),
      rows: rows.map((row) => patternRowOf(row, refs.get(row.contextId) ?? { slug: '', name: '' }, you)),
      page: pageAt(offset, { size, total: totalOf(facets) }),
    };
  });
