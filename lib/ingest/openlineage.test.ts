import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRun } from '@/lib/domain/comparison/judge-run';
import { factsOfPair, factsOfRun } from '@/lib/domain/events/lineage-facts';
import { mergeRun } from '@/lib/domain/events/merge-run';
import type { LineageSource } from '@/lib/domain/events/source';
import { arrivingLineage } from './arriving';
import { readInstant, readLineage } from './openlineage';

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

const read = (value: unknown) => {
  const event = readLineage(bytes(value));
  if (!event.ok) throw new Error(JSON.stringify(event.refusal));
  return event.value;
};

const refusal = (value: unknown): string => {
  const event = readLineage(bytes(value));
  return event.ok ? 'accepted' : `${event.refusal.code} ${event.refusal.errors?.[0]?.pointer ?? ''}`.trim();
};

const source: LineageSource = {
  kind: 'openlineage',
  name: 'spark-statistics',
  context: 'payments',
  jobs: [{ namespace: 'spark', name: '*' }],
  datasets: {
    legacy: [{ namespace: 'db2*', name: 'CLAIMS.*' }],
    target: [{ namespace: 'postgres*', name: 'public.*' }],
  },
  layer: 'dataset',
  period: 'nominal',
};

const metrics = (columnMetrics: object, rowCount?: number) => ({ dataQualityMetrics: { rowCount, columnMetrics } });
const legacy = (facets: object) => ({ namespace: 'db2://host', name: 'CLAIMS.PAYMENT', inputFacets: facets });
const target = (facets: object) => ({ namespace: 'postgres://host', name: 'public.payment', inputFacets: facets });
const day = { nominalStartTime: '2026-11-19T00:00:00Z', nominalEndTime: '2026-11-20T00:00:00Z' };

const event = (eventType: string | undefined, inputs: unknown[] = [], more: object = {}, facets: object = {}) => ({
  eventType,
  eventTime: '2026-11-20T02:00:00.000Z',
  run: { runId: '0f0e8b9c-1111-7000-8000-000000000001', facets: { nominalTime: day, ...facets } },
  job: { namespace: 'spark', name: 'statistics' },
  inputs,
  ...more,
});

const facts = (...events: unknown[]) => {
  const merged = mergeRun(events.map(read));
  if (merged === null) throw new Error('no run');
  return factsOfRun(source, merged);
};

const checksOf = (...events: unknown[]) => {
  const { own } = facts(...events);
  if (own === null) return {};
  const window = own.window ?? { from: new Date(0), to: new Date(1) };
  const judged = judgeRun({ ...own, window }, null).checks;
  return Object.fromEntries(own.checks.map(({ key }, at) => [key, judged[at]?.outcome]));
};

describe('an instant', () => {
  it.each([
    ['2026-11-20T02:00:00.001+10:00', '2026-11-19T16:00:00.001Z', false],
    ['2026-11-20T02:00:00.123456789Z', '2026-11-20T02:00:00.123Z', false],
    ['2026-11-20T02:00:00', '2026-11-20T02:00:00.000Z', true],
    ['2026-11-20T02:00:00.5+0100', '2026-11-20T01:00:00.500Z', false],
    ['2026-11-20T02:00Z', '2026-11-20T02:00:00.000Z', false],
  ])('%s', (text, at, naive) => {
    expect(readInstant(text)).toEqual({ at: new Date(at), naive });
  });

  it.each(['', 'yesterday', '2026-13-01T00:00:00Z', '1732068000', '2026-11-20'])('%s is none', (text) => {
    expect(readInstant(text)).toBeNull();
  });
});

