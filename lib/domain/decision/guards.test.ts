import { describe, expect, test } from 'vitest';
import { parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { evaluationOutcomes } from '@/lib/domain/words';
import { brokenGuards, type Guard, readGuards } from './guards';
import { codeOf, criterion } from './test-world';

const parsed = parseCriteriaSet({
  transitions: {
    'validated>selective': [
      { key: 'outcomes', gate: 'data_and_state', kind: 'discrepancy_ceiling', blocking: true, max: 0 },
      { key: 'lanes', gate: 'data_and_state', kind: 'discrepancy_ceiling', blocking: true, max: 0, scope: 'lanes' },
    ],
    'selective>full': [{ key: 'full', gate: 'data_and_state', kind: 'discrepancy_ceiling', blocking: true, max: 0 }],
  },
});
if (!parsed.ok) throw new Error(parsed.refusal.detail);
const document = parsed.value;
const back = (key: string): Guard => ({ criterion: key, onBreak: 'roll_back' });
const halt = (key: string): Guard => ({ criterion: key, onBreak: 'halt' });

describe('a decision names as guards', () => {
  test.each<[string, string, Guard[], boolean]>([
    ['criteria of its own transition', 'ok', [back('outcomes'), halt('lanes')], true],
    ['none', 'ok', [], false],
    ['no criterion of another transition', 'invalid_body', [back('full')], true],
    ['no criterion that does not exist', 'invalid_body', [back('nothing')], true],
    ['no criterion twice', 'invalid_body', [back('outcomes'), halt('outcomes')], true],
    ['nothing where no lane moves', 'invalid_body', [back('outcomes')], false],
  ])('%s (%s)', (_, code, guards, moves) => {
    expect(codeOf(readGuards(document, ['validated>selective'], guards, moves))).toBe(code);
  });
});

describe('a guard', () => {
  test.each(evaluationOutcomes)('acts on %s only if that is not met', (outcome) => {
    const broken = brokenGuards([back('outcomes')], [criterion({ outcome })], []);
    expect(broken).toHaveLength(outcome === 'not_met' ? 1 : 0);
  });
  test('acts once', () => {
    const bad = [criterion({ outcome: 'not_met' })];
    expect(brokenGuards([back('outcomes')], bad, ['outcomes'])).toEqual([]);
  });
  test('that is asked of each lane breaks with the first of them', () => {
    const bad = [criterion({ key: 'lanes reads/cohort:motor', outcome: 'not_met' })];
    expect(brokenGuards([halt('lanes'), back('lane')], bad, []).map(({ guard }) => guard.criterion)).toEqual(['lanes']);
  });
  test('that goes back comes before one that halts', () => {
    const bad = [criterion({ outcome: 'not_met' }), criterion({ key: 'lanes', outcome: 'not_met' })];
    const broken = brokenGuards([halt('lanes'), back('outcomes')], bad, []);
    expect(broken.map(({ guard }) => guard.onBreak)).toEqual(['roll_back', 'halt']);
  });
});
