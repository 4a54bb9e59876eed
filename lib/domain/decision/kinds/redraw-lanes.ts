import { deriveRedraw } from '@/lib/domain/decision/derive-redraw';
import { planRedraw } from '@/lib/domain/decision/plan-redraw';
import type { RedrawLanesPayload, RedrawLanesProposal } from '@/lib/domain/decision/redraw-payload';
import { told } from '@/lib/domain/decision/revising';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { contextOf } from './ground';
import type { KindRules } from './kind';
import { movesOverlap } from './move-overlap';
import { scheduleOf } from './schedule-of';

/** Draws anew which lane a request reaches; no key changes its side by it. */
export const redrawLanes: KindRules<RedrawLanesPayload, RedrawLanesProposal> = {
  derive: (ground, proposal) => deriveRedraw(contextOf(ground), ground, proposal),
  question: (payload) => ({
    kind: 'redraw_lanes',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    workloads: payload.workloads,
    cohorts: payload.cohorts.map(({ slug, name, condition, trafficPercent }) => ({
      slug,
      name,
      condition,
      ...(trafficPercent === null ? {} : { trafficPercent }),
    })),
    ...(payload.subscribers === null
      ? {}
      : {
          subscribers: payload.subscribers.map(({ slug, name, workloads, owner, trafficPercent }) => ({
            slug,
            name,
            workloads,
            owner,
            ...(trafficPercent === null ? {} : { trafficPercent }),
          })),
        }),
  }),
  revise: (question, revising) => ({ ...question, ...told(revising) }),
  slots: (policy, payload) => slotsOfKind(policy, 'redraw_lanes', payload.stakes),
  criteria: () => [],
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  overlaps: movesOverlap,
  effects: (payload, decision, world) =>
    planRedraw(contextOf(world), payload, { id: decision.id, number: decision.number }, world),
  meaning: () => 'Every request keeps the side that it had.',
};
