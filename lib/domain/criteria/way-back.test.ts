import { expect, test } from 'vitest';
import { decideProof, type WayBackProof } from '@/lib/domain/authority/way-back';
import { cohort, daysAgo, givenExpected, givenRun, laneOf, matchRate, now, question } from './given';
import { structuralBlocks } from './structural-blocks';
import { evaluateWayBack } from './way-back';

const rest = cohort('rest', 0, { kind: 'rest' });
const lanes = [laneOf(rest, 'reads'), laneOf(rest, 'writes')];

const proof = (over: Partial<WayBackProof> = {}): WayBackProof => ({
  id: 'proof-1',
  workloads: ['reads', 'writes'],
  quality: 'lossless',
  lost: null,
  evidence: 'Rehearsal R-4',
  provenAt: daysAgo(3),
  validUntil: daysAgo(-30),
  recordedAtEntry: 5,
  withdrawnAt: null,
  withdrawnAtEntry: null,
  ...over,
});

test('a move asks for a current proof of every workload that moves', () => {
  expect(evaluateWayBack(lanes, [proof()], now)).toMatchObject({
    outcome: 'met',
    value: '2',
    threshold: '2',
    validUntil: daysAgo(-30),
    evidence: [{ kind: 'way_back_proof', id: 'proof-1' }],
  });
  expect(evaluateWayBack(lanes, [proof({ workloads: ['reads'] })], now)).toMatchObject({
    outcome: 'insufficient',
    value: '1',
    sentence: expect.stringContaining('The way back of writes was never proven'),
  });
  expect(evaluateWayBack(lanes, [], now).outcome).toBe('insufficient');
});

test('a proof that ended is stale, to the millisecond, and one that was withdrawn is none', () => {
  expect(evaluateWayBack(lanes, [proof({ validUntil: now })], now)).toMatchObject({
    outcome: 'stale',
    validUntil: null,
    sentence: expect.stringContaining('ended on 20 Nov 2026'),
  });
  expect(evaluateWayBack(lanes, [proof({ withdrawnAt: now })], now).outcome).toBe('insufficient');
});

test('workloads that one proof speaks for are told together, with the day as people write it', () => {
  const lossy = proof({ quality: 'lossy', lost: 'Notes since the shift.' });
  expect(evaluateWayBack(lanes, [lossy], now).sentence).toBe(
    'Reads and writes come back, as proven on 17 Nov 2026, and lose this: Notes since the shift.',
  );
  const own = proof({ id: 'proof-2', workloads: ['writes'], provenAt: daysAgo(1) });
  expect(evaluateWayBack(lanes, [lossy, own], now).sentence).toBe(
    'Reads come back, as proven on 17 Nov 2026, and lose this: Notes since the shift; writes come back without loss, as proven on 19 Nov 2026.',
  );
  expect(evaluateWayBack(lanes, [], now).sentence).toMatch(/^The way back of reads and writes was never proven;/);
});

test('what a lossy way back would lose stands in the sentence, and the newest proof counts', () => {
  const lossy = proof({ id: 'proof-2', quality: 'lossy', lost: 'Notes since the shift.', provenAt: daysAgo(1) });
  const found = evaluateWayBack(lanes, [proof(), lossy], now);
  expect(found.outcome).toBe('met');
  expect(found.sentence).toContain('lose this: Notes since the shift');
  expect(found.evidence.map(({ id }) => id)).toEqual(['proof-2']);
});

test.each<[string, Partial<Parameters<typeof decideProof>[1]>, string | null]>([
  ['as it should be', {}, null],
  ['for ninety days to the millisecond', { validUntil: daysAgo(-87) }, null],
  ['for longer than ninety days', { validUntil: new Date(daysAgo(-87).getTime() + 1) }, '/validUntil'],
  ['that has ended', { validUntil: now }, '/validUntil'],
  ['of something still to come', { provenAt: daysAgo(-1) }, '/provenAt'],
  ['of a workload that is not here', { workloads: ['batch'] }, '/workloads'],
  ['that loses something and does not say what', { quality: 'lossy' }, '/lost'],
  ['that loses nothing and says what', { lost: 'Notes.' }, '/lost'],
  ['without evidence', { evidence: ' ' }, '/evidence'],
])('a proof %s', (_, over, pointer) => {
  const asked = {
    workloads: ['reads'] as const,
    quality: 'lossless' as const,
    evidence: 'Rehearsal R-4',
    provenAt: daysAgo(3),
    validUntil: daysAgo(-30),
    ...over,
  };
  const decided = decideProof(['reads', 'writes'], asked, now);
  expect(decided.ok ? null : decided.refusal.errors?.[0]?.pointer).toBe(pointer);
});

test('a lane that came back goes forward again only on a complete run of outcomes from after it did', () => {
  const [, writes = laneOf(rest)] = lanes;
  const asked = question([matchRate], {
    transitions: ['selective>selective'],
    lanes: [writes],
    cohorts: [rest],
    returned: [{ lane: writes, at: daysAgo(2) }],
  });
  const codes = (...runs: ReturnType<typeof givenRun>[]) =>
    structuralBlocks(asked, { expectedChecks: [givenExpected()], runs }).map(({ code }) => code);
  expect(codes(givenRun(1))).toEqual([]);
  expect(codes(givenRun(1, { workload: null }))).toEqual([]);
  const none = ['no_run_since_rollback'];
  expect(codes()).toEqual(none);
  expect(codes(givenRun(2))).toEqual(none);
  expect(codes(givenRun(1, { layer: 'row' }))).toEqual(none);
  // Which workload must be shown is what the criteria themselves ask.
  expect(codes(givenRun(1, { workload: 'reads' }))).toEqual([]);
  expect(codes(givenRun(1, { baseline: true }))).toEqual(none);
  expect(codes(givenRun(1, { status: 'failed' }))).toEqual(none);
  expect(codes(givenRun(1, { discrepanciesComplete: false }))).toEqual(none);
});
