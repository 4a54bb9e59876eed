import { describe, expect, it } from 'vitest';
import { datacompy } from './datacompy';
import { dbtRunResults } from './dbt-run-results';
import { greatExpectations } from './great-expectations';
import { bytesOf, fixture, fixtureText } from './testing/files';
import { imported, refusalOf } from './testing/imported';

// Python writes NaN, Infinity and -Infinity bare, which is no JSON; where they count nothing, a result is not lost by them.

/** A document with the texts `<NaN>` and the like written bare. */
const bare = (document: object) =>
  bytesOf(JSON.stringify(document).replaceAll(/"<(NaN|-?Infinity)>"/g, (_, word: string) => word));

describe('datacompy’s report', () => {
  const report = JSON.parse(fixtureText('datacompy-pandas.json'));
  const { mismatch_stats: stats, row_summary: summary } = report;

  it('is read where the largest difference of a column is none', () => {
    const columns = stats.stats.map((column: object) => ({ ...column, max_diff: '<NaN>' }));
    const { run, judged } = imported(datacompy, bare({ ...report, mismatch_stats: { ...stats, stats: columns } }));
    const plain = imported(datacompy, fixture('datacompy-pandas.json'));
    expect([run.checks, run.totals, judged.outcome]).toEqual([plain.run.checks, plain.run.totals, 'mismatch']);
  });

  it.each(['abs_tol', 'rel_tol', 'equal_rows', 'unequal_rows'])('is refused with %s that is none', (name) => {
    const document = bare({ ...report, row_summary: { ...summary, [name]: '<Infinity>' } });
    expect(refusalOf(datacompy, document)).toBe(`malformed_json /row_summary/${name}`);
  });
});

describe('a result of Great Expectations', () => {
  const suite = (success: unknown, result: object, kwargs: object = {}) =>
    bare({
      success: true,
      results: [{ success, expectation_config: { type: 'expect_column_max_to_be_between', kwargs }, result }],
      meta: {},
    });

  it('is read where a bound or what was seen is not finite', () => {
    const { run, judged } = imported(
      greatExpectations,
      suite(true, { observed_value: '<-Infinity>' }, { column: 'a', max_value: '<Infinity>' }),
    );
    expect(run.checks).toMatchObject([
      { key: 'expect_column_max_to_be_between(column=a, max_value=Infinity)', legacy: '-Infinity' },
    ]);
    expect(judged.outcome).toBe('inconclusive');
  });

  it.each(['<NaN>', '<Infinity>'])('proves nothing where the share of what is unexpected is %s', (share) => {
    expect(imported(greatExpectations, suite(true, { unexpected_percent: share })).judged.outcome).toBe('inconclusive');
  });

  it('is refused where what counts is no number', () => {
    expect(refusalOf(greatExpectations, suite('<NaN>', {}))).toBe('malformed_json /results/0/success');
    for (const name of ['unexpected_count', 'element_count', 'missing_count']) {
      const document = suite(true, { [name]: '<NaN>' });
      expect(refusalOf(greatExpectations, document)).toBe(`malformed_json /results/0/result/${name}`);
    }
  });
});

describe('any other body', () => {
  it('is refused with a bare word that is no JSON', () => {
    const results = [{ unique_id: 'test.a.b', status: 'pass', failures: '<NaN>' }];
    expect(refusalOf(dbtRunResults, bare({ metadata: {}, results }))).toBe('malformed_json /results/0/failures');
  });

  it.each(['nan', 'NaNs', '+Infinity', 'Infinit', '-NaN'])('is refused with %s, wherever it stands', (word) => {
    expect(refusalOf(datacompy, bytesOf(`{"a":${word}}`))).toMatch(/^malformed_json/);
  });
});
