import type { ContextState, LaneState } from './context-state';

/** When this lane came back to legacy, on record; null where it never was on target, or is there. */
export const returnedAt = (_context: ContextState, { intervals }: LaneState): Date | null => {
  const last = intervals.find((interval) => interval.to === null);
  const before = intervals.find((interval) => interval.epoch === (last?.epoch ?? 0) - 1);
  return last?.side === 'legacy' && before?.side === 'target' ? last.from : null;
};
