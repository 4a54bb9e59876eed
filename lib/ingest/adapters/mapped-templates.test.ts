import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mappedFormatSchema } from '@/lib/contract/mapped-format';
import type { ImportOptions } from './adapter';
import { mapped } from './mapped';
import { bytesOf, fixture, fixtureText, hasSamples, outcomesOf, sample } from './testing/files';
import { survivesHostileInput } from './testing/hostile';
import { imported, refusalOf } from './testing/imported';

const folder = fileURLToPath(new URL('../../../templates/formats/', import.meta.url));
const ready = (name: string) => mapped(mappedFormatSchema.parse(parse(readFileSync(`${folder}${name}.yaml`, 'utf8'))));
const read = (name: string, bytes: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(ready(name), bytes, rest);

const fixtures: [string, string][] = [
  ['deequ', 'mapped-deequ.json'],
  ['pt-table-checksum', 'mapped-pt-tables.txt'],
  ['pt-table-checksum-differences', 'mapped-pt-chunks.txt'],
  ['launchdarkly-migration', 'mapped-migration.jsonl'],
  ['kafka-consumer-groups', 'mapped-groups.txt'],
  ['kafka-connect-offsets', 'mapped-offsets.json'],
  ['presto-verifier', 'mapped-verifier.jsonl'],
  ['soda-scan', 'mapped-soda.json'],
];

describe('a ready map', () => {
  it('is there for each of these tools, under its own name', () => {
    expect(readdirSync(folder).sort()).toEqual(fixtures.map(([name]) => `${name}.yaml`).sort());
    for (const [name] of fixtures) expect(ready(name).format).toBe(`mapped:${name}`);
  });

  it.each(fixtures)('%s never breaks on hostile input, and is no match for an empty body', (name, file) => {
    const adapter = ready(name);
    const [legacy = '', target = ''] = adapter.sides;
    survivesHostileInput(adapter, fixture(file), { context: 'payments', legacy, target });
    expect(refusalOf(adapter, bytesOf(''))).toMatch(/^(run_invalid|malformed_json)/);
  });
});

describe('the map that the guide shows', () => {
  it('makes sense, and reads what it says it reads', () => {
    const guide = readFileSync(fileURLToPath(new URL('../../../docs/importing.md', import.meta.url)), 'utf8');
    const [, text = ''] = /```yaml\n(formats:[\s\S]*?)```/.exec(guide) ?? [];
    const adapter = mapped(mappedFormatSchema.parse(parse(text).formats[0]));
    const rows = [{ key: 'k', column: 'amount', was: '1', is: '2' }];
    const table = { name: 't', result: 'other', equal: 2, diff: 1, gone: 0, new: 0, warnings: 0, took: 4, rows };
    const { run, unplaced } = imported(adapter, bytesOf(JSON.stringify({ tables: [table] })));
    expect(outcomesOf(run)).toEqual(['t mismatch']);
    expect([run.totals?.matched, run.discrepancies.length, unplaced]).toEqual([2, 1, []]);
  });
});

describe('Deequ', () => {
  it('is judged constraint by constraint', () => {
    const { run, judged, unplaced } = read('deequ', fixture('mapped-deequ.json'));
    expect(outcomesOf(run)).toEqual([
      'payments/SizeConstraint(Size(None)) match',
      'payments/CompletenessConstraint(Completeness(amount,None,None)) mismatch',
      'payments/ComplianceConstraint unknown',
    ]);
    expect([run.layer, run.source, judged.outcome, unplaced]).toEqual(['dataset', 'mapped:deequ', 'mismatch', []]);
  });
});

describe('pt-table-checksum', () => {
  it('is judged table by table, and what broke, was skipped or is empty is no match', () => {
    const { run, judged, unplaced, warnings } = read('pt-table-checksum', fixture('mapped-pt-tables.txt'));
    expect(outcomesOf(run)).toEqual([
      'shop.customer match',
      'shop.orders mismatch',
      'shop.audit errored',
      'shop.stock inconclusive',
      'shop.empty inconclusive',
    ]);
    expect([run.status, judged.outcome, unplaced]).toEqual(['unknown', 'errored', []]);
    expect(warnings[0]).toBe('Below a heading 1 line could not be read as a row, so that the run is not complete.');
  });

  it('names each chunk that differs on each replica', () => {
    const { run } = read('pt-table-checksum-differences', fixture('mapped-pt-chunks.txt'));
    expect(outcomesOf(run)).toEqual(['h=replica-1/shop.orders/4 mismatch', 'h=replica-2/shop.orders/4 mismatch']);
  });
});

describe('LaunchDarkly', () => {
  const { run, judged, unplaced, warnings } = read('launchdarkly-migration', fixture('mapped-migration.jsonl'));

  it('counts the requests that were compared, and says which were not', () => {
    expect(outcomesOf(run)).toEqual(['orders-store/read mismatch', 'orders-store/write (not_run) not_run']);
    expect(run.totals).toMatchObject({ compared: 4, matched: 1, mismatched: 3 });
    expect(judged).toMatchObject({ outcome: 'mismatch', itemisedExactly: true });
    expect([unplaced, warnings]).toEqual([['startDate'], ['The map does not mean 1 row, which counts for nothing.']]);
  });

  it('tells which side failed, on whichever side the caller says it is', () => {
    const kinds = (legacy: string, target: string) =>
      read('launchdarkly-migration', fixture('mapped-migration.jsonl'), { legacy, target }).run.discrepancies.map(
        ({ kind }) => kind,
      );
    expect(kinds('old', 'new')).toEqual(['value', 'error_in_target', 'error_in_legacy']);
    expect(kinds('new', 'old')).toEqual(['value', 'error_in_legacy', 'error_in_target']);
  });
});

describe('Kafka', () => {
  it('is behind where there is lag, and unknown where nobody says', () => {
    const { run, unplaced } = read('kafka-consumer-groups', fixture('mapped-groups.txt'));
    expect(run.layer).toBe('position');
    expect(outcomesOf(run)).toEqual([
      'billing/orders/0 match',
      'billing/orders/1 mismatch',
      'billing/orders/2 unknown',
    ]);
    expect(unplaced).toEqual([]);
  });

  it('is never a match by an offset alone', () => {
    const { run } = read('kafka-connect-offsets', fixture('mapped-offsets.json'));
    expect(outcomesOf(run)).toEqual([
      '{"kafka_topic":"orders","kafka_partition":0} inconclusive',
      '{"kafka_topic":"orders","kafka_partition":1} unknown',
    ]);
  });
});

describe('Presto Verifier', () => {
  it('tells a wrong result from a query that broke, and both from what was not compared', () => {
    const { run } = read('presto-verifier', fixture('mapped-verifier.jsonl'));
    expect(outcomesOf(run)).toEqual([
      'nightly/q1 match',
      'nightly/q2 mismatch',
      'nightly/q3 errored',
      'nightly/q4 ignored',
      'nightly/q5 inconclusive',
      'nightly/q6 skipped',
    ]);
    expect(run.checks[0]).toMatchObject({ query: 'q1' });
    expect(run.layer).toBe('query');
  });
});

describe('a Soda scan', () => {
  it('is as good as its checks, and failed where some were left out', () => {
    const { run, judged } = read('soda-scan', fixture('mapped-soda.json'));
    expect(outcomesOf(run)).toEqual(['c-1 match', 'c-2 mismatch']);
    expect([run.status, run.startedAt]).toEqual(['completed', new Date('2026-11-19T05:00:00Z')]);
    expect(judged.outcome).toBe('mismatch');
    const errors = fixtureText('mapped-soda.json').replace('"hasErrors": false', '"hasErrors": true');
    expect(read('soda-scan', bytesOf(errors)).judged.outcome).toBe('errored');
    const silent = fixtureText('mapped-soda.json').replace('"hasErrors": false,', '');
    expect(read('soda-scan', bytesOf(silent)).run.status).toBe('unknown');
  });
});

const real: [string, string, string[], string][] = [
  [
    'deequ',
    'deequ/check_results_as_json.json',
    [
      'group-1/CompletenessConstraint(Completeness(att1,None,None)) match',
      'group-2-E/SizeConstraint(Size(None)) mismatch',
      'group-2-E/CompletenessConstraint(Completeness(att2,None,None)) match',
      'group-2-W/DistinctnessConstraint(Distinctness(List(item),None)) mismatch',
    ],
    'mismatch',
  ],
  [
    'pt-table-checksum',
    'pt-table-checksum/stdout_documented_example.txt',
    ['db1.tbl1 match', 'db1.tbl2 mismatch', 'db2.tbl3 match', 'db2.tbl4 match'],
    'mismatch',
  ],
  [
    'pt-table-checksum-differences',
    'pt-table-checksum/replicate_check_only_differences.txt',
    [
      'h=127.0.0.1,P=12346/sakila.city/1 mismatch',
      'h=127.0.0.1,P=12346/sakila.city/6 mismatch',
      'h=127.0.0.1,P=12347/sakila.city/1 mismatch',
      'h=127.0.0.1,P=12347/sakila.city/6 mismatch',
    ],
    'mismatch',
  ],
  [
    'launchdarkly-migration',
    'launchdarkly-migration/read_shadow_inconsistent.json',
    ['users-table-migration/read mismatch'],
    'mismatch',
  ],
  [
    'launchdarkly-migration',
    'launchdarkly-migration/write_dualwrite.json',
    ['users-table-migration/write (not_run) not_run'],
    'inconclusive',
  ],
  [
    'kafka-consumer-groups',
    'kafka/consumer_groups_describe_small.txt',
    ['-/my-topic/0 mismatch', '-/my-topic/1 mismatch', '-/my-topic/2 mismatch'],
    'mismatch',
  ],
  [
    'kafka-connect-offsets',
    'kafka/connect_offsets_sink.json',
    ['{"kafka_topic":"test","kafka_partition":0} inconclusive', '{"kafka_topic":"test","kafka_partition":1} unknown'],
    'inconclusive',
  ],
];

describe.runIf(['deequ', 'pt-table-checksum', 'launchdarkly-migration', 'kafka'].every(hasSamples))(
  'real files',
  () => {
    it.each(real)('by the map %s, %s is what it says', (name, file, outcomes, outcome) => {
      const { run, judged, unplaced } = read(name, sample(file));
      expect(outcomesOf(run)).toEqual(outcomes);
      expect(judged.outcome).toBe(outcome);
      expect(unplaced).toEqual([]);
    });

    it('of nineteen tables that agree are nineteen matches', () => {
      const { run, judged } = read('pt-table-checksum', sample('pt-table-checksum/static-chunk-size-results-8.0.txt'));
      expect(run.checks).toHaveLength(19);
      expect(judged.outcome).toBe('match');
    });
  },
);
