import { describe, expect, it } from 'vitest';
import { dayAndClock, dueIn, duration, exactUtc, feedTime, relative, sinceTime } from './time';

const plain = (text: string) => text.replaceAll('\u202f', '_').replaceAll('\u00a0', ' ');
const now = '2026-11-20T14:32:10.000Z';

describe('times', () => {
  it('says relative times in one unit', () => {
    expect(plain(relative('2026-11-20T14:32:06.000Z', now))).toBe('4_s ago');
    expect(plain(relative('2026-11-20T12:32:10.000Z', now))).toBe('2_h ago');
    expect(plain(relative('2026-11-22T18:00:00.000Z', now))).toBe('in 2_d');
    expect(relative(now, now)).toBe('now');
  });

  it('says durations in two units', () => {
    expect(plain(duration(9 * 3600_000 + 28 * 60_000))).toBe('9_h 28_min');
    expect(plain(duration((11 * 24 + 15) * 3600_000))).toBe('11_d 15_h');
    expect(plain(duration(44 * 24 * 3600_000 + 3600_000))).toBe('44_d');
  });

  it('says what is overdue', () => {
    expect(plain(dueIn('2026-11-18T10:00:00.000Z', now))).toBe('2_d over');
    expect(plain(dueIn('2026-12-02T18:00:00.000Z', now))).toBe('in 12_d');
  });

  it('names the year only when it is another', () => {
    expect(plain(dayAndClock('2026-11-24T06:00:00.000Z', now))).toBe('24 Nov 06:00 UTC');
    expect(plain(dayAndClock('2027-03-31T06:00:00.000Z', now))).toBe('31 Mar 2027 06:00 UTC');
  });

  it('gives the clock today, the weekday this week, the day before that', () => {
    expect(feedTime('2026-11-20T11:04:00.000Z', now)).toBe('11:04');
    expect(feedTime('2026-11-19T17:40:00.000Z', now)).toBe('Thu');
    expect(plain(feedTime('2026-11-12T13:30:00.000Z', now))).toBe('12 Nov');
    expect(sinceTime('2026-11-19T17:40:00.000Z', now)).toBe('yesterday 17:40');
  });

  it('keeps milliseconds where it is exact', () => {
    expect(exactUtc('2026-11-24T06:00:00.123Z')).toBe('2026-11-24 06:00:00.123 UTC');
  });
});
