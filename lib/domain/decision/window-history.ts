import type { RollbackWindow } from '@/lib/domain/authority/window';
import type { ContextState, LaneState } from './context-state';

/** Since when a way back is open, and how often its end was moved, whatever lane it belonged to meanwhile. */
export type WindowHistory = { opensAt: Date; extensions: number };

const inOrder = ({ intervals }: LaneState) => [...intervals].sort((a, b) => a.epoch - b.epoch);

/** The window that a lane left to those which took its keys. */
const leftBy = (state: LaneState): RollbackWindow[] => {
  const last = inOrder(state).at(-1);
  return state.windows.filter(({ decision, endedAt }) => endedAt === null && decision.id === last?.decision.id);
};

/** Drawing a lane anew begins no new way back: what was counted for any of those that it came from counts for it. */
export const historyOf = (context: ContextState, state: LaneState, window: RollbackWindow): WindowHistory => {
  const own = { opensAt: window.opensAt, extensions: window.extensions ?? 0 };
  const [first] = inOrder(state);
  if (first?.decision.id !== window.decision.id) return own;
  const before = [...(context.former ?? []), ...context.lanes]
    .filter(({ lane }) => lane.id !== state.lane.id && state.parents?.includes(lane.id) === true)
    .flatMap((parent) => leftBy(parent).map((left) => historyOf(context, parent, left)));
  return {
    opensAt: new Date(Math.min(own.opensAt.getTime(), ...before.map(({ opensAt }) => opensAt.getTime()))),
    extensions: own.extensions + Math.max(0, ...before.map(({ extensions }) => extensions)),
  };
};
