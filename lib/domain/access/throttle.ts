// How long to wait after failed sign-ins. An account from one network origin is slowed first, so that somebody else's
// guesses do not lock its owner out at once; the account from everywhere and the origin for every account come later.

export const throttledBy = ['account_from_origin', 'account', 'origin'] as const;
export type ThrottledBy = (typeof throttledBy)[number];

/** Failures older than this are forgotten. */
export const failureMemoryMs = 60 * 60_000;

const free: Record<ThrottledBy, number> = { account_from_origin: 5, account: 20, origin: 60 };

/** A success clears an account's failures, but not an origin's: else one account of one's own would buy endless guesses. */
export const clearedBySuccess: Record<ThrottledBy, boolean> = {
  account_from_origin: true,
  account: true,
  origin: false,
};

const firstWaitSeconds = 30;
export const longestWaitSeconds = 15 * 60;

/** Whole seconds until the next attempt is looked at; 0 is now. The wait doubles with each failure past the free ones. */
export const waitSeconds = (by: ThrottledBy, failures: number, lastFailure: Date | null, at: Date): number => {
  if (lastFailure === null || failures < free[by]) return 0;
  const wait = Math.min(firstWaitSeconds * 2 ** (failures - free[by]), longestWaitSeconds);
  return Math.max(0, Math.ceil((lastFailure.getTime() + wait * 1000 - at.getTime()) / 1000));
};
