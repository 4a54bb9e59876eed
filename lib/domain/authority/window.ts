import type { DecisionRef } from './interval';

/** The way back of one lane after one decision: open from when the shift takes effect until a date fixed beforehand. */
export type RollbackWindow = {
  laneId: string;
  decision: DecisionRef;
  opensAt: Date;
  closesAt: Date;
  /** When a rollback used it up; null while none did. */
  endedAt: Date | null;
};

export const windowStates = ['pending', 'open', 'used', 'closed'] as const;
export type WindowState = (typeof windowStates)[number];

/** Where a window stands at an instant; at its closing instant it is closed. */
export const windowStateAt = (window: RollbackWindow, at: Date): WindowState => {
  if (window.endedAt !== null && window.endedAt <= at) return 'used';
  if (at >= window.closesAt) return 'closed';
  return at < window.opensAt ? 'pending' : 'open';
};

/** The window through which this lane may go back at `at`: open, or not yet in effect. */
export const wayBackWindow = (windows: readonly RollbackWindow[], at: Date): RollbackWindow | undefined =>
  windows.find((window) => window.endedAt === null && ['pending', 'open'].includes(windowStateAt(window, at)));
