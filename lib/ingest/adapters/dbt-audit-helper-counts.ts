import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { ImportOptions } from './adapter';
import {
  type Contents,
  cell,
  check,
  type Macro,
  percentsAreWhole,
  totalsOf,
  verdictOf,
} from './dbt-audit-helper-contents';
import { countIn, flagIn, type Rows } from './kit/rows';
import { onSide, sidesOf } from './kit/sides';

// Macros that say something about two relations as a whole.

const broken = (pointer: string, detail: string) => refuse('invalid_body', detail, [{ pointer, detail }]);

const readRowCounts = (table: Rows, options: ImportOptions): Result<Contents> => {
  const [one, two, three] = table.rows;
  if (one === undefined || two === undefined || three !== undefined) {
    return broken('', 'Row counts are of two relations, one in each row.');
  }
  const counts = [one, two].map((row) => countIn(cell(row, 'total_records')));
  const unread = counts.indexOf(null);
  if (unread >= 0) return broken(`/${unread}/total_records`, 'This is no count.');
  const names = [one, two].map((row) => cell(row, 'relation_name') ?? '');
  const [first = '', second = ''] = names;
  const callable = (name: string) => [
    name,
    name.replaceAll(/["`[\]]/g, ''),
    name
      .split('.')
      .at(-1)
      ?.replaceAll(/["`[\]]/g, '') ?? name,
  ];
  // Two relations of one name in two schemas are told apart by the whole name only.
  const [ofFirst, ofSecond] = [callable(first), callable(second)];
  const mapping = sidesOf(options, 'This output of dbt-audit-helper', ofFirst, ofSecond);
  if (!mapping.ok) return mapping;
  const [left, right] = counts.map(String);
  const sent = {
    legacy: onSide(mapping.value, 'legacy', left ?? null, right ?? null),
    target: onSide(mapping.value, 'target', left ?? null, right ?? null),
  };
  const both = counts.every((count) => count === 0);
  return accept({
    layer: 'dataset',
    checks: [
      check({
        key: 'row_count',
        kind: 'row_count',
        metric: 'count',
        reported: null,
        ...sent,
        // Two empty relations agree about nothing.
        verdict: both ? 'inconclusive' : counts[0] === counts[1] ? 'match' : 'mismatch',
      }),
    ],
    legacyDataset: onSide(mapping.value, 'legacy', first, second),
    targetDataset: onSide(mapping.value, 'target', first, second),
    known: ['relation_name', 'total_records'],
  });
};

/** `compare_row_counts`: its rows name relations, so that `legacy` and `target` name them too. */
export const rowCounts: Macro = {
  recognises: (headings) => headings.has('relation_name') && headings.has('total_records'),
  read: readRowCounts,
};

const readSummary = (table: Rows, options: ImportOptions): Result<Contents> => {
  const mapping = sidesOf(options, 'dbt-audit-helper', ['a'], ['b']);
  if (!mapping.ok) return mapping;
  const classes = { matched: 0, mismatched: 0, missingFromA: 0, missingFromB: 0 };
  const seen = new Set<string>();
  for (const row of table.rows) {
    const [inA, inB] = [flagIn(cell(row, 'in_a')), flagIn(cell(row, 'in_b'))];
    const count = countIn(cell(row, 'count'));
    if (inA === null || inB === null || (!inA && !inB)) return broken(row.pointer, 'in_a and in_b say nothing.');
    if (count === null) return broken(`${row.pointer}/count`, 'This is no count.');
    const name = `${inA} ${inB}`;
    if (seen.has(name)) return broken(row.pointer, 'This combination of in_a and in_b stands here twice.');
    seen.add(name);
    classes[inA && inB ? 'matched' : inA ? 'missingFromB' : 'missingFromA'] = count;
  }
  const whole = percentsAreWhole(table.rows.map((row) => cell(row, 'percent_of_total')));
  return accept({
    layer: 'row',
    checks: [
      check({
        key: 'rows',
        kind: 'row_diff',
        reported: null,
        totals: whole ? totalsOf(classes, mapping.value) : null,
        verdict: verdictOf(classes, !whole),
      }),
    ],
    warnings: [
      'Rows were compared as wholes and without a key: one that differs counts as missing on either side.',
      ...(whole ? [] : ['The percentages do not come to a hundred: classes were left out, and nothing is counted.']),
    ],
    known: ['in_a', 'in_b', 'count', 'percent_of_total'],
  });
};

/** `compare_relations` and `compare_queries` with their summary. */
export const rowSummary: Macro = {
  recognises: (headings) => ['in_a', 'in_b', 'count', 'percent_of_total'].every((name) => headings.has(name)),
  read: readSummary,
};

const readIdentical = (table: Rows, options: ImportOptions): Result<Contents> => {
  const mapping = sidesOf(options, 'dbt-audit-helper', ['a'], ['b']);
  if (!mapping.ok) return mapping;
  const [row, second] = table.rows;
  if (row === undefined || second !== undefined) return broken('', 'The answer whether both are identical is one row.');
  const sent = cell(row, 'are_tables_identical');
  const flag = flagIn(sent);
  return accept({
    layer: 'row',
    checks: [
      check({
        key: 'identical',
        kind: 'checksum',
        reported: sent === null ? null : `are_tables_identical: ${sent}`,
        evidence: 'none',
        verdict: flag === null ? 'inconclusive' : flag ? 'match' : 'mismatch',
      }),
    ],
    warnings: ['Only digests of the two were compared: what differs, and how much, is not known.'],
    known: ['are_tables_identical'],
  });
};

/** `quick_are_queries_identical` and `quick_are_relations_identical`. */
export const quickIdentical: Macro = {
  recognises: (headings) => headings.has('are_tables_identical'),
  read: readIdentical,
};
