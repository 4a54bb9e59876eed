// How long a session lives and how long a proof of identity counts. Sign-offs need a fresh one.

const minute = 60_000;

/** Without a request for so long, a session has ended. */
export const sessionIdleMs = 8 * 60 * minute;

/** However busy it is, a session ends so long after signing in. */
export const sessionLifeMs = 7 * 24 * 60 * minute;

/** Who proved identity at the provider so recently need not do it again to sign. */
export const recentProofMs = 5 * minute;

/** Last-seen and last-used times are kept to this grain, so that reading does not write each time. */
export const seenGrainMs = minute;

/** Whether identity was proved recently enough to act on; a proof from the future (a provider's clock) counts for nothing. */
export const isRecentProof = (authenticatedAt: Date, at: Date): boolean => {
  const age = at.getTime() - authenticatedAt.getTime();
  return age >= -minute && age <= recentProofMs;
};
