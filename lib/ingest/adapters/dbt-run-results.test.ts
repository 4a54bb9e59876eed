import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CheckOutcome } from '@/lib/domain/words';
import { dbtRunResults } from './dbt-run-results';
import { survivesHostileInput } from './testing/hostile';
import { imported, refusalOf } from './testing/imported';
import { silentPlaces } from './testing/lossless';

const here = fileURLToPath(new URL('.', import.meta.url));
const file = new Uint8Array(readFileSync(join(here, 'fixtures/dbt-build.json')));
const options = { context: 'payments', legacy: 'legacy', target: 'target' };
const bytes = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));
const read = (content: Uint8Array) => imported(dbtRunResults, content);

const artifact = (result: object, args: object | undefined = { which: 'test' }, metadata: object = {}) =>
  bytes({
    metadata: { dbt_schema_version: 'https://schemas.getdbt.com/dbt/run-results/v1.json', ...metadata },
    results: [{ unique_id: 'test.a.b', timing: [], failures: null, message: null, ...result }],
    ...(args === undefined ? {} : { args }),
  });
const outcomeOf = (result: object, args?: object) => read(artifact(result, args)).judged.checks[0]?.outcome;

describe('an artifact of a build', () => {
  const { run, judged, warnings, unplaced } = read(file);

  it('has the invocation for its identity and its own times for its window', () => {
    expect(run).toMatchObject({
      source: 'dbt-run-results',
      externalId: '5d1c6a52-0b7f-4a0e-8a35-5f2e6c0f9b11',
      engine: 'dbt',
      layer: 'dataset',
      status: 'completed',
      totals: null,
      window: { from: new Date('2026-11-19T02:11:02.000Z'), to: new Date('2026-11-19T02:14:31.204Z') },
    });
  });

  it('gives each test the outcome of its word, and none of them a better one', () => {
    expect(judged.checks.map(({ key, outcome, signedOff }) => [key, outcome, signedOff])).toEqual([
      ['test.claims.payment_rows_equal.1a2b', 'match', true],
      ['test.claims.payment_amounts_agree.3c4d', 'match_within_tolerance', false],
      ['test.claims.payment_dates_agree.5e6f', 'mismatch', true],
      ['test.claims.häuser_except_both_ways.7a8b', 'mismatch', true],
      ['test.claims.payment_sums.9c0d', 'errored', true],
      ['test.claims.payment_currency.1e2f', 'skipped', true],
      ['source.claims.raw.payment', 'errored', true],
      ['result 8', 'unknown', true],
    ]);
    expect(judged.outcome).toBe('errored');
    expect(run.checks[4]?.error).toContain('does not exist');
  });

  it('has a pattern for each test that failed, and for none that broke or was left out', () => {
    expect(judged.patterns.map(({ checkKey, open }) => [checkKey, open])).toEqual([
      ['test.claims.payment_dates_agree.5e6f', 1],
      ['test.claims.häuser_except_both_ways.7a8b', 1],
    ]);
  });

  it('says what it counted, what it passed over and what it does not know', () => {
    expect(warnings.join('\n')).toContain('count for nothing: 1 success.');
    expect(warnings.join('\n')).toContain('payment_amounts_agree.3c4d with 3 failing rows');
    expect(warnings.join('\n')).toContain('under a threshold that the artifact does not state');
    expect(unplaced).toEqual(['results/*/overload_results/*']);
  });

  it('loses nothing in silence but what describes the work', () => {
    expect(silentPlaces(dbtRunResults, JSON.parse(new TextDecoder().decode(file)), options)).toEqual([
      'args/profiles_dir',
      'args/select/*',
      'elapsed_time',
      'metadata/dbt_schema_version',
      'metadata/dbt_version',
      'metadata/env/DBT_CLOUD_JOB',
      'results/*/adapter_response/_message',
      'results/*/adapter_response/rows_affected',
      'results/*/compiled',
      'results/*/compiled_code',
      'results/*/execution_time',
      'results/*/relation_name',
      'results/*/thread_id',
      'results/*/timing/*/name',
    ]);
  });

  it('is the same whichever name is given to which side, since dbt names none', () => {
    expect(imported(dbtRunResults, file, { legacy: 'new', target: 'old' }).run).toEqual(run);
    expect(refusalOf(dbtRunResults, file, { legacy: 'one', target: 'one' })).toBe('invalid_parameter target');
  });
});

