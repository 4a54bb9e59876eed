import type { DecommissionFilter, DecommissionView, RetirementItemView } from '@/lib/contract/views/decommission';
import type { FilterOption } from '@/lib/contract/views/parts';
import { mayMarkRetirementItem, mayPropose } from '@/lib/domain/access/may';
import type { Result } from '@/lib/domain/kernel/refusal';
import { burnDown } from '@/lib/domain/retirement/burn-down';
import { dueAtOf, isOverdue } from '@/lib/domain/retirement/due';
import { retirementKinds } from '@/lib/domain/words';
import { lastObserved } from '@/lib/store/observations';
import { listDecisionLines } from '@/lib/store/read-models/decision-lines';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { listRetirementLines, type RetirementLine } from '@/lib/store/read-models/retirement-items';
import type { Context } from '@/lib/usecases/context';
import { readersOf } from './decommission/readers';
import { undatedIn } from './decommission/undated';
import { ledeOf, verdictOf } from './decommission/verdict';
import { attestationEnds } from './parts/attestation-ends';
import { dueOf } from './parts/due';
import { loadPicture, policyIn } from './parts/picture';
import { contextRefOf } from './parts/refs';
import { lastInstantBefore } from './parts/say';
import { actOf, inProgram, mayNot, type Viewing } from './parts/viewing';

const stateOf = (item: RetirementLine, viewing: Viewing): 'open' | 'overdue' | 'done' => {
  if (item.state === 'done') return 'done';
  return isOverdue(item, viewing.program.zone, viewing.now) ? 'overdue' : 'open';
};

const isYours = (item: RetirementLine, { asker }: Viewing): boolean =>
  asker.actor.kind === 'person' && asker.actor.email === item.owner.toLowerCase();

const viewOf = (item: RetirementLine, contexts: readonly ListedContext[], viewing: Viewing): RetirementItemView => {
  const context = contexts.find(({ id }) => id === item.contextId);
  return {
    id: item.id,
    slug: item.slug,
    kind: item.kind,
    title: item.title,
    owner: item.ownerName ?? item.owner,
    yours: isYours(item, viewing),
    context: context === undefined ? null : contextRefOf(context),
    dueAt: lastInstantBefore(dueAtOf(item, viewing.program.zone)).toISOString(),
    overdue: isOverdue(item, viewing.program.zone, viewing.now),
    state: item.state,
    evidence: item.evidence,
    doneAt: item.doneAt?.toISOString() ?? null,
    doneBy: item.doneBy,
    markDone: item.state === 'done' ? mayNot('It is done already.') : actOf(mayMarkRetirementItem(viewing.asker)),
  };
};

const isAsked = (asked: string | undefined, ...words: (string | undefined)[]): boolean =>
  asked === undefined || words.includes(asked);

/** Which items a filter shows; `ignored` is the one filter that its own options leave aside. */
const fits =
  (filter: DecommissionFilter, contexts: readonly ListedContext[], viewing: Viewing) =>
  (item: RetirementLine, ignored?: keyof DecommissionFilter): boolean => {
    const slug = contexts.find(({ id }) => id === item.contextId)?.slug;
    const asked = (name: keyof DecommissionFilter) => (name === ignored ? undefined : filter[name]);
    return (
      isAsked(asked('kind'), item.kind) &&
      isAsked(asked('owner'), item.owner) &&
      isAsked(asked('context'), slug) &&
      // Overdue ones are open, too.
      isAsked(asked('state'), item.state, stateOf(item, viewing))
    );
  };

