import { deriveAdvance } from '@/lib/domain/decision/derive-advance';
import { findLanes } from '@/lib/domain/decision/find-lanes';
import type { AdvancePayload } from '@/lib/domain/decision/payload';
import { planMove } from '@/lib/domain/decision/plan-move';
import type { AdvanceProposal } from '@/lib/domain/decision/proposal';
import { told } from '@/lib/domain/decision/revising';
import { leasesIn } from '@/lib/domain/decision/world';
import { accept } from '@/lib/domain/kernel/refusal';
import { forwardSlots } from '@/lib/domain/policy/slots';
import { transitionsOf } from '@/lib/domain/stage/transition';
import { contextOf } from './ground';
import type { KindRules } from './kind';
import { movesOverlap } from './move-overlap';
import { scheduleOf } from './schedule-of';

/** Moves lanes to target, or a context to shadow or validated. */
export const advance: KindRules<AdvancePayload, AdvanceProposal> = {
  derive: (ground, proposal) => deriveAdvance(contextOf(ground), ground, proposal),
  question: (payload) => ({
    kind: 'advance',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    to: payload.to,
    // To full, the lanes are whatever is still on legacy.
    lanes: payload.to === 'full' ? [] : payload.lanes,
    rollbackDays: payload.rollbackDays,
    guards: payload.guards,
    legacyAfter: payload.legacyAfter,
  }),
  revise: (question, revising) => ({
    ...question,
    ...told(revising),
    ...(revising.to === undefined ? {} : { to: revising.to }),
    ...(revising.lanes === undefined ? {} : { lanes: revising.lanes }),
    ...(revising.guards === undefined ? {} : { guards: revising.guards }),
    ...(revising.rollbackDays === undefined ? {} : { rollbackDays: revising.rollbackDays }),
  }),
  slots: (policy, payload) =>
    forwardSlots(policy, transitionsOf(payload.from, payload.to, payload.laneCount), payload.stakes),
  criteria: (_payload, evaluations) => [...evaluations],
  bindsTo: ['policy', 'rules', 'criteria'],
  movesTowardsTarget: () => true,
  overlaps: movesOverlap,
  effects: (payload, decision, world) => {
    const context = contextOf(world);
    const lanes = findLanes(context, payload.lanes, 'legacy');
    if (!lanes.ok) return lanes;
    return accept(
      planMove({
        context,
        move: { lanes: lanes.value, to: 'target', stage: payload.to },
        decision: { id: decision.id, number: decision.number },
        leases: leasesIn(world),
        at: world.at,
        rollbackDays: payload.rollbackDays,
        legacyAfter: payload.legacyAfter,
        reason: null,
      }),
    );
  },
  meaning: () => null,
};
