import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts, ReportedTolerance, Totals } from '@/lib/domain/comparison/run-facts';
import type { CheckOutcome, RunStatus } from '@/lib/domain/words';
import type { ImportedRun, ImportOptions } from '@/lib/ingest/adapters/adapter';
import { addedUp, believed, type Counts, contradicts, evidenceOf } from './counted';
import type { Instants } from './instants';
import { checkKey, clipped, distinctKeys, runOf } from './run';

/** One table that a tool compared, in our sides: its counts, its verdict, and what it shows of what differs. */
export type ComparedTable = {
  /** The key of its check: the same in every run. */
  key: string;
  /** The tool's verdict word for word; null where it says none. */
  reported: string | null;
  /** What the tool's words come to. Counts that are believed can make it worse, and never better. */
  verdict: CheckOutcome;
  /** Null where the tool counted nothing. */
  counts: Counts | null;
  discrepancies: Discrepancy[];
  tolerance?: ReportedTolerance | null;
  error?: string | undefined;
  /** Checks of its columns, or of anything else about it. */
  parts?: CheckFacts[];
  /** False where its counts must not be added to the run's: a part was not compared, or was forgiven unseen. */
  counted?: boolean;
};

type TableFacts = { check: CheckFacts; parts: CheckFacts[]; totals: Totals | null; discrepancies: Discrepancy[] };

/** No comparison came about, or none that is over: what was counted meanwhile is no count. */
const unfinished: readonly CheckOutcome[] = ['errored', 'skipped', 'not_run', 'pending', 'inconclusive', 'unknown'];

const factsOf = (table: ComparedTable, warnings: string[]): TableFacts => {
  const { key, reported, counts, discrepancies } = table;
  let totals = counts === null ? null : believed(counts);
  let { verdict } = table;
  if (counts !== null && totals === null) {
    warnings.push(`The counts of ${key} contradict each other, so none of them is believed.`);
    verdict = unfinished.includes(verdict) ? verdict : 'inconclusive';
  } else if (totals !== null && contradicts(totals, discrepancies)) {
    warnings.push(`${key} shows more records than it counts, so its counts are not believed.`);
    totals = null;
    verdict = unfinished.includes(verdict) ? verdict : 'inconclusive';
  }
  if (unfinished.includes(verdict)) totals = null;
  const check: CheckFacts = {
    key,
    kind: 'row_diff',
    metric: null,
    field: null,
    reported,
    tolerance: table.tolerance ?? null,
    totals,
    verdict,
    evidence: evidenceOf(totals, discrepancies),
    error: table.error === undefined ? undefined : clipped(table.error, 8_000),
  };
  return { check, parts: table.parts ?? [], totals: table.counted === false ? null : totals, discrepancies };
};

/** Two checks of one name would refuse the run; the later ones are told apart by a number. */
const withDistinctKeys = (checks: readonly CheckFacts[]): CheckFacts[] => {
  const distinct = distinctKeys();
  return checks.map((check) => ({ ...check, key: distinct(checkKey(check.key)) }));
};

const isPart = ({ evidence }: CheckFacts): boolean => evidence === 'truncated' || evidence === 'counts_only';

/** What is said of a run that compared tables, beside the tables. */
export type ComparedRun = {
  bytes: Uint8Array;
  format: string;
  /** The tool's own id of its run, where it has one that stays with this result for good. */
  runId?: string | null;
  status: RunStatus;
  /** The tool's times, where it gives any. */
  instants?: Instants;
  legacy: string | null;
  target: string | null;
  tables: ComparedTable[];
  warnings: string[];
  unplaced: string[];
};

const side = (dataset: string | null) => ({
  dataset: dataset === null ? null : clipped(dataset, 512),
  position: null,
  version: null,
});

/** A run of the row layer out of the tables that a tool compared. */
export const runOfTables = (options: ImportOptions, compared: ComparedRun): ImportedRun => {
  const { instants, tables, unplaced } = compared;
  const warnings = [...compared.warnings, ...(instants?.warnings() ?? [])];
  const facts = tables.map((table) => factsOf(table, warnings));
  const totals = addedUp(facts.map((table) => table.totals));
  const truncated = facts.filter(({ check }) => isPart(check));
  if (truncated.length > 0) {
    const which = truncated.length === 1 ? (truncated[0]?.check.key ?? '') : `${truncated.length} tables`;
    warnings.push(`Of what differs in ${which}, only a part is shown; the rest is counted and not itemised.`);
  }
  const discrepancies = facts.flatMap((table) => table.discrepancies);
  const run = runOf(options, {
    bytes: compared.bytes,
    format: compared.format,
    runId: compared.runId ?? null,
    layer: 'row',
    window: instants?.window() ?? null,
    status: compared.status,
    legacy: side(compared.legacy),
    target: side(compared.target),
    totals,
    checks: withDistinctKeys(facts.flatMap(({ check, parts }) => [check, ...parts])),
    discrepancies,
    discrepanciesSampled: totals === null ? discrepancies.length > 0 : truncated.length > 0,
  });
  return { run, warnings, unplaced };
};
