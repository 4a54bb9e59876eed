import type { Principal } from '@/lib/domain/access/principal';
import { momentText } from '@/lib/domain/criteria/sentence';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Role } from '@/lib/domain/words';
import type { Decision, StoredState } from './decision';
import { aboutDecision } from './facts';
import { isReview } from './kinds/all';
import { allows, forbidden, isExpiredAt } from './machine';
import type { Moved } from './moved';

export type Ended = { state: StoredState; reason: string; facts: Fact[] };

/** Takes a live decision back: its proposer, or a context owner. A review is answered and not withdrawn. */
export const decideWithdraw = (
  decision: Decision,
  by: Principal,
  roles: ReadonlySet<Role>,
  reason: string,
  at: Date,
): Result<Ended> => {
  const { proposer } = decision;
  const samePerson = proposer.personId !== null && proposer.personId === by.personId;
  const sameKey = proposer.kind === 'key' && by.kind === 'key' && proposer.id === by.id;
  const owner = by.kind === 'person' && roles.has('owner');
  if (!samePerson && !sameKey && !owner) {
    return refuse('forbidden', 'Only who proposed it, or a context owner, withdraws a decision.');
  }
  const ended = forbidden(decision, 'withdraw', at);
  if (ended !== null) return { ok: false, refusal: ended };
  if (isReview(decision.kind)) {
    return refuse('transition_not_allowed', 'A review is signed off, not withdrawn.');
  }
  const { decision: ref, ...about } = aboutDecision(decision);
  const data = { decision: ref, reason: reason.trim() };
  return accept({
    state: 'withdrawn',
    reason: data.reason,
    facts: [{ type: 'decision.withdrawn', ...about, data }],
  });
};

/** Writes down that a decision's time is over; null while it is not, or when it has ended otherwise. */
export const decideExpire = (decision: Decision, at: Date): Ended | null => {
  if (!allows(decision.state, 'expire') || !isExpiredAt(decision, at) || decision.expiresAt === null) return null;
  const { decision: ref, ...about } = aboutDecision(decision);
  const expiredAt = decision.expiresAt.toISOString();
  return {
    state: 'expired',
    reason: `It was not executed by ${momentText(decision.expiresAt)}.`,
    facts: [{ type: 'decision.expired', ...about, data: { decision: ref, expiredAt } }],
  };
};

/** Ends a decision that has lost its object, as `whatMoved` found. */
export const supersede = (decision: Decision, moved: Extract<Moved, { kind: 'supersede' }>): Ended => {
  const { decision: ref, ...about } = aboutDecision(decision);
  const data = { decision: ref, reason: moved.reason };
  return {
    state: 'superseded',
    reason: moved.reason,
    facts: [{ type: 'decision.superseded', ...about, data }],
  };
};
