import { momentText } from '@/lib/domain/criteria/sentence';
import { type Refusal, refuse } from '@/lib/domain/kernel/refusal';
import { type DecisionState, decisionStates } from '@/lib/domain/words';
import type { Decision } from './decision';

/** What happens to a decision once it is there; it begins as a draft, or open. */
export const decisionEvents = [
  'edit',
  'propose',
  'revise',
  'sign_off',
  'refuse',
  'revoke',
  'withdraw',
  'schedule',
  'execute',
  'expire',
  'supersede',
] as const;
export type DecisionEvent = (typeof decisionEvents)[number];

type Row = Partial<Record<DecisionEvent, readonly DecisionState[]>>;

const live: Row = {
  revise: ['open'],
  // A date is part of what is signed, so that setting or clearing it begins a revision.
  schedule: ['open'],
  sign_off: ['open', 'approved', 'scheduled'],
  // A review is answered by a revision and stays open; anything else is over.
  refuse: ['rejected', 'open'],
  revoke: ['open', 'approved', 'scheduled'],
  withdraw: ['withdrawn'],
  expire: ['expired'],
  supersede: ['superseded'],
};

/** From which state what leads where. Nothing else is possible, whoever asks; what is over stays as it ended. */
export const machine: Record<DecisionState, Row> = {
  draft: { edit: ['draft'], schedule: ['draft'], propose: ['open'], withdraw: ['withdrawn'] },
  open: live,
  approved: { ...live, execute: ['executed'] },
  scheduled: { ...live, execute: ['executed'] },
  executed: {},
  rejected: {},
  withdrawn: {},
  expired: {},
  superseded: {},
};

/** Where a decision begins. */
export const beginnings = { draft: 'draft', propose: 'open' } as const satisfies Record<string, DecisionState>;

export const allows = (state: DecisionState, event: DecisionEvent): boolean => machine[state][event] !== undefined;

/** States in which it may still have an effect. */
export const liveStates: readonly DecisionState[] = decisionStates.filter((state) => allows(state, 'expire'));

export const isLiveState = (state: DecisionState): boolean => liveStates.includes(state);

export const isExpiredAt = (decision: Pick<Decision, 'expiresAt'>, at: Date): boolean =>
  decision.expiresAt !== null && decision.expiresAt <= at;

/** The state at an instant, from what is stored and whether its sign-offs are complete: time needs nobody to write it. */
export const stateAt = (
  decision: Pick<Decision, 'state' | 'expiresAt' | 'payload'>,
  complete: boolean,
  at: Date,
): DecisionState => {
  if (decision.state !== 'open') return decision.state;
  if (isExpiredAt(decision, at)) return 'expired';
  if (!complete) return 'open';
  return decision.payload.scheduledFor === null ? 'approved' : 'scheduled';
};

const fates: Record<DecisionState, string> = {
  draft: 'is a draft, which is neither signed nor executed',
  open: 'has been proposed already',
  approved: 'has been proposed already',
  scheduled: 'has been proposed already',
  executed: 'has been executed',
  rejected: 'was refused',
  withdrawn: 'was withdrawn',
  expired: 'has expired',
  superseded: 'was superseded',
};

/**
 * Why the table forbids an event on a decision now, whatever its sign-offs: `decision_not_open` or `decision_expired`;
 * null where it is allowed. Executing is asked of an approved one: what lacks for that is said by its standing.
 */
export const forbidden = (
  decision: Pick<Decision, 'number' | 'state' | 'expiresAt' | 'payload'>,
  event: DecisionEvent,
  at: Date,
): Refusal | null => {
  const state = stateAt(decision, true, at);
  if (allows(state, event)) return null;
  if (state === 'expired') {
    const when = decision.expiresAt === null ? '' : ` on ${momentText(decision.expiresAt)}`;
    return refuse('decision_expired', `Decision D-${decision.number} expired${when}.`).refusal;
  }
  return refuse('decision_not_open', `Decision D-${decision.number} ${fates[state]}.`).refusal;
};
