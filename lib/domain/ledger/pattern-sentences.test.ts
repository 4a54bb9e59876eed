import { describe, expect, it } from 'vitest';
import type { FactData, FactType } from './fact';
import { sentenceOf } from './sentence';

const actor = { kind: 'person', id: 'b', name: 'Beatriz Moreno' } as const;
const tell = <T extends FactType>(type: T, data: FactData<T>) => sentenceOf({ type, data, actor });

const about = { pattern: 'a', number: 20, context: 'payments' };
const judged = { category: 'genuine', severity: 'critical' } as const;

describe('a pattern in the record', () => {
  it('is called by its number', () => {
    expect(tell('pattern.opened', { ...about, ...judged, sentence: 'amount is larger on legacy.' })).toBe(
      'P-20 was found in payments: amount is larger on legacy.',
    );
    expect(tell('pattern.reopened', { ...about, was: 'gone', resolution: null, times: 14 })).toBe(
      'P-20 of payments, which was gone, is open again, for the 14th time.',
    );
    expect(tell('pattern.changed', { ...about, state: 'gone', because: 'a later run no longer shows it' })).toBe(
      'P-20 of payments is gone now: a later run no longer shows it.',
    );
    expect(tell('pattern.triaged', { ...about, ...judged, note: '' })).toBe(
      'Beatriz Moreno called P-20 of payments genuine, critical.',
    );
  });

  it('is named once where triage both judged and resolved it', () => {
    const changes = [
      { member: 'category' as const, from: 'unclassified', to: 'genuine' },
      { member: 'resolution' as const, from: null, to: 'hidden_legacy_rule' },
    ];
    expect(tell('pattern.triaged', { ...about, ...judged, note: '', changes })).toBe(
      'Beatriz Moreno called P-20 of payments genuine, critical and resolved it as hidden legacy rule.',
    );
  });

  it('has no number in an entry from before numbers were kept', () => {
    const { number: _, ...before } = about;
    expect(tell('pattern.changed', { ...before, state: 'gone', because: '' })).toBe(
      'A pattern of payments is gone now.',
    );
  });
});
