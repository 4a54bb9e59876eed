import { type Principal, personsBehind } from '@/lib/domain/access/principal';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import { criteriaFor } from './criteria';
import type { Decision } from './decision';
import { freezeEvaluations } from './evaluation';
import { proposedFact } from './facts';
import { rulesOf } from './kinds/all';
import type { Payload } from './payload';
import { placesOf } from './places';
import type { Proposal } from './proposal';
import { type Revision, revisionOf } from './revision';
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

/**
 * Opens a decision, with its evidence frozen; unmet criteria do not hinder it. Refuses with `transition_not_allowed`,
 * `lanes_not_allowed`, `decision_overlap`, `rules_not_draft`, `not_found` or `invalid_body`.
 */
export const decidePropose = (input: ProposeInput): Result<Proposed> => {
  const { world, proposer } = input;
  const { context, policy, at } = world;
  const derived = rulesOf(input.proposal.kind).derive(world, input.proposal);
  if (!derived.ok) return derived;
  const payload = derived.value;
  const overlap = overlapRefusal(payload, input.live);
  if (overlap !== null) return overlap;
  const decision: Decision = {
    id: input.id,
    number: input.number,
    program: input.program,
    contextId: context?.id ?? null,
    context: context?.slug ?? null,
    kind: payload.kind,
    state: 'open',
    proposer,
    authorIds: authorsOf(proposer, input.coAuthorIds),
    proposedAt: at,
    expiresAt: new Date(at.getTime() + policy.decisionDays * dayMs),
    payload,
    revision: freezeRevision(input, payload, 1, world, null),
  };
  return accept({ decision, facts: [proposedFact(decision)] });
};
