import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CheckOutcome } from '@/lib/domain/words';
import type { ImportOptions } from './adapter';
import { greatExpectations } from './great-expectations';
import { survivesHostileInput } from './testing/hostile';
import { imported, refusalOf } from './testing/imported';
import { silentPlaces } from './testing/lossless';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixture = (name: string) => new Uint8Array(readFileSync(join(here, 'fixtures', name)));
const bytes = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));
const parsed = (file: Uint8Array) => JSON.parse(new TextDecoder().decode(file));
const sides = { legacy: 'old_oracle', target: 'new_pg' };
const turned = { legacy: 'new_pg', target: 'old_oracle' };
const read = (file: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(greatExpectations, file, rest);

describe('a checkpoint over both sides', () => {
  const file = fixture('gx-checkpoint.json');
  const { run, judged, warnings, unplaced } = read(file, sides);

  it('is one run by its id and times, with a batch on each side', () => {
    expect(run).toMatchObject({
      externalId: 'both sides/nightly/2026-11-19T02:00:00.000000+00:00',
      layer: 'dataset',
      status: 'completed',
      window: { from: new Date('2026-11-19T02:00:00Z'), to: new Date('2026-11-19T02:02:30.500Z') },
      legacy: { dataset: 'old_oracle.PAYMENT' },
      target: { dataset: 'new_pg.payment' },
    });
  });

  it('pairs expectations by type and arguments, and compares what both sides were seen to have', () => {
    expect(
      judged.checks.map(({ key, outcome }, index) => [
        key,
        outcome,
        run.checks[index]?.legacy,
        run.checks[index]?.target,
      ]),
    ).toEqual([
      ['expect_table_row_count_to_be_between(min_value=1)', 'mismatch', '120000', '119998'],
      ['expect_column_min_to_be_between(column=amount, min_value=0)', 'match', '0.10', '0.1'],
      // Three nulls on either side need not be the same three.
      [
        'expect_column_values_to_not_be_null(column=amount, mostly=0.95)',
        'match_within_tolerance',
        undefined,
        undefined,
      ],
      ['expect_column_values_to_be_in_set(column=currency, value_set=["EUR"])', 'mismatch', undefined, undefined],
      ['expect_column_sum_to_be_between(column=fee)', 'errored', undefined, '12.10'],
      ['expect_column_to_exist(column=amount)', 'match', undefined, undefined],
    ]);
    expect(run.checks[0]).toMatchObject({ kind: 'row_count', metric: 'row_count', reported: 'success' });
    expect(run.checks[1]).toMatchObject({ kind: 'aggregate', metric: 'min', field: 'AMOUNT' });
    expect(run.checks[4]).toMatchObject({
      error: 'On legacy: no column fee',
      reported: 'legacy exception, target success',
    });
    expect(run.checks[5]).toMatchObject({ kind: 'schema', layer: 'schema' });
    expect(judged.findings).toMatchObject([{ code: 'verdict_disagrees', pointer: '/checks/0/reported' }]);
  });

  it('says where both saw the same and neither was as expected', () => {
    const said = warnings.join('\n');
    expect(said).toContain('Both sides saw the same');
    expect(said).toContain('different numbers of rows');
    expect(said).toContain('1 raised an exception and compared nothing');
    expect(unplaced.some((place) => place.includes('partial_unexpected_list'))).toBe(true);
  });

  it('is mirrored when the sides are', () => {
    const mirrored = read(file, turned);
    expect(mirrored.run.checks[0]).toMatchObject({ legacy: '119998', target: '120000' });
    expect(mirrored.run.checks[4]).toMatchObject({ legacy: '12.10', error: 'On target: no column fee' });
    expect([mirrored.run.legacy, mirrored.run.target]).toEqual([run.target, run.legacy]);
    const order = (checks: readonly { key: string; outcome: CheckOutcome }[]) =>
      checks.map(({ key, outcome }) => `${key} ${outcome}`).sort();
    expect(order(mirrored.judged.checks)).toEqual(order(judged.checks));
  });

  it('needs names that tell the batches apart', () => {
    const refusal = (legacy: string, target: string) => refusalOf(greatExpectations, file, { legacy, target });
    expect(refusal('old', 'new')).toBe('invalid_parameter legacy');
    expect(refusal('batch', 'none')).toBe('invalid_parameter legacy');
    expect(refusal('old_oracle', 'PAYMENT')).toBe('invalid_parameter target');
    expect(refusal('old_oracle', 'OLD_ORACLE')).toBe('invalid_parameter target');
    expect(refusal('old_oracle.PAYMENT', 'new_pg-payment')).toBe('accepted');
  });

  it('is of one side where only one is named, and leaves the other batch aside', () => {
    const one = read(file, { legacy: 'old_oracle', target: 'elsewhere' });
    expect(one.run.checks.map(({ target }) => target)).toEqual(Array(6).fill(undefined));
    expect(one.warnings.join('\n')).toContain('left aside: new_pg.payment');
    expect(one.judged.checks[0]?.outcome).toBe('match');
  });

  it('loses nothing in silence but what describes the work', () => {
    const known = ['checkpoint_config/actions', 'success', 'checkpoint_config'];
    const silent = silentPlaces(greatExpectations, parsed(file), { context: 'c', ...sides }).filter(
      (place) => !known.some((name) => place.startsWith(name)),
    );
    const members = [
      'id',
      'meta/active_batch_definition/data_connector_name',
      'meta/batch_markers/ge_load_time',
      'meta/checkpoint_id',
      'meta/great_expectations_version',
      'meta/run_id/run_name',
      'meta/validation_id',
      'results/*/exception_info/(*)/exception_traceback',
      'results/*/expectation_config/id',
      'results/*/expectation_config/kwargs/batch_id',
      // Nulls decide only where there is nothing else.
      'results/*/result/missing_count',
      'results/*/result/missing_percent',
      'results/*/result/unexpected_percent',
      'results/*/result/unexpected_percent_nonmissing',
      'results/*/result/unexpected_percent_total',
      'suite_name',
      'statistics/success_percent',
      'statistics/successful_expectations',
    ];
    const short = (place: string) => place.replace('run_results/*/', '').replace(/\(.*\)/, '(*)');
    expect(silent.map(short).filter((place) => !members.includes(place))).toEqual([]);
  });
});

describe('a suite of 0.x', () => {
  const file = fixture('gx-suite.json');
  const { run, judged, unplaced, warnings } = read(file);

  it('gives checks of one side, by the tool’s own id of its result', () => {
    expect(run.externalId).toBe('people/20261118T230000.000000Z/files/default/people');
    expect(run.window).toEqual({ from: new Date('2026-11-18T23:00:00Z'), to: new Date('2026-11-18T23:01:05.250Z') });
    expect(judged.checks.map(({ key, outcome, signedOff }) => [key, outcome, signedOff])).toEqual([
      ['expect_column_to_exist(column=straße)', 'match', true],
      ['expect_column_values_to_match_regex(column=name, mostly=0.95, regex=[A-Z]+)', 'match_within_tolerance', false],
      ['expect_column_kl_divergence_to_be_less_than(column=age)', 'errored', true],
      ['expect_column_distinct_values_to_be_in_set(column=name)', 'inconclusive', true],
      ['expect_column_mean_to_be_between(column=age, min_value=40)', 'mismatch', true],
    ]);
    expect(run.checks[4]).toMatchObject({ legacy: '31.5' });
    expect(run.checks.every(({ target }) => target === undefined)).toBe(true);
    expect(warnings.join('\n')).toContain('Only one side was validated');
  });

  it('belongs to the side that the caller gives it by any of its names', () => {
    expect(read(file, { legacy: 'x', target: 'people.csv' }).run.checks[4]).toMatchObject({ target: '31.5' });
    expect(read(file, { legacy: 'x', target: 'batch' }).run.target.dataset).toBe('files/default/people');
    expect(refusalOf(greatExpectations, file, { legacy: 'x', target: 'y' })).toBe('invalid_parameter legacy');
  });

  it('names what it does not understand', () => {
    expect(unplaced).toEqual([
      'results/*/expectation_config/meta/notes',
      'results/*/result/partial_unexpected_list/*',
      'results/*/result/details/value_counts/*/value',
      'results/*/result/details/value_counts/*/count',
      'evaluation_parameters/limit',
    ]);
  });
});

describe('an expectation', () => {
  const one = (result: object) =>
    read(bytes({ results: [{ expectation_config: { type: 'expect_x', kwargs: {} }, ...result }] }));

  it.each<[object, CheckOutcome]>([
    [{ success: true }, 'match'],
    [{ success: false }, 'mismatch'],
    [{ success: null }, 'unknown'],
    [{ success: 'true' }, 'unknown'],
    [{}, 'unknown'],
    [{ success: true, exception_info: { raised_exception: true } }, 'errored'],
    [{ success: false, exception_info: { m1: { raised_exception: true, exception_message: 'x' } } }, 'errored'],
    [{ success: false, exception_info: { m1: { raised_exception: false } } }, 'mismatch'],
    [{ success: true, result: { element_count: 0, unexpected_count: 0 } }, 'inconclusive'],
    [{ success: true, result: { element_count: 5, missing_count: 5, unexpected_count: 0 } }, 'inconclusive'],
    [{ success: true, result: { element_count: 5, missing_count: 2, unexpected_count: 0 } }, 'match'],
    [{ success: true, result: { element_count: 5, unexpected_count: 5 } }, 'match_within_tolerance'],
    [{ success: true, result: { unexpected_percent: 0.5 } }, 'match_within_tolerance'],
    [{ success: true, result: { unexpected_count: 'some' } }, 'inconclusive'],
    [{ success: true, result: { unexpected_count: -1 } }, 'inconclusive'],
    [{ success: true, expectation_config: {} }, 'unknown'],
  ])('that says %j is %s', (result, outcome) => {
    expect(one(result).judged.checks[0]?.outcome).toBe(outcome);
  });

  it('that stands in a description is read as one in a result', () => {
    const described = bytes({
      expectations: [{ expectation_type: 'expect_x', success: true, kwargs: { a: 1 }, result: {} }],
    });
    expect(read(described).judged.checks).toMatchObject([{ key: 'expect_x(a=1)', outcome: 'match' }]);
  });

  it('that saw no number on either side proves nothing', () => {
    const suite = (name: string) => ({
      results: [{ expectation_config: { type: 'e' }, success: true, result: { observed_value: 'NaN' } }],
      meta: { active_batch_definition: { datasource_name: name } },
    });
    const both = read(bytes({ run_results: { a: suite('one'), b: suite('two') } }), { legacy: 'one', target: 'two' });
    expect(both.judged.outcome).toBe('inconclusive');
  });

  it('that repeats is neither lost nor paired by its place', () => {
    const twice = {
      expectation_config: { type: 'expect_x', kwargs: {} },
      success: true,
      result: { observed_value: 1 },
    };
    const suite = (name: string) => ({
      results: [twice, twice],
      meta: { active_batch_definition: { datasource_name: name } },
    });
    const both = read(bytes({ run_results: { 'a/1': suite('one'), 'b/2': suite('two') } }), {
      legacy: 'one',
      target: 'two',
    });
    expect(both.run.checks.map(({ key }) => key)).toEqual(['expect_x', 'expect_x #2', 'expect_x #3', 'expect_x #4']);
    expect(both.warnings.join('\n')).toContain('not paired');
  });
});

describe('several tables on each side', () => {
  const suite = (source: string, asset: string, count: number) => ({
    validation_result: {
      success: true,
      results: [
        {
          success: true,
          expectation_config: { expectation_type: 'expect_table_row_count_to_equal', kwargs: {} },
          result: { observed_value: count },
        },
      ],
      meta: { active_batch_definition: { datasource_name: source, data_asset_name: asset } },
    },
    actions_results: { store: { class: 'StoreValidationResultAction' } },
  });

  it('are paired by their names, in the shape of 0.x too', () => {
    const file = bytes({
      run_results: {
        1: suite('old', 'CLAIM', 5),
        2: suite('old', 'PAYMENT', 7),
        3: suite('new', 'payment', 7),
        4: suite('new', 'claim', 6),
        5: suite('new', 'extra', 6),
      },
    });
    const { judged, warnings } = read(file, { legacy: 'old', target: 'new' });
    expect(judged.checks.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['claim/expect_table_row_count_to_equal', 'mismatch'],
      ['payment/expect_table_row_count_to_equal', 'match'],
      ['extra/expect_table_row_count_to_equal', 'match'],
    ]);
    expect(warnings.join('\n')).toContain('1 expectation of one side only');
  });
});

