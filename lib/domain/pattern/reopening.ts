import type { PatternState, Resolution } from '@/lib/domain/words';

/** How a pattern stood before what came now. */
export type Before = {
  state: PatternState;
  /** A comparing run showed it before: what only baselines showed was never target's to close. */
  compared: boolean;
  resolution: Resolution | null;
  resolvedAt: Date | null;
};

/**
 * Resolutions that say it is over: a later window that shows the pattern contradicts them. The others say what it is; the
 * rule or the change that follows from that has still to come.
 */
const saysItIsOver: readonly Resolution[] = ['target_defect_fixed', 'upstream_fixed'];

/** The latest sightings that are still open, each with the window that it was seen in. */
export type OpenSight = { windowFrom: Date };

/**
 * What a pattern comes back from, or null where it does not come back. `seen` says that a run brought it now: one that is
 * open again only because a run lost its place to another was never away. A resolved pattern comes back when a window that
 * began after its resolution shows it; what lies in older windows is what it was resolved about.
 */
export const comesBackFrom = (
  before: Before,
  now: { state: PatternState; seen: boolean; open: readonly OpenSight[] },
): 'explained' | 'gone' | 'resolved' | null => {
  if (now.state !== 'open' || !now.seen) return null;
  const { state, compared, resolution, resolvedAt } = before;
  if (compared && (state === 'explained' || state === 'gone')) return state;
  if (resolution === null || !saysItIsOver.includes(resolution)) return null;
  const after = resolvedAt !== null && now.open.some(({ windowFrom }) => windowFrom >= resolvedAt);
  return after ? 'resolved' : null;
};
