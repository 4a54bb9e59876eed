import { describe, expect, it } from 'vitest';
import type { ImportOptions } from './adapter';
import { moltVerify } from './molt-verify';
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

const read = (bytes: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(moltVerify, bytes, rest);
const options: ImportOptions = { context: 'payments', legacy: 'source', target: 'target' };
const lines = fixtureText('molt-verify.jsonl').trimEnd().split('\n');
const about = (table: string) =>
  lines
    .filter((line) => line.includes(`"${table}"`) || line.includes(`.${table},`) || line.includes(`.${table} `))
    .join('\n');
const payment = about('payment');

describe('a log of MOLT Verify', () => {
  const { run, judged, warnings, unplaced } = read(fixture('molt-verify.jsonl'));

  it('is judged table by table, and what was not compared is no match', () => {
    expect(outcomesOf(run)).toEqual([
      'public.old_audit mismatch',
      'public.keyless inconclusive',
      'public.keyless definition mismatch',
      'public.payment mismatch',
      'public.ledger inconclusive',
    ]);
    expect([judged.outcome, run.totals]).toEqual(['mismatch', null]);
    expect(unplaced).toEqual([]);
  });

  it('has a pattern of each definition that differs beside those of the rows it shows', () => {
    const { patterns } = judged;
    expect(patterns.flatMap(({ checkKey }) => checkKey ?? [])).toEqual([
      'public.old_audit',
      'public.keyless definition',
    ]);
    expect(patterns.filter(({ itemised }) => itemised)).toHaveLength(3);
  });

  it('says what it could not take as it stands', () => {
    expect(warnings.slice(0, 4)).toEqual([
      'public.old_audit is there on one side only, so that the rows of the whole are not counted.',
      'public.keyless has no summary: it was not compared.',
      'Some columns of public.ledger could not be compared; rows equal in the others are not counted as equal.',
      'The tool prints a null as NULL; a text that says NULL cannot be told from it.',
    ]);
  });

  it('reads NULL as null, and a record’s columns as one record', () => {
    expect(
      run.discrepancies.map(({ correlationId, kind, field, legacy, target }) => [
        correlationId,
        kind,
        field,
        legacy,
        target,
      ]),
    ).toEqual([
      ['public.payment/12', 'missing_in_target', null, undefined, undefined],
      ['public.payment/14', 'value', 'amount', '10.00', '10.01'],
      ['public.payment/14', 'value', 'note', null, 'late'],
    ]);
  });
});

describe('the summaries of shards', () => {
  it('add up, and those on the way do not', () => {
    expect(totalsOf(read(bytesOf(payment)).run)).toEqual([1000, 999, 999, 998, 1, 1, 0]);
    const turned = read(bytesOf(payment), { legacy: 'target', target: 'source' });
    expect(plain(turned.run)).toEqual(mirrored(read(bytesOf(payment)).run));
  });

  it('count for nothing where one is missing or stands twice', () => {
    const rows = payment.split('\n');
    const short = read(bytesOf(rows.slice(0, -1).join('\n')));
    expect(outcomesOf(short.run)).toEqual(['public.payment inconclusive']);
    expect(short.run.totals).toBeNull();
    const twice = read(bytesOf([...rows, rows.at(-1)].join('\n')));
    expect(outcomesOf(twice.run)).toEqual(['public.payment inconclusive']);
    const unstarted = read(
      bytesOf(rows.filter((line) => line.includes('finished') && line.includes('1/2')).join('\n')),
    );
    expect(outcomesOf(unstarted.run)).toEqual(['public.payment inconclusive']);
  });

  const clean = about('ledger')
    .replace('"num_conditional_success":1', '"num_conditional_success":0')
    .replace('"num_success":19', '"num_success":20');

  it.each([
    [/"num_live_retry":0/, '"num_live_retry":3', 'pending'],
    [/"num_conditional_success":0/, '"num_conditional_success":1', 'inconclusive'],
    [/"num_column_mismatch":0/, '"num_column_mismatch":2', 'inconclusive'],
    [/"num_truth_rows":20/, '"num_truth_rows":25', 'inconclusive'],
    [/"num_mismatch":0/, '"num_mismatch":-1', 'inconclusive'],
    [/"num_mismatch":0,/, '', 'inconclusive'],
    [/"num_(truth_rows|success)":20/g, '"num_$1":0', 'inconclusive'],
    [/nothing/, '', 'match'],
  ])('with %s as %s are %s', (from, to, outcome) => {
    expect(outcomesOf(read(bytesOf(clean.replace(from, to))).run)).toEqual([`public.ledger ${outcome}`]);
  });

  it('say nothing good of a table or a run that failed', () => {
    const error =
      '{"level":"error","table_schema":"public","table_name":"ledger","error":"timeout","message":"failed to verify"}';
    const broken = read(bytesOf(`${clean}\n${error}`));
    expect(broken.run.checks[0]).toMatchObject({ verdict: 'errored', error: 'failed to verify: timeout' });
    const whole = read(bytesOf(`${clean}\n{"level":"fatal","message":"connection lost"}`));
    expect([whole.run.status, whole.judged.outcome]).toEqual(['failed', 'errored']);
    const strange = read(
      bytesOf(
        `${clean}\n{"level":"warn","type":"data","table_schema":"public","table_name":"ledger","message":"odd thing"}`,
      ),
    );
    expect(outcomesOf(strange.run)).toContain('public.ledger odd thing unknown');
  });
});

describe('anything else', () => {
  it('is refused where it names no table, and never breaks the reader', () => {
    expect(refusalOf(moltVerify, bytesOf(''))).toBe('run_invalid');
    expect(refusalOf(moltVerify, bytesOf('{"level":"info","message":"hello"}'))).toBe('run_invalid');
    expect(refusalOf(moltVerify, bytesOf(`${lines[3]}\n${lines[5]?.slice(0, 30)}`))).toMatch(/^malformed_json \/1/);
    survivesHostileInput(moltVerify, fixture('molt-verify.jsonl'), options);
  });
});

describe.runIf(hasSamples('molt-verify'))('real files', () => {
  it.each([
    ['all_match_four_shards.jsonl', [100, 100, 100, 100, 0, 0, 0], 0, 'match'],
    ['enum_mismatch_mysql.jsonl', [2, 2, 2, 1, 1, 0, 0], 1, 'mismatch'],
    ['row_mismatch_common_table.jsonl', [6, 6, 4, 3, 1, 2, 2], 5, 'mismatch'],
    ['tables_missing_and_extraneous.jsonl', null, 0, 'mismatch'],
  ])('%s gives its counts and outcome', (file, totals, items, outcome) => {
    const { run, judged, unplaced } = read(sample(`molt-verify/${file}`));
    expect(totalsOf(run)).toEqual(totals);
    expect(run.discrepancies).toHaveLength(items);
    expect(judged.outcome).toBe(outcome);
    expect(unplaced).toEqual([]);
  });

  it('with tables on one side calls each a mismatch, and an empty one unproven', () => {
    expect(outcomesOf(read(sample('molt-verify/tables_missing_and_extraneous.jsonl')).run)).toEqual([
      'public.truth_table mismatch',
      'public.non_truth_table mismatch',
      'public.in_both inconclusive',
    ]);
  });
});
