import { describe, expect, it } from 'vitest';
import type { ImportOptions } from './adapter';
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
import { vdiff } from './vdiff';

const read = (bytes: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(vdiff, bytes, rest);
const options: ImportOptions = { context: 'payments', legacy: 'source', target: 'target' };
const text = fixtureText('vdiff-shards.json');

describe('a comparison of several tables and shards', () => {
  const { run, judged, unplaced } = read(fixture('vdiff-shards.json'));

  it('adds up its shards, table by table', () => {
    expect(totalsOf(run)).toEqual([20, 20, 19, 17, 2, 1, 1]);
    expect(outcomesOf(run)).toEqual(['customer mismatch', 'corder match']);
    expect(judged).toMatchObject({ outcome: 'mismatch', itemisedExactly: true });
    expect(unplaced).toEqual([]);
  });

  it('shows rows in either spelling of the sides, and keys alone as values that were not sent', () => {
    expect(run.discrepancies.map(({ kind, field, legacy, target }) => [kind, field, legacy, target])).toEqual([
      ['value', 'mail', 'x@y.example', 'z@y.example'],
      ['missing_in_target', null, undefined, undefined],
      ['value', null, undefined, undefined],
      ['missing_in_legacy', null, undefined, undefined],
    ]);
    expect(run.discrepancies[0]?.dimensions).toEqual({ table: 'customer' });
  });

  it('is known by what it ended with, and took the time that it says', () => {
    expect(run.externalId).toBe('0d8f7f9a-7c1e-4a54-9b0e-3a6f1f0d2c11@2026-11-19 03:04:10');
    expect(run.finishedAt).toEqual(new Date('2026-11-19T03:04:10Z'));
  });

  it('is mirrored when the sides are exchanged', () => {
    expect(plain(read(fixture('vdiff-shards.json'), { legacy: 'target', target: 'source' }).run)).toEqual(
      mirrored(run),
    );
    expect(refusalOf(vdiff, fixture('vdiff-shards.json'), { legacy: 'old' })).toBe('invalid_parameter legacy');
  });

  it('is truncated where it shows fewer rows than it counts', () => {
    const document = JSON.parse(text);
    document.Reports.customer['-80'].ExtraRowsSourceSample = [];
    const few = read(bytesOf(JSON.stringify(document)));
    expect(few.run).toMatchObject({ discrepanciesSampled: true });
    expect(few.run.checks[0]?.evidence).toBe('truncated');
    expect(few.judged.unitemised).toBe(1);
  });

  it('does not show a value that was cut', () => {
    const cut = text.replace('"x@y.example", "bio"', '"x@...[TRUNCATED]", "bio"');
    expect(read(bytesOf(cut)).run.discrepancies[0]).not.toHaveProperty('legacy');
  });

  it.each([
    ['"RowsCompared": 14', '"RowsCompared": 15'],
    ['"ProcessedRows": 8', '"ProcessedRows": 9'],
    ['"MatchingRows": 10', '"MatchingRows": -10'],
  ])('believes no counts where %s is %s', (from, to) => {
    const odd = read(bytesOf(text.replace(from, to)));
    expect(odd.run.totals).toBeNull();
    expect(outcomesOf(odd.run)[0]).toBe('customer inconclusive');
  });

  it('stays a mismatch where the whole says so and no table does', () => {
    const clean = { MatchingRows: 7, MismatchedRows: 0, ExtraRowsSource: 0, ExtraRowsTarget: 0 };
    const tables = { corder: { TableName: 'corder', State: 'completed', RowsCompared: 7, ...clean } };
    const odd = bytesOf(JSON.stringify({ ...JSON.parse(text), TableSummary: tables, Reports: {} }));
    expect(read(odd).judged.outcome).toBe('mismatch');
  });
});

describe('a comparison that is not over', () => {
  const plainText = (state: string) =>
    bytesOf(
      JSON.stringify({
        Workflow: 'split',
        State: state,
        UUID: 'u-1',
        RowsCompared: 51,
        HasMismatch: false,
        StartedAt: '2026-11-19 03:00:00',
      }),
    );

  it.each([
    ['pending', 'pending', 'unknown'],
    ['started', 'pending', 'unknown'],
    ['stopped', 'inconclusive', 'aborted'],
    ['error', 'errored', 'failed'],
    ['resting', 'unknown', 'unknown'],
  ])('is, when %s, %s and no match', (state, outcome, status) => {
    const { run, judged } = read(plainText(state));
    expect(judged.checks[0]).toMatchObject({ key: 'split', outcome });
    expect(run).toMatchObject({ totals: null, status });
    expect(judged.outcome).not.toMatch(/^match/);
    expect(run.externalId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('counts nothing table by table either', () => {
    const going = read(bytesOf(text.replaceAll('"completed"', '"started"')));
    expect(outcomesOf(going.run)).toEqual(['customer pending', 'corder pending']);
    expect(going.run.totals).toBeNull();
    const one = read(bytesOf(text.replace('"corder", "State": "completed"', '"corder", "State": "started"')));
    expect(outcomesOf(one.run)).toEqual(['customer mismatch', 'corder pending']);
  });

  it('says what broke', () => {
    const broken = bytesOf(JSON.stringify({ State: 'error', UUID: 'u', Errors: { '-80': 'lost connection' } }));
    expect(read(broken).run.checks[0]?.error).toBe('{"-80":"lost connection"}');
  });
});

describe('anything else', () => {
  it('is refused: the answer to stop, and what is no comparison', () => {
    const stop = '{"UUID":"u-1","Action":"stop","Status":"completed"}';
    expect(refusalOf(vdiff, bytesOf(stop))).toBe('run_invalid /Action');
    expect(refusalOf(vdiff, bytesOf('{}'))).toBe('invalid_body');
    expect(refusalOf(vdiff, bytesOf('[]'))).toBe('invalid_body');
    expect(refusalOf(vdiff, bytesOf(''))).toBe('malformed_json');
  });

  it('never breaks the reader, and nothing of a result is lost in silence', () => {
    survivesHostileInput(vdiff, fixture('vdiff-shards.json'), options);
    expect(silentPlaces(vdiff, JSON.parse(text), options)).toEqual([
      'Keyspace',
      'Reports/corder/-80/TableName',
      'Reports/corder/80-/TableName',
      'Reports/customer/-80/ExtraRowsSourceSample/*/Query',
      'Reports/customer/-80/TableName',
      'Reports/customer/80-/TableName',
      'RowsCompared',
      'Shards',
      'TableSummary/corder/TableName',
      'TableSummary/customer/TableName',
      'Workflow',
    ]);
  });
});

describe.runIf(hasSamples('vitess-vdiff'))('real files', () => {
  it.each([
    ['show_completed_match.json', [196, 196, 196, 196, 0, 0, 0], 0, 'match', 'complete'],
    ['show_started_progress.json', null, 0, 'inconclusive', 'none'],
    ['test_extra_rows_target.json', [1, 3, 1, 1, 0, 0, 2], 1, 'mismatch', 'truncated'],
    ['test_mismatched_row.json', [3, 3, 3, 2, 1, 0, 0], 1, 'mismatch', 'complete'],
  ])('%s gives its counts and outcome', (file, totals, items, outcome, evidence) => {
    const { run, judged, unplaced } = read(sample(`vitess-vdiff/${file}`));
    expect(totalsOf(run)).toEqual(totals);
    expect(run.discrepancies).toHaveLength(items);
    expect([judged.outcome, run.checks[0]?.evidence]).toEqual([outcome, evidence]);
    expect(unplaced).toEqual([]);
  });
});
