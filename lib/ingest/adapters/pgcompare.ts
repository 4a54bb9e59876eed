import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { CheckOutcome } from '@/lib/domain/words';
import { parseCsv } from '@/lib/ingest/csv';
import type { JsonWithNumberText } from '@/lib/ingest/strict-json';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { type ComparedTable, runOfTables } from './kit/compared-table';
import type { Counts } from './kit/counted';
import { Instants } from './kit/instants';
import { readJsonLines } from './kit/json-lines';
import { onSide, type SideMapping, sidesOf } from './kit/sides';
import { Tracked } from './kit/tracked';
import { discrepanciesOf, type EvidenceRow } from './pgcompare-evidence';

// Rows of pgCompare's repository: dc_result, one for each table, and where they are sent beside it the rows of dc_source
// and dc_target. As JSON (`{"dc_result": […], "dc_source": […]}`, an array, or lines) or as CSV with headings.

const words: Record<string, CheckOutcome> = {
  'in-sync': 'match',
  'out-of-sync': 'mismatch',
  processing: 'pending',
  failed: 'errored',
  skipped: 'skipped',
  disabled: 'skipped',
};

type Rows = { results: Tracked[]; evidence: EvidenceRow[]; roots: Tracked[]; csv: boolean };

const isResult = (row: Tracked): boolean => row.at('equal_cnt').isThere && row.at('table_name').isThere;
const isEvidence = (row: Tracked): boolean => row.at('compare_result').isThere && row.at('pk').isThere;

const odd = (pointer: string): Result<never> => {
  const detail = 'This is no row of dc_result: table_name and equal_cnt are missing.';
  return refuse('invalid_body', detail, [{ pointer, detail }]);
};

const fromCsv = (bytes: Uint8Array): Result<Rows> => {
  const table = parseCsv(bytes);
  if (!table.ok) return table;
  const header = table.value.header.map((name) => name.trim().toLowerCase());
  if (new Set(header).size !== header.length || header.includes('__proto__')) return odd('');
  const results = table.value.rows.map((cells) =>
    Tracked.of(Object.fromEntries(header.map((name, at): [string, JsonWithNumberText] => [name, cells[at] || null]))),
  );
  const wrong = results.findIndex((row) => !isResult(row));
  return wrong < 0 ? accept({ results, evidence: [], roots: results, csv: true }) : odd(`/${wrong}`);
};

const tables = { dc_source: 'first', dc_target: 'second' } as const;

const fromJson = (bytes: Uint8Array): Result<Rows> => {
  const lines = readJsonLines(bytes);
  if (!lines.ok) return lines;
  const roots = lines.value.documents.map(({ value }) => Tracked.of(value));
  const [only] = roots;
  const grouped = roots.length === 1 && only?.at('dc_result').isArray === true;
  const results = grouped
    ? only.at('dc_result').items()
    : roots.flatMap((root) => (root.isArray ? root.items() : [root]));
  const evidence = grouped
    ? (['dc_source', 'dc_target'] as const).flatMap((name) =>
        only
          .at(name)
          .items()
          .map((row): EvidenceRow => ({ row, from: tables[name] })),
      )
    : [];
  const wrong = results.find((row) => !isResult(row)) ?? evidence.find(({ row }) => !isEvidence(row))?.row;
  return wrong === undefined ? accept({ results, evidence, roots, csv: false }) : odd(wrong.pointer);
};

const opensJson = (bytes: Uint8Array): boolean => {
  const first = new TextDecoder().decode(bytes.subarray(0, 200)).trimStart()[0];
  return first === '{' || first === '[';
};

const countsOf = (row: Tracked, mapping: SideMapping): Counts => {
  const count = (name: string) => row.at(name).count();
  // missing_source_cnt: rows that the source lacks.
  const [lackedByFirst, lackedBySecond] = [count('missing_source_cnt'), count('missing_target_cnt')];
  const [first, second] = [count('source_cnt'), count('target_cnt')];
  return {
    matched: count('equal_cnt'),
    mismatched: count('not_equal_cnt'),
    missingInTarget: onSide(mapping, 'target', lackedByFirst, lackedBySecond),
    missingInLegacy: onSide(mapping, 'legacy', lackedByFirst, lackedBySecond),
    legacy: onSide(mapping, 'legacy', first, second),
    target: onSide(mapping, 'target', first, second),
  };
};

const tableOf = (row: Tracked, mapping: SideMapping, shown: Map<string, Discrepancy[]>): ComparedTable => {
  const key = row.at('table_name').text() || 'row_diff';
  const reported = row.at('status').text() ?? null;
  const word = reported?.trim().toLowerCase() ?? '';
  const verdict = (Object.hasOwn(words, word) ? words[word] : undefined) ?? 'unknown';
  for (const name of ['cid', 'tid']) row.at(name).passOver();
  const discrepancies = shown.get(key) ?? [];
  shown.delete(key);
  const over = verdict === 'match' || verdict === 'mismatch';
  return { key, reported, verdict, counts: over ? countsOf(row, mapping) : null, discrepancies };
};

const runIdOf = (rows: readonly Tracked[], compared: readonly ComparedTable[]): string | null => {
  const ids = new Set(rows.map((row) => row.at('rid').text() ?? ''));
  const [id = ''] = ids;
  // A run is looked at while it goes on: its id stands for what it comes to, once.
  return ids.size === 1 && id !== '' && compared.every(({ verdict }) => verdict !== 'pending') ? id : null;
};

const read = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const sides = sidesOf(options, 'pgCompare', ['source'], ['target']);
  if (!sides.ok) return sides;
  const rows = opensJson(bytes) ? fromJson(bytes) : fromCsv(bytes);
  if (!rows.ok) return rows;
  const { results, evidence, roots } = rows.value;
  if (results.length === 0) {
    const detail = 'There is no row of dc_result, so that nothing is known.';
    return refuse('run_invalid', detail, [{ pointer: '', detail }]);
  }
  const shown = discrepanciesOf(evidence, sides.value);
  const instants = new Instants();
  for (const row of results) for (const name of ['compare_start', 'compare_end']) instants.add(row.at(name).text());
  const compared = results.map((row) => tableOf(row, sides.value, shown));
  const warnings = ['Rows were compared by their hashes after the tool cast their values; no value is shown.'];
  if (shown.size > 0) warnings.push(`Rows of tables without a result are left out: ${[...shown.keys()].join(', ')}.`);
  const failed = compared.every(({ verdict }) => verdict === 'errored');
  return accept(
    runOfTables(options, {
      bytes,
      format: 'pgcompare',
      runId: runIdOf(results, compared),
      status: failed ? 'failed' : 'completed',
      instants,
      legacy: null,
      target: null,
      tables: compared,
      warnings,
      unplaced: [...new Set(roots.flatMap((root) => root.unread()))],
    }),
  );
};

/** pgCompare, of Crunchy Data. */
export const pgcompare: Adapter = { format: 'pgcompare', tool: 'pgCompare', sides: ['source', 'target'], read };
