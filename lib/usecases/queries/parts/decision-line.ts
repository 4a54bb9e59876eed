import type { DecisionState } from '@/lib/domain/words';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';

/** What became of a decision, where nobody asks whether its sign-offs are complete. */
export const lineStateAt = (decision: Pick<DecisionLine, 'state' | 'expiresAt'>, now: Date): DecisionState =>
  decision.state === 'open' && decision.expiresAt !== null && decision.expiresAt <= now ? 'expired' : decision.state;
