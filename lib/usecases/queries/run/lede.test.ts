import { expect, it } from 'vitest';
import { givenRunLine } from '@/lib/usecases/testing/run-lines';
import { runLede } from './lede';

const now = new Date('2026-11-20T12:00:00Z');

it.each([
  [0, 1, 'Its only check does not match.'],
  [1, 1, 'Its only check matches.'],
  [0, 5, 'None of 5 checks matches.'],
  [1, 5, '1 of 5 checks matches.'],
  [3, 5, '3 of 5 checks match.'],
  [5, 5, 'All 5 checks match.'],
])('%i of %i checks are counted in a sentence that is one', (matching, all, said) => {
  const checks = { all, matching, opposed: 0 };
  const lede = runLede({ line: givenRunLine(), checks, statistics: null, zone: 'UTC', now });
  expect(lede).toBe(`Compared outcomes of writes up to 20 Nov, without totals. ${said}`);
});
