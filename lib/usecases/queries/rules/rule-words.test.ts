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
      'decimal, 2 places, rounded half even; within 0.01',
      'text; null equals empty, a cut at 40 characters is forgiven',
      'timestamp, read in Europe/Berlin on legacy and UTC on target, to the second',
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
        before: 'decimal, 2 places, rounded half even; within 0.01',
        after: 'decimal, 2 places, rounded half even; exact',
      },
      { subject: 'fee', before: null, after: 'decimal, 2 places, rounded half even; within 0.01' },
      { subject: 'note', before: 'text; as sent', after: null },
      { subject: 'classification of amount', before: 'rounding, minor', after: 'genuine, major' },
    ]);
  });

  it('name nothing between equal versions', () => {
    expect(changesBetween(rules({ fields: { amount } }), rules({ fields: { amount } }))).toEqual([]);
  });
});
