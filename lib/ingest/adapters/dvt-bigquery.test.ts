import { describe, expect, it } from 'vitest';
import { dvt } from './dvt';
import { imported, refusalOf } from './testing/imported';

const bytes = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => bytes(JSON.stringify(value));

/** A row as BigQuery has it. */
const row = (more: object = {}) => ({
  run_id: 'r1',
  validation_name: 'count',
  validation_type: 'Column',
  start_time: '2026-11-20 02:00:00 UTC',
  end_time: '2026-11-20 02:01:00.123456 UTC',
  source_table_name: 'old.payment',
  target_table_name: 'new.payment',
  source_column_name: null,
  target_column_name: null,
  aggregation_type: 'count',
  group_by_columns: null,
  primary_keys: null,
  source_agg_value: '8',
  target_agg_value: '8',
  validation_status: 'success',
  labels: [],
  ...more,
});
const nulless = (one: object) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== null));
const rows = [
  row(),
  row({
    validation_name: 'sum__amount',
    source_column_name: 'amount',
    target_agg_value: '9',
    validation_status: 'fail',
  }),
];
const checksOf = (file: Uint8Array) => imported(dvt, file).judged.checks.map(({ key, outcome }) => `${key} ${outcome}`);

describe('results exported from BigQuery', () => {
  const expected = ['count match', 'sum__amount mismatch'];

  it('are read one object on each line, in an array, or with the null members left out', () => {
    const lines = rows.map((one) => JSON.stringify(one)).join('\n');
    expect(checksOf(bytes(lines))).toEqual(expected);
    expect(checksOf(bytes(`${lines.replaceAll('\n', '\r\n')}\r\n`))).toEqual(expected);
    expect(checksOf(json(rows))).toEqual(expected);
    expect(checksOf(json(rows.map(nulless)))).toEqual(expected);
    expect(checksOf(bytes(rows.map((one) => JSON.stringify(nulless(one))).join('\n')))).toEqual(expected);
  });

  it('are one row where the document is one', () => {
    expect(checksOf(json(row()))).toEqual(['count match']);
    expect(checksOf(bytes(JSON.stringify(nulless(row()), null, 2)))).toEqual(['count match']);
  });

  it('are no match where the values were left out, and refused where a row does not say what it is', () => {
    const { source_agg_value: _a, target_agg_value: _b, ...valueless } = row();
    expect(checksOf(json([valueless]))).toEqual(['count inconclusive']);
    for (const name of ['run_id', 'validation_type', 'start_time', 'end_time', 'validation_status']) {
      const without = Object.fromEntries(Object.entries(row()).filter(([member]) => member !== name));
      expect(refusalOf(dvt, json([row(), without]))).toBe('invalid_body /1');
      expect(refusalOf(dvt, bytes(`${JSON.stringify(row())}\n${JSON.stringify(without)}`))).toBe('invalid_body /1');
    }
  });

  it('are refused where a line is broken off or is no row', () => {
    const one = JSON.stringify(row());
    for (const other of [one.slice(0, -9), 'INFO done', '[1]']) {
      expect(refusalOf(dvt, bytes(`${one}\n${other}`))).not.toBe('accepted');
    }
  });
});

describe('a query compared row by row', () => {
  const record = (id: string, more: object = {}) =>
    row({
      validation_name: 'hash__all',
      validation_type: 'Custom-query',
      source_table_name: null,
      target_table_name: null,
      source_column_name: 'hash__all',
      target_column_name: 'hash__all',
      group_by_columns: JSON.stringify({ id }),
      primary_keys: '{id}',
      source_agg_value: `a${id}`,
      target_agg_value: `a${id}`,
      ...more,
    });
  const missing = { source_column_name: null, primary_keys: null, source_agg_value: null, validation_status: 'fail' };
  const records = [
    record('1'),
    record('2', { target_agg_value: 'b', validation_status: 'fail' }),
    record('3', missing),
  ];

  it('counts records and says which differ, at the layer of queries', () => {
    const { run, judged } = imported(dvt, json(records));
    expect(run.layer).toBe('query');
    expect(run.totals).toMatchObject({
      compared: 2,
      matched: 1,
      mismatched: 1,
      missingInLegacy: 1,
      missingInTarget: 0,
    });
    expect(run.discrepancies.map(({ correlationId, kind }) => [correlationId, kind])).toEqual([
      ['2', 'value'],
      ['3', 'missing_in_legacy'],
    ]);
    expect([run.checks.length, judged.outcome]).toEqual([1, 'mismatch']);
  });

  it('is by aggregates where no row has a key', () => {
    const grouped = record('1', { primary_keys: null });
    expect(imported(dvt, json([grouped])).run).toMatchObject({ totals: null, checks: [{ kind: 'aggregate' }] });
  });
});
