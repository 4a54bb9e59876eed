import { describe, expect, it } from 'vitest';
import { parseRuleSet, type RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { ruleSetChanges } from '@/lib/domain/decision/loosening/rules';
import { subjectChanges } from './rule-diff';

const rules = (document: unknown): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};
const told = (before: RuleSetDocument, after: RuleSetDocument) =>
  subjectChanges(before, after, ruleSetChanges(before, after));

const amount = { type: 'decimal', scale: 2, rounding: 'half_even' };

describe('two versions of the rules, held against each other', () => {
  it('tell each subject once, what is looser first, with old and new as sentences', () => {
    const before = rules({ fields: { amount, 'a/b': { type: 'text', trim: true } } });
    const after = rules({
      fields: { amount: { ...amount, tolerance: { absolute: '0.01' } }, 'a/b': { type: 'text' } },
    });
    const changes = told(before, after);
    expect(changes.map(({ subject, direction }) => [subject, direction])).toEqual([
      ['amount', 'looser'],
      ['a/b', 'stricter'],
    ]);
    expect(changes[0]?.before).toContain('Nothing may differ.');
    expect(changes[0]?.after).toContain('May differ by up to 0.01.');
  });

  it('lose no place of what changed', () => {
    const before = rules({ fields: { amount }, matching: { window: 'PT15M', period: 'PT1H' } });
    const after = rules({
      fields: { amount: { ...amount, scale: 3, trim: true } },
      classify: [{ kind: 'duplicate', category: 'timing', severity: 'minor' }],
      ignored: [{ field: 'loaded', reason: 'Each writes its own.' }],
      defaults: [{ match: '*', rule: { type: 'text' } }],
      matching: { window: 'PT1H', period: 'PT1H' },
    });
    const places = told(before, after).flatMap((change) => change.places.map(({ path }) => path));
    expect(places.sort()).toEqual(
      ruleSetChanges(before, after)
        .map(({ path }) => path)
        .sort(),
    );
  });
});
