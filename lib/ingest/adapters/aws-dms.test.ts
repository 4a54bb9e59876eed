import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CheckOutcome } from '@/lib/domain/words';
import { awsDms } from './aws-dms';
import { readDetails, readKey } from './aws-dms-details';
import { survivesHostileInput } from './testing/hostile';
import { imported, refusalOf } from './testing/imported';
import { silentPlaces } from './testing/lossless';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixture = (name: string) => new Uint8Array(readFileSync(join(here, 'fixtures', name)));
const bytes = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));
const csv = (text: string) => new TextEncoder().encode(text);
const options = { context: 'claims', legacy: 'source', target: 'target' };
const turned = { legacy: 'target', target: 'source' };

describe('table statistics', () => {
  const file = fixture('dms-statistics.json');
  const { run, judged, warnings, unplaced } = imported(awsDms, file);

  it('are a picture of the moment, known by its bytes, over the time from the load to the last change', () => {
    expect(run).toMatchObject({
      source: 'aws-dms',
      layer: 'row',
      status: 'completed',
      totals: null,
      window: { from: new Date('2026-11-19T00:00:00.500Z'), to: new Date(1795050065349) },
    });
    expect(run.externalId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('give each table its outcome, and no Validated hides rows that were counted as different', () => {
    expect(judged.checks.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['CLAIMS.PAYMENT', 'match'],
      ['CLAIMS.CLAIM', 'mismatch'],
      ['CLAIMS.PARTY', 'pending'],
      ['CLAIMS.NOTE', 'errored'],
      ['CLAIMS.AUDIT', 'skipped'],
    ]);
    expect(judged.findings).toEqual([]);
    expect(run.checks[3]?.error).toBe('ORA-01722: invalid number');
  });

  it('say in words what they count, and name what is not understood', () => {
    const said = warnings.join('\n');
    expect(said).toContain(
      'CLAIMS.CLAIM: of its rows, 7 failed, 1 suspended, 2 repaired after they were seen to differ.',
    );
    expect(said).toContain('CLAIMS.PARTY: of its rows, 40 pending.');
    expect(unplaced).toEqual(['TableStatistics/*/ColumnsLeftOut/*']);
  });

  it('lose nothing in silence but how busy the task was', () => {
    expect(silentPlaces(awsDms, JSON.parse(new TextDecoder().decode(file)), options)).toEqual([
      'ReplicationTaskArn',
      'TableStatistics/*/Ddls',
      'TableStatistics/*/Deletes',
      'TableStatistics/*/FullLoadRows',
      'TableStatistics/*/Inserts',
      'TableStatistics/*/ResyncState',
      'TableStatistics/*/Updates',
    ]);
  });

  it('belong to the side that the caller calls the source', () => {
    expect(run.legacy.dataset).toContain('CLAIMS.PAYMENT');
    const mirrored = imported(awsDms, file, turned);
    expect([mirrored.run.legacy, mirrored.run.target]).toEqual([run.target, run.legacy]);
    expect(mirrored.judged.checks).toEqual(judged.checks);
    expect(refusalOf(awsDms, file, { legacy: 'oracle' })).toBe('invalid_parameter legacy');
  });

  const table = (words: object) =>
    imported(awsDms, bytes({ TableStatistics: [{ SchemaName: 's', TableName: 't', ...words }] })).judged.checks[0];

  it.each<[string, CheckOutcome]>([
    ['Not enabled', 'skipped'],
    ['Pending records', 'pending'],
    ['Mismatched records', 'mismatch'],
    ['Suspended records', 'inconclusive'],
    ['No primary key', 'skipped'],
    ['Table error', 'errored'],
    ['Validated', 'match'],
    ['Error', 'errored'],
    ['Pending validation', 'pending'],
    ['Preparing table', 'pending'],
    ['Pending revalidation', 'pending'],
    ['VALIDATED  ', 'match'],
    ['Validated with luck', 'unknown'],
    ['', 'unknown'],
  ])('in the state “%s” are %s', (state, outcome) => {
    expect(table({ ValidationState: state })?.outcome).toBe(outcome);
  });

  it.each<[object, CheckOutcome]>([
    [{ ValidationFailedRecords: 1 }, 'mismatch'],
    [{ ResyncRowsFailed: 1 }, 'mismatch'],
    [{ ValidationPendingRecords: 1 }, 'pending'],
    [{ ValidationSuspendedRecords: 1 }, 'inconclusive'],
    [{ FullLoadErrorRows: 1 }, 'inconclusive'],
    [{ FullLoadCondtnlChkFailedRows: 2 }, 'inconclusive'],
    [{ ValidationFailedRecords: '0' }, 'match'],
    [{ ValidationFailedRecords: -1 }, 'inconclusive'],
    [{ ValidationFailedRecords: null }, 'match'],
    [{ ValidationFailedRecords: {} }, 'inconclusive'],
    [{ TableState: 'Table is being reloaded' }, 'pending'],
    [{ TableState: 'Full load' }, 'pending'],
    [{ TableState: 'Table error' }, 'errored'],
    [{ TableState: 'Table cancelled' }, 'inconclusive'],
    [{ TableState: 'Table does not exist' }, 'inconclusive'],
  ])('that call themselves validated beside %j are %s', (words, outcome) => {
    expect(table({ ValidationState: 'Validated', ...words })?.outcome).toBe(outcome);
  });

  it('with rows that differ are a mismatch though some are pending or suspended', () => {
    for (const state of ['Pending records', 'Suspended records', 'Not enabled', 'Something new']) {
      expect(table({ ValidationState: state, ValidationFailedRecords: 2 })?.outcome).toBe('mismatch');
    }
    expect(table({ ValidationState: 'Table error', ValidationFailedRecords: 2 })?.outcome).toBe('errored');
  });

  it('are known only in part from one page, and prove nothing from none', () => {
    const entry = { SchemaName: 's', TableName: 't', ValidationState: 'Validated' };
    expect(imported(awsDms, bytes({ TableStatistics: [entry], Marker: 'next' })).judged.outcome).toBe('unknown');
    expect(imported(awsDms, bytes({ TableStatistics: [entry], Marker: '' })).judged.outcome).toBe('match');
    expect(imported(awsDms, bytes({ TableStatistics: [] })).judged.outcome).toBe('inconclusive');
    expect(imported(awsDms, bytes([entry])).judged.outcome).toBe('match');
    expect(imported(awsDms, bytes({ ReplicationTableStatistics: [entry] })).judged.outcome).toBe('match');
    const twice = imported(awsDms, bytes([entry, { ...entry, ValidationState: 'Error' }]));
    expect(twice.run.checks.map(({ key }) => key)).toEqual(['s.t', 's.t #2']);
  });
});

describe('validation failures', () => {
  const file = fixture('dms-failures.csv');
  const { run, judged, warnings, unplaced } = imported(awsDms, file);

  it('are discrepancies of the rows that they name, with both values where DETAILS has them', () => {
    const base = { dimensions: { table: 'CLAIMS.PAYMENT' } };
    expect(run.discrepancies).toEqual([
      {
        ...base,
        correlationId: 'CLAIMS.PAYMENT/3451491',
        kind: 'value',
        field: 'RATIO',
        legacy: '+1.10106036e-01',
        target: '+1.10106044e-01',
        observedAt: new Date('2026-11-19T02:10:00.100Z'),
      },
      expect.objectContaining({ correlationId: 'CLAIMS.PAYMENT/["3451492","b"]', kind: 'missing_in_target' }),
      expect.objectContaining({ correlationId: 'CLAIMS.PAYMENT/77', kind: 'missing_in_legacy' }),
      expect.objectContaining({
        correlationId: 'CLAIMS.CLAIM/77',
        field: 'NAME',
        legacy: "O'Brien",
        target: "O'Bryen",
      }),
      expect.objectContaining({ correlationId: 'CLAIMS.CLAIM/77', field: 'NOTE', legacy: null, target: '' }),
      {
        correlationId: 'CLAIMS.CLAIM/78',
        kind: 'value',
        field: null,
        dimensions: { table: 'CLAIMS.CLAIM' },
        observedAt: new Date('2026-11-19T02:14:00Z'),
      },
    ]);
    expect(judged.discrepancies.every(({ outcome }) => outcome === 'mismatch')).toBe(true);
  });

  it('are a sample that counts nothing, with a check for each table', () => {
    expect(run).toMatchObject({ totals: null, discrepanciesSampled: true });
    expect(judged.checks.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['CLAIMS.CLAIM', 'mismatch'],
      ['CLAIMS.PARTY', 'inconclusive'],
      ['CLAIMS.PAYMENT', 'mismatch'],
    ]);
    expect(judged).toMatchObject({ outcome: 'mismatch', complete: false });
  });

  it('say what was repaired, written again or cannot be read', () => {
    const said = warnings.join('\n');
    expect(said).toContain('DMS repaired 1 row after it saw them');
    expect(said).toContain('1 row stood there again');
    expect(said).toContain('DETAILS cannot be read');
    expect(said).toContain('suspended');
    expect(unplaced).toEqual([]);
  });

  it('are mirrored when the sides are', () => {
    const mirrored = imported(awsDms, file, turned).run.discrepancies;
    expect(mirrored[0]).toMatchObject({ legacy: '+1.10106044e-01', target: '+1.10106036e-01' });
    expect(mirrored.slice(1, 3).map(({ kind }) => kind)).toEqual(['missing_in_legacy', 'missing_in_target']);
    expect(mirrored[4]).toMatchObject({ legacy: '', target: null });
  });

  it('read the same as JSON, with a byte order mark, and without the columns of version 2', () => {
    const row = {
      table_owner: 'CLAIMS',
      table_name: 'PAYMENT',
      failure_time: '2026-11-19T02:10:00.100Z',
      key_type: 'Row',
      key: '{"key": ["3451491"]}',
      failure_type: 'RECORD_DIFF',
      details: "[[{'RATIO': '+1.10106036e-01'}, {'RATIO': '+1.10106044e-01'}],]",
      extra: 1,
    };
    const json = imported(awsDms, bytes([row]));
    expect(json.run.discrepancies).toEqual(run.discrepancies.slice(0, 1));
    expect(json.unplaced).toEqual(['extra']);
    const text = new TextDecoder().decode(file);
    const odd = csv(`\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`);
    expect(imported(awsDms, odd, { externalId: 'x' }).run).toEqual(imported(awsDms, file, { externalId: 'x' }).run);
  });

  it('of an unknown type count as different', () => {
    const one = csv('TABLE_OWNER,TABLE_NAME,KEY,FAILURE_TYPE\no,t,plain,ALIEN\n');
    const read = imported(awsDms, one);
    expect(read.run.discrepancies).toMatchObject([{ correlationId: 'o.t/plain', kind: 'value', field: null }]);
    expect(read.judged.outcome).toBe('mismatch');
  });

  it('that are none say nothing about what was compared', () => {
    expect(imported(awsDms, csv('TABLE_OWNER,TABLE_NAME,KEY,FAILURE_TYPE\n')).judged.outcome).toBe('inconclusive');
  });
});

describe('pseudo-JSON of DETAILS', () => {
  it('is read where it is whole', () => {
    expect(readDetails("[[{'A': '1'}, {'A': 'NULL'}], [{'B': None}, {'B': 7}],]")).toEqual([
      { column: 'A', source: '1', target: 'NULL' },
      { column: 'B', source: null, target: '7' },
    ]);
    expect(readDetails('[[{"A": "1"}, {}]]')).toEqual([{ column: 'A', source: '1' }]);
    expect(readDetails("[[{'P': 'C:\\temp'}, {'P': 'a: \\'b\\', c'}]]")).toEqual([
      { column: 'P', source: 'C:\\temp', target: "a: 'b', c" },
    ]);
    expect(readKey('{"key": ["1", "2"]}')).toEqual(['1', '2']);
  });

  it.each([
    '',
    '[',
    "[[{'A': '1'}]]",
    "[[{'A': '1'}, {'A': '2'}]] x",
    "{'A': '1'}",
    "[[{'A': '1'}, {'A': '2'}",
    '[[1, 2]]',
  ])('is given up where it is “%s”', (text) => {
    expect(readDetails(text)).toBeNull();
    expect(readKey(text)).toBeNull();
  });
});

describe('a file that is something else', () => {
  it('is refused with its place', () => {
    expect(refusalOf(awsDms, bytes({ Tables: [] }))).toBe('invalid_body');
    expect(refusalOf(awsDms, bytes([]))).toBe('invalid_body');
    expect(refusalOf(awsDms, bytes({ TableStatistics: [1] }))).toBe('invalid_body /TableStatistics/0');
    expect(refusalOf(awsDms, bytes({ TableStatistics: [{}] }))).toBe('invalid_body /TableStatistics/0');
    expect(refusalOf(awsDms, csv('a,b\n1,2\n'))).toBe('invalid_body');
    expect(refusalOf(awsDms, csv('TABLE_OWNER,TABLE_NAME,KEY,FAILURE_TYPE\n,,,X\n'))).toBe('invalid_body /0');
    expect(refusalOf(awsDms, csv('KEY,key\n1,2\n'))).toBe('invalid_body');
    expect(refusalOf(awsDms, csv(''))).toBe('invalid_body /0');
  });

  it('never breaks the reader, whatever bytes it holds', () => {
    survivesHostileInput(awsDms, fixture('dms-statistics.json'), options);
    survivesHostileInput(awsDms, fixture('dms-failures.csv'), options);
  });
});

// Documented answers, read from beside the repository where they are there.
const samples = join(here, '../../../../shared/samples/aws-dms');

describe.runIf(existsSync(samples))('documented answers', () => {
  it.each<[string, string]>([
    // The documentation prints an array that does not end; nobody can know what else it held.
    ['describe_table_statistics_pending.json.txt', 'malformed_json /TableStatistics'],
    ['api_shape_TableStatistics.json', 'invalid_body'],
  ])('%s is refused: %s', (name, refusal) => {
    expect(refusalOf(awsDms, new Uint8Array(readFileSync(join(samples, name))))).toBe(refusal);
  });

  it('are understood once the array ends', () => {
    const text = readFileSync(join(samples, 'describe_table_statistics_pending.json.txt'), 'utf8');
    const { run, judged } = imported(awsDms, csv(text.replace(/\}\s*\}\s*$/, '}]}')));
    expect(judged.checks.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['d_types_s_sqlserver.t_binary', 'pending'],
    ]);
    expect([judged.outcome, run.window.to]).toEqual(['inconclusive', new Date(1510181065349)]);
  });
});