describe('one event', () => {
  it('says what it is: a run, a job, a dataset', () => {
    expect(read(event('START'))).toMatchObject({ shape: 'run', state: 'START', warnings: [] });
    const at = { eventTime: '2026-11-20T02:00:00Z' };
    expect(read({ ...at, job: { namespace: 'spark', name: 'x' } })).toMatchObject({ shape: 'job', state: null });
    expect(read({ ...at, dataset: { namespace: 'db', name: 't' } })).toMatchObject({
      shape: 'dataset',
      dataset: { namespace: 'db', name: 't' },
    });
  });

  it('is read as emitters write it, and what was guessed is said', () => {
    expect(read(event('complete'))).toMatchObject({
      state: 'COMPLETE',
      warnings: [expect.stringContaining('COMPLETE')],
    });
    expect(read(event('DONE'))).toMatchObject({ state: 'OTHER', warnings: [expect.stringContaining('DONE')] });
    expect(read(event(undefined)).warnings).toHaveLength(1);
    expect(read(event('START', [], { eventTime: '2026-11-20T02:00:00.123456' })).warnings).toHaveLength(1);
  });

  it('names the facets that nobody here knows, once each, and no others', () => {
    const known = { schema: { fields: [{ name: 'a', type: 'int' }] }, columnLineage: { fields: { a: {} } } };
    const odd = event(
      'START',
      [{ namespace: 'db2', name: 'x', facets: { ...known, colour: { a: [1, 2] } } }],
      {},
      {
        weather: { wind: 3 },
        parent: { run: { runId: '1' }, job: { namespace: 'a', name: 'b' } },
      },
    );
    expect(read(odd).unplaced).toEqual(['run/facets/weather', 'inputs/*/facets/colour']);
  });

  it.each<[string, unknown, string]>([
    ['no JSON', '{', 'malformed_json'],
    ['a list', [], 'invalid_body'],
    ['nothing in it', {}, 'invalid_body'],
    ['no time', { ...event('START'), eventTime: undefined }, 'invalid_body /eventTime'],
    ['a run without an id', { ...event('START'), run: {} }, 'invalid_body /run/runId'],
    ['a run without a job', { ...event('START'), job: undefined }, 'invalid_body /job'],
    ['a name twice', '{"run":{},"run":{}}', 'malformed_json /run'],
  ])('refuses %s', (_, value, place) => {
    expect(refusal(value)).toBe(place);
  });

  it('is the same as another only where all it says is', () => {
    const identity = (value: unknown) => {
      const arrived = arrivingLineage(bytes(value));
      return arrived.ok ? arrived.value.identity : '';
    };
    const said = event('RUNNING');
    const turned = JSON.stringify(Object.fromEntries(Object.entries(said).reverse()));
    expect(identity(turned)).toBe(identity(said));
    expect(identity({ ...said, producer: 'x' })).not.toBe(identity(said));
  });
});

describe('the events of one run', () => {
  it('come to nothing before one says that it is over', () => {
    expect(mergeRun([read(event('START')), read(event('RUNNING'))])?.status).toBeNull();
    expect(facts(event('COMPLETE')).own).toBeNull();
  });

  it('add up in whatever order and however often they come, and what is told later counts', () => {
    const early = event('RUNNING', [legacy(metrics({ AMOUNT: { sum: 1, count: 4 } }))], {
      eventTime: '2026-11-20T01:00:00Z',
    });
    const late = event('RUNNING', [legacy(metrics({ AMOUNT: { sum: 2 } }))], { eventTime: '2026-11-20T01:30:00Z' });
    const end = event('COMPLETE', [target(metrics({ amount: { sum: 2, count: 4 } }))]);
    const told = [early, late, end];
    for (const order of [told, [...told].reverse(), [late, end, early, late, end]])
      expect(checksOf(...order)).toEqual({ 'payment.amount.sum': 'match', 'payment.amount.count': 'match' });
  });

  it('count as their worst end: a failure outweighs a success, and is errored with its message', () => {
    const error = { errorMessage: { message: 'table locked', programmingLanguage: 'JAVA', stackTrace: 'at x' } };
    const { own, measures } = facts(
      event('COMPLETE', [legacy(metrics({ A: { sum: 1 } }))]),
      event('FAIL', [], {}, error),
    );
    expect(own?.status).toBe('failed');
    expect(own?.checks).toMatchObject([{ key: 'run', verdict: 'errored', error: 'table locked' }]);
    expect(measures).toEqual([]);
    expect(facts(event('ABORT')).own?.status).toBe('aborted');
    expect(facts(event('FAIL')).own?.checks[0]?.error).toContain('does not say why');
    expect(checksOf(event('COMPLETE', [], {}, error))).toEqual({ run: 'errored' });
  });
});

