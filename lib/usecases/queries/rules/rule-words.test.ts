import { describe, expect, it } from 'vitest';
import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { changesBetween } from './rule-words';

const rules = (document: unknown) => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error('does not parse');
  return parsed.value;
};

const amount = { type: 'decimal', scale: 2, rounding: 'half_even', tolerance: { absolute: '0.01' } };

describe('rules in words', () => {
  it('say each field’s normalisation and tolerance', () => {
    const changes = changesBetween(
      rules({}),
      rules({
        fields: {
          amount,
          paidAt: { type: 'timestamp', legacyZone: 'Europe/Berlin', targetZone: 'UTC', precision: 'second' },
          note: { type: 'text', nullEqualsEmpty: true, truncateTo: 40 },
        },
      }),
    );
    expect(changes.map(({ after }) => after)).toEqual([
      'Number. Rounded to 2 places, half to even. May differ by up to 0.01.',
      'Text. Empty and null are the same. One side may be cut off after 40 characters.',
      'Time to the second. Where no offset was sent, read as Europe/Berlin time on legacy and UTC time on target. Nothing may differ.',
    ]);
  });

  it('name what was added, changed and taken away', () => {
    const before = rules({
      fields: { amount, note: { type: 'text' } },
      classify: [{ field: 'amount', category: 'rounding', severity: 'minor' }],
    });
    const after = rules({
      fields: { amount: { ...amount, tolerance: {} }, fee: amount },
      classify: [{ field: 'amount', category: 'genuine', severity: 'major' }],
    });
    expect(changesBetween(before, after)).toEqual([
      {
        subject: 'amount',
        before: 'Number. Rounded to 2 places, half to even. May differ by up to 0.01.',
        after: 'Number. Rounded to 2 places, half to even. Nothing may differ.',
      },
      { subject: 'fee', before: null, after: 'Number. Rounded to 2 places, half to even. May differ by up to 0.01.' },
      { subject: 'note', before: 'Text. Nothing may differ.', after: null },
      { subject: 'class of any difference in amount', before: 'rounding, minor', after: 'genuine, major' },
    ]);
  });

  it('name every code, however many there are', () => {
    const codes = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`C${n}`, `word ${n}`]));
    const coded = (legacy: Record<string, string>) =>
      rules({ fields: { state: { type: 'text', codes: { legacy, others: 'differ' } } } });
    const [change, ...more] = changesBetween(coded(codes), coded({ ...codes, C8: 'another word' }));
    expect(more).toEqual([]);
    expect([change?.before, change?.after]).toEqual([
      expect.stringContaining('“C8” is “word 8”'),
      expect.stringContaining('“C8” is “another word”'),
    ]);
  });

  it('name nothing between equal versions', () => {
    expect(changesBetween(rules({ fields: { amount } }), rules({ fields: { amount } }))).toEqual([]);
  });
});
