import { describe, expect, test } from 'vitest';
import type { Side, Stage } from '@/lib/domain/words';
import { type AnswerInput, answerFor } from './answer';
import { type AuthorityInterval, authorityAt } from './interval';
import type { Lane } from './lane';
import { participationOf } from './participation';
import type { WayBackProof } from './way-back';
import { type RollbackWindow, windowStateAt } from './window';

const noon = new Date('2026-11-20T12:00:00.000Z');
const at = (seconds: number): Date => new Date(noon.getTime() + seconds * 1_000);
const decision = { id: 'd', number: 4 };
const lane: Lane = {
  id: 'lane',
  contextId: 'c',
  workload: 'writes',
  audience: { kind: 'cohort', slug: 'rest', name: 'Everyone else', position: 0, condition: { kind: 'rest' } },
};
const intervals: AuthorityInterval[] = [
  {
    laneId: 'lane',
    epoch: 1,
    side: 'legacy',
    from: at(-1_000),
    to: noon,
    decision: { id: 'c', number: 1 },
    openedAtEntry: 3,
    closedAtEntry: 8,
  },
  { laneId: 'lane', epoch: 2, side: 'target', from: noon, to: null, decision, openedAtEntry: 8, closedAtEntry: null },
];
const window: RollbackWindow = { laneId: 'lane', decision, opensAt: noon, closesAt: at(1_000), endedAt: null };
const stages = [
  { stage: 'validated' as const, from: at(-1_000), to: noon },
  { stage: 'full' as const, from: noon, to: null },
];
const proof: WayBackProof = {
  id: 'proof',
  workloads: ['writes'],
  quality: 'lossy',
  lost: 'Notes typed since the shift.',
  evidence: 'R-4',
  provenAt: at(-5_000),
  validUntil: at(5_000),
  recordedAtEntry: 2,
  withdrawnAt: null,
  withdrawnAtEntry: null,
};
const ask = (seconds: number, over: Partial<AnswerInput> = {}) =>
  answerFor({
    context: { slug: 'payments', stages, proofs: [proof] },
    lane,
    intervals,
    windows: [window],
    leases: { leaseSeconds: 30, windowLeaseSeconds: 5 },
    at: at(seconds),
    confirmedAt: at(seconds),
    ...over,
  });

test('before a recorded change takes effect the old side answers, names what is next, and is good only until then', () => {
  expect(ask(-10)).toMatchObject({
    side: 'legacy',
    stage: 'validated',
    epoch: 1,
    validUntil: noon,
    next: { side: 'target', effectiveFrom: noon, decision },
    participation: { legacy: 'authoritative', target: 'shadow' },
    rollbackUntil: null,
    wayBack: null,
  });
  expect(ask(-100)).toMatchObject({ validUntil: at(-70) });
});

test('from the instant on the new side answers, with the short lease and the end of the way back', () => {
  expect(ask(0)).toMatchObject({
    side: 'target',
    stage: 'full',
    epoch: 2,
    since: noon,
    validUntil: at(5),
    next: null,
    decision,
    participation: { legacy: 'standby', target: 'authoritative' },
    rollbackUntil: at(1_000),
    wayBack: 'lossy',
  });
});

test('at its closing instant the way back is closed and the lease is the usual one', () => {
  expect(ask(999.999)).toMatchObject({ wayBack: 'lossy', rollbackUntil: at(1_000) });
  expect(ask(1_000)).toMatchObject({ wayBack: 'closed', rollbackUntil: null, validUntil: at(1_030) });
});

test('within its window the way back is what the newest current proof says, and closed without one', () => {
  const asked = (...proofs: WayBackProof[]) => ask(10, { context: { slug: 'payments', stages, proofs } }).wayBack;
  const lossless: WayBackProof = { ...proof, quality: 'lossless', lost: null, provenAt: at(-4_000) };
  expect(asked(proof, lossless)).toBe('lossless');
  expect(asked(lossless, { ...proof, provenAt: at(-3_000) })).toBe('lossy');
  expect(asked({ ...proof, validUntil: at(10) })).toBe('closed');
  expect(asked({ ...proof, withdrawnAt: at(9) })).toBe('closed');
  expect(asked({ ...proof, workloads: ['reads'] })).toBe('closed');
  expect(asked()).toBe('closed');
});

test('an older confirmation is never good for longer than when it was made', () => {
  expect(ask(1_002, { confirmedAt: at(998) }).validUntil).toEqual(at(1_003));
  expect(ask(1, { confirmedAt: at(-2) }).validUntil).toEqual(at(3));
});

test('a question about another instant is answered without a lease and without what is next', () => {
  expect(ask(-10, { confirmedAt: null })).toMatchObject({ side: 'legacy', validUntil: null, next: null });
});

test('a planned context answers legacy, epoch 0, by no decision', () => {
  expect(ask(0, { context: { slug: 'p', stages: [], proofs: [] }, intervals: [], windows: [] })).toMatchObject({
    side: 'legacy',
    stage: 'planned',
    epoch: 0,
    since: null,
    decision: null,
    participation: { legacy: 'authoritative', target: 'off' },
  });
});

describe('what was on record then', () => {
  test.each<[string, number, number | undefined, string | undefined]>([
    ['now, of now', 5, undefined, 'target'],
    ['before the shift was recorded, of now', 5, 7, 'legacy'],
    ['when the shift was recorded, of now', 5, 8, 'target'],
    ['before anything was recorded', 5, 2, undefined],
    ['now, of before the first interval', -2_000, undefined, undefined],
  ])('%s', (_, seconds, known, side) => {
    expect(authorityAt(intervals, at(seconds), known)?.side).toBe(side);
  });
});

test('a window is pending, open, used or closed by its instants alone', () => {
  const used = { ...window, endedAt: at(500) };
  expect([-1, 0, 999.999, 1_000].map((seconds) => windowStateAt(window, at(seconds)))).toEqual([
    'pending',
    'open',
    'open',
    'closed',
  ]);
  expect([499, 500, 2_000].map((seconds) => windowStateAt(used, at(seconds)))).toEqual(['open', 'used', 'used']);
});

test.each<[Stage, Side, string, string]>([
  ['planned', 'legacy', 'authoritative', 'off'],
  ['shadow', 'legacy', 'authoritative', 'shadow'],
  ['selective', 'legacy', 'authoritative', 'shadow'],
  ['selective', 'target', 'standby', 'authoritative'],
  ['full', 'target', 'standby', 'authoritative'],
  ['retired', 'target', 'off', 'authoritative'],
])('in %s a lane on %s has legacy %s and target %s', (stage, side, legacy, target) => {
  expect(participationOf(stage, side)).toEqual({ legacy, target });
});
