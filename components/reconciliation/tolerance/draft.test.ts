import { describe, expect, it } from 'vitest';
import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { draftWith, firstValue, type Knob, knobsFor, shareOfPercent, wrongWith } from './draft';

const knobs: readonly Knob[] = [
  'absolute',
  'relative',
  'scale',
  'within',
  'precision',
  'trim',
  'case',
  'unicode',
  'cut',
  'empty',
  'missing',
];

describe('a draft from one change', () => {
  it('is a valid rule set for every change that is offered, from no rules at all', () => {
    for (const knob of knobs) {
      const draft = draftWith(null, { field: 'amount', rule: null }, { knob, value: firstValue(knob, '-0.05') });
      expect([knob, parseRuleSet(draft)]).toMatchObject([knob, { ok: true }]);
    }
  });

  it('keeps all else that is in force, and what the rule said before', () => {
    const rule = { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { relative: '0.001' } };
    const rules = { fields: { amount: rule, name: { type: 'text', trim: true } }, classify: [], matching: 'kept' };
    expect(draftWith(rules, { field: 'amount', rule }, { knob: 'absolute', value: '0.05' })).toEqual({
      ...rules,
      fields: { ...rules.fields, amount: { ...rule, tolerance: { relative: '0.001', absolute: '0.05' } } },
    });
    expect(rule.tolerance).toEqual({ relative: '0.001' });
  });

  it('gives a field a rule of its own where a default applied', () => {
    const rule = { type: 'text', foldCase: 'ascii' };
    const rules = { defaults: [{ match: '*', rule }] };
    expect(draftWith(rules, { field: 'city', rule }, { knob: 'trim', value: '' })).toEqual({
      ...rules,
      fields: { city: { ...rule, trim: true } },
    });
  });
});

describe('what is offered', () => {
  it('fits how the values differ and what the rule is about', () => {
    expect(knobsFor('last_place', null)).toEqual(['absolute', 'relative', 'scale']);
    expect(knobsFor('last_place', { type: 'float' })).toEqual(['absolute', 'relative']);
    expect(knobsFor('last_place', { type: 'timestamp' })).toEqual([]);
    expect(knobsFor('letter_case', { type: 'timestamp' })).toEqual([]);
    expect(knobsFor('blanks', { type: 'decimal' })).toEqual(['trim']);
    expect(knobsFor('null_against_value', null)).toEqual([]);
    expect(knobsFor(null, null)).toEqual([]);
  });

  it('refuses what is negative, infinite or no number before it is sent', () => {
    for (const value of ['-1', '1e9', 'Infinity', 'NaN', '', '1,5']) {
      expect(wrongWith('absolute', value)).not.toBeNull();
      expect(wrongWith('relative', value)).not.toBeNull();
    }
    expect(wrongWith('relative', '100')).not.toBeNull();
    expect(wrongWith('within', '86401')).not.toBeNull();
    expect(wrongWith('absolute', '0.05')).toBeNull();
  });

  it('turns per cent into a share without losing a digit', () => {
    const cases: Record<string, string> = {
      '0.1': '0.001',
      '5': '0.05',
      '12.345': '0.12345',
      '0': '0',
      '10': '0.1',
      '99.9': '0.999',
    };
    for (const [percent, share] of Object.entries(cases)) expect(shareOfPercent(percent)).toBe(share);
  });
});
