import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyChain, parseEntry, verifyChain } from './chain';
import { genesisOf, leafOf, linkEntry } from './entry';
import { type Fact, factTypes } from './fact';
import { sentenceOf } from './sentence';

const origin = 'lockgate/claims';
const start = new Date('2026-11-20T12:00:00.000Z');
const hold = (at: number): Fact => ({
  type: 'hold.placed',
  data: { hold: `h${at}`, context: 'payments', reason: 'Close' },
});

const chainOf = (length: number): Uint8Array[] => {
  let prev = genesisOf(origin);
  return Array.from({ length }, (_, index) => {
    const at = new Date(start.getTime() + index);
    const draft = {
      at,
      recordedAt: at,
      actor: { kind: 'person' as const, id: 'p', name: 'Rita' },
      requestId: 'r',
      fact: hold(index),
    };
    const { bytes, leaf } = linkEntry({ origin, index, prev }, draft);
    prev = leaf;
    return bytes;
  });
};

const edit = (bytes: Uint8Array, change: (text: string) => string) =>
  new TextEncoder().encode(change(new TextDecoder().decode(bytes)));
const verify = (entries: readonly Uint8Array[]) => verifyChain(entries, emptyChain(origin));

test('an entry has known bytes, leaf and genesis', () => {
  const [first = new Uint8Array()] = chainOf(1);
  expect(new TextDecoder().decode(first)).toBe(
    `{"actor":{"id":"p","kind":"person","name":"Rita"},"at":"2026-11-20T12:00:00.000Z","data":{"context":"payments","hold":"h0","reason":"Close"},"index":0,"ledger":"lockgate/claims","prev":"${genesisOf(origin)}","recordedAt":"2026-11-20T12:00:00.000Z","requestId":"r","type":"hold.placed","v":1}`,
  );
  expect([genesisOf(origin), leafOf(first)]).toEqual([
    'a9bcd865b58e97be8f409f928532bda1e4f0acd3af243daa0607e9ea8755f632',
    '19974ad6be57b4d97167ffef2288c509d7ac5c93b4c23e071b6b0426c2588f71',
  ]);
});

test('a whole chain is followed to its head, and onwards from there', () => {
  const entries = chainOf(10);
  const whole = verify(entries);
  expect(whole).toMatchObject({ ok: true, head: { next: 10 } });
  const half = verify(entries.slice(0, 5));
  expect(half.ok && verifyChain(entries.slice(5), half.head)).toEqual(whole);
});

describe('the first bad entry is named', () => {
  const entries = chainOf(6);
  const replace = (at: number, change: (text: string) => string) =>
    entries.map((bytes, index) => (index === at ? edit(bytes, change) : bytes));
  test.each<[string, Uint8Array[], number, RegExp]>([
    ['when one is changed', replace(2, (text) => text.replace('Close', 'Other')), 3, /does not follow/],
    ['when one is left out', entries.filter((_, at) => at !== 2), 2, /says index 3/],
    ['when two change places', [0, 2, 1, 3].flatMap((at) => entries[at] ?? []), 1, /says index 2/],
    ['when one comes twice', [0, 1, 1, 2].flatMap((at) => entries[at] ?? []), 2, /says index 1/],
    ['when one is not canonical', replace(2, (text) => text.replace('{"actor"', '{ "actor"')), 2, /canonical/],
    [
      'when one repeats a member',
      replace(2, (text) => text.replace('"index":2', '"index":2,"index":2')),
      2,
      /canonical/,
    ],
    [
      'when one has a member of its own',
      replace(2, (text) => text.replace('"index":2', '"index":2,"extra":1')),
      2,
      /version 1/,
    ],
    [
      'when one has an unknown type',
      replace(2, (text) => text.replace('hold.placed', 'hold.forged')),
      2,
      /unknown type/,
    ],
    [
      'when one has data of another type',
      replace(2, (text) => text.replace('hold.placed', 'key.revoked')),
      2,
      /does not have/,
    ],
    ['when one is no JSON', replace(2, () => 'no'), 2, /not JSON/],
    ['when one is of another ledger', replace(0, (text) => text.replace(origin, 'lockgate/other')), 0, /belongs to/],
  ])('%s', (_, bad, index, problem) => {
    const result = verify(bad);
    expect(result).toMatchObject({ ok: false, index });
    expect(result.ok ? '' : result.problem).toMatch(problem);
  });

  test('when time goes back', () => {
    const [first = new Uint8Array()] = chainOf(1);
    const at = new Date(start.getTime() - 1);
    const draft = { at, recordedAt: at, actor: { kind: 'system' as const, id: 's' }, requestId: 'r', fact: hold(1) };
    const { bytes } = linkEntry({ origin, index: 1, prev: leafOf(first) }, draft);
    expect(verify([first, bytes])).toMatchObject({ ok: false, index: 1 });
  });
});

test('no single changed byte goes unnoticed before the last entry', () => {
  const entries = chainOf(4);
  const seed = Math.floor(Math.random() * 2_147_483_647);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 }), fc.nat(), fc.integer({ min: 1, max: 255 }), (entry, place, mask) => {
      const changed = entries.map((bytes) => Uint8Array.from(bytes));
      const bytes = changed[entry] ?? new Uint8Array(1);
      const at = place % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ mask;
      expect(verify(changed).ok).toBe(false);
    }),
    { seed, numRuns: 500 },
  );
});

test('an entry is read back as it was written', () => {
  const [first = new Uint8Array()] = chainOf(1);
  expect(parseEntry(first)).toMatchObject({ index: 0, type: 'hold.placed', data: { reason: 'Close' } });
  expect(() => parseEntry(edit(first, () => '{}'))).toThrow(/version 1/);
});

test('entries are told as sentences, those of a later version too', () => {
  const entry = {
    type: 'hold.placed',
    data: { hold: 'h', context: 'payments', reason: 'Month-end' },
    actor: { kind: 'person' as const, id: 'p', name: 'Rita' },
  };
  expect(sentenceOf(entry)).toBe('Rita placed a hold on payments: Month-end.');
  expect(sentenceOf({ ...entry, type: 'budget.changed' })).toBe('Something of the kind budget.changed happened.');
  expect(new Set(factTypes).size).toBe(factTypes.length);
});
