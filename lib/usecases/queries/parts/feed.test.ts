import { expect, it } from 'vitest';
import { byKey, type Called } from '@/lib/domain/ledger/called';
import { linkEntry } from '@/lib/domain/ledger/entry';
import type { Fact } from '@/lib/domain/ledger/fact';
import { feedOf, newsOf } from './feed';

const told = (at: string, index: number, fact: Fact) => {
  const actor = { kind: 'system', id: 'lockgate' } as const;
  const place = { origin: 'test', index, prev: '0'.repeat(64) };
  const draft = { at: new Date(at), recordedAt: new Date(at), actor, requestId: 'r', fact };
  return { ...linkEntry(place, draft), index };
};

const pattern = { pattern: 'a', number: 7, context: 'payments', category: 'genuine', severity: 'critical' } as const;
const closed = told('2026-11-21T21:02:00.000Z', 2, {
  type: 'window.closed',
  subject: { kind: 'context', id: 'c' },
  data: {
    context: 'payments',
    workload: 'reads',
    audience: 'cohort:rest',
    closedAt: '2026-11-04T12:10:00.000Z',
    decision: { id: 'd', number: 3 },
  },
});
const found = told('2026-11-20T08:00:00.000Z', 1, {
  type: 'pattern.opened',
  subject: { kind: 'pattern', id: 'a' },
  data: { ...pattern, sentence: 'amount is larger on legacy.' },
});

const called: Called = {
  ...byKey,
  context: (slug) => (slug === 'payments' ? 'Payments' : slug),
  audience: (context, reference) =>
    context === 'payments' && reference === 'cohort:rest' ? 'everyone else' : reference,
};

it('what time alone did stands at the time it did it, however late it was written down', () => {
  expect(feedOf([closed], null, byKey).map(({ at }) => at)).toEqual(['2026-11-04T12:10:00.000Z']);
  expect(newsOf([closed, found], null, byKey).map(({ index }) => index)).toEqual([1, 2]);
});

it('a pattern in the news is called by its number, which leads to it', () => {
  expect(newsOf([found], null, called)[0]?.sentence).toBe('P-7 was found in Payments: amount is larger on legacy.');
});

it('a lane in the news is called by the names of its context and audience, and its instant as people write it', () => {
  expect(feedOf([closed], null, called)[0]?.sentence).toBe(
    'The way back of Payments, reads of everyone else, closed on 4 Nov 2026 12:10 UTC.',
  );
});
