import { decimalText, readDecimal } from '@/lib/domain/comparison/decimal';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts, ReportedTolerance } from '@/lib/domain/comparison/run-facts';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { importLimits, parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { type Differing, readOneSided, readSample } from './datacompy-samples';
import { type ComparedTable, runOfTables } from './kit/compared-table';
import { believed, type Counts, differs, ofColumn } from './kit/counted';
import { onSide, type SideMapping, sidesOf } from './kit/sides';
import { Tracked } from './kit/tracked';

// datacompy's JSON report: counts, statistics of the columns that differ, and a few rows drawn as text.

/** The largest difference of a column decides nothing, and is NaN where a column has none. */
const limits = { ...importLimits, nonFinite: (member: string) => member === 'max_diff' };

const required = ['df1_shape', 'df2_shape', 'column_summary', 'row_summary', 'mismatch_stats'];

const texts = (list: Tracked): string[] => list.items().flatMap((item) => item.text() ?? []);

const countsOf = (report: Tracked, mapping: SideMapping): Counts => {
  const rows = report.at('row_summary');
  const [onlyFirst, onlySecond] = [rows.at('df1_unique').count(), rows.at('df2_unique').count()];
  const [first, second] = [report.at('df1_shape'), report.at('df2_shape')].map((shape) => shape.items()[0]?.count());
  return {
    matched: rows.at('equal_rows').count(),
    mismatched: rows.at('unequal_rows').count(),
    compared: rows.at('common_rows').count(),
    missingInTarget: onSide(mapping, 'legacy', onlyFirst, onlySecond),
    missingInLegacy: onSide(mapping, 'target', onlyFirst, onlySecond),
    legacy: onSide(mapping, 'legacy', first, second),
    target: onSide(mapping, 'target', first, second),
  };
};

/** `abs(a - b) <= abs_tol + rel_tol * abs(b)`, where b is the second frame; null where nothing was forgiven. */
const toleranceOf = (at: Tracked, mapping: SideMapping): ReportedTolerance | null => {
  const [absolute, relative] = [at.at('abs_tol'), at.at('rel_tol')].map((place) => {
    const text = place.text();
    const value = typeof text === 'string' ? readDecimal(text) : null;
    return value === null || value.isZero() ? undefined : decimalText(value);
  });
  if (absolute === undefined && relative === undefined) return null;
  return { absolute, relative, base: mapping.legacy === 'second' ? 'legacy' : 'target' };
};

const differingColumns = (report: Tracked): { at: Tracked; column: Differing }[] =>
  report
    .at('mismatch_stats')
    .at('stats')
    .items()
    .map((at) => {
      at.at('max_diff').passOver();
      return {
        at,
        column: {
          column: at.at('column').text() ?? '',
          types: [at.at('dtype1').text() ?? '', at.at('dtype2').text() ?? ''],
          differing: at.at('unequal_cnt').count(),
          nulls: at.at('null_diff').count(),
        },
      };
    });

const columnChecks = (report: Tracked, mapping: SideMapping, counts: Counts): CheckFacts[] => {
  const whole = believed(counts);
  const differing = differingColumns(report).map(({ at, column }): CheckFacts => {
    const { column: name, differing: mismatched } = column;
    const totals = whole === null ? null : ofColumn(whole.compared, mismatched);
    const base = { key: name, kind: 'row_diff', metric: null, field: name, reported: null };
    return { ...base, tolerance: toleranceOf(at, mapping), totals, verdict: 'mismatch' };
  });
  const summary = report.at('column_summary');
  const oneSided = (['first', 'second'] as const).flatMap((side) =>
    texts(summary.at(side === 'first' ? 'df1_unique_columns' : 'df2_unique_columns')).map((name): CheckFacts => {
      const reported = `only in ${side === 'first' ? 'df1' : 'df2'}`;
      const base = { key: name, kind: 'schema', metric: null, field: name, reported, tolerance: null, totals: null };
      return { ...base, layer: 'schema', verdict: 'mismatch' };
    }),
  );
  return [...differing, ...oneSided];
};

/** More than this many columns are only counted: no sample is looked for among them. */
const mostColumns = 500;

type Shown = { items: Discrepancy[]; unread: number };

const shownBy = (report: Tracked, mapping: SideMapping, names: readonly [string, string]): Shown => {
  const keys = texts(report.at('row_summary').at('match_columns'));
  const shown: Shown = { items: [], unread: 0 };
  const add = (items: Discrepancy[] | null): void => {
    if (items === null) shown.unread += 1;
    else shown.items = shown.items.concat(items);
  };
  const samples = report.at('mismatch_stats').at('samples').items();
  const byIndex = report.at('row_summary').at('on_index').flag() === true || keys.length === 0;
  // Samples come in an order of their own: each goes to the one column whose headings it has.
  const columns = differingColumns(report).map(({ column }) => column);
  for (const sample of columns.length > mostColumns ? [] : samples.slice(0, mostColumns)) {
    const text = sample.text() ?? '';
    const fitting = columns.flatMap((column) => {
      const items = byIndex ? null : readSample(text, keys, column, { mapping, names });
      return items === null ? [] : [items];
    });
    add(fitting.length === 1 ? (fitting[0] ?? null) : null);
  }
  for (const side of ['first', 'second'] as const) {
    const rows = report.at(side === 'first' ? 'df1_unique_rows' : 'df2_unique_rows');
    const columns =
      report
        .at(side === 'first' ? 'df1_shape' : 'df2_shape')
        .items()[1]
        ?.count() ?? 0;
    const text = rows.at('rows').text();
    if (rows.at('has_rows').flag() !== true || typeof text !== 'string') continue;
    const missing = mapping.legacy === side ? 'target' : 'legacy';
    add(byIndex ? null : readOneSided(text, keys, columns, missing));
  }
  return shown;
};

const tableOf = (
  report: Tracked,
  mapping: SideMapping,
  names: readonly [string, string],
  warnings: string[],
): ComparedTable => {
  const counts = countsOf(report, mapping);
  const parts = columnChecks(report, mapping, counts);
  const shown = shownBy(report, mapping, names);
  const base = { key: 'row_diff', reported: null, counts };
  if (report.at('row_summary').at('has_duplicates').flag() !== false) {
    warnings.push('A key stands more than once, so the tool paired rows by an order of its own; nothing is counted.');
    const unproven = parts.map((part) =>
      part.kind === 'row_diff' ? { ...part, totals: null, verdict: 'inconclusive' as const } : part,
    );
    return { ...base, counts: null, verdict: 'inconclusive', discrepancies: [], parts: unproven };
  }
  if (shown.items.length > 0)
    warnings.push('Values are read from tables drawn as text; blanks at their ends are lost.');
  if (shown.unread > 0)
    warnings.push(`${shown.unread} of the drawn tables cannot be read for certain; they are only counted.`);
  const tolerance = toleranceOf(report.at('row_summary'), mapping);
  const forgiven = tolerance !== null || parts.some((part) => part.tolerance !== null);
  if (forgiven)
    warnings.push('The tool compared with a tolerance of its own, so what it counts as equal is no exact count.');
  const differing = differs(counts);
  const agreed = forgiven ? ('match_within_tolerance' as const) : ('match' as const);
  return {
    ...base,
    verdict: differing ? 'mismatch' : agreed,
    discrepancies: shown.items,
    tolerance,
    parts,
    counted: !forgiven,
  };
};

const read = (bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const parsed = parseJsonKeepingNumbers(bytes, limits);
  if (!parsed.ok) return parsed;
  const report = Tracked.of(parsed.value);
  const lacking = required.filter((name) => !report.at(name).isThere);
  if (lacking.length > 0) {
    const errors = lacking.map((name) => ({ pointer: '', detail: `The member ${name} is missing.` }));
    return refuse('invalid_body', 'This is no JSON report of datacompy.', errors);
  }
  const names = [report.at('df1_name').text() ?? 'df1', report.at('df2_name').text() ?? 'df2'] as const;
  const sides = sidesOf(options, 'datacompy', ['df1', names[0]], ['df2', names[1]]);
  if (!sides.ok) return sides;
  const repeated = ['column_summary', 'row_summary', 'mismatch_stats'].flatMap((part) => [
    report.at(part).at('df1_name'),
    report.at(part).at('df2_name'),
  ]);
  for (const place of [...repeated, report.at('column_count'), report.at('column_comparison')]) place.passOver();
  const summary = report.at('column_summary');
  for (const name of ['common_columns', 'df1_unique', 'df2_unique']) summary.at(name).passOver();
  for (const name of ['has_mismatches', 'has_samples']) report.at('mismatch_stats').at(name).passOver();
  const warnings: string[] = [];
  const table = tableOf(report, sides.value, names, warnings);
  return accept(
    runOfTables(options, {
      bytes,
      format: 'datacompy',
      status: 'completed',
      legacy: onSide(sides.value, 'legacy', ...names),
      target: onSide(sides.value, 'target', ...names),
      tables: [table],
      warnings,
      unplaced: report.unread(),
    }),
  );
};

/** datacompy’s report, as `--report-format json` writes it. */
export const datacompy: Adapter = { format: 'datacompy', tool: 'datacompy', sides: ['df1', 'df2'], read };