describe('a test', () => {
  it.each<[object, object | undefined, CheckOutcome]>([
    [{ status: 'success' }, { which: 'generate' }, 'not_run'],
    [{ status: 'pass' }, { which: 'compile' }, 'not_run'],
    [{ status: 'success' }, { which: 'run' }, 'not_run'],
    [{ status: 'success' }, undefined, 'not_run'],
    [{ status: 'success' }, { which: 'TEST' }, 'match'],
    [{ status: 'pass' }, undefined, 'match'],
    [{ status: 'pass', failures: '0' }, { which: 'test' }, 'match'],
    [{ status: 'pass', failures: -1 }, { which: 'test' }, 'inconclusive'],
    [{ status: 'pass', failures: [3] }, { which: 'test' }, 'inconclusive'],
    [{ status: 'pass' }, { which: 'build', empty: true }, 'inconclusive'],
    [{ status: 'pass', failures: 0 }, { which: 'build', sample: '3 days' }, 'inconclusive'],
    [{ status: 'pass', failures: 0 }, { which: 'build', sample: { start: '2026-11-01', end: null } }, 'inconclusive'],
    [{ status: 'pass', failures: 0 }, { which: 'build', sample: true }, 'inconclusive'],
    [{ status: 'pass', failures: 0 }, { which: 'build', sample: null }, 'match'],
    [{ status: 'pass', failures: 0 }, { which: 'build', sample: false }, 'match'],
    [{ status: 'fail', failures: 2 }, { which: 'build', sample: '3 days' }, 'mismatch'],
    [{ status: 'pass', failures: 0, message: 'Statically checked' }, { which: 'test' }, 'not_run'],
    [{ status: 'success', message: ' statically checked: unique' }, { which: 'build' }, 'not_run'],
    [{ status: 'pass', failures: 0, message: 'checked' }, { which: 'test' }, 'match'],
    [{ status: 'fail', failures: 0 }, { which: 'generate' }, 'mismatch'],
    [{ status: 'fail', failures: null }, { which: 'test' }, 'mismatch'],
    [{ status: 'error' }, { which: 'generate' }, 'errored'],
    [{ status: 'no-op' }, { which: 'build' }, 'not_run'],
    [{ status: 'reused' }, { which: 'build' }, 'unknown'],
    [{ status: null }, { which: 'test' }, 'unknown'],
    [{ status: 'warn', unique_id: 'source.a.b.c' }, { which: 'build' }, 'mismatch'],
    [{ status: 'pass', unique_id: 'source.a.b.c' }, { which: 'generate' }, 'not_run'],
    [{ status: 'fail', unique_id: '' }, { which: 'test' }, 'mismatch'],
    [{ status: 'success', unique_id: 'novelty.a' }, { which: 'build' }, 'unknown'],
  ])('that says %j of a command %j is %s', (result, args, outcome) => {
    // The default would stand in for a command that is not named.
    const content = args === undefined ? artifact(result, null as never) : artifact(result, args);
    expect(read(content).judged.checks[0]?.outcome).toBe(outcome);
  });

  it('is never a match together with what broke beside it', () => {
    const both = bytes({
      metadata: {},
      args: { which: 'build' },
      results: [
        { unique_id: 'test.a.b', status: 'pass', failures: 0 },
        { unique_id: 'model.a.m', status: 'error', message: 'no such column' },
      ],
    });
    expect(read(both).run.status).toBe('unknown');
    expect(read(both).judged.outcome).toBe('unknown');
    expect(outcomeOf({ status: 'pass', unique_id: 'unit_test.a.m' })).toBeUndefined();
  });
});

