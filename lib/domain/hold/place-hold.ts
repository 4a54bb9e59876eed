import type { DecisionRef } from '@/lib/domain/authority/interval';
import { momentText } from '@/lib/domain/criteria/sentence';
import { accept, type RefusalCode, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { FactOf, FactSubject } from '@/lib/domain/ledger/fact';
import type { HoldScope } from '@/lib/domain/words';
import { type CalendarWish, calendarText, type FreezeCalendar, readCalendar } from './calendar';
import { nextWindow, type PlacedHold } from './hold';

/** What a hold is placed on; without a program everything, without a context the whole program. */
export type HoldPlace = { program: { id: string; slug: string } | null; context: { id: string; slug: string } | null };

export type HoldWish = {
  id: string;
  reason: string;
  placedBy: { id: string; name: string };
  placedAt: Date;
  until: Date | null;
  calendar: CalendarWish | null;
};

/** So many holds stand on one place at most: each is looked at whenever something moves there. */
export const mostHolds = 50;
const longestMs = 3660 * 86_400_000;

const wrong = (code: RefusalCode, detail: string, pointer: string, at: string) =>
  refuse(code, detail, [{ pointer, detail: at }]);

const scopeOf = ({ program, context }: HoldPlace): HoldScope =>
  program === null ? 'installation' : context === null ? 'program' : 'context';

const subjectOf = ({ program, context }: HoldPlace): { subject?: FactSubject; contextId?: string } => {
  if (context !== null) return { subject: { kind: 'context', id: context.id }, contextId: context.id };
  return program === null ? {} : { subject: { kind: 'program', id: program.id } };
};

const placedFact = (place: HoldPlace, hold: PlacedHold): FactOf<'hold.placed'> => ({
  type: 'hold.placed',
  ...subjectOf(place),
  data: {
    hold: hold.id,
    context: place.context?.slug ?? null,
    reason: hold.reason,
    scope: hold.scope,
    until: hold.until?.toISOString() ?? null,
    calendar: hold.calendar === null ? null : calendarText(hold.calendar),
    ...(hold.guard === null ? {} : { guard: hold.guard }),
  },
});

const at = (place: HoldPlace): Pick<PlacedHold, 'scope' | 'programId' | 'contextId' | 'liftedAt'> => ({
  scope: scopeOf(place),
  programId: place.program?.id ?? null,
  contextId: place.context?.id ?? null,
  liftedAt: null,
});

const endRefusal = (until: Date | null, placedAt: Date): ReturnType<typeof refuse> | null => {
  if (until === null) return null;
  if (until <= placedAt)
    return wrong('invalid_body', 'The hold would be over already.', '/until', 'lies in the future');
  return until.getTime() - placedAt.getTime() > longestMs
    ? wrong('invalid_body', 'The hold would last for too long.', '/until', 'lies at most ten years ahead')
    : null;
};

export type Placed = { hold: PlacedHold; facts: FactOf<'hold.placed'>[] };

/**
 * A person's stop: of moves towards target, never of a way back. Any number of people may stop the same place; `standing`
 * are those that do. Refuses `comment_required`, `too_many_holds`, and `invalid_body` for an end or a calendar of no use.
 */
export const placeHold = (place: HoldPlace, standing: number, wish: HoldWish): Result<Placed> => {
  const reason = wish.reason.trim();
  if (reason === '') return wrong('comment_required', 'A reason is needed.', '/reason', 'must not be empty');
  if (standing >= mostHolds) return refuse('too_many_holds', `${mostHolds} holds stand here already; lift one first.`);
  const end = endRefusal(wish.until, wish.placedAt);
  if (end !== null) return end;
  const calendar: Result<FreezeCalendar | null> =
    wish.calendar === null ? accept(null) : readCalendar(wish.calendar, wish.placedAt);
  if (!calendar.ok) return calendar;
  const { id, placedBy, placedAt, until } = wish;
  const hold = { ...at(place), id, reason, placedBy, placedAt, until, calendar: calendar.value, guard: null };
  if (nextWindow(hold, placedAt) === null)
    return wrong('invalid_body', 'The hold would stop nothing.', '/until', 'lies after the first window has begun');
  return accept({ hold, facts: [placedFact(place, hold)] });
};

/** The stop that a broken guard of a decision puts on its context; a person must lift it. */
export const guardHold = (
  place: { program: { id: string; slug: string }; context: { id: string; slug: string } },
  broken: { id: string; guard: DecisionRef; reason: string; placedAt: Date },
): Placed => {
  const { id, guard, reason, placedAt } = broken;
  const hold = { ...at(place), id, guard, reason, placedAt, placedBy: null, until: null, calendar: null };
  return { hold, facts: [placedFact(place, hold)] };
};

/** Lifts a hold that is not over, with a reason. */
export const liftHold = (
  place: HoldPlace,
  hold: PlacedHold,
  lift: { reason: string; at: Date },
): Result<{ reason: string; facts: FactOf<'hold.lifted'>[] }> => {
  const reason = lift.reason.trim();
  if (reason === '') return wrong('comment_required', 'A reason is needed.', 'reason', 'must not be empty');
  if (hold.liftedAt !== null) return refuse('nothing_to_change', 'This hold was lifted already.');
  if (hold.until !== null && hold.until <= lift.at)
    return refuse('nothing_to_change', `This hold ended by itself on ${momentText(hold.until)}.`);
  const data = { hold: hold.id, context: place.context?.slug ?? null, reason, scope: hold.scope };
  return accept({ reason, facts: [{ type: 'hold.lifted', ...subjectOf(place), data }] });
};
