import { describe, expect, it } from 'vitest';
import { Tolerance } from '@/lib/domain/comparison/field-rules';
import { FieldRule, parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { inOrder, ofType } from './document';
import { type Member, membersOf, type RuleType, toleranceMembers, typeChoices } from './members';

const types = typeChoices.map(({ value }) => value as RuleType);
const names = (members: readonly Member[]) => members.map(({ name }) => name).sort();

const schemaOf = (type: RuleType) => FieldRule.options.find(({ shape }) => shape.type.value === type)?.shape ?? {};

/** Members that say nothing without another, or instead of another. */
const besides: Record<string, object> = {
  significant: { scale: undefined },
  true: { false: ['no'] },
  false: { true: ['yes'] },
};

describe('the editor of rules', () => {
  it('offers every type', () => {
    expect([...types].sort()).toEqual(FieldRule.options.map(({ shape }) => shape.type.value).sort());
  });

  it.each(types)('offers every member of %s, and none that it has not', (type) => {
    const schema = Object.keys(schemaOf(type)).filter((name) => name !== 'type');
    expect(names(membersOf(type))).toEqual(schema.sort());
  });

  it('offers every member of a tolerance', () => {
    expect(names(toleranceMembers)).toEqual(Object.keys(Tolerance.shape).sort());
  });

  it.each(types)('begins %s with a rule that reads', (type) => {
    expect(parseRuleSet({ fields: { field: ofType(type) } }).ok).toBe(true);
  });

  it.each(types.flatMap((type) => membersOf(type).map((member) => [type, member.name, member] as const)))(
    'adds to %s a %s that reads',
    (type, name, member) => {
      const rule = { ...ofType(type), [name]: member.initial, ...besides[name] };
      const field = Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined));
      const parsed = parseRuleSet({ fields: { field } });
      expect(parsed.ok ? [] : parsed.refusal.errors).toEqual([]);
    },
  );

  it.each(types.flatMap((type) => membersOf(type).map((member) => [type, member.name, member] as const)))(
    'offers of %s, %s, the words that the schema takes and no others',
    (type, name, member) => {
      if (member.control !== 'choice' && member.control !== 'sides') return;
      for (const { value } of [...member.choices]) {
        const said = 'apart' in member ? { legacy: value, target: value } : value;
        const parsed = parseRuleSet({ fields: { field: { ...ofType(type), [name]: said } } });
        expect(parsed.ok, value).toBe(true);
      }
    },
  );

  it('writes members in the order in which they are done', () => {
    const rule = inOrder({ tolerance: { absolute: '1' }, trim: true, scale: 2, rounding: 'up', type: 'decimal' });
    expect(Object.keys(rule)).toEqual(['type', 'trim', 'scale', 'rounding', 'tolerance']);
  });

  it('keeps of another type what the new one knows', () => {
    expect(ofType('decimal', { type: 'text', trim: true, truncateTo: 4 })).toEqual({
      type: 'decimal',
      trim: true,
      scale: 2,
      rounding: 'half_even',
    });
  });
});
