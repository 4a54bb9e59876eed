import { describe, expect, it } from 'vitest';
import { type MappedFormat, mappedFormatSchema } from '@/lib/contract/mapped-format';
import type { ImportOptions } from './adapter';
import { mapped } from './mapped';
import { bytesOf, mirrored, outcomesOf, plain, totalsOf } from './testing/files';
import { survivesHostileInput } from './testing/hostile';
import { imported, refusalOf } from './testing/imported';

const base = {
  name: 'nightly',
  tool: 'our comparer',
  layer: 'row',
  sides: { first: ['old', 'db2'], second: ['new'] },
  document: { kind: 'json', rows: '/tables/*' },
  each: 'check',
  check: { key: ['/name'] },
  verdict: { at: '/result', words: { same: 'match', other: 'mismatch' } },
};
const map = (change: object = {}): MappedFormat => mappedFormatSchema.parse({ ...base, ...change });
const read = (format: MappedFormat, document: unknown, rest: Partial<ImportOptions> = {}) =>
  imported(mapped(format), bytesOf(typeof document === 'string' ? document : JSON.stringify(document)), rest);
const one = (row: object) => ({ tables: [{ name: 't', ...row }] });
const outcomeOf = (format: MappedFormat, row: object) => outcomesOf(read(format, one(row)).run)[0];

describe('a word', () => {
  it('that is listed is what it is listed for, whatever its case', () => {
    expect(outcomeOf(map(), { result: 'same' })).toBe('t match');
    expect(outcomeOf(map(), { result: ' SAME ' })).toBe('t match');
    expect(outcomeOf(map(), { result: 'other' })).toBe('t mismatch');
  });

  it('that is not listed is unknown, even where it usually means success, and even beside equal values', () => {
    expect(outcomeOf(map(), { result: 'success' })).toBe('t unknown');
    expect(outcomeOf(map(), { result: 'constructor' })).toBe('t unknown');
    const valued = map({ check: { key: ['/name'], first: '/a', second: '/b' } });
    expect(outcomeOf(valued, { result: 'success', a: '1', b: '1' })).toBe('t unknown');
    expect(outcomeOf(valued, { result: 'same', a: '1', b: '2' })).toBe('t mismatch');
  });

  it('that is not there is never a match', () => {
    expect(outcomeOf(map(), {})).toBe('t unknown');
    expect(outcomeOf(map(), { result: null })).toBe('t unknown');
    const skipped = map({ verdict: { ...base.verdict, absent: 'not_run' } });
    expect(outcomeOf(skipped, {})).toBe('t not_run');
  });
});

describe('rules', () => {
  const lag = map({
    verdict: {
      rules: [
        { when: [{ at: '/lag', atMost: '10' }], outcome: 'match' },
        { when: [{ at: '/lag', above: '10' }], outcome: 'mismatch' },
        { when: [{ at: '/error', present: true }], outcome: 'errored' },
      ],
    },
  });

  it('let the worst of all that hold count, in any order', () => {
    expect(outcomeOf(lag, { lag: 10 })).toBe('t match');
    expect(outcomeOf(lag, { lag: '10.0000000000000000001' })).toBe('t mismatch');
    expect(outcomeOf(lag, { lag: 3, error: 'x' })).toBe('t errored');
  });

  it('that ask for a number where there is none leave it unknown', () => {
    expect(outcomeOf(lag, { lag: '-' })).toBe('t unknown');
    expect(outcomeOf(lag, { lag: 'NaN' })).toBe('t unknown');
    expect(outcomeOf(lag, {})).toBe('t unknown');
  });
});

