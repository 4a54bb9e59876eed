import type { ComparedOutcome } from './compare-values';
import type { Discrepancy } from './discrepancy';
import { groupRecords, type RecordCounts, recordsItemised } from './records';
import { differingOf, type RunFacts, recordsOf } from './run-facts';

// What discrepancies say of the whole run. A record counts as accepted only where all its discrepancies are known and
// every one is accepted. The same rules settle what came with a run and what followed it.

type Dimensions = Readonly<Record<string, string>>;

/** Accepted records that have the same dimensions: each distinct set that their discrepancies name. */
export type AcceptedGroup = { dimensions: readonly Dimensions[]; records: number };

/** All discrepancies of a run so far, counted. */
export type Itemised = { discrepancies: number; records: RecordCounts; accepted: readonly AcceptedGroup[] };

export type SettledItems = {
  itemisedExactly: boolean;
  /** Over, not empty and itemised exactly: only such a run can show that a pattern is gone. */
  complete: boolean;
  /** Records counted as different that no discrepancy names. */
  unitemised: number;
  /** Differing records that signed-off rules accept, of the whole and of each cohort, in order. */
  accepted: number;
  cohortsAccepted: number[];
};

type CountedRun = Pick<RunFacts, 'totals' | 'cohorts' | 'discrepanciesSampled' | 'announced' | 'status'>;

/** All that it announced is there: a record whose other discrepancies are still to come is known in part. */
const isWhole = (run: CountedRun, discrepancies: number): boolean =>
  run.announced === null || run.announced === undefined || discrepancies >= run.announced;

/** Every record that the totals count as different is itemised, by correlation id, and not from a sample. */
const isItemisedExactly = (run: CountedRun, { discrepancies, records }: Itemised): boolean =>
  run.totals !== null &&
  !run.discrepanciesSampled &&
  isWhole(run, discrepancies) &&
  records.differing === run.totals.mismatched &&
  records.missingInTarget === run.totals.missingInTarget &&
  records.missingInLegacy === run.totals.missingInLegacy;

const isIn = (group: AcceptedGroup, cohort: Dimensions): boolean =>
  group.dimensions.every((dimensions) =>
    Object.entries(cohort).every(([name, value]) => Object.hasOwn(dimensions, name) && dimensions[name] === value),
  );

const sum = (groups: readonly AcceptedGroup[]): number => groups.reduce((all, { records }) => all + records, 0);

/** What a run's discrepancies make of it; accepts nothing unless the run itemises exactly. */
export const settleItems = (run: CountedRun, items: Itemised): SettledItems => {
  const itemisedExactly = isItemisedExactly(run, items);
  const groups = itemisedExactly ? items.accepted : [];
  return {
    itemisedExactly,
    complete: itemisedExactly && run.status === 'completed' && run.totals !== null && recordsOf(run.totals) > 0,
    unitemised: run.totals === null ? 0 : Math.max(0, differingOf(run.totals) - recordsItemised(items.records)),
    accepted: sum(groups),
    cohortsAccepted: run.cohorts.map(({ dimensions, totals }) =>
      Math.min(sum(groups.filter((group) => isIn(group, dimensions))), totals.mismatched),
    ),
  };
};

type DifferingRecord = { accepted: boolean; dimensions: Map<string, Dimensions> };

const acceptedGroups = (
  discrepancies: readonly Discrepancy[],
  judged: readonly { outcome: ComparedOutcome }[],
): AcceptedGroup[] => {
  if (!judged.some(({ outcome }) => outcome !== 'mismatch')) return [];
  const records = new Map<string, DifferingRecord>();
  discrepancies.forEach(({ correlationId, dimensions }, index) => {
    const known = records.get(correlationId) ?? { accepted: true, dimensions: new Map() };
    known.accepted = known.accepted && judged[index]?.outcome !== undefined && judged[index].outcome !== 'mismatch';
    known.dimensions.set(JSON.stringify(dimensions), dimensions);
    records.set(correlationId, known);
  });
  const groups = new Map<string, { dimensions: Dimensions[]; records: number }>();
  for (const record of records.values()) {
    if (!record.accepted) continue;
    const name = [...record.dimensions.keys()].sort().join('\n');
    const group = groups.get(name) ?? { dimensions: [...record.dimensions.values()], records: 0 };
    group.records += 1;
    groups.set(name, group);
  }
  return [...groups.values()];
};

/** Discrepancies that are all at hand, counted; `judged` has one judgement for each. */
export const countItems = (
  discrepancies: readonly Discrepancy[],
  judged: readonly { outcome: ComparedOutcome }[],
): Itemised => ({
  discrepancies: discrepancies.length,
  records: groupRecords(discrepancies),
  accepted: acceptedGroups(discrepancies, judged),
});
