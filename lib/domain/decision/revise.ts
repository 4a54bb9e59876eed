import { type Principal, personsBehind } from '@/lib/domain/access/principal';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Decision } from './decision';
import { aboutDecision } from './facts';
import { questionOf, rulesOf } from './kinds/all';
import type { Moved } from './moved';
import type { Payload } from './payload';
import { freezeRevision, type LiveDecision, overlapRefusal } from './propose';
import { type Revising, told } from './revising';
import { endedAt, type Shown, staleView, type Viewed } from './view-check';
import type { World } from './world';

export type Revised = { decision: Decision; facts: Fact[] };

const revisedPayload = (decision: Decision, revising: Revising, world: World): Result<Payload> => {
  const question = questionOf(decision.payload);
  const { title, rationale } = told(revising);
  if (question === null) {
    const { payload } = decision;
    return accept({ ...payload, title: title ?? payload.title, rationale: rationale ?? payload.rationale });
  }
  const rules = rulesOf(question.kind);
  return rules.derive(world, rules.revise(question, revising));
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
    payload,
    revision,
    authorIds: [...new Set([...decision.authorIds, ...authors])],
  };
  const { decision: ref, ...about } = aboutDecision(decision);
  const { evidenceHash } = revision;
  const data = { decision: ref, revision: number, evidenceHash, reasons, authors: [...revised.authorIds] };
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
 * A new revision with another payload: earlier sign-offs stay on record and no longer count, and the reviser becomes an
 * author. Refuses with `decision_not_open`, `decision_expired`, `stale_view`, `nothing_to_change`, or as a proposal does.
 */
export const decideRevise = (input: ReviseInput): Result<Revised> => {
  const { viewed, reviser } = input;
  const { decision, world } = viewed;
  const refusal = endedAt(decision, world.at) ?? staleView(viewed, input.shown);
  if (refusal !== null) return { ok: false, refusal };
  const payload = revisedPayload(decision, input.revising, world);
  if (!payload.ok) return payload;
  if (canonicalJson(payload.value) === canonicalJson(decision.payload)) {
    return refuse('nothing_to_change', 'The revision would be the same as the current one.');
  }
  const overlap = overlapRefusal(payload.value, input.live);
  if (overlap !== null) return overlap;
  const reason = input.reason.trim();
  const by = `${reviser.name} revised it${reason === '' ? '.' : `: ${reason}`}`;
  return accept(begin(decision, payload.value, [by], input.after ?? world, personsBehind(reviser)));
};

/** The revision that begins by itself because of what `whatMoved` found. */
export const beginRevision = (decision: Decision, moved: Extract<Moved, { kind: 'revise' }>, world: World): Revised =>
  begin(decision, moved.payload, moved.reasons, world, []);
