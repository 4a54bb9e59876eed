import { type CriteriaSetDocument, type Criterion, expectedChecksKey } from '@/lib/domain/criteria/criteria-set';
import { governedOf } from '@/lib/domain/decision/governed';
import type { AcceptRiskPayload } from '@/lib/domain/decision/governing-payload';
import type { AcceptRiskProposal } from '@/lib/domain/decision/governing-proposal';
import { told } from '@/lib/domain/decision/revising';
import { noTraffic } from '@/lib/domain/decision/stakes';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { type Transition, transitions } from '@/lib/domain/stage/transition';
import { atOnce, badEnd } from './governing';
import { contextOf } from './ground';
import type { Ground, KindRules } from './kind';
import { scheduledIn, scheduleOf } from './schedule-of';

/** Evaluations that no criteria set declares: nothing is green for lack of content, or without a way back. */
const builtIn = [expectedChecksKey, 'way_back'];

const declared = (document: CriteriaSetDocument, key: string, transition: Transition | null): Criterion[] =>
  transitions
    .filter((move) => transition === null || move === transition)
    .flatMap((move) => document.transitions[move] ?? [])
    .filter((criterion) => criterion.key === key);

const derive = (ground: Ground, proposal: AcceptRiskProposal): Result<AcceptRiskPayload> => {
  const context = contextOf(ground);
  const { criteria } = governedOf(ground);
  const { criterion, until } = proposal;
  const transition = proposal.transition ?? null;
  if (builtIn.includes(criterion)) {
    return refuse('not_waivable', `${criterion} is asked of every context, and no risk can take its place.`, [
      { pointer: '/criterion', detail: 'cannot be waived' },
    ]);
  }
  if (declared(criteria, criterion, transition).length === 0) {
    const where = transition === null ? '' : ` for ${transition.replace('>', ' to ')}`;
    return refuse('not_found', `The criteria set of ${context.slug} has no criterion “${criterion}”${where}.`, [
      { pointer: '/criterion', detail: 'is not in the criteria set in force' },
    ]);
  }
  const bad = badEnd(until, ground.at);
  if (bad !== null) return bad;
  const owner = ground.governed.members.get(proposal.owner.toLowerCase());
  if (owner === undefined) {
    return refuse('owner_unknown', `${proposal.owner} has no role in this program.`, [
      { pointer: '/owner', detail: 'must be the address of a member' },
    ]);
  }
  return accept({
    kind: 'accept_risk',
    context: context.slug,
    criterion,
    transition,
    owner: { email: proposal.owner.toLowerCase(), ...owner },
    gap: proposal.gap,
    mitigation: proposal.mitigation,
    until: until.toISOString(),
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: noTraffic(context.risk, true),
  });
};

/** Waives one criterion of a context until a named day, with somebody who owns the gap. */
export const acceptRisk: KindRules<AcceptRiskPayload, AcceptRiskProposal> = {
  derive,
  question: (payload) => ({
    kind: 'accept_risk',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    criterion: payload.criterion,
    transition: payload.transition,
    owner: payload.owner.email,
    gap: payload.gap,
    mitigation: payload.mitigation,
    until: new Date(payload.until),
  }),
  revise: (question, revising) => ({ ...question, ...told(revising) }),
  slots: (policy, payload) => slotsOfKind(policy, 'accept_risk', payload.stakes),
  criteria: () => [],
  // What the criterion asks is what is waived.
  bindsTo: ['policy', 'criteria'],
  movesTowardsTarget: () => false,
  overlaps: (payload, other) =>
    other.kind === 'accept_risk' &&
    other.criterion === payload.criterion &&
    (other.transition === null || payload.transition === null || other.transition === payload.transition),
  effects: (payload, decision, world) =>
    accept(
      atOnce(world.at, [
        {
          kind: 'risk_accepted',
          risk: {
            id: decision.id,
            decision: { id: decision.id, number: decision.number },
            criterion: payload.criterion,
            transition: payload.transition,
            owner: { personId: payload.owner.personId, name: payload.owner.name },
            gap: payload.gap,
            mitigation: payload.mitigation,
            acceptedAt: world.at,
            until: new Date(payload.until),
          },
        },
      ]),
    ),
  meaning: () => 'This gap is known, owned and bearable until then.',
};
