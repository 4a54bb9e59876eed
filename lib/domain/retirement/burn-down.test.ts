import { describe, expect, it } from 'vitest';
import { burnDown } from './burn-down';

const now = new Date('2026-11-20T12:00:00Z');
const from = new Date('2026-06-01T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const done = (...days: number[]) => days.map((ago) => ({ doneAt: daysAgo(ago) }));
const left = (count: number) => Array.from({ length: count }, () => ({ doneAt: null }));

describe('a burn-down', () => {
  it('projects the pace of the last eight weeks, and says what the hard date would need', () => {
    const hardDate = new Date(now.getTime() + 10 * 7 * 86_400_000);
    const { remaining, pace } = burnDown({ items: [...done(1, 8, 20, 50, 100), ...left(10)], from, hardDate, now });
    expect(remaining).toBe(10);
    expect(pace).toEqual({
      perWeek: 0.5,
      weeks: 8,
      neededPerWeek: 1,
      projectedEnd: new Date(now.getTime() + 20 * 7 * 86_400_000),
    });
  });

  it('has no pace and no projection before anything has gone', () => {
    expect(burnDown({ items: left(3), from, hardDate: null, now }).pace).toBeNull();
  });

  it('projects no end when nothing went lately', () => {
    const { pace } = burnDown({ items: [...done(90), ...left(2)], from, hardDate: null, now });
    expect(pace).toEqual({ perWeek: 0, weeks: 8, neededPerWeek: null, projectedEnd: null });
  });

  it('asks for no pace once the hard date has passed', () => {
    expect(
      burnDown({ items: [...done(2), ...left(1)], from, hardDate: daysAgo(1), now }).pace?.neededPerWeek,
    ).toBeNull();
  });

  it('measures a young program over the weeks it has lived, at least one', () => {
    const { pace } = burnDown({ items: [...done(1), ...left(1)], from: daysAgo(2), hardDate: null, now });
    expect(pace).toMatchObject({ perWeek: 1, weeks: 1 });
  });

  it('steps down once for each item, from everything', () => {
    const { steps } = burnDown({ items: [...done(5, 9), ...left(1)], from, hardDate: null, now });
    expect(steps).toEqual([
      { at: from, remaining: 3 },
      { at: daysAgo(9), remaining: 2 },
      { at: daysAgo(5), remaining: 1 },
    ]);
  });
});