describe('a document that proves nothing or is something else', () => {
  it('is never a match', () => {
    expect(read(bytes({ results: [] })).judged.outcome).toBe('inconclusive');
    expect(read(bytes({ run_results: {} })).judged.outcome).toBe('inconclusive');
    const part = {
      results: [{ success: true, expectation_config: { type: 'e' } }],
      statistics: { evaluated_expectations: 5 },
    };
    expect(read(bytes(part)).judged.outcome).toBe('unknown');
    const said = { ...part, success: true, statistics: {}, results: [{ success: false }] };
    expect(read(bytes(said)).warnings.join('\n')).toContain('calls the whole a success');
  });

  it('is refused with its place', () => {
    expect(refusalOf(greatExpectations, bytes([]))).toBe('invalid_body');
    expect(refusalOf(greatExpectations, bytes({ success: true }))).toBe('invalid_body');
    expect(refusalOf(greatExpectations, bytes({ results: [1] }))).toBe('invalid_body /results/0');
    expect(refusalOf(greatExpectations, bytes({ run_results: { 'a/b': {} } }))).toBe('invalid_body /run_results/a~1b');
    expect(refusalOf(greatExpectations, new TextEncoder().encode('{"results":[{"success":NaN}]}'))).toBe(
      'malformed_json /results/0/success',
    );
  });

  it('never breaks the reader, whatever bytes it holds', () => {
    survivesHostileInput(greatExpectations, fixture('gx-suite.json'), {
      context: 'c',
      legacy: 'batch',
      target: 'none',
    });
    survivesHostileInput(greatExpectations, fixture('gx-checkpoint.json'), { context: 'c', ...sides });
  });
});

