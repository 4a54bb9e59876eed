import { type RollbackWindow, windowStateAt } from './window';

/** How long an authority answer may be relied on, in seconds; the program's policy says. */
export type Leases = { leaseSeconds: number; windowLeaseSeconds: number };

/** The longest a transaction may take from reading the clock to its commit; the database refuses later ones. */
export const commitAllowanceMs = 1_000;

const later = (a: Date, b: Date): Date => new Date(Math.max(a.getTime(), b.getTime()));
const plus = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms);

/** The lease of a lane at an instant, in milliseconds: short while a window of the lane is open. */
export const leaseMsAt = (windows: readonly RollbackWindow[], leases: Leases, at: Date): number =>
  1_000 *
  (windows.some((window) => windowStateAt(window, at) === 'open') ? leases.windowLeaseSeconds : leases.leaseSeconds);

/**
 * The earliest instant at which a change of this lane, recorded at `at`, may take effect: when no answer given before
 * its commit can still be relied on. With a change pending, answers end where that one begins, and only those given
 * from then on count.
 */
export const earliestEffect = (
  lane: { windows: readonly RollbackWindow[]; pendingFrom: Date | null },
  leases: Leases,
  at: Date,
): Date => {
  const committed = plus(at, commitAllowanceMs);
  const lease = (instant: Date) => leaseMsAt(lane.windows, leases, instant);
  if (lane.pendingFrom !== null && lane.pendingFrom > at) {
    return later(plus(lane.pendingFrom, 1), plus(committed, lease(lane.pendingFrom)));
  }
  return plus(committed, Math.max(lease(at), lease(committed)));
};
