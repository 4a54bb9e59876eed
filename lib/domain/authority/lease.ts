import { type RollbackWindow, windowStateAt } from './window';

/**
 * How long an authority answer may be relied on, in seconds; the program's policy says. A transaction that may take longer
 * than usual says how long, in milliseconds.
 */
export type Leases = { leaseSeconds: number; windowLeaseSeconds: number; commitAllowanceMs?: number };

/** Leases as a policy gave them, until the instant at which another policy came; null: it is in force. */
export type GivenLeases = Leases & { until: Date | null };

/** No policy lets an answer be relied on for longer. */
export const longestLeaseSeconds = 300;
/** Longer than it takes to commit another policy, and for every instance to see it. */
const seenEverywhereMs = 60_000;
/** An answer that was given under a policy which ended before that is relied on by nobody. */
export const longestReliedOnMs = longestLeaseSeconds * 1_000 + seenEverywhereMs;

/** The longest that any answer may be relied on which was given under one of these policies and has not run out. */
export const leasesReliedOn = (given: readonly GivenLeases[], at: Date): Leases => {
  const relied = given.filter(
    ({ until, leaseSeconds }) =>
      until === null || until.getTime() + leaseSeconds * 1_000 + seenEverywhereMs > at.getTime(),
  );
  return {
    leaseSeconds: Math.max(...relied.map(({ leaseSeconds }) => leaseSeconds)),
    windowLeaseSeconds: Math.max(...relied.map(({ windowLeaseSeconds }) => windowLeaseSeconds)),
  };
};

/** What a transaction may usually take from reading the clock to its commit; the database refuses later ones. */
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
  const committed = plus(at, leases.commitAllowanceMs ?? commitAllowanceMs);
  const lease = (instant: Date) => leaseMsAt(lane.windows, leases, instant);
  if (lane.pendingFrom !== null && lane.pendingFrom > at) {
    return later(plus(lane.pendingFrom, 1), plus(committed, lease(lane.pendingFrom)));
  }
  return plus(committed, Math.max(lease(at), lease(committed)));
};
