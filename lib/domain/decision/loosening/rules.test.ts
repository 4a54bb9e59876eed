import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { compareValues } from '@/lib/domain/comparison/compare-values';
import { parseRuleSet, type RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { anyPair, anyWrittenRule } from '@/lib/domain/comparison/testing/any-rule';
import { loosensBy } from '@/lib/domain/decision/document-changes';
import { ruleSetChanges } from './rules';

const rules = (document: object): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};
const directions = (before: object, after: object) =>
  ruleSetChanges(rules(before), rules(after)).map(({ path, direction }) => `${path} ${direction}`);

type Written = Record<string, unknown>;

/** A rule and the same with one member gone, come or as another rule of its type has it. */
const twoRules = fc
  .tuple(anyWrittenRule as fc.Arbitrary<Written>, anyWrittenRule as fc.Arbitrary<Written>, fc.nat(), fc.boolean())
  .map(([one, other, index, goes]): [Written, Written] | null => {
    const names = Object.keys({ ...one, ...(one.type === other.type ? other : {}) }).filter(
      // More digits are called stricter because less of a difference is forgiven, though another half may be met.
      (name) => !['type', 'scale', 'significant'].includes(name),
    );
    const name = names[index % Math.max(1, names.length)];
    if (name === undefined) return null;
    const { [name]: _, ...without } = one;
    return [one, goes || other[name] === undefined ? without : { ...one, [name]: other[name] }];
  });

describe('rules that loosen nothing', () => {
  it('accept nothing that was not accepted before, whatever member of a rule changed', () => {
    let held = 0;
    fc.assert(
      fc.property(twoRules, fc.array(anyPair, { minLength: 20, maxLength: 40 }), (two, pairs) => {
        const [before, after] = (two ?? []).map((rule) => parseRuleSet({ fields: { f: rule } }));
        if (!before?.ok || !after?.ok || loosensBy(ruleSetChanges(before.value, after.value))) return;
        const [was, is] = [before.value.fields.f ?? null, after.value.fields.f ?? null];
        for (const [legacy, target] of pairs) {
          if (compareValues(legacy, target, is).outcome === 'mismatch') continue;
          held += 1;
          expect(compareValues(legacy, target, was).outcome, JSON.stringify([legacy, target])).not.toBe('mismatch');
        }
      }),
      { numRuns: 1_000 },
    );
    expect(held).toBeGreaterThan(500);
  }, 60_000);
});

describe('rules say of what is new in them', () => {
  const amount = { type: 'decimal', scale: 2, rounding: 'half_even', tolerance: { relative: '0.01' } };
  const of = (more: object, tolerance: object = {}) =>
    directions(
      { fields: { amount } },
      { fields: { amount: { ...amount, ...more, tolerance: { ...amount.tolerance, ...tolerance } } } },
    );

  test.each<[string, object, object, string]>([
    ['a larger base', {}, { base: 'larger' }, '/fields/amount/tolerance/base looser'],
    ['a floor', {}, { floor: '1' }, '/fields/amount/tolerance/floor looser'],
    ['an exclusive boundary', {}, { boundary: 'exclusive' }, '/fields/amount/tolerance/boundary stricter'],
    ['a boundary that was meant anyway', {}, { boundary: 'inclusive' }, '/fields/amount/tolerance/boundary other'],
    ['NaN that equals NaN', { nan: 'equal' }, {}, '/fields/amount/nan looser'],
    ['minus zero told apart', { negativeZero: 'differs' }, {}, '/fields/amount/negativeZero stricter'],
    ['null that says nothing', { nullEqualsNull: false }, {}, '/fields/amount/nullEqualsNull stricter'],
    ['codes', { codes: { others: 'differ' } }, {}, '/fields/amount/codes looser'],
  ])('%s', (_, more, tolerance, change) => {
    expect(of(more, tolerance)).toEqual([change]);
  });

  it('a type of its own is looser, and a rule lost to a default is, too', () => {
    const text = { type: 'text' };
    expect(directions({ fields: { f: text } }, { fields: { f: { type: 'boolean' } } })).toContain(
      '/fields/f/type looser',
    );
    const defaults = [{ match: 'f*', rule: { type: 'text', trim: true } }];
    expect(directions({ fields: { f: text }, defaults }, { defaults })).toEqual(['/fields/f looser']);
    expect(directions({ fields: { g: text }, defaults }, { defaults })).toEqual(['/fields/g stricter']);
  });

  it('where null does not equal null, a text that no longer counts as nothing is looser', () => {
    const nothing = { type: 'json', nullEqualsNull: false, nullTexts: ['NULL'] };
    const { nullTexts, ...without } = nothing;
    expect(nullTexts).toEqual(['NULL']);
    expect(directions({ fields: { f: nothing } }, { fields: { f: without } })).toEqual(['/fields/f/nullTexts looser']);
  });

  it('an ignored field is looser, longer is looser, and a day is stricter than none', () => {
    const ignoring = (until?: string) => ({ ignored: [{ field: 'loaded_at', reason: 'Technical.', until }] });
    expect(directions({}, ignoring())).toEqual(['/ignored/loaded_at looser']);
    expect(directions(ignoring(), {})).toEqual(['/ignored/loaded_at stricter']);
    expect(directions(ignoring(), ignoring('2027-01-31'))).toEqual(['/ignored/loaded_at/until stricter']);
    expect(directions(ignoring('2027-01-31'), ignoring('2027-03-31'))).toEqual(['/ignored/loaded_at/until looser']);
    expect(directions(ignoring('2027-01-31'), ignoring())).toEqual(['/ignored/loaded_at/until looser']);
  });

  it('a longer wait for the other side is looser, and so is another order of defaults', () => {
    const waiting = (window: string) => ({ matching: { window, period: 'PT1H' } });
    expect(directions(waiting('PT5M'), waiting('PT10M'))).toEqual(['/matching/window looser']);
    expect(directions(waiting('PT10M'), waiting('PT5M'))).toEqual(['/matching/window stricter']);
    const [a, b] = ['a*', 'b*'].map((match) => ({ match, rule: { type: 'text' } }));
    expect(directions({ defaults: [a, b] }, { defaults: [b, a] })).toEqual(['/defaults looser']);
  });

  it('another order of classes is looser, since the first that fits counts', () => {
    const grave = { field: 'a', category: 'genuine', severity: 'critical' };
    const late = { kind: 'value', category: 'timing', severity: 'info' };
    expect(directions({ classify: [grave, late] }, { classify: [late, grave] })).toEqual(['/classify looser']);
  });

  it('no two classes go by one name', () => {
    const as = { category: 'timing', severity: 'info' };
    const change = directions(
      { classify: [{ field: 'amount', kind: 'value', ...as }] },
      { classify: [{ field: 'amount value', ...as }] },
    );
    expect(change).toEqual(['/classify/"amount value" looser', '/classify/amount value stricter']);
  });
});