describe('numbers of both sides', () => {
  it('are one check for each column and metric, digit for digit', () => {
    const sums = (sum: string) => `{"amount":{"sum":${sum},"nullCount":0,"quantiles":{"0.50":10,"0.9":20.5}}}`;
    const side = (namespace: string, name: string, sum: string) =>
      `{"namespace":"${namespace}","name":"${name}","facets":{"dataQualityMetrics":{"rowCount":3,"columnMetrics":${sums(sum)}}}}`;
    const text = JSON.stringify(event('COMPLETE', ['@'])).replace(
      '"@"',
      `${side('db2', 'CLAIMS.PAYMENT', '12345678901234567.10')},${side('postgres', 'public.payment', '12345678901234567.11')}`,
    );
    const { own } = facts(text);
    expect(own?.checks.map(({ key, legacy: a, target: b }) => [key, a, b])).toEqual([
      ['payment.row_count', '3', '3'],
      ['payment.amount.null_count', '0', '0'],
      ['payment.amount.sum', '12345678901234567.10', '12345678901234567.11'],
      ['payment.amount.quantile.0.5', '10', '10'],
      ['payment.amount.quantile.0.9', '20.5', '20.5'],
    ]);
    expect(checksOf(text)).toMatchObject({ 'payment.amount.sum': 'mismatch', 'payment.row_count': 'match' });
    expect(own).toMatchObject({
      source: 'spark-statistics',
      layer: 'dataset',
      period: '2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z',
      window: { from: new Date('2026-11-19T00:00:00Z'), to: new Date('2026-11-20T00:00:00Z') },
      legacy: { dataset: 'db2 CLAIMS.PAYMENT' },
      target: { dataset: 'postgres public.payment' },
    });
  });

  it('that one side did not measure are inconclusive, and never a match', () => {
    const said = event('COMPLETE', [
      legacy(metrics({ AMOUNT: { sum: 1, min: 0 } })),
      target(metrics({ amount: { sum: 1 } })),
    ]);
    expect(checksOf(said)).toEqual({ 'payment.amount.sum': 'match', 'payment.amount.min': 'inconclusive' });
  });

  it('of one side alone wait, and are compared with those of another run of the same period and key', () => {
    const one = facts(event('COMPLETE', [legacy(metrics({ AMOUNT: { sum: 1 } }))]));
    const other = facts(event('COMPLETE', [target(metrics({ amount: { sum: 2 } }))]));
    expect([one.own, other.own]).toEqual([null, null]);
    const [a, b] = [one.measures[0], other.measures[0]];
    if (a === undefined || b === undefined) throw new Error('nothing waits');
    expect([a.key, a.side, b.key, b.side, a.period === b.period]).toEqual([
      'payment',
      'legacy',
      'payment',
      'target',
      true,
    ]);
    const pair = factsOfPair(source, a, b);
    expect(pair.checks).toMatchObject([{ key: 'payment.amount.sum', legacy: '1', target: '2' }]);
    expect(pair.externalId).toBe('2026-11-19T00:00:00.000Z/2026-11-20T00:00:00.000Z payment');
  });

  it('without a nominal time cannot be paired, unless the source pairs by the day', () => {
    const said = event('COMPLETE', [legacy(metrics({ A: { sum: 1 } }))], {
      run: { runId: 'r', facets: {} },
    });
    expect(facts(said)).toMatchObject({ measures: [], unpairable: 1, warnings: [expect.stringContaining('nominal')] });
    const merged = mergeRun([read(said)]);
    if (merged === null) throw new Error('no run');
    expect(factsOfRun({ ...source, period: 'day' }, merged).measures[0]?.period).toBe('2026-11-20');
  });

  it('of datasets that are neither side are said to be left alone', () => {
    const said = event('COMPLETE', [{ namespace: 'kafka', name: 'topic', inputFacets: metrics({}, 5) }]);
    expect(facts(said)).toMatchObject({ own: null, measures: [], warnings: [expect.stringContaining('neither side')] });
  });

  it('of what a job read and wrote say nothing by themselves', () => {
    const said = event('COMPLETE', [legacy({ inputStatistics: { rowCount: 5, size: 10 } })], {
      outputs: [{ namespace: 'postgres', name: 'public.payment', outputFacets: { outputStatistics: { rowCount: 5 } } }],
    });
    expect(facts(said).own).toBeNull();
    const written = (namespace: string, name: string) => ({
      namespace,
      name,
      outputFacets: { outputStatistics: { rowCount: 5 } },
    });
    const both = event('COMPLETE', [], { outputs: [written('db2', 'CLAIMS.P'), written('postgres', 'public.p')] });
    expect(checksOf(both)).toEqual({ 'p.rows_written': 'match' });
  });
});

