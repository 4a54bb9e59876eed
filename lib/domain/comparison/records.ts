import type { Discrepancy } from './discrepancy';

/** Records that discrepancies stand for, by correlation id. */
export type RecordCounts = { missingInTarget: number; missingInLegacy: number; differing: number };

/** Counts distinct records: missing on a side where any discrepancy says so, otherwise differing. */
export const groupRecords = (discrepancies: Iterable<Discrepancy>): RecordCounts => {
  const kinds = new Map<string, 'missingInTarget' | 'missingInLegacy' | 'differing'>();
  for (const { correlationId, kind } of discrepancies) {
    if (kind === 'missing_in_target') {
      kinds.set(correlationId, 'missingInTarget');
    } else if (kind === 'missing_in_legacy') {
      kinds.set(correlationId, 'missingInLegacy');
    } else if (!kinds.has(correlationId)) {
      kinds.set(correlationId, 'differing');
    }
  }
  const counts: RecordCounts = { missingInTarget: 0, missingInLegacy: 0, differing: 0 };
  for (const kind of kinds.values()) counts[kind] += 1;
  return counts;
};
