import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRuleSet, type RuleSetDocument, ruleSetDigest } from '@/lib/domain/comparison/rule-set';
import { anyRuleSet } from '@/lib/domain/comparison/testing/any-rule';
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

  it('say what a class is called, and what holds without one', () => {
    const classed = (...classify: object[]) => rules({ classify });
    const amounts = {
      field: 'amount',
      kind: 'value',
      difference: 'last_place',
      category: 'rounding',
      severity: 'info',
    };
    expect(told(classed(), classed(amounts))).toMatchObject([
      { before: null, absent: 'No class of its own.', after: 'Called rounding, info.' },
    ]);
    expect(told(classed(amounts), classed({ ...amounts, severity: 'minor' }))).toMatchObject([
      { before: 'Called rounding, info.', after: 'Called rounding, minor.' },
    ]);
  });

  it('name every code, however many there are', () => {
    const codes = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`C${n}`, `word ${n}`]));
    const coded = (legacy: Record<string, string>) =>
      rules({ fields: { state: { type: 'text', codes: { legacy, others: 'differ' } } } });
    const [change, ...more] = told(coded(codes), coded({ ...codes, C8: 'another word' }));
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      before: expect.stringContaining('“C8” is “word 8”'),
      after: expect.stringContaining('“C8” is “another word”'),
    });
  });

  it('are told apart wherever they differ, in sentences that differ, and nowhere else', () => {
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
        expect(told(one, one)).toEqual([]);
        if (!mixed.ok || ruleSetDigest(mixed.value) === ruleSetDigest(one)) return;
        const changes = told(one, mixed.value);
        expect(changes, JSON.stringify([one, mixed.value])).not.toEqual([]);
        for (const { before, after } of changes) expect(before).not.toBe(after);
      }),
      { numRuns: 400 },
    );
  }, 30_000);

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
