import type { AuthorityInterval } from '@/lib/domain/authority/interval';
import type { Side } from '@/lib/domain/words';

/** A closed window of time, `from` included, `to` excluded. */
export type ObservedWindow = { from: Date; to: Date };

/** What a router counted in one lane on one side, with the epoch that it went by where it says so. */
export type Counted = { side: Side; count: number; epoch?: number | undefined };

/** Who held a lane from when to when; before its first interval legacy did, at epoch 0. */
type Span = { side: Side; epoch: number; from: number; to: number };

const ms = (instant: Date | null, otherwise: number): number => instant?.getTime() ?? otherwise;

const spansOf = (intervals: readonly AuthorityInterval[]): Span[] => {
  const held = intervals.map(({ side, epoch, from, to }) => ({
    side,
    epoch,
    from: from.getTime(),
    to: ms(to, Number.POSITIVE_INFINITY),
  }));
  const first = Math.min(...held.map(({ from }) => from), Number.POSITIVE_INFINITY);
  return [{ side: 'legacy', epoch: 0, from: Number.NEGATIVE_INFINITY, to: first }, ...held];
};

/** Within one lease of a change, before it or after, either side and either epoch may have been relied on. */
const reaches = (span: Span, window: ObservedWindow, leaseMs: number): boolean =>
  span.from - leaseMs < window.to.getTime() && window.from.getTime() < span.to + leaseMs;

/** Whether what was counted differs from the record: served by a side, or by an epoch, that nobody could still rely on. */
export const judgeCount = (
  intervals: readonly AuthorityInterval[],
  window: ObservedWindow,
  counted: Counted,
  leaseMs: number,
): { wrong: boolean; stale: boolean } => {
  if (counted.count === 0) return { wrong: false, stale: false };
  const epochUsed = counted.epoch;
  const possible = spansOf(intervals).filter((span) => reaches(span, window, leaseMs));
  return {
    wrong: !possible.some(({ side }) => side === counted.side),
    stale: epochUsed !== undefined && !possible.some(({ epoch }) => epoch <= epochUsed),
  };
};

/** Whether a lane was there at all in the window: one that was drawn anew ends with its last interval. */
export const wasDrawn = (intervals: readonly AuthorityInterval[], window: ObservedWindow, leaseMs: number): boolean => {
  const end = intervals.reduce(
    (last, { to }) => Math.max(last, ms(to, Number.POSITIVE_INFINITY)),
    Number.NEGATIVE_INFINITY,
  );
  return intervals.length === 0 || window.from.getTime() < end + leaseMs;
};
