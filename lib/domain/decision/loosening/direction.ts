/** Whether a change makes something easier to pass, harder, or neither that anyone could tell. */
export const directions = ['looser', 'stricter', 'other'] as const;
export type Direction = (typeof directions)[number];

/** What one kind of document knows of a place: its direction, or null to look deeper. An absent side is undefined. */
export type ReadDirection = (path: readonly string[], before: unknown, after: unknown) => Direction | null;

/** Amounts: `greater` says what a greater one means; no longer, or not yet, being there is left to the caller. */
export const byAmount = (before: number, after: number, greater: 'looser' | 'stricter'): Direction => {
  if (before === after || Number.isNaN(before) || Number.isNaN(after)) return 'other';
  if (after > before) return greater;
  return greater === 'looser' ? 'stricter' : 'looser';
};

/** What stands guard: looser when it goes, stricter when it comes. */
export const byPresence = (before: unknown, after: unknown): Direction | null => {
  if (before === undefined) return 'stricter';
  return after === undefined ? 'looser' : null;
};

/** Lists in which each member is one more thing that must hold: fewer is looser. */
export const byDemands = (before: readonly unknown[], after: readonly unknown[]): Direction => {
  if (before.some((member) => !after.includes(member))) return 'looser';
  return after.some((member) => !before.includes(member)) ? 'stricter' : 'other';
};

/** Lists in which each member is one more who may: more is looser. */
export const byPermissions = (before: readonly unknown[], after: readonly unknown[]): Direction =>
  byDemands(after, before) === 'other' ? 'other' : byDemands(after, before) === 'looser' ? 'looser' : 'stricter';

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
