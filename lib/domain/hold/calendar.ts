import { Temporal } from 'temporal-polyfill';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { beginningsOf, readRule, type Wall } from './rule';

/**
 * When a freeze stops: windows of so many minutes of the zone's wall clock, the first not before `from` (a local date-time
 * without an offset), then as an RFC 5545 rule says; without a rule there is one window.
 */
export type FreezeCalendar = { rule: string | null; from: string; durationMinutes: number; zone: string };

/** The same as somebody asks for it: the first window's length in minutes, or the local date-time of its end. */
export type CalendarWish = {
  rule: string | null;
  from: string;
  durationMinutes?: number | undefined;
  until?: string | undefined;
  zone: string;
};

/** From its beginning until, and not including, its end. */
export type Window = { from: Date; until: Date };

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** No zone's clock is put forward or back by more. */
const slackMs = 25 * hourMs;
/** A rule that gives nothing for so long never will, as far as anybody here is concerned. */
const horizonMs = 3660 * dayMs;
const longestMinutes = 366 * 24 * 60;
const leastBetweenMinutes = 60;

const readingOf = (text: string): Temporal.PlainDateTime | null => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
};

const wallOf = (reading: Temporal.PlainDateTime): Wall => reading.toZonedDateTime('UTC').epochMilliseconds;

const wallAt = (at: Date, zone: string): Wall =>
  wallOf(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime());

const instantOf = (wall: Wall, zone: string, disambiguation: 'earlier' | 'later'): Date => {
  const reading = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  return new Date(reading.toZonedDateTime(zone, { disambiguation }).epochMilliseconds);
};

const wallFrom = (calendar: FreezeCalendar): Wall => {
  const reading = readingOf(calendar.from);
  if (reading === null) throw new Error('a calendar on record begins at no date');
  return wallOf(reading);
};

/** Where the clock skips or repeats an hour, the window takes in the hour in doubt: a freeze is never shorter than said. */
const windowFrom = (wall: Wall, { durationMinutes, zone }: FreezeCalendar): Window => ({
  from: instantOf(wall, zone, 'earlier'),
  until: instantOf(wall + durationMinutes * minuteMs, zone, 'later'),
});

const beginnings = (calendar: FreezeCalendar, range: { from: Wall; to: Wall }): Wall[] => {
  const from = wallFrom(calendar);
  if (calendar.rule === null) return from >= range.from && from <= range.to ? [from] : [];
  return range.to < from ? [] : beginningsOf({ rule: calendar.rule, from, zone: calendar.zone }, range);
};

// Looking a little further each time finds frequent windows without listing ten years of them.
const looks = [3, 35, 370, 3660].map((days) => days * dayMs);

/**
 * Windows that are open at an instant or begin after it, soonest first: `count` of them at most, none that begins more than
 * ten years later. Bounded work for any calendar that `readCalendar` accepted.
 */
export const windowsAfter = (calendar: FreezeCalendar, at: Date, count: number): Window[] => {
  const now = wallAt(at, calendar.zone);
  const begin = Math.max(now, wallFrom(calendar)) - calendar.durationMinutes * minuteMs - slackMs;
  let found: Window[] = [];
  for (const reach of looks) {
    const to = Math.max(now, wallFrom(calendar)) + slackMs + reach;
    found = beginnings(calendar, { from: begin, to })
      .map((wall) => windowFrom(wall, calendar))
      .filter(({ until }) => until > at);
    if (found.length >= count) break;
  }
  return found.slice(0, count);
};

/** The window that is open at an instant, the one that closes last where several are; null while none is. */
export const openWindowAt = (calendar: FreezeCalendar, at: Date): Window | null => {
  const now = wallAt(at, calendar.zone);
  const range = { from: now - calendar.durationMinutes * minuteMs - slackMs, to: now + slackMs };
  const open = beginnings(calendar, range)
    .map((wall) => windowFrom(wall, calendar))
    .filter(({ from, until }) => from <= at && at < until);
  return open.at(-1) ?? null;
};

