import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRuleSet, type RuleSetDocument, ruleSetDigest } from '@/lib/domain/comparison/rule-set';
import { anyRuleSet } from '@/lib/domain/comparison/testing/any-rule';
import { changesBetween } from './rule-words';

const rules = (document: unknown): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error('does not parse');
  return parsed.value;
};

describe('what changed between two versions', () => {
  it('is told wherever they differ, whatever it is, and nothing where they do not', () => {
    fc.assert(
      fc.property(anyRuleSet, anyRuleSet, fc.nat(), (one, other, index) => {
        // One member of one rule is the other's, so that little differs.
        const [field = '', rule] = Object.entries(one.fields)[0] ?? [];
        const donor = Object.values(other.fields).find(({ type }) => type === rule?.type);
        const name = Object.keys(donor ?? {})[index % Math.max(1, Object.keys(donor ?? {}).length)] ?? '';
        const mixed = parseRuleSet({
          ...one,
          fields: {
            ...one.fields,
            ...(rule === undefined ? {} : { [field]: { ...rule, ...(donor && { [name]: Reflect.get(donor, name) }) } }),
          },
        });
        expect(changesBetween(one, one)).toEqual([]);
        if (!mixed.ok || ruleSetDigest(mixed.value) === ruleSetDigest(one)) return;
        expect(changesBetween(one, mixed.value), JSON.stringify([one, mixed.value])).not.toEqual([]);
      }),
      { numRuns: 400 },
    );
  }, 30_000);

  it('names each kind of rule in words', () => {
    const before = rules({ fields: { paid: { type: 'decimal', scale: 2, rounding: 'up' } } });
    const after = rules({
      fields: {
        paid: {
          type: 'decimal',
          scale: 2,
          rounding: 'up',
          tolerance: { relative: '0.01', base: 'larger', boundary: 'exclusive' },
        },
        tags: { type: 'list', written: { separator: ';' }, order: 'set', item: { type: 'text', trim: true } },
      },
      defaults: [
        {
          match: '*_at',
          rule: { type: 'timestamp', legacyZone: 'UTC', targetZone: 'UTC', precision: 'second', leapSeconds: 'clamp' },
        },
      ],
      ignored: [{ field: 'loaded_at', reason: 'Each side writes its own.', until: '2027-03-31' }],
    });
    expect(changesBetween(before, after)).toEqual([
      {
        subject: 'ignoring loaded_at',
        before: null,
        after: 'ignored until the end of 2027-03-31: Each side writes its own.',
      },
      {
        subject: 'other fields named *_at',
        before: null,
        after: 'timestamp, read in UTC on legacy and UTC on target, to the second; leap seconds clamped',
      },
      {
        subject: 'paid',
        before: 'decimal, 2 places, rounded up; exact',
        after: 'decimal, 2 places, rounded up; by less than 1 % of the larger',
      },
      {
        subject: 'tags',
        before: null,
        after:
          'list separated by “;”, as a set, neither order nor repetition counts; each member: text; blanks at the ends do not count',
      },
    ]);
  });
});
