import type { Participation, Side, Stage } from '@/lib/domain/words';

/** What each side does in a lane; it follows from the context's stage and the lane's side. */
export const participationOf = (stage: Stage, side: Side): Record<Side, Participation> => {
  if (side === 'target') return { legacy: stage === 'retired' ? 'off' : 'standby', target: 'authoritative' };
  return { legacy: 'authoritative', target: stage === 'planned' ? 'off' : 'shadow' };
};
