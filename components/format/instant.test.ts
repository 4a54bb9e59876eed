import { describe, expect, it } from 'vitest';
import { instantTyped, isUnread, readInstant, writeInstant } from './instant';

describe('an instant in the question', () => {
  it('is read as UTC, to the minute, the second or the millisecond', () => {
    expect(readInstant('2026-10-31 23:59')).toBe('2026-10-31T23:59:00.000Z');
    expect(readInstant(' 2026-10-31T23:59:30.5Z ')).toBe('2026-10-31T23:59:30.500Z');
  });

  it('is refused where the calendar has no such day or hour', () => {
    expect(readInstant('2026-02-30 10:00')).toBeNull();
    expect(readInstant('2026-02-20 25:00')).toBeNull();
    expect(readInstant('yesterday')).toBeNull();
  });

  it('is written as it can be read again', () => {
    for (const at of ['2026-10-31T23:59:00.000Z', '2026-10-31T23:59:30.000Z', '2026-10-31T23:59:30.123Z']) {
      expect(readInstant(writeInstant(at))).toBe(at);
    }
    expect(writeInstant('2026-10-31T23:59:00.000Z')).toBe('2026-10-31 23:59');
  });
});

describe('an instant in a form', () => {
  it('is kept where it can be read, and is none only where nothing was typed', () => {
    expect(instantTyped('2026-10-31 23:59')).toBe('2026-10-31T23:59:00.000Z');
    expect(instantTyped('  ')).toBeNull();
    expect(instantTyped('2026-10-3')).toBe('2026-10-3');
  });

  it('is known for unread as long as it names no instant', () => {
    expect([null, '2026-10-31T23:59:00.000Z', '2026-10-3', 'tomorrow'].map(isUnread)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
