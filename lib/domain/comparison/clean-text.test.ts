import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanerOf } from './clean-text';
import { compareValues } from './compare-values';
import type { FieldRule } from './rule-set';
import { anyPair, anyRule } from './testing/any-rule';

const cleanings = fc.record({
  dropInvisible: fc.boolean(),
  lineEndings: fc.boolean(),
  unicode: fc.option(fc.constantFrom('NFC' as const, 'NFKC' as const), { nil: undefined }),
  trim: fc.boolean(),
  trimEnd: fc.boolean(),
  collapseBlanks: fc.boolean(),
  foldCase: fc.option(fc.constantFrom('ascii' as const, 'unicode' as const), { nil: undefined }),
});

/** Texts of what is known to be treated differently by engines, and any others. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      'A',
      'ß',
      'ẞ',
      'İ',
      'ı',
      'Σ',
      'ς',
      'É',
      'E',
      '\u0301',
      '\u0307',
      'ﬁ',
      '℡',
      '\u00a0',
      ' ',
      '\t',
      '\r',
      '\n',
      '\u200b',
      '\ufeff',
      '\u0000',
      'Å',
      '½',
      '\u00a8',
      'ǆ',
    ),
  }),
);

const anyPairs = fc.array(anyPair, { minLength: 5, maxLength: 15 });

const text = (rest: Partial<Extract<FieldRule, { type: 'text' }>>): FieldRule => ({
  type: 'text',
  nullEqualsEmpty: false,
  trim: false,
  ...rest,
});
const agree = (legacy: string | null, target: string | null, rule: FieldRule): boolean =>
  compareValues(legacy, target, rule).outcome !== 'mismatch';

describe('cleaning a text', () => {
  it('changes nothing the second time, each way and all together', () => {
    fc.assert(
      fc.property(cleanings, texts, (cleaning, value) => {
        const clean = cleanerOf(cleaning);
        expect(clean(clean(value))).toBe(clean(value));
        for (const [name, asked] of Object.entries(cleaning)) {
          const alone = cleanerOf({ [name]: asked });
          expect(alone(alone(value))).toBe(alone(value));
        }
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);

  it('folds case as the tables of Unicode have it, character by character, in every locale', () => {
    const slowly = (value: string): string =>
      Array.from(value, (character) => (character === 'Σ' || character === 'ς' ? 'σ' : character.toLowerCase())).join(
        '',
      );
    const ascii = (value: string): string =>
      Array.from(value, (character) => (/^[A-Z]$/.test(character) ? character.toLowerCase() : character)).join('');
    fc.assert(
      fc.property(texts, (value) => {
        expect(cleanerOf({ foldCase: 'unicode' })(value)).toBe(slowly(value));
        expect(cleanerOf({ foldCase: 'ascii' })(value)).toBe(ascii(value));
      }),
      { numRuns: 1_000 },
    );
    expect(agree('ΟΔΟΣ', 'οδος', text({ foldCase: 'unicode' }))).toBe(true);
    expect(agree('I', 'ı', text({ foldCase: 'unicode' }))).toBe(false);
    expect(agree('É', 'é', text({ foldCase: 'ascii' }))).toBe(false);
  });

  it('forgives what it names and nothing else', () => {
    expect(agree('é', 'e\u0301', text({ unicode: 'NFC' }))).toBe(true);
    expect(agree('ﬁ', 'fi', text({ unicode: 'NFC' }))).toBe(false);
    expect(agree('ﬁ', 'fi', text({ unicode: 'NFKC' }))).toBe(true);
    expect(agree('\ufeffab\u200b', 'ab', text({ dropInvisible: true }))).toBe(true);
    expect(agree('a\r\nb\rc', 'a\nb\nc', text({ lineEndings: true }))).toBe(true);
    expect(agree('ab   ', 'ab', text({ trimEnd: true }))).toBe(true);
    expect(agree(' ab', 'ab', text({ trimEnd: true }))).toBe(false);
    expect(agree('a \t b', 'a b', text({ collapseBlanks: true }))).toBe(true);
    expect(agree('a b', 'ab', text({ collapseBlanks: true, trim: true }))).toBe(false);
  });
});

describe('null and empty', () => {
  it('agree in the named direction only', () => {
    const oracle = text({ nullForEmpty: 'legacy' });
    expect(agree(null, '', oracle)).toBe(true);
    expect(agree('', null, oracle)).toBe(false);
    expect(agree('', '', oracle)).toBe(true);
    expect(agree(null, ' ', oracle)).toBe(false);
    expect(agree(null, ' ', text({ nullForEmpty: 'legacy', trim: true }))).toBe(true);
  });

  it('are for every type what the rule says, and null as a text is null where it says so', () => {
    const amount: FieldRule = { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: {} };
    expect(agree(null, '', amount)).toBe(false);
    expect(agree(null, ' ', { ...amount, nullEqualsEmpty: true })).toBe(true);
    expect(agree('NULL', null, { ...amount, nullTexts: ['NULL'] })).toBe(true);
    expect(agree('null', null, { ...amount, nullTexts: ['NULL'] })).toBe(false);
    expect(agree('NULL', null, { ...amount, nullTexts: ['NULL'], nullEqualsNull: false })).toBe(false);
  });
});

describe('codes', () => {
  const gender = (others: 'keep' | 'differ'): FieldRule =>
    text({ codes: { legacy: { M: 'male', F: 'female' }, target: { '1': 'male', '2': 'female' }, others } });

  it('are what they stand for; what no table names is itself, or a difference', () => {
    expect(agree('M', '1', gender('keep'))).toBe(true);
    expect(agree('M', '2', gender('keep'))).toBe(false);
    expect(agree('X', 'X', gender('keep'))).toBe(true);
    expect(agree('X', 'X', gender('differ'))).toBe(false);
    expect(agree('M', 'male', text({ codes: { legacy: { M: 'male' }, others: 'differ' } }))).toBe(true);
    expect(agree('M', 'X', text({ codes: { legacy: { M: 'male' }, others: 'differ' } }))).toBe(false);
    expect(compareValues('X', '1', gender('differ')).steps.at(-1)?.sentence).toBe(
      'Legacy’s value is not in the table of codes; they differ.',
    );
  });

  it('are found however the rule lets them be written', () => {
    const rule = text({ foldCase: 'ascii', trim: true, codes: { legacy: { ' m': 'Male' }, others: 'keep' } });
    expect(agree('M ', 'MALE', rule)).toBe(true);
  });
});

describe('any rule', () => {
  const swapped = <T>(value: T): T => {
    if (Array.isArray(value)) return value.map(swapped) as T;
    const words: Record<string, string> = { legacy: 'target', target: 'legacy' };
    if (typeof value === 'string') return (words[value] ?? value) as T;
    if (typeof value !== 'object' || value === null) return value;
    const names: Record<string, string> = { ...words, legacyZone: 'targetZone', targetZone: 'legacyZone' };
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [names[name] ?? name, swapped(inner)])) as T;
  };
  /** `base: legacy` need not be written, and is another one when the sides are swapped. */
  const mirrored = (rule: FieldRule): FieldRule => {
    const other = swapped(rule);
    const hasShare = 'tolerance' in rule && rule.tolerance?.relative !== undefined && rule.tolerance.base === undefined;
    return hasShare && 'tolerance' in other
      ? ({ ...other, tolerance: { ...other.tolerance, base: 'target' } } as FieldRule)
      : other;
  };

  it('comes to the same outcome with its sides and both values swapped', () => {
    fc.assert(
      fc.property(anyRule, anyPairs, (rule, pairs) => {
        for (const [legacy, target] of pairs) {
          expect(compareValues(target, legacy, mirrored(rule)).outcome).toBe(
            compareValues(legacy, target, rule).outcome,
          );
        }
      }),
      { numRuns: 200 },
    );
  }, 30_000);

  it('says what both sides had become: from what was sent to what was compared', () => {
    fc.assert(
      fc.property(anyRule, anyPairs, (rule, pairs) => {
        for (const [legacy, target] of pairs) {
          const { steps } = compareValues(legacy, target, rule);
          expect(steps[0]).toEqual({ step: 'as_sent', legacy, target, sentence: 'As sent.' });
          expect(steps.at(-1)?.step).toBe('compare');
          for (const { sentence } of steps) expect(sentence).toMatch(/^\P{Ll}.*\.$/su);
        }
      }),
      { numRuns: 200 },
    );
  }, 30_000);
});
