import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { type FreezeCalendar, openWindowAt } from './calendar';
import { isHolding, nextWindow, type PlacedHold, windowsOf } from './hold';

// Windows against a second opinion: one that walks over the days of a zone's calendar and knows no library of rules.

const seed = Math.floor(Number(process.env.SEED ?? Math.random() * 2_147_483_647));
const placedAt = new Date('2026-11-21T12:00:00Z');
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kolkata'];
/** Nights on which some of these zones change their clocks, and a few on which none does. */
const nights = ['2027-03-14', '2027-03-28', '2027-04-04', '2027-10-03', '2027-10-31', '2027-11-07', '2027-07-01'];

const pick = fc.record({
  zone: fc.constantFrom(...zones),
  days: fc.subarray(weekdays, { minLength: 1 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.constantFrom(0, 15, 30, 59),
  durationMinutes: fc.integer({ min: 1, max: 1440 }),
  night: fc.constantFrom(...nights),
  offsetMinutes: fc.integer({ min: -2880, max: 2880 }),
});
type Pick = typeof pick extends fc.Arbitrary<infer T> ? T : never;

const two = (value: number) => String(value).padStart(2, '0');
const calendarOf = (p: Pick): FreezeCalendar => ({
  rule: `FREQ=WEEKLY;BYDAY=${p.days.join()}`,
  from: `2026-11-22T${two(p.hour)}:${two(p.minute)}:00`,
  durationMinutes: p.durationMinutes,
  zone: p.zone,
});
const instantOf = (p: Pick): Date => new Date(Date.parse(`${p.night}T00:00Z`) + p.offsetMinutes * 60_000);

const ms = (wall: Temporal.PlainDateTime, zone: string, disambiguation: 'earlier' | 'later') =>
  wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;

/** Whether some day's window covers the instant, by looking at each day around it. */
const coveredByDays = (p: Pick, at: Date): boolean => {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(p.zone).toPlainDate();
  return [-3, -2, -1, 0, 1].some((days) => {
    const day = today.add({ days });
    if (!p.days.includes(weekdays[day.dayOfWeek - 1] ?? '')) return false;
    const begins = day.toPlainDateTime({ hour: p.hour, minute: p.minute });
    const ends = begins.add({ minutes: p.durationMinutes });
    return ms(begins, p.zone, 'earlier') <= at.getTime() && at.getTime() < ms(ends, p.zone, 'later');
  });
};

const holdOf = (calendar: FreezeCalendar | null, change: Partial<PlacedHold> = {}): PlacedHold => ({
  id: 'h',
  scope: 'context',
  programId: 'p',
  contextId: 'c',
  reason: 'r',
  placedBy: { id: 'rita', name: 'Rita' },
  guard: null,
  placedAt,
  until: null,
  liftedAt: null,
  calendar,
  ...change,
});

test(`a window is open exactly when the zone's own days say so, also where the clock changes (seed ${seed})`, () => {
  fc.assert(
    fc.property(pick, (p) => {
      const at = instantOf(p);
      expect(openWindowAt(calendarOf(p), at) !== null).toBe(coveredByDays(p, at));
    }),
    { seed, numRuns: 400 },
  );
}, 60_000);

test(`the windows that are told are those in which a freeze holds, in order and without end or beginning in the past (seed ${seed})`, () => {
  fc.assert(
    fc.property(pick, fc.option(fc.integer({ min: 1, max: 400 })), (p, untilDays) => {
      const until = untilDays === null ? null : new Date(placedAt.getTime() + untilDays * 86_400_000);
      const hold = holdOf(calendarOf(p), { until });
      const at = instantOf(p);
      expect(nextWindow(hold, at)?.open ?? false).toBe(isHolding(hold, at));
      const windows = windowsOf(hold, at, 4);
      for (const [index, window] of windows.entries()) {
        const next = windows[index + 1];
        if (window.until === null) throw new Error('a freeze has windows that end');
        expect(window.until > at && window.from < window.until).toBe(true);
        expect(isHolding(hold, window.from)).toBe(true);
        expect(isHolding(hold, new Date(window.until.getTime() - 1))).toBe(true);
        if (next !== undefined) expect(window.from < next.from).toBe(true);
        if (next !== undefined && next.from > window.until) expect(isHolding(hold, window.until)).toBe(false);
        if (until !== null) expect(window.until <= until).toBe(true);
      }
    }),
    { seed, numRuns: 150 },
  );
}, 60_000);

test(`of several holds each stops for itself: from when it was placed until it ends or is lifted (seed ${seed})`, () => {
  const minutes = fc.integer({ min: -10_000, max: 10_000 });
  const instant = minutes.map((count) => new Date(placedAt.getTime() + count * 60_000));
  const hold = fc.record({ placedAt: instant, until: fc.option(instant), liftedAt: fc.option(instant) });
  fc.assert(
    fc.property(fc.array(hold, { maxLength: 6 }), instant, (holds, at) => {
      const standing = holds.filter((each) => isHolding(holdOf(null, each), at));
      const expected = holds.filter(
        (each) =>
          each.placedAt <= at &&
          (each.until === null || at < each.until) &&
          (each.liftedAt === null || at < each.liftedAt),
      );
      expect(standing).toEqual(expected);
    }),
    { seed, numRuns: 500 },
  );
});
