import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { groupRecords } from '@/lib/domain/comparison/records';
import { differingOf, type EvidenceWord, type Totals } from '@/lib/domain/comparison/run-facts';

// What every tool that compares rows comes down to: five counts, and some of the rows. A count that is missing, negative
// or contradicts another is not repaired: then nothing was counted.

/** Counts as a tool gave them, in our sides; undefined where it gave none that can be read. */
export type Counts = {
  matched: number | undefined;
  mismatched: number | undefined;
  missingInTarget: number | undefined;
  missingInLegacy: number | undefined;
  /** Said besides: checked against the others. */
  legacy?: number | undefined;
  target?: number | undefined;
  compared?: number | undefined;
};

/** The counts as totals that add up, or null. */
export const believed = (counts: Counts): Totals | null => {
  const { matched, mismatched, missingInTarget, missingInLegacy } = counts;
  if (matched === undefined || mismatched === undefined) return null;
  if (missingInTarget === undefined || missingInLegacy === undefined) return null;
  const compared = matched + mismatched;
  const totals: Totals = {
    legacy: compared + missingInTarget,
    target: compared + missingInLegacy,
    compared,
    matched,
    mismatched,
    missingInTarget,
    missingInLegacy,
  };
  const all = [matched, mismatched, missingInTarget, missingInLegacy, totals.legacy, totals.target];
  if (all.some((count) => !Number.isSafeInteger(count) || count < 0)) return null;
  const said = (count: number | undefined, sum: number) => count === undefined || count === sum;
  const agrees =
    said(counts.legacy, totals.legacy) && said(counts.target, totals.target) && said(counts.compared, compared);
  return agrees ? totals : null;
};

/** What one column counts: it is compared in the rows that both sides have. */
export const ofColumn = (compared: number, mismatched: number | undefined) =>
  believed({
    matched: mismatched === undefined ? undefined : compared - mismatched,
    mismatched,
    missingInTarget: 0,
    missingInLegacy: 0,
  });

const members = [
  'legacy',
  'target',
  'compared',
  'matched',
  'mismatched',
  'missingInTarget',
  'missingInLegacy',
] as const;

/** The totals of several parts together; null where one of them has none, or there is no part. */
export const addedUp = (parts: readonly (Totals | null)[]): Totals | null => {
  if (parts.length === 0) return null;
  const sum: Totals = {
    legacy: 0,
    target: 0,
    compared: 0,
    matched: 0,
    mismatched: 0,
    missingInTarget: 0,
    missingInLegacy: 0,
  };
  for (const part of parts) {
    if (part === null) return null;
    for (const member of members) sum[member] += part[member];
  }
  return sum;
};

/** Whether a sample shows more records of a kind than were counted: then the counts are wrong, whatever they add up to. */
export const contradicts = (totals: Totals, discrepancies: readonly Discrepancy[]): boolean => {
  const shown = groupRecords(discrepancies);
  return (
    shown.missingInTarget > totals.missingInTarget ||
    shown.missingInLegacy > totals.missingInLegacy ||
    shown.differing > totals.mismatched
  );
};

/** How much of what was counted is shown: all, a part, keys without values, nothing but counts, or nothing. */
export const evidenceOf = (totals: Totals | null, discrepancies: readonly Discrepancy[]): EvidenceWord => {
  if (totals === null) return discrepancies.length > 0 ? 'sampled' : 'none';
  const differing = differingOf(totals);
  if (differing === 0) return 'complete';
  if (discrepancies.length === 0) return 'counts_only';
  const shown = groupRecords(discrepancies);
  if (shown.missingInTarget + shown.missingInLegacy + shown.differing < differing) return 'truncated';
  const valueless = discrepancies.every(
    ({ kind, legacy, target }) => kind !== 'value' || (legacy === undefined && target === undefined),
  );
  return valueless && totals.mismatched > 0 ? 'keys_only' : 'complete';
};

/** Whether anything counted speaks for a difference; what cannot be read does. */
export const differs = ({ mismatched, missingInTarget, missingInLegacy }: Counts): boolean =>
  [mismatched, missingInTarget, missingInLegacy].some((count) => count !== 0);
