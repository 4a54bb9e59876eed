import type { PatternState } from '@/lib/domain/words';

/** The latest sighting by one source: how many were open then, and whether a later complete run no longer shows it. */
export type Sighted = { open: number; laterComplete: boolean };

/** Open while any source's latest word on it is open; explained while rules accept all; gone once later runs lack it. */
export const patternStateOf = (sighted: readonly Sighted[]): PatternState => {
  const standing = sighted.filter((sight) => !sight.laterComplete);
  if (standing.some((sight) => sight.open > 0)) return 'open';
  return standing.length > 0 ? 'explained' : 'gone';
};