describe('counts, times and identity', () => {
  const whole = map({
    run: {
      id: '/id',
      startedAt: { at: '/began', form: 'epoch_milliseconds' },
      finishedAt: { at: '/ended', form: 'epoch_seconds' },
      from: { at: '/day' },
      to: { at: '/next' },
      firstDataset: '/from',
      secondDataset: '/to',
      status: { at: '/state', words: { done: 'completed' } },
    },
    check: {
      key: ['/name'],
      kind: 'row_diff',
      counts: {
        first: '/old',
        second: '/new',
        matched: '/equal',
        mismatched: '/diff',
        onlyFirst: '/gone',
        onlySecond: '/more',
      },
    },
    discrepancies: {
      rows: '/rows/*',
      id: ['/key'],
      field: '/column',
      first: '/was',
      second: '/is',
      kinds: [
        { when: [{ at: '/side', is: ['old'] }], kind: 'only_first' },
        { when: [{ at: '/side', is: ['new'] }], kind: 'only_second' },
      ],
    },
    nulls: ['<null>'],
  });
  const table = {
    name: 't',
    result: 'other',
    old: 10,
    new: 9,
    equal: 7,
    diff: 1,
    gone: 2,
    more: 1,
    rows: [
      { key: 'k1', column: 'amount', was: '1.10', is: '<null>' },
      { key: 'k2', side: 'old' },
      { key: 'k3', side: 'old' },
      { key: 'k4', side: 'new' },
    ],
  };
  const document = {
    id: 'run-7',
    began: 1763517600123,
    ended: '1763517661.5',
    day: '2026-11-18T00:00:00Z',
    next: '2026-11-19T00:00:00Z',
    from: 'db2.T',
    to: 'pg.t',
    state: 'done',
    tables: [table],
    mood: 'fine',
  };
  const { run, judged, unplaced } = read(whole, document);

  it('are where the map says, and what it does not place is said', () => {
    expect(totalsOf(run)).toEqual([10, 9, 8, 7, 1, 2, 1]);
    expect(run).toMatchObject({
      source: 'mapped:nightly',
      externalId: 'run-7',
      engine: 'our comparer',
      status: 'completed',
      startedAt: new Date(1763517600123),
      finishedAt: new Date(1763517661500),
      window: { from: new Date('2026-11-18T00:00:00Z'), to: new Date('2026-11-19T00:00:00Z') },
      legacy: { dataset: 'db2.T' },
    });
    expect(run.discrepancies[0]).toMatchObject({
      correlationId: 'k1',
      kind: 'value',
      field: 'amount',
      legacy: '1.10',
      target: null,
    });
    expect(judged).toMatchObject({ outcome: 'mismatch', itemisedExactly: true });
    expect(unplaced).toEqual(['mood']);
  });

  it('are mirrored when the sides are exchanged, by any of their names', () => {
    expect(plain(read(whole, document, { legacy: 'new', target: 'db2' }).run)).toEqual(mirrored(run));
    expect(refusalOf(mapped(whole), bytesOf(JSON.stringify(document)), { legacy: 'left' })).toBe(
      'invalid_parameter legacy',
    );
  });

  it('that contradict each other, or what is shown, are not believed', () => {
    for (const change of [{ equal: 8 }, { equal: -7 }, { equal: 'seven' }, { gone: 1, old: 9 }]) {
      const odd = read(whole, { ...document, tables: [{ ...table, ...change, result: 'same' }] });
      expect(odd.run.totals).toBeNull();
      expect(outcomesOf(odd.run)).toEqual(['t inconclusive']);
    }
  });

  it('that are no times, or stand the wrong way round, are said and not taken', () => {
    const odd = read(whole, { ...document, day: 'yesterday', began: 1863517600123 });
    expect(odd.run).toMatchObject({ startedAt: null, finishedAt: null });
    expect(odd.warnings).toHaveLength(3);
  });

  it('of a run whose state is not listed, or not said, is no match', () => {
    const clean = { ...table, result: 'same', old: 7, new: 7, diff: 0, gone: 0, more: 0, rows: [] };
    expect(read(whole, { ...document, tables: [clean] }).judged.outcome).toBe('match');
    expect(read(whole, { ...document, tables: [clean], state: 'resting' }).judged.outcome).toBe('unknown');
    expect(read(whole, { ...document, tables: [clean], state: undefined }).judged.outcome).toBe('unknown');
  });

  it('never break the reader', () => {
    survivesHostileInput(mapped(whole), bytesOf(JSON.stringify(document)), {
      context: 'c',
      legacy: 'old',
      target: 'new',
    });
  });
});

