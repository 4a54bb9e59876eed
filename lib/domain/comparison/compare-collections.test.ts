import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalMembers, canonicalValue } from './canonical-value';
import { listOf } from './compare-collections';
import { compareValues } from './compare-values';
import type { ListRule } from './field-rules';
import type { FieldRule } from './rule-set';

const outcome = (legacy: string, target: string, rule: FieldRule) => compareValues(legacy, target, rule).outcome;

const words = fc.array(fc.constantFrom('a', 'b', 'c', 'ä', '1', '01', ' '), { maxLength: 6 });
const list = (rest: Partial<ListRule> = {}): ListRule => ({
  type: 'list',
  written: 'json',
  order: 'multiset',
  ...rest,
});

describe('lists', () => {
  /** How often each member stands there, without putting anything in order. */
  const counts = (members: readonly string[]) => {
    const found = new Map<string, number>();
    for (const member of members) found.set(member.trim(), (found.get(member.trim()) ?? 0) + 1);
    return found;
  };
  const equal = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, counted: boolean): boolean =>
    a.size === b.size && [...a].every(([member, count]) => b.has(member) && (!counted || b.get(member) === count));

  it('agree as lists, multisets and sets do, by counting', () => {
    fc.assert(
      fc.property(words, words, fc.constantFrom('ordered', 'multiset', 'set'), (a, b, order) => {
        const expected =
          order === 'ordered'
            ? JSON.stringify(a.map((word) => word.trim())) === JSON.stringify(b.map((word) => word.trim()))
            : equal(counts(a), counts(b), order === 'multiset');
        const found = outcome(JSON.stringify(a), JSON.stringify(b), list({ order }));
        expect(found).toBe(expected ? 'match' : 'mismatch');
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);

  it('are the same list in any order of theirs, and putting them in order once is enough', () => {
    const read = listOf(list());
    fc.assert(
      fc.property(words, (members) => {
        const shuffled = [...members].reverse();
        expect(read(JSON.stringify(shuffled), 'target')).toEqual(read(JSON.stringify(members), 'legacy'));
        const once = read(JSON.stringify(members), 'legacy') ?? [];
        expect(read(`[${once.join(',')}]`, 'legacy')).toEqual(once);
      }),
    );
  });

  it('have members of the type that the rule names, and are no list where one is not', () => {
    const amounts = list({
      written: { separator: ';' },
      item: { type: 'decimal', scale: 1, rounding: 'half_up', tolerance: {} },
    });
    expect(outcome('1.04;2', '2.0;1', amounts)).toBe('match');
    expect(outcome('1.05;2', '2.0;1', amounts)).toBe('mismatch');
    expect(outcome('1;x', '1;x', amounts)).toBe('mismatch');
    expect(outcome('', '', amounts)).toBe('match');
    expect(outcome('[1,', '[1]', list())).toBe('mismatch');
    expect(outcome('{"a":1}', '[1]', list())).toBe('mismatch');
  });
});

describe('members of a JSON list', () => {
  it.each([
    ['["a",null]', '["a","null"]'],
    ['["1"]', '[1]'],
    ['["true"]', '[true]'],
    ['["{\\"a\\":1}"]', '[{"a":1}]'],
    ['["[1]"]', '[[1]]'],
  ])('are not the texts that read alike: %s and %s', (one, other) => {
    expect(JSON.parse(one)).not.toEqual(JSON.parse(other));
    expect(outcome(one, other, list())).toBe('mismatch');
    expect(outcome(one, one, list())).toBe('match');
    expect(outcome(other, other, list())).toBe('match');
  });

  it('are the same however numbers, blanks and members of objects are written', () => {
    expect(outcome('[1.0, {"b":2,"a":1}]', '[{"a":1,"b":2.0},1]', list())).toBe('match');
    expect(outcome('[null,"a"]', '["a ",null]', list())).toBe('match');
    expect(compareValues('["b","a"]', '["a","b"]', list()).steps.map(({ legacy }) => legacy)).toContain('["a","b"]');
  });

  it('are never null where a rule reads them as something', () => {
    const texts = list({ item: { type: 'text', nullEqualsEmpty: false, trim: true } });
    expect(outcome('["a",null]', '["a","null"]', texts)).toBe('mismatch');
    expect(outcome('[null,"a"]', '["a",null]', texts)).toBe('mismatch');
    expect(outcome('["1"," a"]', '["a",1]', texts)).toBe('match');
  });
});

describe('JSON values', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).map((value) => value as unknown);
  const form = { unordered: false, dropNulls: false };
  const shuffled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(shuffled);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, inner]) => [name, shuffled(inner)]),
    );
  };
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, inner]) => [`_${name}`, sorted(inner)]),
    );
  };

  it('say the same in any order of members and any spacing, and only what is the same', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const canonical = canonicalValue(JSON.stringify(a), form);
        expect(canonicalValue(JSON.stringify(shuffled(a), null, 2), form)).toBe(canonical);
        expect(canonicalValue(canonical ?? '', form)).toBe(canonical);
        const same = JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
        expect(canonicalValue(JSON.stringify(b), form) === canonical).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  }, 30_000);

  it('keep every digit of a number, however it is written', () => {
    const of = (text: string) => canonicalValue(text, form);
    expect(of('[1.0, 1e0, 10E-1]')).toBe('[1,1,1]');
    expect(of('12345678901234567890.1')).toBe('12345678901234567890.1');
    expect(of('12345678901234567890.1')).not.toBe(of('12345678901234567890.2'));
    expect(of('1e5000')).toBeNull();
  });

  it('are none where a member is named twice, the text is broken or nests too deep', () => {
    for (const text of [
      '{"a":1,"a":1}',
      '{"a":{"b":1,"b":2}}',
      '{',
      '',
      '[1,]',
      'nan',
      `${'['.repeat(70)}${']'.repeat(70)}`,
    ]) {
      expect(canonicalValue(text, form)).toBeNull();
    }
    expect(canonicalValue(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, form)).toBeNull();
    expect(canonicalMembers('"a"')).toBeNull();
  });

  it('leave out the order of lists and members that are null where the rule says so', () => {
    expect(
      outcome('{"a":[1,2],"b":null}', '{"a":[2,1]}', { type: 'json', lists: 'multiset', missingEqualsNull: true }),
    ).toBe('match');
    expect(outcome('{"a":[1,2]}', '{"a":[2,1]}', { type: 'json' })).toBe('mismatch');
    expect(outcome('{"a":1,"b":null}', '{"a":1}', { type: 'json' })).toBe('mismatch');
  });
});

describe('yes and no', () => {
  it('are the same in any of the usual words', () => {
    const yes = fc.constantFrom('1', 't', 'T', 'Y', 'yes', 'true', 'TRUE', ' on ');
    const no = fc.constantFrom('0', 'f', 'N', 'no', 'False', 'OFF');
    fc.assert(
      fc.property(yes, yes, no, (a, b, c) => {
        expect(outcome(a, b, { type: 'boolean' })).toBe('match');
        expect(outcome(a, c, { type: 'boolean' })).toBe('mismatch');
      }),
    );
    expect(outcome('2', '1', { type: 'boolean' })).toBe('mismatch');
    expect(outcome('ja', 'J', { type: 'boolean', true: ['ja', 'j'], false: ['nein'] })).toBe('match');
    expect(outcome('true', 'ja', { type: 'boolean', true: ['ja', 'j'], false: ['nein'] })).toBe('mismatch');
  });
});
