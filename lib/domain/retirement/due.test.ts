import { expect, test } from 'vitest';
import { dueAtOf, isOverdue } from './due';

const item = { state: 'open', dueOn: '2026-12-21' };

test('an item falls due when its day is over where the program is', () => {
  expect(dueAtOf(item, 'UTC')).toEqual(new Date('2026-12-22T00:00:00Z'));
  expect(dueAtOf(item, 'Europe/Berlin')).toEqual(new Date('2026-12-21T23:00:00Z'));
});

test('an item is overdue from that instant on, and not before', () => {
  expect(isOverdue(item, 'UTC', new Date('2026-12-21T23:59:59.999Z'))).toBe(false);
  expect(isOverdue(item, 'UTC', new Date('2026-12-22T00:00:00Z'))).toBe(true);
});

test('what is done is never overdue', () => {
  expect(isOverdue({ ...item, state: 'done' }, 'UTC', new Date('2027-06-01T00:00:00Z'))).toBe(false);
});
