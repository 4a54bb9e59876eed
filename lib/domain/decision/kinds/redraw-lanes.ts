import { deriveRedraw } from '@/lib/domain/decision/derive-redraw';
import { type Payload, stagesOf } from '@/lib/domain/decision/payload';
import { planRedraw } from '@/lib/domain/decision/plan-redraw';
import type { RedrawLanesPayload, RedrawLanesProposal } from '@/lib/domain/decision/redraw-payload';
import { told } from '@/lib/domain/decision/revising';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { contextOf } from './ground';
import type { KindRules } from './kind';
import { scheduleOf } from './schedule-of';

/** True for what moves lanes, or draws them anew: the two are not decided at the same time. */
const concernsLanes = (payload: Payload): boolean =>
  payload.kind === 'redraw_lanes' || (stagesOf(payload) !== null && payload.kind !== 'break_glass');

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
  overlaps: (_payload, other) => concernsLanes(other),
  effects: (payload, decision, world) =>
    planRedraw(contextOf(world), payload, { id: decision.id, number: decision.number }, world),
  meaning: () => 'Every request keeps the side that it had.',
};
