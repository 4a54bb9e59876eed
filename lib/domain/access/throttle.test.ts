import { expect, test } from 'vitest';
import { throttledBy, waitSeconds } from './throttle';

const at = new Date('2026-11-20T12:00:00Z');

test('the first failures cost no wait, then each doubles it, up to a quarter of an hour', () => {
  const waits = [0, 4, 5, 6, 7, 9, 10, 40].map((failures) => waitSeconds('account_from_origin', failures, at, at));
  expect(waits).toEqual([0, 0, 30, 60, 120, 480, 900, 900]);
});

test('a wait runs from the last failure and ends', () => {
  const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
  expect(waitSeconds('account_from_origin', 5, at, later(29.5))).toBe(1);
  expect(waitSeconds('account_from_origin', 5, at, later(30))).toBe(0);
});

test('an account is slowed from one origin before it is slowed from everywhere', () => {
  const first = throttledBy.map((by) => {
    let failures = 0;
    while (waitSeconds(by, failures, at, at) === 0) failures += 1;
    return failures;
  });
  expect(first).toEqual([...first].sort((a, b) => a - b));
});
