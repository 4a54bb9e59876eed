import { type Principal, personsBehind } from '@/lib/domain/access/principal';
import { momentText } from '@/lib/domain/criteria/sentence';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Decision } from './decision';
import { aboutDecision } from './facts';
import { questionOf, rulesOf } from './kinds/all';
import { scheduleOf } from './kinds/schedule-of';
import { type DecisionEvent, forbidden } from './machine';
import type { Moved } from './moved';
import type { Payload } from './payload';
import { freezeRevision, type LiveDecision, overlapRefusal } from './propose';
import { type Revising, told } from './revising';
import { dateRefusal } from './schedule';
import { governing } from './signers';
import { type Shown, staleView, type Viewed } from './view-check';
import type { World } from './world';

export type Revised = { decision: Decision; facts: Fact[] };

const revisedPayload = (decision: Decision, revising: Revising, world: World): Result<Payload> => {
  const question = questionOf(decision.payload);
  const { title, rationale } = told(revising);
  if (question === null) {
    const { payload } = decision;
    const retold = { ...payload, title: title ?? payload.title, rationale: rationale ?? payload.rationale };
    return rulesOf(payload.kind).amend?.(retold, revising) ?? accept(retold);
  }
  const rules = rulesOf(question.kind);
  return rules.derive(world, rules.revise(question, revising));
};

const dayMs = 86_400_000;

/** A stricter policy shortens the life of what is open already; no policy prolongs it. */
const expiryUnder = ({ expiresAt, proposedAt }: Decision, world: World): Date | null => {
  if (expiresAt === null) return null;
  const end = proposedAt.getTime() + governing(world).decisionDays * dayMs;
  return end < expiresAt.getTime() ? new Date(end) : expiresAt;
};

/** What a reviser does, as the table knows it. */
const eventOf = (decision: Decision, revising: Revising): DecisionEvent => {
  if (revising.scheduledFor !== undefined) return 'schedule';
  return decision.state === 'draft' ? 'edit' : 'revise';
};

const begin = (
  decision: Decision,
  payload: Payload,
  reasons: string[],
  world: World,
  authors: readonly string[],
): Revised => {
  const number = decision.revision.number + 1;
  const revision = freezeRevision(decision, payload, number, world, reasons.join(' '));
  const revised: Decision = {
    ...decision,
    expiresAt: expiryUnder(decision, world),
    payload,
    revision,
    authorIds: [...new Set([...decision.authorIds, ...authors])],
  };
  const { decision: ref, ...about } = aboutDecision(decision);
  const { evidenceHash } = revision;
  const earlier = revised.expiresAt?.getTime() === decision.expiresAt?.getTime() ? null : revised.expiresAt;
  const data = {
    decision: ref,
    revision: number,
    evidenceHash,
    reasons,
    authors: [...revised.authorIds],
    ...(earlier === null ? {} : { expiresAt: earlier.toISOString() }),
  };
  return { decision: revised, facts: [{ type: 'decision.revised', ...about, data }] };
};

export type ReviseInput = {
  viewed: Viewed;
  shown: Shown;
  reviser: Principal;
  revising: Revising;
  reason: string;
  /** Other live decisions of the context. */
  live: readonly LiveDecision[];
  /** The world with the evaluations that the new payload answers for, where its lanes ask other criteria. */
  after?: World;
};

/**
 * A new revision with another payload, of a draft as of what is open: earlier sign-offs stay on record and no longer count, and the reviser becomes an
 * author. Refuses with `decision_not_open`, `decision_expired`, `stale_view`, `nothing_to_change`, or as a proposal does.
 */
export const decideRevise = (input: ReviseInput): Result<Revised> => {
  const { viewed, reviser } = input;
  const { decision, world } = viewed;
  const event = eventOf(decision, input.revising);
  const refusal = forbidden(decision, event, world.at) ?? staleView(viewed, input.shown);
  if (refusal !== null) return { ok: false, refusal };
  const payload = revisedPayload(decision, input.revising, world);
  if (!payload.ok) return payload;
  if (canonicalJson(payload.value) === canonicalJson(decision.payload)) {
    return refuse('nothing_to_change', 'The revision would be the same as the current one.');
  }
  const draft = decision.state === 'draft';
  const overlap = draft ? null : overlapRefusal(payload.value, input.live);
  if (overlap !== null) return overlap;
  // A draft may outlive its date; it is asked again when it is proposed.
  const asked = !draft || event === 'schedule';
  const date = asked ? dateRefusal(payload.value, world.at, decision.expiresAt) : null;
  if (date !== null) return { ok: false, refusal: date };
  const reason = input.reason.trim();
  const by = `${reviser.name} revised it${reason === '' ? '.' : `: ${reason}`}`;
  return accept(begin(decision, payload.value, [by], input.after ?? world, personsBehind(reviser)));
};

/** The revision that begins by itself because of what `whatMoved` found. */
export const beginRevision = (decision: Decision, moved: Extract<Moved, { kind: 'revise' }>, world: World): Revised => {
  const { payload, reasons } = moved;
  const end = expiryUnder(decision, world);
  const date = scheduleOf(payload);
  if (date === null || end === null || date < end) return begin(decision, payload, reasons, world, []);
  const lost = `It expires on ${momentText(end)} now, before the date that it had.`;
  return begin(decision, { ...payload, scheduledFor: null }, [...reasons, lost], world, []);
};
