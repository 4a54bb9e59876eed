import { expect, test } from 'vitest';
import { burnDown } from '@/lib/domain/retirement/burn-down';
import type { Undated } from './undated';
import { ledeOf, verdictOf } from './verdict';

const now = new Date('2026-11-20T12:00:00Z');
const daysFrom = (days: number) => new Date(now.getTime() + days * 86_400_000);

const input = (items: (Date | null)[], hardDate: Date | null, ...undated: Undated[]) => ({
  burn: burnDown({ items: items.map((doneAt) => ({ doneAt })), from: daysFrom(-100), hardDate, now }),
  hardDate,
  zone: 'UTC',
  now,
  undated,
});

const gone = (count: number) => Array.from({ length: count }, () => daysFrom(-5));
const left = (count: number) => Array.from({ length: count }, () => null);

test('the title is the verdict, by the same figures as the chart', () => {
  // Eight in eight weeks is one a week: eight weeks for the rest, 56 days.
  expect(verdictOf(input([...gone(8), ...left(8)], daysFrom(50)))).toBe(
    'Legacy is gone six days late, at today’s pace',
  );
  expect(verdictOf(input([...gone(8), ...left(8)], daysFrom(66)))).toBe(
    'Legacy is gone ten days early, at today’s pace',
  );
  expect(verdictOf(input([...gone(8), ...left(8)], daysFrom(56)))).toBe('Legacy is gone on the day, at today’s pace');
});

test('legacy is not said to be gone while a context has no date', () => {
  const half = [...gone(8), ...left(8)];
  const payments: Undated = { name: 'Payments', stage: 'validated' };
  const posting: Undated = { name: 'Posting', stage: 'planned' };
  const intake: Undated = { name: 'Intake', stage: 'selective' };
  const by = 'The items are gone by 15 Jan 2027 at today’s pace, but';
  expect(verdictOf(input(half, daysFrom(66), payments))).toBe(`${by} Payments has no date on which it can move`);
  const inAuckland = { ...input(half, daysFrom(66), payments), zone: 'Pacific/Auckland' };
  expect(verdictOf(inAuckland)).toBe(verdictOf(input(half, daysFrom(66), payments)));
  expect(verdictOf(input(half, null, payments, intake))).toBe(
    `${by} Payments and Intake have no date on which they can move`,
  );
  expect(verdictOf(input(half, daysFrom(66), intake, posting, payments))).toBe(
    `${by} three contexts have no date on which they can move; Posting has farthest to go`,
  );
  expect(verdictOf(input(half, daysFrom(66), intake, payments, { ...payments, name: 'Notices' }))).toBe(
    `${by} three contexts have no date on which they can move`,
  );
  expect(verdictOf(input(half, daysFrom(50), payments))).toBe(
    'The items are gone six days late at today’s pace, and Payments has no date on which it can move',
  );
  expect(verdictOf(input(gone(2), daysFrom(10), payments))).toBe(
    'Everything that had to go is gone, but Payments has no date on which it can move',
  );
});

test('without a pace nothing is projected', () => {
  expect(verdictOf(input(left(2), daysFrom(41)))).toBe('Two items must go by 31 Dec, and nothing has gone yet');
  expect(verdictOf(input([daysFrom(-90), ...left(1)], null))).toBe(
    'One item must go, and nothing has gone for eight weeks',
  );
});

test('the end is said as it is', () => {
  expect(verdictOf(input(gone(2), daysFrom(10)))).toBe('Everything that had to go is gone');
  expect(verdictOf(input([...gone(1), ...left(1)], daysFrom(-1)))).toBe(
    'The hard date has passed, and one item remains',
  );
  expect(verdictOf(input([], null))).toBe('Nothing is declared that must go before legacy is gone');
});

test('the lede says what the pace is and what it would have to be', () => {
  expect(ledeOf({ ...input([...gone(8), ...left(8)], daysFrom(28)), overdue: 1, readers: 2 })).toBe(
    '8 of 16 items remain, and 1 a week go; 2 a week would meet 18 Dec. One is overdue. Legacy still serves two subscribers.',
  );
});