// Real results, read from beside the repository where they are there.
const samples = join(here, '../../../../shared/samples/great-expectations');

describe.runIf(existsSync(samples))('real results', () => {
  it.each<[string, Record<string, number>, string, string]>([
    [
      'BasicDatasetProfiler_evrs_with_exception.json',
      { match: 41, mismatch: 8, errored: 1, match_within_tolerance: 1 },
      'errored',
      'default/__run_id_fixture__/my_datasource/my_generator/titanic_data',
    ],
    [
      'expected_cli_results_default.json',
      { match: 8, match_within_tolerance: 1, mismatch: 1 },
      'mismatch',
      'default/19551105T000000.000000Z/titanic',
    ],
    [
      'titanic_expected_data_asset_validate_results.json',
      { match: 8, match_within_tolerance: 1, mismatch: 1 },
      'mismatch',
      'titanic/1955-11-05T00:00:00+00:00/1234',
    ],
  ])('%s has %j', (name, counts, outcome, externalId) => {
    const { run, judged } = read(new Uint8Array(readFileSync(join(samples, name))));
    const found: Record<string, number> = {};
    for (const check of judged.checks) found[check.outcome] = (found[check.outcome] ?? 0) + 1;
    expect([found, judged.outcome, run.externalId]).toEqual([counts, outcome, externalId]);
  });
});

