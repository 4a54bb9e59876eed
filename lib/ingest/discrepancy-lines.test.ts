import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '@/lib/contract/limits';
import { Refused } from '@/lib/domain/kernel/refusal';
import { discrepancyKinds } from '@/lib/domain/words';
import { discrepancyLine, readPlainDiscrepancy } from './discrepancy-lines';
import { LineReader } from './ndjson';

const strictly = (line: string) => {
  const read = discrepancyLine.strict(Buffer.from(line));
  return read.ok ? read.value : null;
};

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', 'amount', '"', '\\', 'ä', '𝄞', '1.00', 'x\ty', '\ufeff'),
);
const value = fc.oneof(text, fc.constant(null), fc.integer(), fc.boolean(), fc.constant([]), fc.constant({ a: 'b' }));
const instant = fc.oneof(
  fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2030-01-01') }).map((date) => date.toISOString()),
  fc.constantFrom(
    '2026-02-30T00:00:00Z',
    '2026-02-28T23:59:59.123456Z',
    '2026-11-19T11:02:11+01:00',
    '2026-11-19T24:00:00Z',
    '2026-11-19T11:02Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+05:00',
    'now',
  ),
);
const dimensions = fc.dictionary(
  fc.oneof(fc.constantFrom('productLine', 'geography', 'Bad', '__proto__'), text),
  text,
  {
    maxKeys: 4,
  },
);
const members = fc.array(
  fc.oneof(
    fc.tuple(fc.constant('correlationId'), fc.oneof(text, value)),
    fc.tuple(fc.constant('kind'), fc.oneof(fc.constantFrom(...discrepancyKinds), value)),
    fc.tuple(fc.constantFrom('field', 'legacy', 'target'), value),
    fc.tuple(fc.constant('dimensions'), fc.oneof(dimensions, value)),
    fc.tuple(fc.constant('observedAt'), fc.oneof(instant, value)),
    fc.tuple(fc.oneof(text, fc.constant('__proto__')), value),
  ),
  { maxLength: 7 },
);
const sound = fc.record(
  {
    correlationId: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    kind: fc.constantFrom(...discrepancyKinds),
    field: fc.constantFrom('amount', 'ä "field"'),
    legacy: fc.oneof(text, fc.constant(null)),
    target: fc.oneof(text, fc.constant(null)),
    dimensions: fc.dictionary(fc.constantFrom('productLine', 'geography'), text),
    observedAt: fc.constantFrom('2026-11-19T11:02:11Z', '2026-02-28T23:59:59.5Z'),
  },
  { requiredKeys: ['correlationId', 'kind'] },
);

/** Members in any order, any of them twice, with blanks anywhere. */
const written = fc
  .tuple(members, fc.constantFrom('', ' ', '\t', ' \r'))
  .map(([list, gap]) =>
    [`{`, list.map(([name, of]) => `${JSON.stringify(name)}${gap}:${JSON.stringify(of)}`).join(`${gap},`), '}'].join(
      gap,
    ),
  );

/** A line with one thing changed by chance, as a careless sender would. */
const damaged = fc
  .tuple(
    fc.oneof(
      sound.map((line) => JSON.stringify(line)),
      written,
    ),
    fc.nat(200),
    fc.constantFrom('', '"', '\\', ',', '{', '}', ':', '\u0000', '1', '\\u0041', '\\ud800', '"kind":"value",', '/**/'),
  )
  .map(([line, at, put]) => line.slice(0, at) + put + line.slice(at + (put === '' ? 1 : 0)));

