import { describe, expect, it } from 'vitest';
import { withoutIdleMembers } from './idle-members';
import { parseRuleSet, type RuleSetDocument, ruleSetDigest } from './rule-set';

const decimal = { type: 'decimal', scale: 0, rounding: 'half_up' };
const listOf = (item: object) => ({ type: 'list', written: 'json', order: 'ordered', item });

const stored = (document: unknown): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};
const refused = (document: unknown, prefix?: string): string[] => {
  const found = withoutIdleMembers(stored(document), prefix);
  return found.ok ? [] : (found.refusal.errors ?? []).map(({ pointer = '' }) => pointer);
};

describe('a member that does nothing in the members of a list', () => {
  it.each<[string, object]>([
    ['nullTexts', { type: 'text', nullTexts: ['NULL'] }],
    ['missingEqualsNull', { type: 'text', missingEqualsNull: true }],
    ['nullForEmpty', { type: 'text', nullForEmpty: 'legacy' }],
    ['nullEqualsNull', { type: 'text', nullEqualsNull: false }],
    ['nullEqualsEmpty', { type: 'text', nullEqualsEmpty: true }],
    ['codes', { type: 'boolean', codes: { legacy: { J: 'true' }, others: 'keep' } }],
    ['nan', { ...decimal, nan: 'equal' }],
    ['infinity', { ...decimal, infinity: 'equal' }],
    ['negativeZero', { ...decimal, negativeZero: 'differs' }],
  ])('is refused in new rules, and read in those that are stored: %s', (name, item) => {
    expect(refused({ fields: { 'a/b': listOf(item) } }, '/document')).toEqual([`/document/fields/a~1b/item/${name}`]);
    expect(refused({ defaults: [{ match: '*', rule: listOf(item) }] })).toEqual([`/defaults/0/rule/item/${name}`]);
  });

  it('leaves the digest of stored rules as it was', () => {
    const document = { fields: { a: listOf({ ...decimal, negativeZero: 'differs' }) } };
    expect(ruleSetDigest(stored(document))).not.toBe(ruleSetDigest(stored({ fields: { a: listOf(decimal) } })));
  });

  it('is none that cleans or reads, nor the same of a value as a whole', () => {
    const cleaning = { dropInvisible: true, lineEndings: true, unicode: 'NFC', trimEnd: true, collapseBlanks: true };
    for (const item of [
      { type: 'text', trim: true, foldCase: 'ascii', ...cleaning },
      { type: 'boolean', true: ['ja'], false: ['nein'] },
      { ...decimal, trim: true },
    ]) {
      expect(refused({ fields: { a: listOf(item) } })).toEqual([]);
    }
    expect(refused({ fields: { a: { ...decimal, nan: 'equal' }, b: { type: 'json' } } })).toEqual([]);
  });
});