describe('a query that is compared across two data sources', () => {
  const checkpoint = (success: boolean, comparison: string, raised = false) =>
    bytes({
      run_id: { run_name: null, run_time: '2026-11-20T02:00:00+00:00' },
      success,
      run_results: {
        'ValidationResultIdentifier::by-line/__none__/20261120T020000Z/old-payments': {
          success,
          suite_name: 'by-line',
          statistics: { evaluated_expectations: 1, unsuccessful_expectations: success ? 0 : 1 },
          meta: {
            batch_spec: { type: 'table', table_name: 'payments', schema_name: 'public', data_asset_name: 'payments' },
            active_batch_definition: {
              datasource_name: 'old',
              data_connector_name: 'fluent',
              data_asset_name: 'payments',
            },
          },
          results: [
            {
              success,
              expectation_config: {
                type: 'expect_query_results_to_match_comparison',
                kwargs: {
                  batch_id: 'old-payments',
                  base_query: 'SELECT 1',
                  comparison_data_source_name: comparison,
                  comparison_query: 'SELECT 1',
                },
              },
              result: raised ? {} : { unexpected_count: success ? 0 : 6, unexpected_percent: success ? 0.0 : 100.0 },
              exception_info: { raised_exception: raised, exception_message: raised ? 'no such table' : null },
            },
          ],
        },
      },
    });
  const only = 'Only one side was validated: a check says that this side is as expected, not that both are alike.';
  const oldAndNew = { legacy: 'old', target: 'new' };

  it('is a result of its own layer, with no value that would be of one side', () => {
    const { run, judged, warnings, unplaced } = read(checkpoint(false, 'new'), oldAndNew);
    expect(run.checks[0]).toMatchObject({ kind: 'query_result', layer: 'query', reported: 'failed' });
    expect(run.checks[0]?.legacy).toBeUndefined();
    expect([judged.outcome, warnings.includes(only), unplaced]).toEqual(['mismatch', false, []]);
    expect(read(checkpoint(true, 'NEW'), oldAndNew).judged.outcome).toBe('match');
  });

  it('is errored where it broke, and says nothing of the other side where it asked a third', () => {
    expect(read(checkpoint(false, 'new', true), oldAndNew).judged.outcome).toBe('errored');
    expect(read(checkpoint(true, 'archive'), oldAndNew).warnings).toContain(only);
  });
});
