import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { type CalendarWish, type FreezeCalendar, openWindowAt, readCalendar, windowsAfter } from './calendar';

const at = new Date('2026-11-21T12:00:00Z');
const weekend: CalendarWish = {
  rule: 'FREQ=WEEKLY;BYDAY=FR',
  from: '2026-11-27T18:00',
  durationMinutes: 60 * 60,
  zone: 'Europe/Berlin',
};

const calendarOf = (wish: Partial<CalendarWish> = {}, now = at): FreezeCalendar => {
  const read = readCalendar({ ...weekend, ...wish }, now);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
};

const faultOf = (wish: Partial<CalendarWish>): string => {
  const read = readCalendar({ ...weekend, ...wish }, at);
  return read.ok ? 'accepted' : `${read.refusal.code} ${read.refusal.errors?.[0]?.pointer}`;
};

const local = (instant: Date | undefined, zone: string): string =>
  instant === undefined
    ? 'none'
    : Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDateTime().toString();

describe('a window', () => {
  test('is said in the clock of its zone, summer and winter', () => {
    const calendar = calendarOf();
    for (const now of ['2027-03-25T00:00Z', '2027-06-10T00:00Z', '2027-10-28T00:00Z', '2031-12-04T00:00Z']) {
      const [next] = windowsAfter(calendar, new Date(now), 1);
      expect(local(next?.from, 'Europe/Berlin')).toMatch(/T18:00:00$/);
      expect(local(next?.until, 'Europe/Berlin')).toMatch(/T06:00:00$/);
    }
  });

  test('is open from its beginning until, and not at, its end', () => {
    const calendar = calendarOf();
    const ms = (text: string, more = 0) => new Date(Date.parse(text) + more);
    expect(openWindowAt(calendar, ms('2026-11-27T17:00Z', -1))).toBeNull();
    expect(openWindowAt(calendar, ms('2026-11-27T17:00Z'))).toEqual({
      from: ms('2026-11-27T17:00Z'),
      until: ms('2026-11-30T05:00Z'),
    });
    expect(openWindowAt(calendar, ms('2026-11-30T05:00Z', -1))).not.toBeNull();
    expect(openWindowAt(calendar, ms('2026-11-30T05:00Z'))).toBeNull();
  });

  test('whose beginning the clock skips opens before the skip, and is not left out', () => {
    const nightly = calendarOf({ rule: 'FREQ=DAILY', from: '2026-12-01T02:30', durationMinutes: 120 });
    const [skipped] = windowsAfter(nightly, new Date('2027-03-27T12:00Z'), 1);
    expect(skipped).toEqual({ from: new Date('2027-03-28T00:30Z'), until: new Date('2027-03-28T02:30Z') });
  });

  test('whose end the clock repeats lasts until it is read for the second time', () => {
    const nightly = calendarOf({ rule: 'FREQ=DAILY', from: '2026-12-01T01:00', durationMinutes: 90 });
    const [repeated] = windowsAfter(nightly, new Date('2027-10-30T12:00Z'), 1);
    expect(repeated).toEqual({ from: new Date('2027-10-30T23:00Z'), until: new Date('2027-10-31T01:30Z') });
  });

  test('without a rule comes once, and may be told by its end', () => {
    const once = { rule: null, from: '2026-12-24T18:00', durationMinutes: undefined, until: '2027-01-02T06:00' };
    const calendar = calendarOf(once);
    expect(calendar.durationMinutes).toBe(12_240);
    expect(windowsAfter(calendar, at, 5)).toEqual([
      { from: new Date('2026-12-24T17:00Z'), until: new Date('2027-01-02T05:00Z') },
    ]);
    expect(windowsAfter(calendar, new Date('2027-01-02T05:00Z'), 5)).toEqual([]);
  });

  test('after COUNT or UNTIL comes no more', () => {
    expect(windowsAfter(calendarOf({ rule: 'FREQ=WEEKLY;BYDAY=FR;COUNT=3' }), at, 9)).toHaveLength(3);
    const until = calendarOf({ rule: 'FREQ=WEEKLY;BYDAY=FR;UNTIL=20261211T170000Z' });
    expect(windowsAfter(until, at, 9).map(({ from }) => from.toISOString())).toEqual([
      '2026-11-27T17:00:00.000Z',
      '2026-12-04T17:00:00.000Z',
      '2026-12-11T17:00:00.000Z',
    ]);
  });

  test.each([
    ['the last working day of each month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-11-30'],
    ['the turn of the year', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31', '2026-12-31'],
    ['every second Friday, in weeks that begin on Monday', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=FR', '2026-12-04'],
    ['a leap day', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29'],
  ])('follows RFC 5545: %s', (_, rule, day) => {
    const [next] = windowsAfter(calendarOf({ rule, from: '2026-11-22T00:00', durationMinutes: 1440 }), at, 1);
    expect(local(next?.from, 'Europe/Berlin')).toBe(`${day}T00:00:00`);
  });
});

describe('a calendar is refused', () => {
  const rule = '/calendar/rule';
  const length = '/calendar/durationMinutes';
  test.each<[string, string, Partial<CalendarWish>]>([
    ['that never occurs', rule, { rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }],
    ['that never occurs by the hour', rule, { rule: 'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30', durationMinutes: 5 }],
    ['that never occurs, in steps', rule, { rule: 'FREQ=DAILY;INTERVAL=7;BYDAY=MO' }],
    ['that occurs once in a thousand years', rule, { rule: 'FREQ=YEARLY;INTERVAL=1000;BYMONTH=1' }],
    ['by the second', rule, { rule: 'FREQ=SECONDLY' }],
    ['by the minute', rule, { rule: 'FREQ=MINUTELY;INTERVAL=90' }],
    ['with seconds', rule, { rule: 'FREQ=DAILY;BYSECOND=0,30' }],
    ['with several minutes of an hour', rule, { rule: 'FREQ=DAILY;BYMINUTE=0,30', durationMinutes: 5 }],
    ['whose windows reach into the next', length, { rule: 'FREQ=DAILY', durationMinutes: 1441 }],
    ['whose windows sometimes do', length, { rule: 'FREQ=MONTHLY;BYMONTHDAY=1,-1', durationMinutes: 1441 }],
    ['whose UNTIL is past', rule, { rule: 'FREQ=WEEKLY;UNTIL=20261120T000000Z', from: '2026-11-06T18:00' }],
    ['whose COUNT is used up', rule, { rule: 'FREQ=WEEKLY;COUNT=2', from: '2026-11-01T18:00', durationMinutes: 60 }],
    ['whose UNTIL has no zone', rule, { rule: 'FREQ=WEEKLY;UNTIL=20271231T000000' }],
    ['with COUNT and UNTIL', rule, { rule: 'FREQ=WEEKLY;COUNT=2;UNTIL=20271231T000000Z' }],
    ['with a part twice', rule, { rule: 'FREQ=WEEKLY;FREQ=DAILY' }],
    ['with a part that nobody knows', rule, { rule: 'FREQ=WEEKLY;X-EVIL=1' }],
    ['with another property smuggled in', rule, { rule: 'FREQ=WEEKLY\nRDATE:20261121T000000Z' }],
    ['without a frequency', rule, { rule: 'BYDAY=MO' }],
    ['with nothing in it', rule, { rule: '' }],
    ['with an interval of nothing', rule, { rule: 'FREQ=DAILY;INTERVAL=0' }],
    ['with an interval beyond all dates', rule, { rule: 'FREQ=DAILY;INTERVAL=99999999' }],
    ['with an interval that is no number', rule, { rule: 'FREQ=DAILY;INTERVAL=.007' }],
    ['that is too long', rule, { rule: `FREQ=YEARLY;BYYEARDAY=${Array.from({ length: 99 }, (_, i) => i + 1)}` }],
    ['with week numbers in a month', rule, { rule: 'FREQ=MONTHLY;BYWEEKNO=5' }],
    ['with another calendar', rule, { rule: 'FREQ=YEARLY;RSCALE=HEBREW' }],
    ['in a zone that is none', '/calendar/zone', { zone: 'Mars/Olympus' }],
    ['in an offset', '/calendar/zone', { zone: '+01:00' }],
    ['from an instant', '/calendar/from', { from: '2026-11-27T18:00Z' }],
    ['from no day', '/calendar/from', { from: '2026-02-30T18:00' }],
    ['from long ago', '/calendar/from', { from: '2020-01-01T00:00' }],
    ['from a day that nobody here will see', '/calendar/from', { from: '2126-01-01T00:00' }],
    ['of one window that is over', '/calendar/from', { rule: null, from: '2026-11-18T18:00', durationMinutes: 60 }],
    ['without a length', length, { durationMinutes: undefined }],
    ['with two lengths', length, { until: '2026-11-28T00:00' }],
    ['of no time', length, { durationMinutes: 0 }],
    ['of more than a year', length, { rule: null, durationMinutes: 600_000 }],
    ['whose end is before it begins', '/calendar/until', { durationMinutes: undefined, until: '2026-11-27T17:00' }],
  ])('%s', (_, pointer, wish) => {
    expect(faultOf(wish)).toBe(`invalid_body ${pointer}`);
  });
});

test('a hostile rule of the longest kind is read, and followed ten years on, in less than a second', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => hour).join();
  for (const rule of [
    `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${hours}`,
    `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${hours};BYSETPOS=-1,366`,
    `FREQ=HOURLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${hours};COUNT=1000`,
    'FREQ=HOURLY;INTERVAL=997;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=HOURLY;BYSETPOS=2;BYMONTH=2',
    'FREQ=HOURLY;INTERVAL=2;BYHOUR=1,3,5',
  ]) {
    const began = performance.now();
    const read = readCalendar({ ...weekend, rule, from: '2026-11-21T00:30', durationMinutes: 5 }, at);
    if (read.ok) {
      for (const years of [0, 1, 5, 10]) {
        const then = new Date(at.getTime() + years * 365 * 86_400_000);
        openWindowAt(read.value, then);
        windowsAfter(read.value, then, 5);
      }
    }
    expect(performance.now() - began, rule).toBeLessThan(1000);
  }
});
