import { expect, it } from 'vitest';
import { DiscrepancyCeilingCriterion } from '@/lib/domain/criteria/criteria-set';
import { evaluateDiscrepancyCeiling } from '@/lib/domain/criteria/discrepancy-ceiling';
import { givenPattern, givenRun, now } from '@/lib/domain/criteria/given';
import { type PatternState, patternStates } from '@/lib/domain/words';
import { gateWords } from './gate-words';

const untriaged = { triaged: false, severity: 'info', highestSeverity: 'info' } as const;

const counted = (state: PatternState): boolean =>
  evaluateDiscrepancyCeiling(
    DiscrepancyCeilingCriterion.parse({
      key: 'critical',
      gate: 'data_and_state',
      kind: 'discrepancy_ceiling',
      blocking: true,
      severity: 'critical',
      max: 0,
    }),
    [givenRun(0)],
    [givenPattern({ ...untriaged, state })],
    now,
    null,
  ).value === '1';

it.each(patternStates)('what is said of a pattern that is %s is what a ceiling makes of it', (state) => {
  expect(gateWords({ ...untriaged, state }).includes('gates count it as critical')).toBe(counted(state));
});

it('no gate counts a pattern that is not open, whoever judged it and however bad it was', () => {
  const judged = { triaged: true, severity: 'minor', highestSeverity: 'critical' } as const;
  for (const pattern of [untriaged, judged]) {
    expect(gateWords({ ...pattern, state: 'explained' })).toBe('No gate counts it while it is explained.');
    expect(gateWords({ ...pattern, state: 'gone' })).toBe('No gate counts it while it is gone.');
    expect(gateWords({ ...pattern, state: 'split' })).toBe('Gates count its parts, each by itself.');
  }
  expect(gateWords({ ...judged, state: 'open' })).toBe('Gates count it as critical, its worst.');
  expect(gateWords({ ...judged, severity: 'critical', state: 'open' })).toBe('');
});
