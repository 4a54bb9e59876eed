import type { ComparedOutcome } from './compare-values';
import type { Discrepancy } from './discrepancy';
import { groupRecords } from './records';
import type { RunFacts } from './run-facts';

// A record counts as accepted only where all its discrepancies are known and every one is accepted.

/** Every record that the totals count as different is itemised, by correlation id, and not from a sample. */
export const isItemisedExactly = (run: RunFacts): boolean => {
  if (run.totals === null || run.discrepanciesSampled) return false;
  const counts = groupRecords(run.discrepancies);
  return (
    counts.differing === run.totals.mismatched &&
    counts.missingInTarget === run.totals.missingInTarget &&
    counts.missingInLegacy === run.totals.missingInLegacy
  );
};

type DifferingRecord = { accepted: boolean; discrepancies: Discrepancy[] };

const recordsById = (run: RunFacts, judged: readonly { outcome: ComparedOutcome }[]): Map<string, DifferingRecord> => {
  const records = new Map<string, DifferingRecord>();
  run.discrepancies.forEach((discrepancy, index) => {
    const known = records.get(discrepancy.correlationId) ?? { accepted: true, discrepancies: [] };
    known.accepted = known.accepted && judged[index]?.outcome !== undefined && judged[index].outcome !== 'mismatch';
    known.discrepancies.push(discrepancy);
    records.set(discrepancy.correlationId, known);
  });
  return records;
};

const isIn = (record: DifferingRecord, dimensions: Readonly<Record<string, string>>): boolean =>
  record.discrepancies.every((discrepancy) =>
    Object.entries(dimensions).every(
      ([name, value]) => Object.hasOwn(discrepancy.dimensions, name) && discrepancy.dimensions[name] === value,
    ),
  );

/** Accepted records of the whole run and of each of its cohorts; none at all unless the run itemises exactly. */
export const acceptedRecords = (
  run: RunFacts,
  judged: readonly { outcome: ComparedOutcome }[],
): { accepted: number; cohortsAccepted: number[] } => {
  if (!isItemisedExactly(run)) return { accepted: 0, cohortsAccepted: run.cohorts.map(() => 0) };
  const accepted = [...recordsById(run, judged).values()].filter((record) => record.accepted);
  return {
    accepted: accepted.length,
    cohortsAccepted: run.cohorts.map((cohort) =>
      Math.min(accepted.filter((record) => isIn(record, cohort.dimensions)).length, cohort.totals.mismatched),
    ),
  };
};
