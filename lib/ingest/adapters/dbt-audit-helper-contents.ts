import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts, Totals } from '@/lib/domain/comparison/run-facts';
import { type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { CheckOutcome, Layer } from '@/lib/domain/words';
import type { ImportOptions } from './adapter';
import type { Row, Rows } from './kit/rows';
import { onSide, type SideMapping, sidesOf } from './kit/sides';

/** What one macro's output says, in our sides. */
export type Contents = {
  layer: Layer;
  checks: CheckFacts[];
  totals?: Totals | null;
  discrepancies?: Discrepancy[];
  discrepanciesSampled?: boolean;
  legacyDataset?: string | null;
  targetDataset?: string | null;
  warnings?: string[];
  /** Columns that were read or are known to say nothing. */
  known: readonly string[];
};

/** One macro: whether the headings are its own, and how to read it. */
export type Macro = {
  recognises: (headings: ReadonlySet<string>) => boolean;
  read: (table: Rows, options: ImportOptions) => Result<Contents>;
};

export const cell = (row: Row, name: string): string | null => row.cells.get(name) ?? null;

/** A check of a macro: what is not said here, the macros never say. */
export const check = (
  facts: Pick<CheckFacts, 'key' | 'kind' | 'reported'> & Partial<CheckFacts> & { verdict: CheckOutcome },
): CheckFacts => ({ metric: null, field: null, tolerance: null, totals: null, evidence: 'counts_only', ...facts });

/** The exclusive classes in which a comparison by key puts its records; a and b as the macro has them. */
export type Classes = { matched: number; mismatched: number; missingFromA: number; missingFromB: number };

/** Totals of exclusive classes, which add up by themselves. */
export const totalsOf = (classes: Classes, mapping: SideMapping): Totals => {
  const { matched, mismatched, missingFromA, missingFromB } = classes;
  const missingInLegacy = onSide(mapping, 'legacy', missingFromA, missingFromB);
  const missingInTarget = onSide(mapping, 'target', missingFromA, missingFromB);
  const compared = matched + mismatched;
  return {
    legacy: compared + missingInTarget,
    target: compared + missingInLegacy,
    compared,
    matched,
    mismatched,
    missingInTarget,
    missingInLegacy,
  };
};

/** Worst first: what differs is a mismatch, what is in no class leaves it open, and nothing at all proves nothing. */
export const verdictOf = (classes: Classes, unclassified: boolean): CheckOutcome => {
  if (classes.mismatched + classes.missingFromA + classes.missingFromB > 0) return 'mismatch';
  return unclassified || classes.matched === 0 ? 'inconclusive' : 'match';
};

/** Percentages are rounded to two places each: further from a hundred than that, rows were left out. */
export const percentsAreWhole = (percents: readonly (string | null)[]): boolean => {
  const numbers = percents.map((percent) => Number(percent?.replace('%', '').trim() || Number.NaN));
  const sum = numbers.reduce((total, percent) => total + percent, 0);
  return Math.abs(sum - 100) <= 0.005 * numbers.length + 1e-6;
};

/** The tool, as answers to the caller name it. */
export const tool = 'dbt-audit-helper';
/** The sides of a macro that calls them a and b. */
export const abSides = (options: ImportOptions): Result<SideMapping> => sidesOf(options, tool, ['a'], ['b']);

/** The refusal of a table of columns in which a row names none; null where all do. */
export const nameless = (rows: readonly Row[]) => {
  const row = rows.find((found) => cell(found, 'column_name') === null);
  if (row === undefined) return null;
  const detail = 'This row names no column.';
  return refuse('invalid_body', detail, [{ pointer: `${row.pointer}/column_name`, detail }]);
};

/** The outcome of a macro's true or false; what is neither was not compared. */
export const ofFlag = (flag: boolean | null, whenTrue: CheckOutcome, whenFalse: CheckOutcome): CheckOutcome =>
  flag === null ? 'inconclusive' : flag ? whenTrue : whenFalse;
