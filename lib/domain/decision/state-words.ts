import type { DecisionState } from '@/lib/domain/words';

/** Where a decision stands, as people call it. On the wire and in the record a refused one is `rejected`. */
export const stateWords: Record<DecisionState, string> = {
  draft: 'draft',
  open: 'open',
  approved: 'approved',
  scheduled: 'scheduled',
  executed: 'executed',
  rejected: 'refused',
  withdrawn: 'withdrawn',
  expired: 'expired',
  superseded: 'superseded',
};