const countBy = (
  items: readonly RetirementLine[],
  keyOf: (item: RetirementLine) => { value: string; label: string },
): FilterOption[] => {
  const options = new Map<string, FilterOption>();
  for (const item of items) {
    const { value, label } = keyOf(item);
    options.set(value, { value, label, count: (options.get(value)?.count ?? 0) + 1 });
  }
  return [...options.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
};

const stateOptions = (items: readonly RetirementLine[], viewing: Viewing): FilterOption[] => [
  { value: 'open', label: 'open', count: items.filter((item) => item.state === 'open').length },
  {
    value: 'overdue',
    label: 'overdue',
    count: items.filter((item) => isOverdue(item, viewing.program.zone, viewing.now)).length,
  },
  { value: 'done', label: 'done', count: items.filter((item) => item.state === 'done').length },
];

const kindsOf = (items: readonly RetirementLine[], viewing: Viewing): DecommissionView['kinds'] =>
  retirementKinds.flatMap((kind) => {
    const own = items.filter((item) => item.kind === kind);
    if (own.length === 0) return [];
    const count = (state: string) => own.filter((item) => stateOf(item, viewing) === state).length;
    const waiting = own.filter((item) => item.state === 'open');
    const owners = [...new Set((waiting.length === 0 ? own : waiting).map((item) => item.ownerName ?? item.owner))];
    return [{ kind, done: count('done'), overdue: count('overdue'), open: count('open'), owners }];
  });

/** What is open in the order in which it is due, then what is done, the latest first. */
const inOrder = (items: readonly RetirementLine[]): RetirementLine[] => [
  ...items.filter(({ state }) => state === 'open'),
  ...items
    .filter(({ state }) => state === 'done')
    .toSorted((a, b) => (b.doneAt?.getTime() ?? 0) - (a.doneAt?.getTime() ?? 0)),
];

const decimal = (perWeek: number): string => String(Number(perWeek.toFixed(2)));

/** What remains before legacy is gone, how fast it goes, and everything that a day comes for. */
export const viewDecommission = (
  context: Context,
  programSlug: string,
  filter: DecommissionFilter,
): Promise<Result<DecommissionView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now, asker } = viewing;
    const picture = await loadPicture(db, [program.id], now);
    const { contexts } = picture;
    const items = inOrder(await listRetirementLines(db, [program.id]));
    const decisions = await listDecisionLines(db, program.id);
    const words = [...picture.evidence.values()].flatMap(({ attestations }) => attestations);
    const { hardDate, zone } = program;
    const burn = burnDown({ items, from: program.createdAt, hardDate, now });
    const readers = readersOf(contexts, await lastObserved(db, program.id, 'legacy'), now);
    const overdue = items.filter((item) => isOverdue(item, zone, now)).length;
    const about = { burn, hardDate, zone, now };
    const shows = fits(filter, contexts, viewing);
    const shown = (ignored?: keyof DecommissionFilter) => items.filter((item) => shows(item, ignored));
    return {
      program: { slug: program.slug, name: program.name, zone: program.zone },
      now: now.toISOString(),
      title: verdictOf({ ...about, undated: undatedIn(picture) }),
      lede: ledeOf({ ...about, overdue, readers: readers.length }),
      hardDate: hardDate === null ? null : lastInstantBefore(hardDate).toISOString(),
      remaining: burn.remaining,
      total: burn.total,
      burn: burn.steps.map((step) => ({ at: step.at.toISOString(), remaining: step.remaining })),
      pace:
        burn.pace === null
          ? null
          : {
              perWeek: decimal(burn.pace.perWeek),
              weeks: burn.pace.weeks,
              neededPerWeek: burn.pace.neededPerWeek === null ? null : decimal(burn.pace.neededPerWeek),
              projectedEnd: burn.pace.projectedEnd?.toISOString() ?? null,
            },
      kinds: kindsOf(items, viewing),
      filter,
      kindOptions: countBy(shown('kind'), ({ kind }) => ({ value: kind, label: kind.replaceAll('_', ' ') })),
      ownerOptions: countBy(shown('owner'), ({ owner, ownerName }) => ({ value: owner, label: ownerName ?? owner })),
      stateOptions: stateOptions(shown('state'), viewing),
      items: shown().map((item) => viewOf(item, contexts, viewing)),
      due: dueOf({
        program,
        now,
        warnHours: policyIn(picture, program.id).document.windowWarnHours,
        contexts,
        decisions,
        items,
        attestations: attestationEnds(contexts, picture.criteriaDocuments, words),
      }),
      readers,
      extend: actOf(mayPropose({ kind: 'extend_deadline' })(asker)),
    };
  });
