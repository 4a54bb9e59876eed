import { deriveRollback } from '@/lib/domain/decision/derive-rollback';
import { findLanes } from '@/lib/domain/decision/find-lanes';
import type { RollbackPayload } from '@/lib/domain/decision/payload';
import { planMove } from '@/lib/domain/decision/plan-move';
import type { RollbackProposal } from '@/lib/domain/decision/proposal';
import { told } from '@/lib/domain/decision/revising';
import { leasesIn } from '@/lib/domain/decision/world';
import { accept } from '@/lib/domain/kernel/refusal';
import { backwardSlots } from '@/lib/domain/policy/slots';
import { contextOf } from './ground';
import type { KindRules } from './kind';
import { movesOverlap } from './move-overlap';
import { scheduleOf } from './schedule-of';

/** Fewer lanes on target. Inside its window one person does it at once; after it, it is signed like any other. */
export const rollback: KindRules<RollbackPayload, RollbackProposal> = {
  derive: (ground, proposal) => deriveRollback(contextOf(ground), proposal, false),
  question: (payload) => ({
    kind: 'rollback',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    // Selective is what remaining lanes make it, not what was asked for.
    to: payload.to === 'selective' ? undefined : payload.to,
    lanes: payload.lanes,
  }),
  revise: (question, revising) => ({
    ...question,
    ...told(revising),
    ...(revising.to === undefined ? {} : { to: revising.to }),
    ...(revising.lanes === undefined ? {} : { lanes: revising.lanes }),
  }),
  slots: (policy, payload) => (payload.withinWindow ? [] : backwardSlots(policy, payload)),
  // Going back answers only for what the criteria set names for that, and never for a match rate.
  criteria: (payload, evaluations) =>
    payload.withinWindow ? [] : evaluations.filter((evaluation) => evaluation.kind !== 'match_rate'),
  bindsTo: ['policy', 'rules', 'criteria'],
  movesTowardsTarget: () => false,
  overlaps: movesOverlap,
  effects: (payload, decision, world) => {
    const context = contextOf(world);
    const lanes = findLanes(context, payload.lanes, 'target');
    if (!lanes.ok) return lanes;
    return accept(
      planMove({
        context,
        move: { lanes: lanes.value, to: 'legacy', stage: payload.to },
        decision: { id: decision.id, number: decision.number },
        leases: leasesIn(world),
        at: world.at,
        rollbackDays: null,
        reason: payload.rationale || payload.title,
      }),
    );
  },
  meaning: () => null,
};
