import type { LegacyAfter, Participation, Side, Stage } from '@/lib/domain/words';

/** What each side does in a lane; it follows from stage and side, and behind target from what the decision said. */
export const participationOf = (
  stage: Stage,
  side: Side,
  legacyAfter: LegacyAfter = 'standby',
): Record<Side, Participation> => {
  if (side === 'target') return { legacy: stage === 'retired' ? 'off' : legacyAfter, target: 'authoritative' };
  return { legacy: 'authoritative', target: stage === 'planned' ? 'off' : 'shadow' };
};
