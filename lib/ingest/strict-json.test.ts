import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { numberSurvives } from './json-number';
import { bodyLimits, NumberText, parseJsonKeepingNumbers, parseStrictJson } from './strict-json';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => parseStrictJson(bytes(text));

const faultOf = (text: string | Uint8Array) => {
  const result = parseStrictJson(typeof text === 'string' ? bytes(text) : text);
  return result.ok ? 'accepted' : `${result.refusal.errors?.[0]?.code} ${result.refusal.errors?.[0]?.pointer}`;
};

describe('strict JSON', () => {
  it('reads every document that JSON.parse writes, to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), fc.boolean(), (value, spaced) => {
        const text = spaced ? JSON.stringify(value, null, 2) : JSON.stringify(value);
        const result = read(text);
        if (result.ok) expect(canonicalJson(result.value)).toBe(canonicalJson(JSON.parse(text)));
        else expect(['number', 'text']).toContain(result.refusal.errors?.[0]?.code);
      }),
    );
  });

  it('never accepts what JSON.parse refuses', () => {
    const alphabet = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ':',
      ',',
      '1',
      '-',
      '.',
      'e',
      '0',
      'true',
      'null',
      ' ',
      '\\',
      'u',
      'a',
    );
    fc.assert(
      fc.property(fc.array(alphabet, { maxLength: 24 }), (parts) => {
        const text = parts.join('');
        if (read(text).ok) expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['', 'syntax '],
    ['  ', 'syntax '],
    ['{"a":1,}', 'syntax '],
    ['{"a":[1,]}', 'syntax /a/1'],
    ['[NaN]', 'syntax /0'],
    ['[-Infinity]', 'syntax /0'],
    ['[01]', 'syntax /0'],
    ['{"a":1} {"b":2}', 'syntax '],
    ["{'a':1}", 'syntax '],
    ['["a\nb"]', 'text /0'],
    ['["\\u0000"]', 'text /0'],
    ['["\\ud800"]', 'text /0'],
    ['["\\udc00\\ud800"]', 'text /0'],
    ['{"a":{"b":1,"b":2}}', 'duplicate /a/b'],
    ['{"a/b":1,"a\\u002fb":2}', 'duplicate /a~1b'],
    ['{"__proto__":{"x":1}}', 'text /__proto__'],
    ['{"n":1e400}', 'number /n'],
    ['{"n":1e-400}', 'number /n'],
    ['{"n":9007199254740993}', 'number /n'],
    ['{"n":9007199254740992}', 'number /n'],
    ['{"n":0.1000000000000000055511151231257827}', 'number /n'],
    ['\uFEFF{}', 'encoding '],
  ])('refuses %j with its place', (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it.each(['9007199254740991', '-9007199254740991', '0.1', '1.50', '-0', '0e99999999999', '1e2', '5e-324', '1.25e-10'])(
    'keeps the number %s',
    (text) => {
      expect(numberSurvives(text)).toBe(true);
      expect(read(text)).toEqual({ ok: true, value: Number(text) + 0 });
    },
  );

  it('refuses bytes that are not UTF-8', () => {
    expect(faultOf(new Uint8Array([0x22, 0xc3, 0x28, 0x22]))).toBe('encoding ');
    expect(faultOf(new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22]))).toBe('encoding ');
  });

  it('holds the limits of depth, members and elements exactly', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(faultOf(nested(bodyLimits.depth))).toBe('accepted');
    expect(faultOf(nested(bodyLimits.depth + 1))).toMatch(/^depth /);
    const wide = (count: number) => `{${Array.from({ length: count }, (_, i) => `"m${i}":0`).join(',')}}`;
    expect(faultOf(wide(bodyLimits.members))).toBe('accepted');
    expect(faultOf(wide(bodyLimits.members + 1))).toBe('members ');
    const long = (count: number) => `[${Array.from({ length: count }, () => '0').join(',')}]`;
    expect(faultOf(long(bodyLimits.elements))).toBe('accepted');
    expect(faultOf(long(bodyLimits.elements + 1))).toBe('elements ');
  });

  it('refuses a hostile depth without exhausting the stack', () => {
    expect(faultOf('['.repeat(1_000_000))).toMatch(/^depth /);
  });

  it('reads a mebibyte of escapes, digits or nesting in linear time', () => {
    const size = 1 << 20;
    for (const text of [
      `"${'\\n'.repeat(size / 2)}"`,
      `[${'9'.repeat(size)}]`,
      `"${'x'.repeat(size)}`,
      '[[],'.repeat(size / 4),
    ]) {
      const started = performance.now();
      read(text);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });

  it('keeps digits of any length as text for imports, and skips a byte order mark', () => {
    const digits = '12345678901234567890123456789.000100';
    const result = parseJsonKeepingNumbers(bytes(`\uFEFF{"a":[${digits}]}`));
    expect(result).toEqual({ ok: true, value: { a: [new NumberText(digits)] } });
  });
});
