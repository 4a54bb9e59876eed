import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ImportOptions } from './adapter';
import { dbtAuditHelper } from './dbt-audit-helper';
import { survivesHostileInput } from './testing/hostile';
import { imported, refusalOf } from './testing/imported';

const here = fileURLToPath(new URL('.', import.meta.url));
const fixture = new Uint8Array(readFileSync(join(here, 'fixtures/audit-classified.csv')));
const csv = (...lines: string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`);
const options = { context: 'payments', legacy: 'a', target: 'b' };
const turned = { legacy: 'b', target: 'a' };
const read = (file: Uint8Array, rest: Partial<ImportOptions> = {}) => imported(dbtAuditHelper, file, rest);
const outcomes = (file: Uint8Array, rest: Partial<ImportOptions> = {}) =>
  read(file, rest).judged.checks.map(({ key, outcome }) => [key, outcome]);

describe('classified rows', () => {
  const { run, judged, warnings, unplaced } = read(fixture);

  it('are counted by status, whatever the sample shows of them', () => {
    expect(run).toMatchObject({ layer: 'row', window: { to: expect.any(Date) }, discrepanciesSampled: true });
    expect(run.totals).toEqual({
      legacy: 44,
      target: 44,
      compared: 43,
      matched: 40,
      mismatched: 3,
      missingInTarget: 1,
      missingInLegacy: 1,
    });
    expect(judged.checks).toMatchObject([{ key: 'rows', outcome: 'mismatch', basis: 'counts' }]);
    expect([judged.outcome, judged.unitemised, unplaced]).toEqual(['mismatch', 1, []]);
  });

  it('give a discrepancy for each cell of a modified record, by the key that tells the rows apart', () => {
    expect(run.discrepancies).toEqual([
      expect.objectContaining({
        correlationId: '2',
        kind: 'value',
        field: 'STATUS',
        legacy: 'completed',
        target: 'returned',
      }),
      expect.objectContaining({ correlationId: '3', kind: 'value', field: 'STATUS', legacy: null, target: 'paid' }),
      expect.objectContaining({ correlationId: '9', kind: 'missing_in_legacy', field: null }),
      expect.objectContaining({ correlationId: '8', kind: 'missing_in_target', field: null }),
    ]);
    expect(warnings.join('\n')).toContain('ORDER_ID tells all rows apart');
  });

  it('are mirrored when b is legacy', () => {
    const mirrored = read(fixture, turned).run;
    expect(mirrored.totals).toEqual(run.totals);
    expect(mirrored.discrepancies[0]).toMatchObject({ legacy: 'returned', target: 'completed' });
    expect(mirrored.discrepancies.slice(2).map(({ kind }) => kind)).toEqual(['missing_in_target', 'missing_in_legacy']);
    expect(refusalOf(dbtAuditHelper, fixture, { target: 'a' })).toBe('invalid_parameter target');
    expect(refusalOf(dbtAuditHelper, fixture, { legacy: 'old' })).toBe('invalid_parameter legacy');
  });

  const head =
    'line,item,qty,dbt_audit_in_a,dbt_audit_in_b,dbt_audit_row_status,dbt_audit_num_rows_in_status,dbt_audit_sample_number';
  const ofRows = (...rows: string[]) => read(csv(head, ...rows));

  it('whose key has several columns are called by all of them', () => {
    const { run: found } = ofRows(
      '1,x,5,true,true,identical,1,1',
      '1,y,5,true,false,modified,1,1',
      '1,y,6,false,true,modified,1,1',
      '2,x,5,true,false,removed,1,1',
    );
    expect(found.discrepancies.map(({ correlationId }) => correlationId)).toEqual([
      '{"item":"y","line":"1"}',
      '{"item":"x","line":"2"}',
    ]);
    expect(found).toMatchObject({
      totals: { matched: 1, mismatched: 1, missingInTarget: 1 },
      discrepanciesSampled: false,
    });
  });

  it('without any key are called by their contents, and pair by the number of the sample', () => {
    const { run: found, warnings: said } = ofRows(
      ',,5,true,true,identical,2,1',
      ',,7,true,true,identical,2,2',
      ',,8,true,false,modified,1,1',
      ',,9,false,true,modified,1,1',
    );
    expect(found.discrepancies).toMatchObject([{ kind: 'value', field: 'qty', legacy: '8', target: '9' }]);
    expect(found.discrepancies[0]?.correlationId).toMatch(/^row [0-9a-f]{32}$/);
    expect(said.join('\n')).toContain('No columns tell all rows apart');
  });

  it('that differ in nothing that is shown still differ', () => {
    const { run: found, judged: outcome } = ofRows(
      '1,x,5,true,true,identical,1,1',
      '2,x,5,true,false,modified,1,1',
      '2,x,5,false,true,modified,1,1',
    );
    expect(found.discrepancies).toEqual([expect.objectContaining({ kind: 'value', field: null })]);
    expect(outcome.outcome).toBe('mismatch');
  });

  it('are never a match where keys repeat, a status is unknown, or counts cannot be', () => {
    const ofStatus = (...rows: string[]) => {
      const { run: found, judged: outcome } = ofRows(...rows);
      return [found.totals === null, outcome.checks[0]?.outcome];
    };
    expect(ofStatus('1,x,5,true,true,identical,1,1')).toEqual([false, 'match']);
    expect(ofStatus('1,x,5,true,true,identical,1,1', '2,x,5,true,true,nonunique_pk,1,1')).toEqual([
      true,
      'inconclusive',
    ]);
    expect(ofStatus('1,x,5,true,true,identical,1,1', '2,x,5,true,true,novel,1,1')).toEqual([true, 'unknown']);
    expect(ofStatus('1,x,5,true,true,identical,1,1', '2,x,5,true,true,identical,1,2')).toEqual([true, 'match']);
    expect(ofStatus('1,x,5,true,true,identical,2,1', '2,x,5,true,true,identical,3,2')).toEqual([true, 'match']);
    expect(ofStatus('1,x,5,true,false,removed,1,1')).toEqual([true, 'mismatch']);
    expect(ofStatus('1,x,5,true,false,modified,1,1')).toEqual([true, 'mismatch']);
    expect(ofStatus('1,x,5,true,true,nonunique_pk,1,1')).toEqual([true, 'inconclusive']);
  });

  it('pair by their key where the number of the sample is missing', () => {
    const { run: found } = read(
      csv(
        'id,qty,dbt_audit_in_a,dbt_audit_in_b,dbt_audit_row_status',
        '1,5,t,f,modified',
        '2,5,t,t,identical',
        '1,6,f,t,modified',
      ),
    );
    expect(found.discrepancies).toMatchObject([{ correlationId: '1', field: 'qty', legacy: '5', target: '6' }]);
    expect(found.totals).toBeNull();
  });
});

describe('counts by column', () => {
  const all = (...rows: string[]) =>
    csv('column_name,perfect_match,null_in_a,null_in_b,missing_from_a,missing_from_b,conflicting_values', ...rows);

  it('are read by the classes that share no record, though others overlap with them', () => {
    const file = all('ID,7,0,0,2,1,0', 'PRICE,6,0,1,2,1,1');
    expect(read(file).run.checks.map(({ key, totals }) => [key, totals])).toEqual([
      ['ID', { legacy: 8, target: 9, compared: 7, matched: 7, mismatched: 0, missingInTarget: 1, missingInLegacy: 2 }],
      [
        'PRICE',
        { legacy: 8, target: 9, compared: 7, matched: 6, mismatched: 1, missingInTarget: 1, missingInLegacy: 2 },
      ],
    ]);
    expect(read(file).run.totals).toBeNull();
    expect(read(file, turned).run.checks[0]?.totals).toMatchObject({ missingInTarget: 2, missingInLegacy: 1 });
  });

  it('that leave records in no class are inconclusive, and nothing at all is no match', () => {
    expect(outcomes(all('ID,10,0,0,0,0,0', 'NOTE,6,4,4,0,0,0'))).toEqual([
      ['ID', 'match'],
      ['NOTE', 'inconclusive'],
    ]);
    expect(outcomes(all('ID,0,0,0,0,0,0'))).toEqual([['ID', 'inconclusive']]);
  });

  const statuses = [
    'column_name,match_status,count_records,percent_of_total',
    'PRICE,✅: perfect match,"43,510",91.17',
    'PRICE,🤷: missing from a,5,0.01',
    'PRICE,🤷: missing from b,20,0.04',
    'PRICE,🤷: value is null in a only,59,0.12',
    'PRICE,🤷: value is null in b only,73,0.15',
    'PRICE,❌: \u200dvalues do not match,4064,8.51',
  ];

  it('are told by their words, with emoji and without', () => {
    const totals = {
      legacy: 47726,
      target: 47711,
      compared: 47706,
      matched: 43510,
      mismatched: 4196,
      missingInTarget: 20,
      missingInLegacy: 5,
    };
    const plain = statuses.map((line) => line.replace(/,[^\p{L}"]*: \u200d?/u, ','));
    for (const lines of [statuses, plain]) {
      expect(read(csv(...lines)).run.checks).toMatchObject([{ key: 'PRICE', field: 'PRICE', totals }]);
    }
    expect(plain[1]).toContain(',perfect match,');
    expect(read(csv(...statuses), turned).run.checks[0]?.totals).toMatchObject({
      missingInTarget: 5,
      missingInLegacy: 20,
    });
  });

  it('have the sides that the macro was told, by the names it was told', () => {
    const named = statuses.map((line) => line.replace(/ in a only| from a/, (text) => text.replace(' a', ' old')));
    const both = csv(...named.map((line) => line.replace(/ in b only| from b/, (text) => text.replace(' b', ' new'))));
    expect(read(both, { legacy: 'old', target: 'new' }).run.checks[0]?.totals).toMatchObject({ missingInLegacy: 5 });
    expect(read(both, { legacy: 'new', target: 'old' }).run.checks[0]?.totals).toMatchObject({ missingInLegacy: 20 });
    expect(refusalOf(dbtAuditHelper, both)).toBe('invalid_parameter legacy');
    const one = csv('match_status,count,percent_of_total', 'perfect match,1,50.00', 'missing from new,1,50.00');
    expect(read(one, { legacy: 'old', target: 'new' }).run.checks[0]?.totals).toMatchObject({ missingInTarget: 1 });
  });

  it('of a part of the classes, or of a class nobody knows, are no match', () => {
    const some = (...rows: string[]) => outcomes(csv('match_status,count,percent_of_total', ...rows));
    expect(some('✅: perfect match,9,100.00')).toEqual([['column_values', 'match']]);
    expect(some('✅: perfect match,9,90.00')).toEqual([['column_values', 'inconclusive']]);
    expect(some('✅: perfect match,9,90.00', 'unknown,1,10.00')).toEqual([['column_values', 'inconclusive']]);
    expect(some('❌: values do not match,1,10.00')).toEqual([['column_values', 'mismatch']]);
    expect(refusalOf(dbtAuditHelper, csv('match_status,count', 'perfect match,many'))).toBe('invalid_body /0');
  });
});

describe('cells without values', () => {
  const head =
    'PRIMARY_KEY,COLUMN_NAME,PERFECT_MATCH,NULL_IN_A,NULL_IN_B,MISSING_FROM_A,MISSING_FROM_B,CONFLICTING_VALUES';
  const file = csv(
    head,
    '1,ID,true,false,false,false,false,false',
    '1,PRICE,false,true,false,false,false,true',
    '2,ID,false,true,false,true,false,false',
    '2,PRICE,false,true,false,true,false,false',
    '3,ID,true,false,false,false,false,false',
    '3,PRICE,true,false,false,false,false,false',
  );

  it('count every record once and say which differ', () => {
    const { run, judged } = read(file);
    expect(run.totals).toMatchObject({ legacy: 2, target: 3, matched: 1, mismatched: 1, missingInLegacy: 1 });
    expect(run.discrepancies).toEqual([
      expect.objectContaining({ correlationId: '2', kind: 'missing_in_legacy' }),
      { correlationId: '1', kind: 'value', field: 'PRICE', legacy: null, dimensions: {}, observedAt: null },
    ]);
    expect(judged).toMatchObject({ itemisedExactly: true, outcome: 'mismatch' });
    expect(read(file, turned).run.discrepancies).toMatchObject([
      { kind: 'missing_in_target' },
      { correlationId: '1', target: null },
    ]);
  });

  it('count nothing where keys or columns are left out', () => {
    const part = csv(head, '1,PRICE,false,true,false,false,false,true', ',ID,true,f,f,f,f,f');
    expect(read(part).run).toMatchObject({ totals: null, discrepanciesSampled: true });
    const agreeing = csv(head, '1,PRICE,,,,,,');
    expect(outcomes(agreeing)).toEqual([['PRICE', 'inconclusive']]);
  });
});

describe('relations as a whole', () => {
  it('have row counts of the relations that the caller names', () => {
    const file = csv('relation_name,total_records', 'db.old.payment,"34,231"', '"""db"".""new"".""pay""",24789');
    const sides = { legacy: 'payment', target: 'db.new.pay' };
    expect(read(file, sides).run).toMatchObject({
      layer: 'dataset',
      legacy: { dataset: 'db.old.payment' },
      checks: [{ key: 'row_count', legacy: '34231', target: '24789' }],
    });
    expect(outcomes(file, sides)).toEqual([['row_count', 'mismatch']]);
    expect(read(file, { legacy: 'pay', target: 'payment' }).run.checks[0]).toMatchObject({ legacy: '24789' });
    expect(refusalOf(dbtAuditHelper, file)).toBe('invalid_parameter legacy');
    expect(outcomes(csv('relation_name,total_records', 'a,2', 'b,2'))).toEqual([['row_count', 'match']]);
    expect(outcomes(csv('relation_name,total_records', 'a,0', 'b,0'))).toEqual([['row_count', 'inconclusive']]);
    const same = csv('relation_name,total_records', 'old.p,1', 'new.p,1');
    expect(refusalOf(dbtAuditHelper, same, { legacy: 'p', target: 'new.p' })).toBe('invalid_parameter legacy');
  });

  it('have a summary of whole rows, which is a match only where all of them are on both sides', () => {
    const summary = (...rows: string[]) => csv('in_a,in_b,count,percent_of_total', ...rows);
    const some = read(summary('True,True,6870,99.74', 'True,False,9,0.13', 'False,True,10,0.13'));
    expect(some.run.checks[0]?.totals).toMatchObject({ matched: 6870, missingInTarget: 9, missingInLegacy: 10 });
    expect(some.run.totals).toBeNull();
    expect(outcomes(summary('t,t,5,100.00'))).toEqual([['rows', 'match']]);
    expect(outcomes(summary('t,t,5,99.00'))).toEqual([['rows', 'inconclusive']]);
    expect(outcomes(summary('t,t,0,100.00'))).toEqual([['rows', 'inconclusive']]);
    expect(outcomes(summary('t,f,1,100.00'))).toEqual([['rows', 'mismatch']]);
    expect(refusalOf(dbtAuditHelper, summary('t,t,1,50', 't,t,1,50'))).toBe('invalid_body /1');
    expect(refusalOf(dbtAuditHelper, summary('f,f,1,100'))).toBe('invalid_body /0');
  });

  it('have rows that differ, paired by the key where there is one', () => {
    const file = csv(
      'order_id,status,in_a,in_b',
      '1,completed,True,False',
      '1,returned,False,True',
      '2,new,True,False',
    );
    const { run, judged } = read(file);
    expect(run.discrepancies).toMatchObject([
      { correlationId: '1', kind: 'value', field: 'status', legacy: 'completed', target: 'returned' },
      { correlationId: '2', kind: 'missing_in_target' },
    ]);
    expect([run.totals, run.discrepanciesSampled, judged.outcome]).toEqual([null, true, 'mismatch']);
    expect(outcomes(csv('order_id,in_a,in_b', '1,True,True'))).toEqual([['rows', 'inconclusive']]);
  });

  it('are identical or not by their digests', () => {
    expect(outcomes(csv('ARE_TABLES_IDENTICAL', 'true'))).toEqual([['identical', 'match']]);
    expect(outcomes(csv('are_tables_identical', 'FALSE'))).toEqual([['identical', 'mismatch']]);
    expect(outcomes(csv('are_tables_identical', '?'))).toEqual([['identical', 'inconclusive']]);
  });
});

describe('columns', () => {
  it('differ or not, and those that were not looked at are no match', () => {
    expect(outcomes(csv('column_name,has_difference', 'id,False', 'price,True', 'note,'))).toEqual([
      ['id', 'match'],
      ['price', 'mismatch'],
      ['note', 'inconclusive'],
    ]);
  });

  it('have types and places, each a check by itself', () => {
    const file = csv(
      'column_name,a_ordinal_position,b_ordinal_position,a_data_type,b_data_type,has_ordinal_position_match,has_data_type_match,in_a_only,in_b_only,in_both',
      'id,1,1,integer,integer,True,True,False,False,True',
      'paid_at,2,3,timestamp,date,False,False,False,False,True',
      'flag,3,,boolean,,False,False,True,False,False',
    );
    expect(read(file).run.layer).toBe('schema');
    expect(outcomes(file)).toEqual([
      ['schema__id', 'match'],
      ['schema_order__id', 'match'],
      ['schema__paid_at', 'mismatch'],
      ['schema_order__paid_at', 'mismatch'],
      ['schema__flag', 'mismatch'],
      ['schema_order__flag', 'mismatch'],
    ]);
    expect(read(file, turned).run.checks[2]).toMatchObject({ legacy: 'date', target: 'timestamp' });
    const words = csv('column_name,a_data_type,b_data_type,has_data_type_match', 'id,text,text,False');
    expect(outcomes(words)).toEqual([['schema__id', 'mismatch']]);
  });
});

describe('a file that is something else', () => {
  it('is refused with its place', () => {
    expect(refusalOf(dbtAuditHelper, csv('id,fruit', '1,apple'))).toBe('invalid_body');
    expect(refusalOf(dbtAuditHelper, csv('in_a,in_b,count,percent_of_total'))).toBe('run_invalid');
    expect(refusalOf(dbtAuditHelper, csv('in_a,IN_A,count', '1,2,3'))).toBe('invalid_body');
    expect(refusalOf(dbtAuditHelper, csv('column_name,has_difference', ',true'))).toBe('invalid_body /0/column_name');
    expect(refusalOf(dbtAuditHelper, new Uint8Array())).toBe('invalid_body /0');
  });

  it('names the columns that it does not know', () => {
    expect(read(csv('column_name,has_difference,load_id', 'id,false,7')).unplaced).toEqual(['load_id']);
  });

  it('never breaks the reader, whatever bytes it holds', () => {
    survivesHostileInput(dbtAuditHelper, fixture, options);
    survivesHostileInput(
      dbtAuditHelper,
      csv(
        'PRIMARY_KEY,COLUMN_NAME,PERFECT_MATCH,NULL_IN_A,NULL_IN_B,MISSING_FROM_A,MISSING_FROM_B,CONFLICTING_VALUES',
        '1,ID,true,f,f,f,f,f',
        '2,ID,f,f,f,t,f,f',
      ),
      options,
    );
    survivesHostileInput(
      dbtAuditHelper,
      csv('column_name,match_status,count,percent_of_total', 'P,missing from a,5,100'),
      options,
    );
  });
});

// Expected results of the package's own tests, read from beside the repository where they are there.
const samples = join(here, '../../../../shared/samples/dbt-audit-helper');

describe.runIf(existsSync(samples))('results of the macros themselves', () => {
  const sample = (name: string) => new Uint8Array(readFileSync(join(samples, name)));
  // In the produce pair, a is market_of_choice and b is albertsons: nine records in legacy, eight in target.
  const sides = { legacy: 'b', target: 'a' };

  it.each<[string, Record<string, number>, string]>([
    ['expected_results__compare_all_columns_with_summary.csv', { mismatch: 3 }, 'mismatch'],
    ['expected_results__compare_relation_columns.csv', { match: 8, mismatch: 8 }, 'mismatch'],
    ['expected_results__compare_relations_without_exclude.csv', { mismatch: 1 }, 'mismatch'],
  ])('%s has %j', (name, counts, outcome) => {
    const { judged, unplaced } = read(sample(name), sides);
    const found: Record<string, number> = {};
    for (const check of judged.checks) found[check.outcome] = (found[check.outcome] ?? 0) + 1;
    expect([found, judged.outcome, unplaced]).toEqual([counts, outcome, []]);
  });

  it('count the produce pair as every other tool does', () => {
    const { checks } = read(sample('expected_results__compare_all_columns_with_summary.csv'), sides).run;
    for (const { totals } of checks)
      expect(totals).toMatchObject({ legacy: 9, target: 8, missingInTarget: 2, missingInLegacy: 1 });
    expect(checks.map(({ key, totals }) => [key, totals?.mismatched])).toEqual([
      ['FRUIT', 1],
      ['ID', 0],
      ['RIPENESS', 2],
    ]);
  });

  it.each(['albertsons', 'market_of_choice'])('refuse %s, which is what was compared and no result', (name) => {
    expect(refusalOf(dbtAuditHelper, sample(`data_compare_all_columns__${name}_produce.csv`))).toBe('invalid_body');
  });
});
