import type { Decision } from '@/lib/domain/decision/decision';
import type { DecisionState } from '@/lib/domain/words';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';

/** What became of a decision, where nobody asks whether its sign-offs are complete. */
export const lineStateAt = (decision: Pick<DecisionLine, 'state' | 'expiresAt'>, now: Date): DecisionState =>
  decision.state === 'open' && decision.expiresAt !== null && decision.expiresAt <= now ? 'expired' : decision.state;

/** It may still become something: proposed and not over, or a draft. */
export const isUndecidedAt = (decision: Pick<Decision, 'state' | 'expiresAt'>, now: Date): boolean => {
  const state = lineStateAt(decision, now);
  return state === 'draft' || state === 'open';
};

/** When a decision was over, by an act on record or by time alone; null while it is undecided. */
export const overSince = (
  { decision, closedAt }: { decision: Pick<Decision, 'state' | 'expiresAt'>; closedAt: Date | null },
  now: Date,
): Date | null => closedAt ?? (isUndecidedAt(decision, now) ? null : decision.expiresAt);
