import { describe, expect, it } from 'vitest';
import { judgeRun } from '@/lib/domain/comparison/judge-run';
import type { Adapter } from './adapter';
import { adapters } from './all';
import { bytesOf, hasSamples, sample } from './testing/files';
import { imported } from './testing/imported';

// One pair of tables, compared by several tools: the same six records differ, and each tool's file must say so.

const truth = ['10 missing_in_target', '2 value', '6 value', '7 value', '8 missing_in_legacy', '9 missing_in_target'];

const patternsIn = (adapter: Adapter, file: string | Uint8Array, sides: { legacy: string; target: string }) => {
  const bytes = typeof file === 'string' ? sample(file) : file;
  const { run } = imported(adapter, bytes, { ...sides, source: 'nightly' });
  const judged = judgeRun(run, null);
  return {
    records: [...new Set(run.discrepancies.map(({ correlationId, kind }) => `${correlationId} ${kind}`))].sort(),
    patterns: judged.patterns.map(({ fingerprint, count }) => `${fingerprint} ${count}`).sort(),
    totals: run.totals,
  };
};

const [first, second] = ['all_columns__albertsons_produce', 'all_columns__market_of_choice_produce'];

const named: [string, Adapter, string, { legacy: string; target: string }][] = [
  [
    'the Data Validation Tool',
    adapters.dvt,
    'google-dvt/row_comparison_fields_produce.json',
    { legacy: 'source', target: 'target' },
  ],
  [
    'data-diff',
    adapters['data-diff'],
    'data-diff/dbt_produce_different.json',
    { legacy: 'dataset1', target: 'dataset2' },
  ],
  [
    'data-diff, by path',
    adapters['data-diff'],
    'data-diff/dbt_produce_different.json',
    { legacy: `main.${first}`, target: `main.${second}` },
  ],
  [
    'datacompy',
    adapters.datacompy,
    'datacompy/produce.json',
    { legacy: `data_compare_${first}`, target: `data_compare_${second}` },
  ],
];

/** What compare_and_classify_relation_rows returns of the two tables, put together from their own files. */
const classified = (): Uint8Array => {
  const table = (name: string) => {
    const text = new TextDecoder().decode(sample(`dbt-audit-helper/data_compare_${name}.csv`)).replace(/^\uFEFF/, '');
    const [, ...rows] = text.trim().split(/\r?\n/);
    return new Map(rows.map((row) => [row.split(',')[0] ?? '', row]));
  };
  const [a, b] = [table(first), table(second)];
  type Line = { row: string; in: [boolean, boolean]; status: string };
  const lines = [...new Set([...a.keys(), ...b.keys()])].flatMap((id): Line[] => {
    const [old, young] = [a.get(id), b.get(id)];
    if (old === undefined) return [{ row: young ?? '', in: [false, true], status: 'added' }];
    if (young === undefined) return [{ row: old, in: [true, false], status: 'removed' }];
    if (old === young) return [{ row: old, in: [true, true], status: 'identical' }];
    return [
      { row: old, in: [true, false], status: 'modified' },
      { row: young, in: [false, true], status: 'modified' },
    ];
  });
  const keyOf = ({ row }: Line) => `k${row.split(',')[0]}`;
  const written = lines.map((line) => {
    const keys = [...new Set(lines.filter(({ status }) => status === line.status).map(keyOf))];
    const key = keyOf(line);
    return [line.row, key, 1, ...line.in, line.status, keys.length, keys.indexOf(key) + 1].join(',');
  });
  const own = ['surrogate_key', 'pk_row_num', 'in_a', 'in_b', 'row_status', 'num_rows_in_status', 'sample_number'];
  const header = ['id', 'fruit', 'ripeness', ...own.map((name) => `dbt_audit_${name}`)];
  return bytesOf(`${[header.join(','), ...written].join('\n')}\n`);
};

const all = ['google-dvt', 'data-diff', 'datacompy', 'dbt-audit-helper'].every(hasSamples);

describe.runIf(all)('one pair of tables', () => {
  const [reference] = named.map(([, adapter, file, sides]) => patternsIn(adapter, file, sides));

  it.each(named)('has the same six records, counts and patterns in %s', (_, adapter, file, sides) => {
    const found = patternsIn(adapter, file, sides);
    expect(found.records).toEqual(truth);
    expect(found).toEqual(reference);
    // ripeness differs, fruit is null on legacy, ripeness is null on target, and one pattern for each side that lacks rows.
    expect(found.patterns).toHaveLength(5);
  });

  it('has the same six records, counts and patterns in dbt-audit-helper', () => {
    expect(patternsIn(adapters['dbt-audit-helper'], classified(), { legacy: 'a', target: 'b' })).toEqual(reference);
  });

  it('has them in rows without column names, too', () => {
    const rows = patternsIn(adapters['data-diff'], 'data-diff/cli_rows_produce_joindiff.jsonl', {
      legacy: 'A',
      target: 'B',
    });
    expect(rows.records).toEqual(truth);
    expect(rows.patterns.filter((pattern) => reference?.patterns.includes(pattern))).toHaveLength(2);
  });

  it('has them counted by statistics alone', () => {
    const stats = patternsIn(adapters['data-diff'], 'data-diff/cli_stats_produce_joindiff.json', {
      legacy: 'A',
      target: 'B',
    });
    expect(stats.totals).toEqual(reference?.totals);
  });
});
