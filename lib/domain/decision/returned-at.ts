import type { ContextState, LaneState } from './context-state';

const ownReturn = ({ intervals }: LaneState): Date | null => {
  const inOrder = [...intervals].sort((a, b) => a.epoch - b.epoch);
  const [before, last] = [inOrder.at(-2), inOrder.at(-1)];
  return last?.side === 'legacy' && before?.side === 'target' ? last.from : null;
};

/**
 * When this lane came back to legacy, on record; null where it never was on target, or is there. A lane that was drawn
 * anew came back when the last of those did that it takes its keys from.
 */
export const returnedAt = (context: ContextState, state: LaneState): Date | null => {
  const own = ownReturn(state);
  if (own !== null || state.intervals.length > 1) return own;
  const parents = (context.former ?? []).filter(({ lane }) => state.parents?.includes(lane.id));
  const returns = parents.flatMap((parent) => returnedAt(context, parent) ?? []);
  return returns.length === 0 ? null : new Date(Math.max(...returns.map((at) => at.getTime())));
};
