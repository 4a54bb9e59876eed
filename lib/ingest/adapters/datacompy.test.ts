import { describe, expect, it } from 'vitest';
import type { ImportOptions } from './adapter';
import { datacompy } from './datacompy';
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

const read = (bytes: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(datacompy, bytes, rest);
const options: ImportOptions = { context: 'payments', legacy: 'df1', target: 'df2' };
const report = JSON.parse(fixtureText('datacompy-pandas.json'));
const changed = (part: string, members: Record<string, unknown>) =>
  bytesOf(JSON.stringify({ ...report, [part]: { ...report[part], ...members } }));

describe('a report of pandas', () => {
  const { run, judged, warnings, unplaced } = read(fixture('datacompy-pandas.json'));

  it('counts rows, says which columns differ, and is a mismatch', () => {
    expect(totalsOf(run)).toEqual([6, 6, 5, 3, 2, 1, 1]);
    expect(outcomesOf(run)).toEqual(['row_diff mismatch', 'state mismatch', 'fee mismatch']);
    expect(judged).toMatchObject({ outcome: 'mismatch', itemisedExactly: true });
    expect([run.legacy.dataset, run.target.dataset]).toEqual(['billing_old', 'billing_new']);
    expect(unplaced).toEqual([]);
  });

  it('shows rows by the key of its join, each sample by its own headings, and no float that was drawn rounded', () => {
    const items = run.discrepancies.map(({ correlationId, kind, field, legacy, target }) => [
      correlationId,
      kind,
      field,
      legacy,
      target,
    ]);
    expect(items).toEqual([
      ['{"id":"17","part":"a"}', 'value', 'fee', undefined, undefined],
      ['{"id":"17","part":"a"}', 'value', 'state', 'on hold', 'closed'],
      ['{"id":"18","part":"b"}', 'value', 'state', 'closed', null],
      ['{"id":"21","part":"a"}', 'missing_in_target', null, undefined, undefined],
      ['{"id":"22","part":"c"}', 'missing_in_legacy', null, undefined, undefined],
    ]);
    expect(warnings.join()).toContain('drawn as text');
  });

  it('is mirrored when the sides are exchanged, by either of their names', () => {
    const turned = read(fixture('datacompy-pandas.json'), { legacy: 'billing_new', target: 'df1' });
    expect(plain(turned.run)).toEqual(mirrored(run));
    expect(refusalOf(datacompy, fixture('datacompy-pandas.json'), { legacy: 'old' })).toBe('invalid_parameter legacy');
  });

  it('proves nothing where keys stand more than once', () => {
    const twice = read(changed('row_summary', { has_duplicates: true }));
    expect(twice.run).toMatchObject({ totals: null, discrepancies: [] });
    expect(twice.judged.outcome).toBe('inconclusive');
  });

  it('keeps a cell that was cut, or a null that nobody counted, out of the values', () => {
    const [fee, state] = report.mismatch_stats.samples;
    const cut = read(changed('mismatch_stats', { samples: [fee, state.replace('on hold', 'on h...')] }));
    expect(cut.run.discrepancies[1]).not.toHaveProperty('legacy');
    const uncounted = report.mismatch_stats.stats.map((stats: object) => ({ ...stats, null_diff: 0 }));
    const text = read(changed('mismatch_stats', { stats: uncounted }));
    expect(text.run.discrepancies[2]).not.toHaveProperty('target');
  });

  it('is only counted where a drawn table cannot be read for certain', () => {
    const odd = read(
      changed('mismatch_stats', { samples: report.mismatch_stats.samples.map((text: string) => `${text}\n0 x`) }),
    );
    expect(odd.run.checks[0]?.evidence).toBe('truncated');
    expect(odd.warnings.join()).toContain('2 of the drawn tables cannot be read');
  });

  it('names the columns that one side lacks', () => {
    const lacking = read(changed('column_summary', { df1_unique: 1, df1_unique_columns: ['old_flag'] }));
    expect(outcomesOf(lacking.run)).toContain('old_flag mismatch');
  });

  it('is not believed where its counts contradict each other', () => {
    const odd = read(changed('row_summary', { equal_rows: 4 }));
    expect(odd.run.totals).toBeNull();
    expect(odd.run.checks[0]?.verdict).toBe('inconclusive');
  });
});

describe('a tolerance of the tool', () => {
  const none = { unequal_rows: 0, equal_rows: 6, common_rows: 6, df1_unique: 0, df2_unique: 0, abs_tol: 0.001 };
  const forgiven = JSON.stringify({
    ...report,
    row_summary: { ...report.row_summary, ...none },
    mismatch_stats: { ...report.mismatch_stats, stats: [], samples: [] },
    df1_unique_rows: { has_rows: false, rows: '' },
    df2_unique_rows: { has_rows: false, rows: '' },
  });

  it('makes agreement a match within what nobody signed, and counts nothing for a rate', () => {
    const { run, judged } = read(bytesOf(forgiven));
    expect(judged.checks[0]).toMatchObject({ outcome: 'match_within_tolerance', signedOff: false });
    expect(run.totals).toBeNull();
    expect(run.checks[0]).toMatchObject({ tolerance: { absolute: '0.001', base: 'target' }, totals: { matched: 6 } });
  });

  it('is relative to the second frame, on whichever side that is', () => {
    const turned = read(bytesOf(forgiven), { legacy: 'df2', target: 'df1' });
    expect(turned.run.checks[0]?.tolerance?.base).toBe('legacy');
  });
});

describe('anything else', () => {
  it('is lost in silence only where it repeats what stands elsewhere, or says nothing of the result', () => {
    expect(silentPlaces(datacompy, report, options)).toEqual([
      'column_comparison/equal_columns',
      'column_comparison/unequal_columns',
      'column_comparison/unequal_values',
      'column_count',
      'column_summary/common_columns',
      'column_summary/df1_name',
      'column_summary/df1_unique',
      'column_summary/df2_name',
      'column_summary/df2_unique',
      'mismatch_stats/df1_name',
      'mismatch_stats/df2_name',
      'mismatch_stats/has_mismatches',
      'mismatch_stats/has_samples',
      'mismatch_stats/stats/*/max_diff',
      'mismatch_stats/stats/*/null_diff',
      'row_summary/df1_name',
      'row_summary/df2_name',
    ]);
  });

  it('is refused with what is missing, and never breaks the reader', () => {
    expect(refusalOf(datacompy, bytesOf('{}'))).toBe('invalid_body');
    expect(refusalOf(datacompy, bytesOf('[1]'))).toBe('invalid_body');
    expect(refusalOf(datacompy, bytesOf(''))).toBe('malformed_json');
    survivesHostileInput(datacompy, fixture('datacompy-pandas.json'), options);
  });
});

describe.runIf(hasSamples('datacompy'))('real files', () => {
  it.each([
    ['pandas_with_mismatches.json', [3, 3, 3, 2, 1, 0, 0], 2, 'mismatch'],
    ['pandas_with_tolerances.json', null, 0, 'match_within_tolerance'],
    ['produce.json', [9, 8, 7, 4, 3, 2, 1], 6, 'mismatch'],
  ])('%s gives its counts and outcome', (file, totals, items, outcome) => {
    const { run, judged, unplaced } = read(sample(`datacompy/${file}`));
    expect(totalsOf(run)).toEqual(totals);
    expect(run.discrepancies).toHaveLength(items);
    expect(judged.outcome).toBe(outcome);
    expect(unplaced).toEqual([]);
  });
});
