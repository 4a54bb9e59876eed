import { describe, expect, test } from 'vitest';
import type { Lane } from '@/lib/domain/authority/lane';
import { criteriaOf, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { evaluationOutcomes } from '@/lib/domain/words';
import { brokenGuards, type Guard, readGuards, type Watched } from './guards';
import { codeOf, cohort, criterion } from './test-world';

const ceiling = { gate: 'data_and_state', kind: 'discrepancy_ceiling', blocking: true, max: 0 };
const reads: Lane = {
  id: 'lane-1',
  contextId: 'context-1',
  workload: 'reads',
  audience: cohort('motor', 0, { kind: 'rest' }),
};

const parsed = parseCriteriaSet({
  transitions: {
    'validated>selective': [
      { ...ceiling, key: 'outcomes' },
      { ...ceiling, key: 'lanes', scope: 'lanes' },
      { ...ceiling, key: 'writes', scope: 'lanes', workload: 'writes' },
    ],
    'selective>full': [{ ...ceiling, key: 'full' }],
  },
});
if (!parsed.ok) throw new Error(parsed.refusal.detail);
const document = parsed.value;
const back = (key: string): Guard => ({ criterion: key, onBreak: 'roll_back' });
const halt = (key: string): Guard => ({ criterion: key, onBreak: 'halt' });

describe('a decision names as guards', () => {
  test.each<[string, string, Guard[], Lane[]]>([
    ['criteria of its own transition', 'ok', [back('outcomes'), halt('lanes')], [reads]],
    ['none', 'ok', [], []],
    ['no criterion of another transition', 'invalid_body', [back('full')], [reads]],
    ['no criterion that does not exist', 'invalid_body', [back('nothing')], [reads]],
    ['no criterion twice', 'invalid_body', [back('outcomes'), halt('outcomes')], [reads]],
    ['no criterion that asks nothing of its lanes', 'invalid_body', [back('writes')], [reads]],
    ['nothing where no lane moves', 'invalid_body', [back('outcomes')], []],
  ])('%s (%s)', (_, code, guards, lanes) => {
    expect(codeOf(readGuards(document, ['validated>selective'], guards, lanes))).toBe(code);
  });
});

const criteria = criteriaOf(document, ['validated>selective']);
const watched = (evaluations: Watched['evaluations'], change: Partial<Watched> = {}): Watched => ({
  criteria,
  lanes: [reads],
  evaluations,
  ...change,
});

describe('a guard', () => {
  test.each(evaluationOutcomes)('acts on %s only if that is not met', (outcome) => {
    const broken = brokenGuards([back('outcomes')], watched([criterion({ outcome })]), []);
    expect(broken).toHaveLength(outcome === 'not_met' ? 1 : 0);
  });
  test('acts once', () => {
    const bad = watched([criterion({ outcome: 'not_met' })]);
    expect(brokenGuards([back('outcomes')], bad, ['outcomes'])).toEqual([]);
  });
  test('that is asked of each lane breaks with the first of them', () => {
    const bad = watched([
      criterion({ key: 'lanes reads/cohort:home', outcome: 'met' }),
      criterion({ key: 'lanes reads/cohort:motor', outcome: 'not_met' }),
    ]);
    expect(brokenGuards([halt('lanes')], bad, []).map(({ guard }) => guard.criterion)).toEqual(['lanes']);
  });
  test('that goes back comes before one that halts', () => {
    const bad = watched([criterion({ outcome: 'not_met' }), criterion({ key: 'lanes', outcome: 'not_met' })]);
    const broken = brokenGuards([halt('lanes'), back('outcomes')], bad, []);
    expect(broken.map(({ does }) => does)).toEqual(['roll_back', 'halt']);
  });
  test('that nothing judges halts and says so, whatever it was to do', () => {
    for (const unread of [watched([]), watched([], { criteria: null }), watched([], { criteria: [] })]) {
      const [broken] = brokenGuards([back('outcomes')], unread, []);
      expect(broken).toMatchObject({
        does: 'halt',
        evaluation: { sentence: expect.stringContaining('cannot be judged') },
      });
    }
  });
  test('of lanes that all went back is done', () => {
    expect(brokenGuards([back('writes')], watched([]), [])).toEqual([]);
  });
});