describe('a pass that did not test the data', () => {
  it('is said, with why', () => {
    const passed = { status: 'pass', failures: 0 };
    const proven = read(artifact({ ...passed, message: 'Statically checked' }, { which: 'build' }));
    expect(proven.judged.outcome).toBe('inconclusive');
    expect(proven.warnings.join()).toContain('checked statically');
    expect(read(artifact(passed, { which: 'build', sample: '3 days' })).warnings.join()).toContain('--sample');
  });

  it('has nothing to do with a model that dbt Fusion did not build anew', () => {
    const results = [
      { unique_id: 'test.a.b', status: 'pass', failures: 0 },
      { unique_id: 'model.a.m', status: 'reused' },
    ];
    const { run, judged } = read(bytes({ metadata: {}, args: { which: 'build' }, results }));
    expect([run.status, judged.outcome]).toEqual(['completed', 'match']);
  });
});

describe('an artifact that proves nothing or is something else', () => {
  it('compares nothing without tests', () => {
    const none = read(bytes({ metadata: {}, results: [], args: {} }));
    expect(none.judged.outcome).toBe('inconclusive');
    expect(none.run.externalId).toMatch(/^[0-9a-f]{64}$/);
    expect(none.warnings).toContain('No test is among the results, so nothing was compared.');
  });

  it('is refused with its place', () => {
    expect(refusalOf(dbtRunResults, bytes([]))).toBe('invalid_body /metadata');
    expect(refusalOf(dbtRunResults, bytes({ metadata: {} }))).toBe('invalid_body /results');
    expect(refusalOf(dbtRunResults, bytes({ metadata: {}, results: [1] }))).toBe('invalid_body /results/0');
    expect(refusalOf(dbtRunResults, new Uint8Array())).toBe('malformed_json');
    expect(refusalOf(dbtRunResults, new TextEncoder().encode('{"metadata":{},"results":[{"failures":NaN}]}'))).toBe(
      'malformed_json /results/0/failures',
    );
  });

  it('keeps two results of one name apart', () => {
    const result = { unique_id: 'test.a.b', status: 'pass' };
    const { run } = read(bytes({ metadata: {}, results: [result, result], args: { which: 'test' } }));
    expect(run.checks.map(({ key }) => key)).toEqual(['test.a.b', 'test.a.b #2']);
  });

  it('never breaks the reader, whatever bytes it holds', () => survivesHostileInput(dbtRunResults, file, options));
});

// Real artifacts, read from beside the repository where they are there.
const samples = join(here, '../../../../shared/samples/dbt');

describe.runIf(existsSync(samples))('real artifacts', () => {
  it.each<[string, Record<string, number>, string, string]>([
    ['run_results_v2_model_error_skipped.json', {}, 'inconclusive', '8c814240-637d-4a36-937e-43787f5c79e0'],
    [
      'run_results_v2_tests_4_fail.json',
      { mismatch: 4, match: 10 },
      'mismatch',
      '9adc7020-c784-4179-a4e3-e3c4ffb3b09c',
    ],
    ['run_results_v4_pass_and_model_error.json', { match: 20 }, 'unknown', '5b7ab67d-5559-49b8-9373-35eab8b9f2f7'],
    ['run_results_v6_dbt1.9_all_pass.json', { match: 20 }, 'match', 'cfbc1db9-66c1-46c2-a94b-8c0cef32314f'],
  ])('%s has %j', (name, counts, outcome, externalId) => {
    const { run, judged, unplaced } = read(new Uint8Array(readFileSync(join(samples, name))));
    const found: Record<string, number> = {};
    for (const check of judged.checks) found[check.outcome] = (found[check.outcome] ?? 0) + 1;
    expect([found, judged.outcome, run.externalId]).toEqual([counts, outcome, externalId]);
    expect(unplaced).toEqual([]);
  });

  it('refuse their own schema, which is no result', () => {
    const schema = new Uint8Array(readFileSync(join(samples, 'run-results-v6.schema.json')));
    expect(refusalOf(dbtRunResults, schema)).toBe('invalid_body /metadata');
  });
});
