import type { Discrepancy } from './discrepancy';

/** Records that discrepancies stand for, by correlation id. */
export type RecordCounts = { missingInTarget: number; missingInLegacy: number; differing: number };

export type RecordKind = keyof RecordCounts;

/** Missing on a side where any of its discrepancies says so, on target before legacy; otherwise differing. */
const worse = (known: RecordKind | undefined, kind: Discrepancy['kind']): RecordKind => {
  if (known === 'missingInTarget' || kind === 'missing_in_target') return 'missingInTarget';
  if (known === 'missingInLegacy' || kind === 'missing_in_legacy') return 'missingInLegacy';
  return 'differing';
};

/** Counts distinct records. What counts the same in the database is `countStoredRecords`. */
export const groupRecords = (discrepancies: Iterable<Pick<Discrepancy, 'correlationId' | 'kind'>>): RecordCounts => {
  const kinds = new Map<string, RecordKind>();
  for (const { correlationId, kind } of discrepancies) {
    kinds.set(correlationId, worse(kinds.get(correlationId), kind));
  }
  const counts: RecordCounts = { missingInTarget: 0, missingInLegacy: 0, differing: 0 };
  for (const kind of kinds.values()) counts[kind] += 1;
  return counts;
};

/** Every record that is itemised, of whatever kind. */
export const recordsItemised = (counts: RecordCounts): number =>
  counts.missingInTarget + counts.missingInLegacy + counts.differing;
