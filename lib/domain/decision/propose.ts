import { type Principal, personsBehind } from '@/lib/domain/access/principal';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import { criteriaFor } from './criteria';
import type { Decision } from './decision';
import { freezeEvaluations } from './evaluation';
import { draftedFact, draftedReason, proposedFact } from './facts';
import { questionOf, rulesOf } from './kinds/all';
import { beginnings, forbidden } from './machine';
import type { Payload } from './payload';
import { placesOf } from './places';
import type { Proposal } from './proposal';
import { type Revision, revisionOf } from './revision';
import { dateRefusal } from './schedule';
import type { World } from './world';

/** Another decision of the same context that may still be executed. */
export type LiveDecision = { id: string; number: number; payload: Payload };

export type ProposeInput = {
  id: string;
  number: number;
  program: string;
  proposer: Principal;
  /** Others who wrote part of it: for rules, who drafted them. */
  coAuthorIds: readonly string[];
  proposal: Proposal;
  live: readonly LiveDecision[];
  world: World;
};

export type Proposed = { decision: Decision; facts: Fact[] };

const dayMs = 86_400_000;

export const overlapRefusal = (payload: Payload, live: readonly LiveDecision[]) => {
  const other = live.find((decision) => rulesOf(payload.kind).overlaps(payload, decision.payload));
  if (other === undefined) return null;
  return refuse('decision_overlap', `Decision D-${other.number} is live and concerns the same lanes or rules.`, [
    { pointer: '/lanes', code: 'decision_overlap', detail: `concerned by D-${other.number}` },
  ]);
};

/** The revision of a decision that begins now: payload, versions, slots and evaluations as they are. */
export const freezeRevision = (
  decision: { id: string; number: number; program: string },
  payload: Payload,
  number: number,
  world: World,
  reason: string | null,
): Revision =>
  revisionOf(
    {
      decision: { id: decision.id, number: decision.number, program: decision.program },
      payload,
      revision: number,
      versions: world.versions,
      slots: placesOf(payload, world),
      evaluations: freezeEvaluations(criteriaFor(payload, world.evaluations)),
    },
    world.at,
    reason,
  );

/** Persons who wrote it: the proposer (or who may hold the proposing key) and its co-authors. */
export const authorsOf = (proposer: Principal, coAuthorIds: readonly string[]): string[] => [
  ...new Set([...personsBehind(proposer), ...coAuthorIds]),
];

/** When a decision that opens now expires. */
const expiryOf = ({ at, policy }: World): Date => new Date(at.getTime() + policy.decisionDays * dayMs);

const begun = (input: ProposeInput, payload: Payload, as: Pick<Decision, 'state' | 'expiresAt'>): Decision => {
  const { world, proposer } = input;
  const reason = as.state === 'draft' ? draftedReason : null;
  return {
    id: input.id,
    number: input.number,
    program: input.program,
    contextId: world.context?.id ?? null,
    context: world.context?.slug ?? null,
    kind: payload.kind,
    ...as,
    proposer,
    authorIds: authorsOf(proposer, input.coAuthorIds),
    proposedAt: world.at,
    payload,
    revision: freezeRevision(input, payload, 1, world, reason),
  };
};

/**
 * Opens a decision, with its evidence frozen; unmet criteria do not hinder it. Refuses with `transition_not_allowed`,
 * `lanes_not_allowed`, `decision_overlap`, `rules_not_draft`, `not_found` or `invalid_body`.
 */
export const decidePropose = (input: ProposeInput): Result<Proposed> => {
  const { world } = input;
  const derived = rulesOf(input.proposal.kind).derive(world, input.proposal);
  if (!derived.ok) return derived;
  const expiresAt = expiryOf(world);
  const refusal = overlapRefusal(derived.value, input.live)?.refusal ?? dateRefusal(derived.value, world.at, expiresAt);
  if (refusal !== null) return { ok: false, refusal };
  const decision = begun(input, derived.value, { state: beginnings.propose, expiresAt });
  return accept({ decision, facts: [proposedFact(decision)] });
};

/** Keeps a proposal as a draft: on record, live for nobody, without an end. Refuses as a proposal does, overlaps aside. */
export const decideDraft = (input: Omit<ProposeInput, 'live'>): Result<Proposed> => {
  const { world } = input;
  const derived = rulesOf(input.proposal.kind).derive(world, input.proposal);
  if (!derived.ok) return derived;
  const refusal = dateRefusal(derived.value, world.at, null);
  if (refusal !== null) return { ok: false, refusal };
  const decision = begun({ ...input, live: [] }, derived.value, { state: beginnings.draft, expiresAt: null });
  return accept({ decision, facts: [draftedFact(decision)] });
};

export type OpenInput = {
  draft: Decision;
  /** The revision that was read. */
  revision: number;
  by: Principal;
  live: readonly LiveDecision[];
  world: World;
};

/** Who drafted it; of a key, that key. */
export const isProposer = ({ proposer }: Pick<Decision, 'proposer'>, by: Principal): boolean =>
  (proposer.personId !== null && by.kind === 'person' && proposer.personId === by.personId) ||
  (proposer.kind === by.kind && proposer.id === by.id);

/**
 * Opens a draft: asked again of the record as it is, frozen anew, its time counted from now. Only who drafted it does so,
 * and is its proposer. Refuses with `forbidden`, `decision_not_open`, `stale_view`, or as a proposal does.
 */
export const decideOpen = ({ draft, revision, by, live, world }: OpenInput): Result<Proposed> => {
  if (!isProposer(draft, by)) return refuse('forbidden', 'Only who drafted a decision proposes it.');
  const wrong = forbidden(draft, 'propose', world.at);
  if (wrong !== null) return { ok: false, refusal: wrong };
  if (revision !== draft.revision.number) {
    return refuse('stale_view', `The draft D-${draft.number} was edited: it is at revision ${draft.revision.number}.`, [
      { pointer: '/revision', detail: `is ${draft.revision.number}` },
    ]);
  }
  const question = questionOf(draft.payload);
  const derived = question === null ? accept(draft.payload) : rulesOf(question.kind).derive(world, question);
  if (!derived.ok) return derived;
  const payload = derived.value;
  const expiresAt = expiryOf(world);
  const refusal = overlapRefusal(payload, live)?.refusal ?? dateRefusal(payload, world.at, expiresAt);
  if (refusal !== null) return { ok: false, refusal };
  const decision: Decision = {
    ...draft,
    state: beginnings.propose,
    proposedAt: world.at,
    expiresAt,
    payload,
    revision: freezeRevision(draft, payload, draft.revision.number + 1, world, null),
  };
  return accept({ decision, facts: [proposedFact(decision)] });
};
