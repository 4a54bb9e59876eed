import { expect, test } from 'vitest';
import { byKey, type Called } from './called';
import { sentenceOf } from './sentence';

const called: Called = {
  context: (slug) => (slug === 'payments' ? 'Payments' : slug),
  audience: (context, reference) => (`${context} ${reference}` === 'payments cohort:eu' ? 'Europe' : reference),
  criterion: (context, key) => (`${context} ${key}` === 'payments major' ? 'No major pattern is open' : key),
};
const actor = { kind: 'person', id: 'p', name: 'Rita' } as const;
const decision = { id: 'd', number: 7 };
const lane = { workload: 'writes', audience: 'cohort:eu' };

const shifted = {
  type: 'authority.shifted',
  actor,
  data: {
    context: 'payments',
    ...lane,
    side: 'target',
    epoch: 4,
    effectiveFrom: '2026-11-16T12:10:31.000Z',
    decision,
    from: 'legacy',
  },
};

test('a lane is called by the names of its context and audience, and its instant as people write it', () => {
  expect(sentenceOf(shifted, called)).toBe(
    'Authority over Payments, writes of Europe, moves to target on 16 Nov 2026 12:10 UTC by D-7 (epoch 4).',
  );
});

test('what has no name here keeps its key', () => {
  expect(sentenceOf(shifted, byKey)).toContain('payments, writes of cohort:eu');
  expect(sentenceOf({ ...shifted, data: { ...shifted.data, context: 'letters' } }, called)).toContain(
    'letters, writes of cohort:eu',
  );
});

test('a criterion is called by its title', () => {
  const data = {
    context: 'payments',
    criterion: 'major',
    transition: null,
    person: 'p',
    name: 'Oskar',
    gap: 'Five differ.',
    mitigation: 'Somebody looks.',
    until: '2026-12-15T00:00:00.000Z',
    decision,
  };
  expect(sentenceOf({ type: 'risk.accepted', actor, data }, called)).toMatch(
    /^Oskar owns until 15 Dec 2026 00:00 UTC that “No major pattern is open” of Payments is not met by D-7/,
  );
});

test('what people wrote stays to the letter, whatever keys are in it', () => {
  const data = {
    hold: 'h',
    context: 'payments',
    reason: 'Duplicate payments in cohort:eu.',
    scope: 'context',
    until: null,
  };
  expect(sentenceOf({ type: 'hold.placed', actor, data }, called)).toBe(
    'Rita placed a hold on Payments: Duplicate payments in cohort:eu.',
  );
});

test('lanes that went back outside the gates, and a place that drifts, are called so too', () => {
  const glass = {
    decision,
    context: 'payments',
    side: 'legacy',
    lanes: [lane],
    incident: 'INC-7',
    reason: 'Payments are lost.',
    review: { id: 'r', number: 8 },
    dueAt: '2026-11-17T00:00:00.000Z',
  };
  expect(sentenceOf({ type: 'break_glass.used', actor, data: glass }, called)).toBe(
    'Rita broke the glass in Payments for INC-7: writes of Europe to legacy, by D-7: Payments are lost.',
  );
  const drift = { router: 'edge', drift: 'x', kind: 'wrong_side', place: 'payments/writes/cohort:eu' };
  expect(sentenceOf({ type: 'drift.cleared', actor, data: drift }, called)).toBe(
    'Router edge serves Payments, writes of Europe as the record says again.',
  );
});

test('a refused decision is called refused', () => {
  const data = { decision, reason: 'Too early.', signOff: 's' };
  expect(sentenceOf({ type: 'decision.rejected', actor, data }, called)).toBe('D-7 was refused: Too early.');
});