describe('a document', () => {
  it('may be CSV, with an empty cell for null', () => {
    const csv = map({ document: { kind: 'csv' }, check: { key: ['/table', '/part'], first: '/a', second: '/b' } });
    const { run } = read(csv, 'table,part,result,a,b\nt,1,same,5,5.0\nt,2,other,"x,y",\nt,3,,1,1\n');
    expect(outcomesOf(run)).toEqual(['t/1 match', 't/2 mismatch', 't/3 unknown']);
    expect(run.checks[1]).toMatchObject({ legacy: 'x,y', target: null });
  });

  it('may be lines, with a logger’s between them', () => {
    const lines = map({ document: { kind: 'json_lines' } });
    expect(
      outcomesOf(read(lines, 'INFO begin\n{"name":"a","result":"same"}\n{"name":"b","result":"x"}\n').run),
    ).toEqual(['a match', 'b unknown']);
  });

  it('without a row, or with none that is meant, is refused', () => {
    const adapter = (format: MappedFormat) => mapped(format);
    expect(refusalOf(adapter(map()), bytesOf('{"tables": []}'))).toBe('run_invalid');
    expect(refusalOf(adapter(map()), bytesOf('{}'))).toBe('run_invalid');
    const only = map({ only: [{ at: '/kind', is: ['table'] }] });
    expect(refusalOf(adapter(only), bytesOf('{"tables": [{"kind": "view"}]}'))).toBe('run_invalid');
    expect(refusalOf(adapter(map({ document: { kind: 'csv' } })), bytesOf('a,a\n1,2\n'))).toBe('invalid_body');
    expect(refusalOf(adapter(map({ document: { kind: 'table', columns: ['A'] } })), bytesOf('A B B\n1 2 3\n'))).toBe(
      'invalid_body',
    );
  });

  it('with two checks of one name keeps both apart', () => {
    const twice = {
      tables: [
        { name: 't', result: 'same' },
        { name: 't', result: 'other' },
      ],
    };
    expect(outcomesOf(read(map(), twice).run)).toEqual(['t match', 't #2 mismatch']);
  });

  it('may have more checks than fit, and is then refused', () => {
    const many = { tables: Array.from({ length: 10_001 }, (_, index) => ({ name: `t${index}`, result: 'same' })) };
    expect(refusalOf(mapped(map()), bytesOf(JSON.stringify(many)))).toBe('run_invalid');
  });
});

describe('records', () => {
  const records = map({ document: { kind: 'json_lines' }, each: 'record', record: { id: ['/id'] } });
  const lines = (...results: (string | undefined)[]) =>
    results.map((result, id) => JSON.stringify({ name: 't', id, result })).join('\n');

  it('are counted by their check, and one that nobody understands leaves the count open', () => {
    expect(totalsOf(read(records, lines('same', 'other', 'same')).run)).toEqual([3, 3, 3, 2, 1, 0, 0]);
    const odd = read(records, lines('same', 'odd'));
    expect(odd.run.totals).toBeNull();
    expect(outcomesOf(odd.run)).toEqual(['t match', 't (unknown) unknown']);
    expect(odd.judged.outcome).toBe('unknown');
  });
});

describe('a map that makes no sense', () => {
  const pointers = (change: object): string[] => {
    const parsed = mappedFormatSchema.safeParse({ ...base, ...change });
    return parsed.success ? [] : parsed.error.issues.map((issue) => `/${issue.path.join('/')}`);
  };

  it.each([
    [{ verdict: {} }, '/verdict'],
    [{ verdict: { at: 'result' } }, '/verdict/at'],
    [{ verdict: { at: '/a/*' } }, '/verdict/at'],
    [{ verdict: { at: '/a', absent: 'match' } }, '/verdict/absent'],
    [{ verdict: { at: '/a', words: { x: 'fine' } } }, '/verdict/words/x'],
    [{ verdict: { rules: [{ when: [{ at: '/a', absent: true }], outcome: 'match' }] } }, '/verdict/rules/0/outcome'],
    [{ verdict: { rules: [{ when: [{ at: '/a', not: ['x'] }], outcome: 'ignored' }] } }, '/verdict/rules/0/outcome'],
    [{ verdict: { rules: [{ when: [{ at: '/a' }], outcome: 'mismatch' }] } }, '/verdict/rules/0/when/0'],
    [
      { verdict: { rules: [{ when: [{ at: '/a', above: '1e5' }], outcome: 'mismatch' }] } },
      '/verdict/rules/0/when/0/above',
    ],
    [{ each: 'record' }, '/record'],
    [{ record: { id: ['/id'] } }, '/record'],
    [{ check: { key: [] } }, '/check/key'],
    [{ check: { key: ['/a~2'] } }, '/check/key/0'],
    [{ document: { kind: 'xml' } }, '/document/kind'],
    [{ name: 'No Name' }, '/name'],
    [{ layer: 'magic' }, '/layer'],
  ])('is refused where it does not: %j', (change, pointer) => {
    expect(pointers(change)).toContain(pointer);
  });
});
