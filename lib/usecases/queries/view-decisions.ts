import type { DecisionsFilter, DecisionsView } from '@/lib/contract/views/decision';
import type { DecisionRow } from '@/lib/contract/views/parts';
import { storedStates } from '@/lib/domain/decision/decision';
import { kindWords } from '@/lib/domain/decision/kind-words';
import { isLiveState } from '@/lib/domain/decision/machine';
import { stateWords } from '@/lib/domain/decision/state-words';
import { capitalised } from '@/lib/domain/kernel/in-words';
import type { Result } from '@/lib/domain/kernel/refusal';
import { decisionKinds } from '@/lib/domain/words';
import { countDecisionFacets, type ListedDecision, listDecisionPage } from '@/lib/store/read-models/decision-records';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { decisionRowOf, stoodIn } from './parts/decision-row';
import { contextChoice, optionsOf, orderedOptions, totalOf } from './parts/options';
import { pageOf, placeOf } from './parts/paging';
import { loadPicture } from './parts/picture';
import { proposeNextAct } from './parts/propose-act';
import { countedInWords } from './parts/say';
import { inProgram, mayNot } from './parts/viewing';

const size = 50;

const ledeOf = (open: readonly DecisionRow[]): string => {
  const live = open.filter(({ state }) => isLiveState(state));
  if (live.length === 0) return 'No decision is open.';
  const yours = live.filter(({ waitsForYou }) => waitsForYou).length;
  const approved = live.filter(({ state }) => state === 'approved').length;
  const scheduled = live.filter(({ state }) => state === 'scheduled').length;
  const rest = [
    ...(yours === 0 ? [] : [`${countedInWords(yours, 'waits', 'wait')} for your sign-off`]),
    ...(approved === 0 ? [] : [`${countedInWords(approved, 'is', 'are')} approved and can be executed`]),
    ...(scheduled === 0 ? [] : [`${countedInWords(scheduled, 'has', 'have')} a date`]),
  ];
  const told = capitalised(countedInWords(live.length, 'decision is open', 'decisions are open'));
  return `${told}${rest.length === 0 ? '' : `; ${rest.join(', ')}`}.`;
};

/** The decisions of a program, newest first. */
export const viewDecisions = (
  context: Context,
  programSlug: string,
  filter: DecisionsFilter,
): Promise<Result<DecisionsView>> =>
  inProgram(context, programSlug, async ({ db, program, now, asker }) => {
    const picture = await loadPicture(db, [program.id], now);
    const named =
      filter.context === undefined ? undefined : picture.contexts.find(({ slug }) => slug === filter.context);
    // An approved decision is stored as open: whether its places are filled is computed.
    const state = filter.state === 'approved' || filter.state === 'scheduled' ? 'open' : filter.state;
    const narrowed = {
      states: state === undefined ? null : [state],
      contextId: filter.context === undefined ? null : (named?.id ?? program.id),
      kind: filter.kind ?? null,
    };
    const facets = await countDecisionFacets(db, program.id, narrowed);
    const place = placeOf(filter.cursor);
    const fetched = await listDecisionPage(db, program.id, narrowed, {
      below: place?.way === 'below' ? place.number : null,
      above: place?.way === 'above' ? place.number : null,
      limit: size + 1,
    });
    const numberOf = ({ decision }: ListedDecision) => decision.number;
    const { rows, page } = pageOf(fetched, place, { size, total: totalOf(facets), numberOf });
    const rowOf = (listed: ListedDecision) => decisionRowOf(picture, stoodIn(picture, listed), asker.actor);
    const acts = picture.contexts.map((listed) => proposeNextAct(picture, listed, asker));
    return {
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      lede: ledeOf(picture.open.map(rowOf)),
      filter,
      states: orderedOptions(facets, 'state', storedStates).map((option) => ({
        ...option,
        label: stateWords[wordOf(storedStates, option.value)],
      })),
      contexts: optionsOf(facets, 'context', contextChoice(picture.contexts)),
      kinds: orderedOptions(facets, 'kind', decisionKinds).map((option) => ({
        ...option,
        label: kindWords[wordOf(decisionKinds, option.value)],
      })),
      rows: rows.map(rowOf),
      page,
      propose: acts.find(({ allowed }) => allowed) ?? acts[0] ?? mayNot('This program has no context.'),
    };
  });
