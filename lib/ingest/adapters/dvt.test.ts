import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from './adapter';
import { dvt } from './dvt';
import { imported, refusalOf } from './testing/imported';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixture = (name: string) => new Uint8Array(readFileSync(join(here, 'fixtures', name)));
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (file: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(dvt, file, rest);
const options: ImportOptions = { context: 'payments', legacy: 'source', target: 'target' };
const refusal = (file: Uint8Array, rest: Partial<ImportOptions> = {}) => refusalOf(dvt, file, rest);

describe('a column validation', () => {
  const { run, judged, warnings } = read(fixture('column.json'));

  it('is a run of the dataset layer with one check a row and every digit', () => {
    expect(run).toMatchObject({
      source: 'dvt',
      layer: 'dataset',
      status: 'completed',
      totals: null,
      engine: 'google-dvt',
    });
    expect(run.externalId).toMatch(/^[0-9a-f]{64}$/);
    expect(run.checks[1]).toMatchObject({
      key: 'sum__amount',
      metric: 'sum',
      field: 'AMOUNT',
      legacy: '1234567890123456.12',
      target: '1234567890123456.99',
    });
    expect(warnings[0]).toContain('does not say which window');
  });

  it('is recomputed where the tool lost digits, and says that the tool said otherwise', () => {
    expect(judged.checks.map(({ outcome }) => outcome)).toEqual([
      'mismatch',
      'mismatch',
      'inconclusive',
      'match_within_tolerance',
    ]);
    expect(judged.findings).toMatchObject([{ code: 'verdict_disagrees', pointer: '/checks/1/reported' }]);
    expect(judged.checks[3]?.signedOff).toBe(false);
  });

  it('has a pattern for each measure that differs', () => {
    expect(judged.patterns).toMatchObject([
      { checkKey: 'count', open: 1, severity: 'critical' },
      { checkKey: 'sum__amount', field: 'AMOUNT', open: 1, severity: 'critical' },
    ]);
  });

  it('has its sides where the caller said, never where the order suggests', () => {
    const turned = read(fixture('column.json'), { legacy: 'target', target: 'source' });
    expect(turned.run.checks[0]).toMatchObject({ legacy: '119998', target: '120000' });
    expect(turned.run.legacy.dataset).toBe('payments.decision');
    expect(turned.judged.checks[3]?.outcome).toBe('match_within_tolerance');
  });
});

describe('a grouped validation in CSV', () => {
  it('keeps quoted groups, other spellings of headings, and says what it took for granted', () => {
    const { run, warnings } = read(fixture('grouped.csv'));
    expect(run.checks.map(({ key }) => key)).toEqual([
      'count {line=motor, note=a "quoted" name}',
      'count {line=häuser, note=}',
    ]);
    expect(run.checks[1]).toMatchObject({ reported: 'success', tolerance: { relative: '0.07', base: 'legacy' } });
    expect(run.window).toEqual({ from: new Date('2026-11-19T07:30:01Z'), to: new Date('2026-11-19T07:31:42Z') });
    expect(warnings).toContain('Times without an offset were taken as UTC.');
  });

  it('reads the same with a byte order mark, CRLF and no last line end', () => {
    const text = new TextDecoder().decode(fixture('grouped.csv'));
    const odd = `\uFEFF${text.trimEnd().replaceAll('\n', '\r\n')}`;
    expect(read(bytes(odd), { externalId: 'x' }).run).toEqual(read(fixture('grouped.csv'), { externalId: 'x' }).run);
  });
});

describe('a row validation', () => {
  const { run, judged, warnings } = read(fixture('rows.json'));

  it('tells a missing row from a null value and counts records, not cells', () => {
    expect(run.totals).toEqual({
      legacy: 4,
      target: 4,
      compared: 3,
      matched: 1,
      mismatched: 2,
      missingInTarget: 1,
      missingInLegacy: 1,
    });
    expect(run.discrepancies.map(({ correlationId, kind, field }) => [correlationId, kind, field])).toEqual([
      ['2', 'value', 'amount'],
      ['2', 'value', 'note'],
      ['3', 'value', 'amount'],
      ['4', 'missing_in_target', null],
      ['5', 'missing_in_legacy', null],
    ]);
    expect(run.discrepancies[1]).toMatchObject({ legacy: null, target: '' });
    expect(judged).toMatchObject({ itemisedExactly: true, unitemised: 0, outcome: 'mismatch' });
  });

  it('does not believe a success whose two values differ', () => {
    expect(warnings.some((warning) => warning.startsWith('The tool called 1 rows a success'))).toBe(true);
  });

  it('counts nothing from a sample or from failures alone', () => {
    const rows: Record<string, Record<string, unknown>> = JSON.parse(new TextDecoder().decode(fixture('rows.json')));
    const failures = Object.fromEntries(Object.entries(rows).filter(([, row]) => row.validation_status === 'fail'));
    const only = read(bytes(JSON.stringify(failures)));
    expect(only.run).toMatchObject({ totals: null, discrepanciesSampled: true });
    const sample = Object.fromEntries(
      Object.entries(rows).map(([name, row]) => [name, { ...row, num_random_rows: 3 }]),
    );
    expect(read(bytes(JSON.stringify(sample))).run).toMatchObject({ totals: null, discrepanciesSampled: true });
  });
});

describe('a schema validation', () => {
  it('is judged by its types, and a column that a side lacks is a mismatch', () => {
    const { run, judged } = read(fixture('schema.csv'));
    expect(run.layer).toBe('schema');
    expect(run.checks.map(({ key }) => key)).toEqual(['schema__id', 'schema__amount', 'schema__legacy_flag']);
    expect(judged.checks.map(({ outcome }) => outcome)).toEqual(['match', 'mismatch', 'mismatch']);
  });
});

describe('a file that proves nothing or is something else', () => {
  const line = (cells: string[]) => `${cells.join(',')}\n`;
  const header = [
    'run_id',
    'validation_name',
    'validation_type',
    'start_time',
    'end_time',
    'source_table_name',
    'target_table_name',
    'source_column_name',
    'target_column_name',
    'source_agg_value',
    'target_agg_value',
    'validation_status',
  ];
  const good = [
    'r',
    'count',
    'Column',
    '2026-11-19T07:00:00Z',
    '2026-11-19T07:01:00Z',
    'a',
    'b',
    '',
    '',
    '1',
    '1',
    'success',
  ];
  const file = (...rows: string[][]) => bytes([header, ...rows].map(line).join(''));
  const changed = (place: number, cell: string) => good.map((old, index) => (index === place ? cell : old));

  it('is refused with its place', () => {
    expect(refusal(file(good))).toBe('accepted');
    expect(refusal(bytes(''))).toBe('run_invalid');
    expect(refusal(bytes('{}'))).toBe('run_invalid');
    expect(refusal(file())).toBe('run_invalid');
    expect(refusal(bytes('{"0":{"a":1}}'))).toBe('invalid_body /0');
    expect(refusal(bytes('{"0":[1]}'))).toBe('invalid_body /0');
    expect(refusal(bytes('{"0":{"source_agg_value":NaN}}'))).toBe('malformed_json /0/source_agg_value');
    expect(refusal(bytes('a,b\n1,2\n'))).toBe('invalid_body');
    expect(refusal(file(good, good.slice(1)))).toBe('invalid_body /1');
    expect(refusal(file(good, changed(0, 'other')))).toBe('invalid_body /1/run_id');
    expect(refusal(file(good, changed(2, 'Row')))).toBe('invalid_body /1/validation_type');
    expect(refusal(file(changed(2, 'Magic')))).toBe('invalid_body /0/validation_type');
    expect(refusal(file(changed(3, 'yesterday')))).toBe('invalid_body /0/start_time');
    expect(refusal(file(changed(4, '2026-11-18T07:01:00Z')))).toBe('run_invalid /0/end_time');
    expect(refusal(file(good, good))).toBe('invalid_body /1/validation_name');
    expect(refusal(file(good), { legacy: 'left' })).toBe('invalid_parameter legacy');
    expect(refusal(file(good), { legacy: 'source', target: 'source' })).toBe('invalid_parameter target');
    expect(refusal(new Uint8Array([0x61, 0xff]))).toBe('invalid_body /0');
  });

  it('never becomes a match by a word without the values that bear it out', () => {
    expect(read(file(changed(10, ''))).judged.outcome).toBe('mismatch');
    expect(read(file(changed(10, '2'))).judged.outcome).toBe('mismatch');
    expect(read(file(changed(11, 'error'))).judged.outcome).toBe('errored');
    const silent = good.map((cell, index) => (index === 9 || index === 10 ? '' : cell));
    expect(read(file(silent)).judged.outcome).toBe('inconclusive');
  });

  it('never breaks the reader, whatever bytes it holds', () => {
    const text = new TextDecoder().decode(fixture('rows.json'));
    fc.assert(
      fc.property(fc.nat({ max: text.length }), fc.string({ maxLength: 4 }), (at, piece) => {
        expect(() => dvt.read(bytes(text.slice(0, at) + piece + text.slice(at + piece.length)), options)).not.toThrow();
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(() => dvt.read(noise, { context: 'payments', legacy: 'source', target: 'target' })).not.toThrow();
      }),
    );
  });
});

// Real files of the tool, read from beside the repository where they are there.
const samples = join(here, '../../../../shared/samples/google-dvt');

describe.runIf(existsSync(samples))('real result files', () => {
  it('are each understood, or refused with a pointer', () => {
    for (const name of readdirSync(samples)) {
      const result = dvt.read(new Uint8Array(readFileSync(join(samples, name))), options);
      if (name === 'bigquery_results_schema.json') expect(result.ok).toBe(false);
      else expect(result).toMatchObject({ ok: true });
      if (!result.ok) expect(result.refusal.errors?.[0]?.pointer).toBe('/0');
    }
  });

  it('give the counts and outcomes that their data has', () => {
    const file = (name: string) => read(new Uint8Array(readFileSync(join(samples, name))));
    expect(file('row_comparison_fields_produce.json').run.totals).toEqual({
      legacy: 9,
      target: 8,
      compared: 7,
      matched: 4,
      mismatched: 3,
      missingInTarget: 2,
      missingInLegacy: 1,
    });
    const outcomes = (name: string) => file(name).judged.checks.map(({ outcome }) => outcome);
    expect(outcomes('column_produce.csv')).toEqual([
      'match_within_tolerance',
      'match',
      'match_within_tolerance',
      'mismatch',
      'mismatch',
    ]);
    expect(outcomes('column_threshold_mixed.json')).toEqual(['match_within_tolerance', 'mismatch']);
    expect(outcomes('grouped_threshold.csv')).toEqual(['mismatch', 'mismatch', 'mismatch', 'match_within_tolerance']);
  });
});
