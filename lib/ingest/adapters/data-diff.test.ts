import { describe, expect, it } from 'vitest';
import type { ImportOptions } from './adapter';
import { dataDiff } from './data-diff';
import {
  bytesOf,
  fixture,
  fixtureText,
  hasSamples,
  mirrored,
  outcomesOf,
  plain,
  sample,
  totalsOf,
} from './testing/files';
import { survivesHostileInput } from './testing/hostile';
import { imported, refusalOf } from './testing/imported';
import { silentPlaces } from './testing/lossless';

const read = (bytes: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(dataDiff, bytes, rest);
const options: ImportOptions = { context: 'payments', legacy: 'A', target: 'B' };
const files = ['data-diff-rows.jsonl', 'data-diff-stats.json', 'data-diff-model.json'];

describe('rows of the command line', () => {
  const { run, judged, warnings } = read(fixture('data-diff-rows.jsonl'));

  it('are what differs, paired by the key that stands first, and count nothing that agrees', () => {
    expect(run).toMatchObject({ source: 'data-diff', layer: 'row', totals: null, discrepanciesSampled: true });
    expect(
      run.discrepancies.map(({ correlationId, kind, field, legacy, target }) => [
        correlationId,
        kind,
        field,
        legacy,
        target,
      ]),
    ).toEqual([
      ['A-17', 'value', null, '103.42', '103.41'],
      ['A-18', 'missing_in_target', null, undefined, undefined],
      ['A-19', 'missing_in_legacy', null, undefined, undefined],
    ]);
    expect(judged.outcome).toBe('mismatch');
  });

  it('stand between lines of a log, which are said and never taken for results', () => {
    expect(warnings[0]).toBe('2 lines of a log stand between the results.');
  });

  it('have as wide a key as tells them apart, and none where a row stands twice', () => {
    const two = read(bytesOf('["-",["1","a","x"]]\n["-",["1","b","x"]]\n["+",["1","a","y"]]\n'));
    expect(two.run.discrepancies.map(({ correlationId, kind }) => [correlationId, kind])).toEqual([
      ['{"key1":"1","key2":"a"}', 'value'],
      ['{"key1":"1","key2":"b"}', 'missing_in_target'],
    ]);
    const twice = read(bytesOf('["-",["1","a"]]\n["-",["1","a"]]\n'));
    expect(twice.judged.outcome).toBe('inconclusive');
  });

  it('that are none at all are no match', () => {
    expect(refusalOf(dataDiff, bytesOf(''))).toBe('run_invalid');
    expect(refusalOf(dataDiff, bytesOf('\n[08:14:02] INFO - Diffing schemas...\n'))).toBe('run_invalid');
  });

  it('that break off are refused where they do', () => {
    expect(refusalOf(dataDiff, bytesOf('["-", ["1", "a"]]\n["+", ["1", "b'))).toBe('malformed_json /1/1/1');
    expect(refusalOf(dataDiff, bytesOf('["-", ["1", "a"]]\n["*", ["1"]]\n'))).toBe('invalid_body /1');
    expect(refusalOf(dataDiff, bytesOf('["-", []]\n'))).toBe('invalid_body /0');
    expect(refusalOf(dataDiff, bytesOf('["-", ["1"]]\n{"rows_A": 1}\n'))).toBe('invalid_body /1');
  });
});

describe('statistics', () => {
  it('are five counts and no row', () => {
    const { run, judged } = read(fixture('data-diff-stats.json'));
    expect(totalsOf(run)).toEqual([120, 119, 118, 115, 3, 2, 1]);
    expect(run.checks[0]).toMatchObject({ key: 'row_diff', evidence: 'counts_only' });
    expect(judged).toMatchObject({ outcome: 'mismatch', unitemised: 6 });
  });

  it('that cannot be are not believed, and prove nothing', () => {
    const impossible =
      '{"rows_A": 2, "rows_B": 0, "exclusive_A": 2, "exclusive_B": 0, "updated": 3, "unchanged": -3, "total": 5, "stats": {"rows_downloaded": 5}}';
    for (const text of [impossible, impossible.replace('-3', '0'), '{"rows_A": 1, "rows_B": 1}']) {
      const { run, judged, warnings } = read(bytesOf(text));
      expect([run.totals, judged.outcome]).toEqual([null, 'inconclusive']);
      expect(warnings.join()).toContain('contradict each other');
    }
    const short = fixtureText('data-diff-stats.json').replace('"total": 6', '"total": 0');
    expect(read(bytesOf(short)).judged.outcome).toBe('inconclusive');
  });

  it('of two empty tables prove nothing', () => {
    const none = fixtureText('data-diff-stats.json').replaceAll(/: \d+/g, ': 0');
    expect(read(bytesOf(none)).judged.outcome).toBe('inconclusive');
  });
});

describe('the result of a model', () => {
  const model = fixtureText('data-diff-model.json');
  const { run, warnings, unplaced } = read(bytesOf(model));

  it('names what differs by key and column, and which columns were not compared', () => {
    expect(totalsOf(run)).toEqual([50, 49, 49, 48, 1, 1, 0]);
    expect(outcomesOf(run)).toEqual([
      'model.claims.payment mismatch',
      'amount mismatch',
      'note match',
      'paid_at inconclusive',
      'legacy_flag mismatch',
    ]);
    expect(run.discrepancies).toMatchObject([
      { correlationId: '{"claim":"C-2","line":"1"}', field: 'amount', legacy: '10.00', target: null },
      { correlationId: '{"claim":"C-4","line":"1"}', kind: 'missing_in_target' },
    ]);
    expect(warnings).toEqual(['The types of paid_at differ, so the tool did not compare them.']);
    expect(unplaced).toEqual([]);
  });

  it('is no match where it is identical only in the columns that it compared', () => {
    const identical = JSON.stringify({
      ...JSON.parse(model),
      result: 'identical',
      rows: null,
      summary: {
        rows: {
          total: { dataset1: 9, dataset2: 9 },
          exclusive: { dataset1: 0, dataset2: 0 },
          updated: 0,
          unchanged: 9,
        },
        stats: { diffCounts: {} },
      },
      columns: {
        dataset1: [],
        dataset2: [],
        primaryKey: ['claim'],
        exclusive: { dataset1: [], dataset2: [] },
        typeChanged: ['paid_at'],
      },
    });
    expect(read(bytesOf(identical)).judged.outcome).toBe('inconclusive');
  });

  it('is what its counts say where they say worse than its word, and unknown where the word is', () => {
    expect(read(bytesOf(model.replace('"different"', '"identical"'))).judged.outcome).toBe('mismatch');
    const odd = JSON.stringify({ status: 'success', result: 'alike', model: 'm', dataset1: ['a'], dataset2: ['b'] });
    expect(read(bytesOf(odd)).judged.checks[0]?.outcome).toBe('unknown');
  });

  it('is an error where the comparison failed', () => {
    const failed =
      '{"status":"failed","model":"m","dataset1":["a","t"],"dataset2":["b","t"],"error":"Duplicate primary keys","version":"1.0.0"}';
    const { run: broken, judged } = read(bytesOf(failed), { legacy: 'a.t', target: 'b.t' });
    expect(broken).toMatchObject({ status: 'failed', totals: null });
    expect(broken.checks[0]).toMatchObject({ error: 'Duplicate primary keys', verdict: 'errored' });
    expect(judged.outcome).toBe('errored');
    const both = read(bytesOf(`WARNING - slow\n${failed}\n${JSON.stringify(JSON.parse(model))}\n`));
    expect(both.judged.outcome).toBe('errored');
    expect(both.run.discrepancies[0]).toMatchObject({ dimensions: { table: 'model.claims.payment' } });
  });
});

describe('any shape', () => {
  it.each(files)('of %s is mirrored when the sides are exchanged', (file) => {
    const turned = read(fixture(file), { legacy: 'B', target: 'A' });
    expect(plain(turned.run)).toEqual(mirrored(read(fixture(file)).run));
  });

  it('takes the sides by any of their names, and no other', () => {
    const model = fixture('data-diff-model.json');
    const dataset = (legacy: string, target: string) => read(model, { legacy, target }).run.legacy.dataset;
    expect(dataset('dataset1', 'dataset2')).toBe('prod.payment');
    expect(dataset('dev.payment', 'prod.payment')).toBe('dev.payment');
    expect(refusalOf(dataDiff, model, { legacy: 'left' })).toBe('invalid_parameter legacy');
    expect(refusalOf(dataDiff, model, { target: 'A' })).toBe('invalid_parameter target');
  });

  it.each(files)('of %s never breaks the reader', (file) => survivesHostileInput(dataDiff, fixture(file), options));

  it('of very many rows is read in one pass', () => {
    const rows = Array.from({ length: 150_000 }, (_, index) => `["-",["${index}","a"]]`).join('\n');
    expect(read(bytesOf(rows)).run.discrepancies).toHaveLength(150_000);
  });

  it('loses nothing in silence but what it knows to say nothing', () => {
    expect(silentPlaces(dataDiff, JSON.parse(fixtureText('data-diff-model.json')), options)).toEqual([
      'columns/dataset1/*/kind',
      'columns/dataset2/*/kind',
      'columns/primaryKey/*',
      'rows/diff/*/amount/isDiff',
      'rows/exclusive/dataset1/*/amount/value',
      'version',
    ]);
    expect(silentPlaces(dataDiff, JSON.parse(fixtureText('data-diff-stats.json')), options)).toEqual([]);
  });
});

describe.runIf(hasSamples('data-diff'))('real files', () => {
  it.each([
    ['cli_rows_produce_joindiff.jsonl', null, 6, 'mismatch', []],
    ['cli_stats_produce_joindiff.json', [9, 8, 7, 4, 3, 2, 1], 0, 'mismatch', ['stats/diff_counts/fruit_a']],
    ['dbt_customers.json', [100, 100, 100, 100, 0, 0, 0], 0, 'match', []],
    ['dbt_failed_duplicate_keys.json', null, 0, 'errored', []],
    ['dbt_produce_different.json', [9, 8, 7, 4, 3, 2, 1], 6, 'mismatch', []],
  ])('%s gives its counts and outcome', (file, totals, items, outcome, unplaced) => {
    const result = read(sample(`data-diff/${file}`));
    expect(totalsOf(result.run)).toEqual(totals);
    expect(result.run.discrepancies).toHaveLength(items);
    expect(result.judged.outcome).toBe(outcome);
    expect(result.unplaced).toEqual(expect.arrayContaining(unplaced));
  });
});