const isNamedZone = (zone: string): boolean => {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

const wrong = (member: 'rule' | 'from' | 'durationMinutes' | 'until' | 'zone', detail: string) =>
  refuse('invalid_body', 'The calendar cannot be used.', [{ pointer: `/calendar/${member}`, detail }]);

const readLength = (wish: CalendarWish, from: Temporal.PlainDateTime): Result<number> => {
  if ((wish.durationMinutes === undefined) === (wish.until === undefined))
    return wrong('durationMinutes', 'is given, or until is, and not both');
  const member = wish.until === undefined ? 'durationMinutes' : 'until';
  const end = wish.until === undefined ? null : readingOf(wish.until);
  if (wish.until !== undefined && end === null) return wrong('until', 'is a local date-time such as 2026-12-31T18:00');
  const minutes = end === null ? Number(wish.durationMinutes) : (wallOf(end) - wallOf(from)) / minuteMs;
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= longestMinutes
    ? accept(minutes)
    : wrong(member, 'makes a window of one minute to 366 days, in whole minutes');
};

/** The shortest time from one beginning to the next, in minutes of the wall clock, over enough of them to know. */
const leastBetween = (calendar: FreezeCalendar, first: Wall): number => {
  let walls: Wall[] = [];
  for (const reach of looks) {
    walls = beginnings(calendar, { from: first, to: first + reach });
    if (walls.length > 50) break;
  }
  return walls
    .slice(1)
    .reduce((least, wall, index) => Math.min(least, (wall - (walls[index] ?? wall)) / minuteMs), Infinity);
};

/** Null where the rule can be followed: it has windows still to come, not too often, and none reaches into the next. */
const amissWith = (calendar: FreezeCalendar, at: Date): ReturnType<typeof wrong> | null => {
  try {
    const [next] = windowsAfter(calendar, at, 1);
    if (next === undefined) {
      return calendar.rule === null
        ? wrong('from', 'begins a window that is over already')
        : wrong('rule', 'gives no window from now on: it never occurs, or its COUNT or UNTIL is over');
    }
    const least =
      calendar.rule === null ? Infinity : leastBetween(calendar, wallAt(next.from, calendar.zone) - slackMs);
    if (least < leastBetweenMinutes) return wrong('rule', 'begins windows more often than once an hour');
    if (least < calendar.durationMinutes)
      return wrong('durationMinutes', 'is longer than the time between two windows');
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be followed';
    return wrong('rule', `cannot be followed: ${why.slice(0, 200)}`);
  }
};

/** The calendar of a freeze placed at `at`, checked and bounded; refuses with `invalid_body` and the member at fault. */
export const readCalendar = (wish: CalendarWish, at: Date): Result<FreezeCalendar> => {
  if (!isNamedZone(wish.zone)) return wrong('zone', 'is no time zone of the IANA database');
  const from = readingOf(wish.from);
  if (from === null) return wrong('from', 'is a local date-time such as 2026-12-24T18:00');
  const ahead = wallOf(from) - wallAt(at, wish.zone);
  if (ahead < -longestMinutes * minuteMs || ahead > horizonMs)
    return wrong('from', 'lies at most 366 days back and ten years ahead');
  const rule = wish.rule === null ? accept(null) : readRule(wish.rule);
  if (!rule.ok) return rule;
  const length = readLength(wish, from);
  if (!length.ok) return length;
  const calendar = { rule: rule.value, from: from.toString(), durationMinutes: length.value, zone: wish.zone };
  return amissWith(calendar, at) ?? accept(calendar);
};

/** A calendar as the record writes it: RFC 5545's properties, one after the other. */
export const calendarText = ({ rule, from, durationMinutes, zone }: FreezeCalendar): string =>
  [
    `DTSTART;TZID=${zone}:${from.replace(/[-:]/g, '')}`,
    `DURATION:PT${durationMinutes}M`,
    ...(rule === null ? [] : [`RRULE:${rule}`]),
  ].join(' ');
