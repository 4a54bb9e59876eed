import type { Stage } from '@/lib/domain/words';

/** The forward moves that a program's policy and criteria speak of. */
export const transitions = [
  'planned>shadow',
  'shadow>validated',
  'validated>selective',
  'selective>selective',
  'selective>full',
] as const;
export type Transition = (typeof transitions)[number];

const order: Record<Stage, number> = { planned: 0, shadow: 1, validated: 2, selective: 3, full: 4, retired: 5 };

export const isEarlier = (stage: Stage, than: Stage): boolean => order[stage] < order[than];

/**
 * The transitions whose criteria and sign-offs a forward move needs: one, or two for a context with a single lane,
 * which cannot be half moved and goes from validated to full at once. Empty: the move is not allowed.
 */
export const transitionsOf = (from: Stage, to: Stage, laneCount: number): Transition[] => {
  if (from === 'validated' && to === 'full') {
    return laneCount === 1 ? ['validated>selective', 'selective>full'] : [];
  }
  if (to === 'selective' && laneCount === 1) return [];
  const wanted = `${from}>${to}`;
  const found = transitions.find((transition) => transition === wanted);
  return found === undefined ? [] : [found];
};
