import { expect, test } from 'vitest';
import { type Side, type Stage, stages } from '@/lib/domain/words';
import { stageAgreesWithLanes, stageOfLanes } from './agreement';
import { transitionsOf } from './transition';

const allowed: Record<string, string[]> = {
  'planned>shadow': ['planned>shadow'],
  'shadow>validated': ['shadow>validated'],
  'validated>selective': ['validated>selective'],
  'selective>selective': ['selective>selective'],
  'selective>full': ['selective>full'],
};

test('a forward move goes one stage on, and nowhere else', () => {
  for (const from of stages)
    for (const to of stages) expect(transitionsOf(from, to, 4)).toEqual(allowed[`${from}>${to}`] ?? []);
});

test('a context with a single lane goes from validated to full under both transitions, and is never selective', () => {
  expect(transitionsOf('validated', 'full', 1)).toEqual(['validated>selective', 'selective>full']);
  expect(transitionsOf('validated', 'selective', 1)).toEqual([]);
  expect(transitionsOf('shadow', 'full', 1)).toEqual([]);
  expect(transitionsOf('validated', 'full', 2)).toEqual([]);
});

const none: Side[] = ['legacy', 'legacy'];
const half: Side[] = ['legacy', 'target'];
const whole: Side[] = ['target', 'target'];

test.each<[Stage, boolean, boolean, boolean]>([
  ['planned', true, false, false],
  ['shadow', true, false, false],
  ['validated', true, false, false],
  ['selective', false, true, false],
  ['full', false, false, true],
  ['retired', false, false, true],
])('%s agrees with no, some, all lanes on target: %s, %s, %s', (stage, ...expected) => {
  expect([none, half, whole].map((sides) => stageAgreesWithLanes(stage, sides))).toEqual(expected);
});

test('lanes say their stage, except while all are on legacy', () => {
  expect([none, half, whole].map((sides) => stageOfLanes(sides, 'shadow'))).toEqual(['shadow', 'selective', 'full']);
  expect(stageAgreesWithLanes('full', [])).toBe(false);
});