describe('a line that looks sound at a glance', () => {
  it('is read as the strict reader reads it, or left to it', () => {
    let quick = 0;
    fc.assert(
      fc.property(
        fc.oneof(
          sound.map((line) => JSON.stringify(line)),
          written,
          damaged,
        ),
        (line) => {
          // What was decoded from UTF-8 holds no half pairs.
          fc.pre(line.isWellFormed());
          const found = readPlainDiscrepancy(line);
          if (found === null) return;
          quick += 1;
          expect(found).toEqual(strictly(line));
        },
      ),
      { numRuns: 4_000 },
    );
    expect(quick).toBeGreaterThan(200);
  });

  it.each([
    ['{"correlationId":"A","kind":"value","kind":"duplicate"}', 'names a member twice'],
    ['{"correlationId":"A","kind":"value","dimensions":{"a":"1","a":"2"}}', 'names a dimension twice'],
    ['{"correlationId":"A","kind":"value","legacy":1e400}', 'has a number'],
    ['{"correlationId":"A","kind":"value","legacy":"\\ud800"}', 'has an escape'],
    ['{"correlationId":"A","kind":"value","__proto__":{"kind":"x"}}', 'names __proto__'],
    ['{"correlationId":"A","kind":"value","observedAt":"2026-02-30T00:00:00Z"}', 'has a day that is none'],
  ])('%s is left to the strict reader: it %s', (line) => {
    expect(readPlainDiscrepancy(line)).toBeNull();
  });
});

const refusalOf = (chunks: (string | Buffer)[]) => {
  const reader = new LineReader(discrepancyLine);
  try {
    for (const chunk of chunks) reader.push(Buffer.from(chunk));
    reader.end();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
  return null;
};

const line = (id: string) => JSON.stringify({ correlationId: id, kind: 'missing_in_target' });

describe('a body of lines', () => {
  it('gives the same values and digest however it is cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(sound, { maxLength: 12 }),
        fc.boolean(),
        fc.array(fc.nat(60), { maxLength: 40 }),
        (list, ended, cuts) => {
          const body = Buffer.from(
            list.map((each) => JSON.stringify(each)).join('\n') + (ended && list.length > 0 ? '\n' : ''),
          );
          const reader = new LineReader(discrepancyLine);
          const values: unknown[] = [];
          let at = 0;
          for (const cut of [...cuts, body.length]) {
            values.push(...reader.push(body.subarray(at, at + cut)));
            at += cut;
          }
          const last = reader.end();
          values.push(...last.values);
          expect(values).toEqual(list.map((each) => strictly(JSON.stringify(each))));
          expect(reader.lines).toBe(list.length);
          expect(last.digest).toBe(createHash('sha256').update(body).digest('hex'));
        },
      ),
    );
  });

  it('says which line is wrong, and where in it', () => {
    const wrong = '{"correlationId":"B","kind":"odd","extra":1}';
    expect(refusalOf([`${line('A')}\n${line('B')}\n${wrong}\n`])).toMatchObject({
      code: 'invalid_body',
      errors: [{ pointer: '/lines/3/kind' }, { pointer: '/lines/3/extra' }],
    });
    expect(refusalOf([`${line('A')}\n{"a":1,"a":2}`])).toMatchObject({
      code: 'malformed_json',
      errors: [{ pointer: '/lines/2/a', code: 'duplicate' }],
    });
    expect(refusalOf([`${line('A')}\n\n${line('B')}`])).toMatchObject({ errors: [{ pointer: '/lines/2' }] });
    expect(refusalOf([Buffer.concat([Buffer.from(`${line('A')}\n`), Buffer.from([0x22, 0xff, 0x22])])])).toMatchObject({
      errors: [{ pointer: '/lines/2', code: 'encoding' }],
    });
  });

  it('takes a line of 64 KiB, and refuses a longer one as soon as it is that long', () => {
    const of = (bytes: number, mark: string) => {
      const empty = JSON.stringify({ correlationId: 'A', kind: 'value', legacy: '' });
      return JSON.stringify({
        correlationId: 'A',
        kind: 'value',
        legacy: mark.repeat((bytes - empty.length) / Buffer.byteLength(mark)),
      });
    };
    for (const mark of ['x', 'é']) {
      expect(refusalOf([of(limits.lineBytes, mark)])).toBeNull();
      expect(refusalOf([of(limits.lineBytes + 2, mark)])).toMatchObject({ code: 'body_too_large' });
      expect(refusalOf([`${line('A')}\n${of(limits.lineBytes + 2, mark)}\n${line('B')}`])).toMatchObject({
        code: 'body_too_large',
        errors: [{ pointer: '/lines/2' }],
      });
    }
    const reader = new LineReader(discrepancyLine);
    const piece = Buffer.alloc(16_384, 0x20);
    expect(() => Array.from({ length: 5 }, () => reader.push(piece))).toThrow(Refused);
  });
});
