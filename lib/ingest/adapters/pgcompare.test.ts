import { describe, expect, it } from 'vitest';
import type { ImportOptions } from './adapter';
import { pgcompare } from './pgcompare';
import { bytesOf, fixture, fixtureText, mirrored, outcomesOf, plain, totalsOf } from './testing/files';
import { survivesHostileInput } from './testing/hostile';
import { imported, refusalOf } from './testing/imported';

const read = (bytes: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(pgcompare, bytes, rest);
const options: ImportOptions = { context: 'payments', legacy: 'source', target: 'target' };
const document = JSON.parse(fixtureText('pgcompare.json'));

describe('rows of dc_result with those of both sides', () => {
  const { run, judged, unplaced } = read(fixture('pgcompare.json'));

  it('are counts by table, and keys without values', () => {
    expect(totalsOf(run)).toEqual([139, 138, 137, 136, 1, 2, 1]);
    expect(outcomesOf(run)).toEqual(['payment mismatch', 'claim match']);
    expect(run.discrepancies.map(({ correlationId, kind, legacy }) => [correlationId, kind, legacy])).toEqual([
      ['payment/7', 'value', undefined],
      ['payment/8', 'missing_in_target', undefined],
      ['payment/9', 'missing_in_legacy', undefined],
    ]);
    expect(judged).toMatchObject({ outcome: 'mismatch', unitemised: 1 });
    expect([run.externalId, unplaced]).toEqual(['1763517600123', []]);
  });

  it('are mirrored when the sides are exchanged', () => {
    expect(plain(read(fixture('pgcompare.json'), { legacy: 'target', target: 'source' }).run)).toEqual(mirrored(run));
  });

  it('say keys_only where every row is shown', () => {
    const fewer = { ...document.dc_result[0], missing_target_cnt: 1, source_cnt: 98 };
    const whole = read(bytesOf(JSON.stringify({ ...document, dc_result: [fewer] })));
    expect(whole.run.checks[0]?.evidence).toBe('keys_only');
  });

  it('are left out, and said, where their table has no result', () => {
    const alone = read(bytesOf(JSON.stringify({ ...document, dc_result: [document.dc_result[1]] })));
    expect(alone.run.discrepancies).toEqual([]);
    expect(alone.warnings.join()).toContain('left out: payment');
  });
});

describe('an export as CSV', () => {
  const { run, judged } = read(fixture('pgcompare.csv'));

  it('is pending, a match and an error, and no run id of what goes on', () => {
    expect(outcomesOf(run)).toEqual(['payment pending', 'claim match', 'ledger errored']);
    expect([judged.outcome, run.totals]).toEqual(['errored', null]);
    expect(run.externalId).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['skipped', 'skipped'],
    ['disabled', 'skipped'],
    ['in-sync', 'inconclusive'],
    ['fine', 'unknown'],
  ])('takes the word %s without counts as %s', (word, outcome) => {
    const changed = fixtureText('pgcompare.csv').replace('failed', word);
    expect(outcomesOf(read(bytesOf(changed)).run)[2]).toBe(`ledger ${outcome}`);
  });
});

describe('a table that differs beside one that broke', () => {
  it('has its records in a pattern of its own, since the run counts nothing', () => {
    const { dc_result } = JSON.parse(fixtureText('pgcompare.json'));
    const differing = { ...dc_result[0], table_name: 'payment', status: 'out-of-sync' };
    const broken = { ...dc_result[1], table_name: 'ledger', status: 'failed' };
    const { run, judged } = read(bytesOf(JSON.stringify([differing, broken])));
    expect([judged.outcome, run.totals]).toEqual(['errored', null]);
    expect(judged.patterns).toMatchObject([{ checkKey: 'payment', count: 4, open: 4, severity: 'critical' }]);
  });
});

describe('anything else', () => {
  it('is refused with its place, and never breaks the reader', () => {
    expect(refusalOf(pgcompare, bytesOf('[]'))).toBe('run_invalid');
    expect(refusalOf(pgcompare, bytesOf('{"dc_result": []}'))).toBe('run_invalid');
    expect(refusalOf(pgcompare, bytesOf('[{"pk": 1}]'))).toBe('invalid_body /0');
    expect(refusalOf(pgcompare, bytesOf('a,b\n1,2\n'))).toBe('invalid_body /0');
    expect(refusalOf(pgcompare, bytesOf(''))).toBe('invalid_body /0');
    expect(refusalOf(pgcompare, fixture('pgcompare.json'), { legacy: 'a' })).toBe('invalid_parameter legacy');
    survivesHostileInput(pgcompare, fixture('pgcompare.json'), options);
    survivesHostileInput(pgcompare, fixture('pgcompare.csv'), options);
  });

  it('reads lines and arrays of results alike', () => {
    const rows = document.dc_result.map((row: unknown) => JSON.stringify(row));
    const [asLines, asArray] = [bytesOf(rows.join('\n')), bytesOf(`[${rows.join(',')}]`)];
    expect(plain(read(asLines).run)).toEqual(plain(read(asArray).run));
  });
});