describe('tests and assertions', () => {
  const tests = (list: object[]) => ({ test: { tests: list } });

  it('have the tool’s word, and a skipped one never passes', () => {
    const said = event(
      'COMPLETE',
      [],
      {},
      tests([
        { name: 'rows agree', status: 'pass', type: 'row_count', severity: 'error' },
        { name: 'sums agree', status: 'fail' },
        { name: 'late', status: 'skip' },
        { name: 'odd', status: 'maybe' },
        { status: 'pass' },
      ]),
    );
    expect(checksOf(said)).toEqual({
      'rows agree': 'match',
      'sums agree': 'mismatch',
      late: 'skipped',
      odd: 'unknown',
      'unnamed test': 'unknown',
    });
    expect(read(said).warnings).toEqual([expect.stringContaining('/run/facets/test/tests/4')]);
  });

  it('are recomputed where the source says which side is expected', () => {
    const said = event('COMPLETE', [], {}, tests([{ name: 'rows', status: 'pass', expected: '10', actual: '9' }]));
    const merged = mergeRun([read(said)]);
    if (merged === null) throw new Error('no run');
    const own = factsOfRun({ ...source, expected: 'legacy' }, merged).own;
    expect(own?.checks[0]).toMatchObject({ legacy: '10', target: '9', reported: 'pass' });
    const plain = factsOfRun(source, merged).own?.checks[0];
    expect([plain?.legacy, plain?.target]).toEqual([undefined, undefined]);
  });

  it('of datasets are checks of their names, each with its own key', () => {
    const assertions = [
      { assertion: 'not_null', column: 'id', success: true },
      { assertion: 'unique', column: 'id', success: false },
      { assertion: 'row_count_equal_to', success: true },
    ];
    const said = event('COMPLETE', [
      { namespace: 'a', name: 't', inputFacets: { dataQualityAssertions: { assertions } } },
      { namespace: 'b', name: 't', facets: { dataQualityAssertions: { assertions: assertions.slice(0, 1) } } },
    ]);
    expect(checksOf(said)).toEqual({
      't.not_null.id': 'match',
      't.unique.id': 'mismatch',
      't.row_count_equal_to': 'match',
      't.not_null.id #2': 'match',
    });
  });
});

it('never throws, whatever comes', () => {
  const file = JSON.stringify(
    event('COMPLETE', [legacy(metrics({ A: { sum: 1 } })), target(metrics({ a: { sum: 1 } }))]),
  );
  const holds = (sent: Uint8Array) => {
    const said = readLineage(sent);
    if (!said.ok) return;
    const merged = mergeRun([said.value]);
    if (merged !== null) factsOfRun(source, merged);
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), holds));
  fc.assert(fc.property(fc.json(), (noise) => holds(bytes(noise))));
  const piece = fc.constantFrom('null', '[]', '{}', '"x"', '1e999', '-1', ',', '""', '\u0000');
  fc.assert(
    fc.property(fc.nat(file.length), fc.nat(12), piece, (at, cut, put) =>
      holds(bytes(file.slice(0, at) + put + file.slice(at + cut))),
    ),
    { numRuns: 1_000 },
  );
});

const samples = join(fileURLToPath(new URL('../../..', import.meta.url)), 'shared', 'samples', 'openlineage');

describe.skipIf(!existsSync(samples))('real events and facets', () => {
  const sample = (name: string) => JSON.parse(readFileSync(join(samples, name), 'utf8'));

  it('a whole event is read, with its numbers, its assertions and what it says beside them', () => {
    const full = read(sample('event_full_proxy.json'));
    expect(full).toMatchObject({ shape: 'run', state: 'COMPLETE', warnings: [] });
    expect(full.nominal?.from.toISOString()).toBe('2020-12-17T03:00:00.001Z');
    expect(full.datasets[0]?.metrics).toEqual([{ column: null, metric: 'row_count', value: '1000' }]);
    expect(full.datasets[0]?.assertions.map(({ success }) => success)).toEqual([true, true]);
    expect(full.unplaced.filter((place) => !place.includes('additionalProp'))).toEqual([]);
    expect(full.unplaced).toContain('run/facets/additionalProp1');
  });

  it('a small event is a run that says nothing to compare', () => {
    const simple = read(sample('event_simple.json'));
    expect(simple.at.toISOString()).toBe('2020-12-28T09:52:00.001Z');
    const merged = mergeRun([simple]);
    expect(merged === null ? null : factsOfRun(source, merged)).toMatchObject({ own: null, measures: [] });
  });

  it('facets are read wherever they stand', () => {
    const said = event('COMPLETE', [
      legacy(sample('facet_DataQualityMetricsInput.json')),
      target(sample('facet_DataQualityMetricsInput.json')),
    ]);
    const checks = checksOf(said);
    expect(Object.keys(checks)).toHaveLength(8);
    expect(new Set(Object.values(checks))).toEqual(new Set(['match']));
    const asserted = event('COMPLETE', [legacy(sample('facet_DataQualityAssertions.json'))]);
    expect(Object.values(checksOf(asserted))).toEqual(Array.from({ length: 10 }, () => 'match'));
    expect(read(asserted).unplaced).toEqual([]);
    expect(facts(event('FAIL', [], {}, sample('facet_ErrorMessage.json'))).own?.checks[0]?.error).toBe('failed');
  });
});
