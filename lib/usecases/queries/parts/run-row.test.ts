import { expect, it } from 'vitest';
import { givenRunLine } from '@/lib/usecases/testing/run-lines';
import { runRowOf } from './run-row';

const context = { slug: 'coverage', name: 'Coverage' };

it('what differs of a run and what is accepted of it add up to what was counted, and fit its match rate', () => {
  const records = { legacy: 1500, target: 1500, compared: 1500, matched: 1414, mismatched: 86 };
  const totals = { ...records, missingInTarget: 0, missingInLegacy: 0 };
  const row = runRowOf(givenRunLine({ totals, accepted: 52, discrepancyCount: 86 }), context);
  expect(row).toMatchObject({ compared: 1500, differing: 34, accepted: 52, share: '0.97733333' });
  expect(Number(row.share)).toBeCloseTo(1 - 34 / 1500, 7);
  expect(runRowOf(givenRunLine({ discrepancyCount: 3 }), context)).toMatchObject({ differing: null, share: null });
});
