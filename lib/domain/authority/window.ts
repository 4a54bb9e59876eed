import type { DecisionRef } from './interval';

/** The way back of one lane after one decision: open from when the shift takes effect until a date fixed beforehand. */
export type RollbackWindow = {
  laneId: string;
  decision: DecisionRef;
  opensAt: Date;
  closesAt: Date;
  /** How often its end was moved later, by decisions of their own; left out: never. */
  extensions?: number;
  /** Each of them, in order: the end that it moved, and when; left out where nobody asks what was known. */
  extended?: readonly { before: Date; at: Date }[];
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

/**
 * The window through which this lane may go back at `at`: open, or recorded and not yet in effect. `decisionId` asks for
 * the window of that shift only.
 */
export const wayBackWindow = (
  windows: readonly RollbackWindow[],
  at: Date,
  decisionId?: string,
): RollbackWindow | undefined =>
  windows.find((window) => {
    const state = windowStateAt(window, at);
    return (state === 'pending' || state === 'open') && (decisionId === undefined || window.decision.id === decisionId);
  });

const hourMs = 3_600_000;

/** Whether a window closes so soon that somebody should know: from `warnHours` before its end until its end. */
export const isClosing = (window: Pick<RollbackWindow, 'closesAt'>, at: Date, warnHours: number): boolean =>
  at < window.closesAt && window.closesAt.getTime() - at.getTime() <= warnHours * hourMs;
