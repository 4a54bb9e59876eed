import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import { transitionsOf } from '@/lib/domain/stage/transition';
import type { Stage } from '@/lib/domain/words';
import { type ContextState, type LaneState, sideOnRecord, stageOnRecord } from './context-state';
import { findLanes, payloadLanes } from './find-lanes';
import { readGuards } from './guards';
import type { Ground } from './kinds/kind';
import { scheduledIn } from './kinds/schedule-of';
import type { AdvancePayload } from './payload';
import type { AdvanceProposal } from './proposal';
import { stakesOf, withTheirs } from './stakes-of';
import { orderProblems } from './workload-order';

const notAllowed = (context: ContextState, from: Stage, to: Stage) => {
  const single = context.lanes.length === 1 && to === 'selective' && (from === 'validated' || from === 'selective');
  const why = single
    ? 'it has a single lane and cannot be half moved; it goes from validated to full in one decision'
    : 'a stage is never skipped, and going back is a rollback';
  return refuse('transition_not_allowed', `${context.slug} cannot advance from ${from} to ${to}: ${why}.`, [
    { pointer: '/to', detail: why },
  ]);
};

const withoutLanes = (proposal: AdvanceProposal): Result<readonly LaneState[]> =>
  (proposal.lanes ?? []).length === 0
    ? accept([])
    : refuse('lanes_not_allowed', `Advancing to ${proposal.to} moves no lane.`, [
        { pointer: '/lanes', detail: `must be empty when advancing to ${proposal.to}` },
      ]);

const someLanes = (context: ContextState, proposal: AdvanceProposal): Result<readonly LaneState[]> => {
  const names = proposal.lanes ?? [];
  if (names.length === 0) {
    return refuse('lanes_not_allowed', 'Advancing to selective needs the lanes that move.', [
      { pointer: '/lanes', detail: 'must name at least one lane' },
    ]);
  }
  const found = findLanes(context, names, 'legacy');
  if (!found.ok) return found;
  const onLegacy = context.lanes.filter((state) => sideOnRecord(state) === 'legacy');
  if (found.value.length < onLegacy.length) return found;
  return refuse('lanes_not_allowed', 'These are all lanes still on legacy; moving them all is an advance to full.', [
    { pointer: '/lanes', detail: 'must leave at least one lane on legacy' },
  ]);
};

const allLanes = (context: ContextState, proposal: AdvanceProposal): Result<readonly LaneState[]> => {
  const names = proposal.lanes ?? [];
  const onLegacy = context.lanes.filter((state) => sideOnRecord(state) === 'legacy');
  const found = findLanes(context, names, 'legacy');
  if (!found.ok) return found;
  if (names.length === 0 || found.value.length === onLegacy.length) return accept(onLegacy);
  return refuse('lanes_not_allowed', 'Advancing to full takes every lane still on legacy.', [
    { pointer: '/lanes', detail: 'must be left out, or name every lane still on legacy' },
  ]);
};

const lanesFor = (context: ContextState, proposal: AdvanceProposal): Result<readonly LaneState[]> => {
  if (proposal.to === 'selective') return someLanes(context, proposal);
  return proposal.to === 'full' ? allLanes(context, proposal) : withoutLanes(proposal);
};

const daysFor = (asked: number | null, moves: boolean, policy: PolicyDocument): Result<number | null> => {
  if (!moves) {
    if (asked === null) return accept(null);
    return refuse('invalid_body', 'No lane moves, so no rollback window opens.', [
      { pointer: '/rollbackDays', detail: 'must be left out when no lane moves' },
    ]);
  }
  const { min, max, default: usual } = policy.rollbackDays;
  const days = asked ?? usual;
  if (Number.isInteger(days) && days >= min && days <= max) return accept(days);
  return refuse('invalid_body', `The rollback window must last from ${min} to ${max} whole days.`, [
    { pointer: '/rollbackDays', detail: `must be a whole number from ${min} to ${max}` },
  ]);
};

/** What an advance would move, from the context as it is on record. */
export const deriveAdvance = (
  context: ContextState,
  { policy, governed }: Pick<Ground, 'policy' | 'governed'>,
  proposal: AdvanceProposal,
): Result<AdvancePayload> => {
  const from = stageOnRecord(context);
  const transitions = transitionsOf(from, proposal.to, context.lanes.length);
  if (context.lanes.length === 0 || transitions.length === 0) {
    return notAllowed(context, from, proposal.to);
  }
  const lanes = lanesFor(context, proposal);
  if (!lanes.ok) return lanes;
  const early = orderProblems(context, lanes.value, policy.workloadOrder);
  if (early.length > 0) {
    const order = `The policy moves ${policy.workloadOrder.join(' before ')}`;
    return refuse('lanes_not_allowed', `${order}: ${early.map(({ detail }) => detail).join('; ')}.`, early);
  }
  const behind = proposal.legacyAfter;
  if (behind !== undefined && lanes.value.length === 0) {
    return refuse('invalid_body', 'No lane moves, so legacy goes on as it did.', [
      { pointer: '/legacyAfter', detail: 'must be left out when no lane moves' },
    ]);
  }
  const days = daysFor(proposal.rollbackDays ?? null, lanes.value.length > 0, policy);
  if (!days.ok) return days;
  const criteria = governed.context?.criteria ?? null;
  const moving = lanes.value.map(({ lane }) => lane);
  const guards = readGuards(criteria, transitions, proposal.guards ?? [], moving);
  if (!guards.ok) return guards;
  return accept({
    kind: 'advance',
    context: context.slug,
    from,
    to: proposal.to,
    laneCount: context.lanes.length,
    lanes: payloadLanes(lanes.value),
    rollbackDays: days.value,
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: stakesOf(context, withTheirs(context, lanes.value)),
    ...(behind === undefined || behind === 'standby' ? {} : { legacyAfter: behind }),
    ...(guards.value.length === 0 ? {} : { guards: guards.value }),
  });
};
