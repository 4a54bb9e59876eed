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
        after: 'Not compared: Each side writes its own. Until the end of 2027-03-31, by the end of a run’s window.',
      },
      {
        subject: 'other fields named *_at',
        before: null,
        after:
          'Time to the second. Read as UTC time where no offset was sent. Leap seconds count as second 59. Nothing may differ.',
      },
      {
        subject: 'paid',
        before: 'Number. Rounded to 2 places, away from zero. Nothing may differ.',
        after:
          'Number. Rounded to 2 places, away from zero. May differ by less than 1 % of the larger value; exactly as much differs.',
      },
      {
        subject: 'tags',
        before: null,
        after:
          'List. Written with “;” between its members. Neither its order nor how often something stands in it counts. Each member is a text: Blanks at both ends do not count. Nothing may differ.',
      },
    ]);
  });
});
