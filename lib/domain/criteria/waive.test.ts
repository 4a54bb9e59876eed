import { expect, test } from 'vitest';
import type { EvaluationOutcome } from '@/lib/domain/words';
import type { AcceptedRisk } from './accepted-risk';
import { CriteriaSetDocument } from './criteria-set';
import type { Evaluation } from './evaluation';
import { gateStanding } from './gate-standing';
import { waive } from './waive';

const noon = new Date('2026-11-20T12:00:00.000Z');
const later = (ms: number) => new Date(noon.getTime() + ms);
const dayMs = 86_400_000;

const attested = {
  key: 'runbook',
  gate: 'operations',
  kind: 'attestation',
  blocking: true,
  role: 'operations',
  statement: 'Rehearsed.',
  validDays: 30,
} as const;
const document = CriteriaSetDocument.parse({
  transitions: { 'validated>selective': [attested], 'selective>full': [{ ...attested, validDays: 7 }] },
});

const evaluation = (outcome: EvaluationOutcome, criterion = 'runbook'): Evaluation => ({
  key: criterion,
  criterion,
  lane: null,
  gate: 'operations',
  kind: 'attestation',
  blocking: true,
  outcome,
  value: null,
  threshold: '1',
  sampleSize: null,
  window: { from: null, to: null },
  validUntil: null,
  evidence: [],
  sentence: 'Nobody attested it.',
});
const risk = (over: Partial<AcceptedRisk> = {}): AcceptedRisk => ({
  id: 'risk-1',
  decision: { id: 'risk-1', number: 12 },
  criterion: 'runbook',
  transition: null,
  owner: { personId: 'rita', name: 'Rita' },
  gap: 'Not rehearsed.',
  mitigation: 'Two watch.',
  acceptedAt: noon,
  until: later(dayMs),
  ...over,
});
const waived = (at: Date, outcome: EvaluationOutcome, risks: AcceptedRisk[], criterion?: string) =>
  waive([evaluation(outcome, criterion)], { document, transitions: ['validated>selective'], risks }, at)[0];

test.each<[string, number, string]>([
  ['before it was accepted', -1, 'insufficient'],
  ['from the instant on at which it was', 0, 'waived'],
  ['until a millisecond before it ends', dayMs - 1, 'waived'],
  ['not any more at its end', dayMs, 'insufficient'],
])('a criterion is waived by time alone: %s', (_, ms, outcome) => {
  expect(waived(later(ms), 'insufficient', [risk()])?.outcome).toBe(outcome);
});

test('a waiver holds until its end at most, and is evidence that can be opened', () => {
  const found = waived(noon, 'not_met', [risk(), risk({ id: 'risk-0', until: later(2 * dayMs) })]);
  expect(found).toMatchObject({
    outcome: 'waived',
    validUntil: later(2 * dayMs),
    evidence: [{ kind: 'risk', id: 'risk-0' }],
  });
  expect(found?.sentence).toContain('Rita owns that until');
});

test('what is met is met, and what no criteria set asks is not waived', () => {
  expect(waived(noon, 'met', [risk()])?.outcome).toBe('met');
  expect(waived(noon, 'insufficient', [risk({ criterion: 'expected_checks' })], 'expected_checks')?.outcome).toBe(
    'insufficient',
  );
  expect(waived(noon, 'not_met', [risk({ criterion: 'other' })])?.outcome).toBe('not_met');
});

test('a risk of one transition says nothing for another, also where one move makes both', () => {
  const of = (criterion: string, transition: AcceptedRisk['transition']) =>
    waive(
      [evaluation('not_met', criterion)],
      { document, transitions: ['validated>selective', 'selective>full'], risks: [risk({ transition })] },
      noon,
    )[0]?.outcome;
  expect(of('runbook', 'validated>selective')).toBe('waived');
  expect(of('runbook@selective>full', 'selective>full')).toBe('waived');
  expect(of('runbook@selective>full', 'validated>selective')).toBe('not_met');
  expect(of('runbook@selective>full', null)).toBe('waived');
});

test('a gate that opens says how many stand without the risks; a structural block keeps it shut', () => {
  const found = waive(
    [evaluation('not_met')],
    { document, transitions: ['validated>selective'], risks: [risk()] },
    noon,
  );
  expect(gateStanding(found, [])).toMatchObject({ open: true, tally: { asked: 1, met: 0, withRisks: 1 } });
  expect(gateStanding(found, [{ code: 'no_expected_checks', message: 'None.' }]).open).toBe(false);
});

test('a risk waives what the criterion asked when it was accepted, and nothing that it asks since', () => {
  const stricter = CriteriaSetDocument.parse({
    transitions: { 'validated>selective': [{ ...attested, validDays: 3 }], 'selective>full': [attested] },
  });
  const asked = document.transitions['validated>selective'] ?? [];
  const outcome = (set: CriteriaSetDocument, transition: 'validated>selective' | 'selective>full') =>
    waive([evaluation('insufficient')], { document: set, transitions: [transition], risks: [risk({ asked })] }, noon)[0]
      ?.outcome;
  expect(outcome(document, 'validated>selective')).toBe('waived');
  expect(outcome(stricter, 'validated>selective')).toBe('insufficient');
  expect(outcome(stricter, 'selective>full')).toBe('waived');
});
