import type { LaneName } from '@/lib/domain/authority/lane';
import type { ContextState } from '@/lib/domain/decision/context-state';
import { deriveAdvance } from '@/lib/domain/decision/derive-advance';
import { deriveRollback } from '@/lib/domain/decision/derive-rollback';
import { findLanes } from '@/lib/domain/decision/find-lanes';
import type { BreakGlassPayload } from '@/lib/domain/decision/payload';
import { planMove } from '@/lib/domain/decision/plan-move';
import type { BreakGlassProposal } from '@/lib/domain/decision/proposal';
import { leasesIn } from '@/lib/domain/decision/world';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import type { Stage } from '@/lib/domain/words';
import { contextOf } from './ground';
import type { Ground, KindRules } from './kind';

type Back = { lanes: readonly LaneName[]; to?: Stage | undefined; incident: string; reason: string; title: string };

/** What going back would move: the lanes themselves say whether it can, never their windows. */
export const backPayload = (context: ContextState, asked: Back): Result<BreakGlassPayload> => {
  const { lanes, to, title, reason, incident } = asked;
  const derived = deriveRollback(context, { kind: 'rollback', lanes, to, title, rationale: reason }, true);
  if (!derived.ok) return derived;
  const { withinWindow: _within, ...moved } = derived.value;
  const laneCount = context.lanes.length;
  return accept({ ...moved, kind: 'break_glass', side: 'legacy', laneCount, rollbackDays: null, incident });
};

/** What going forward would move: exactly what an advance would. */
export const forwardPayload = (ground: Ground, asked: BreakGlassProposal): Result<BreakGlassPayload> => {
  const { incident, ...rest } = asked;
  const derived = deriveAdvance(contextOf(ground), ground, { ...rest, kind: 'advance' });
  if (!derived.ok) return derived;
  const { guards: _guards, ...moved } = derived.value;
  return accept({ ...moved, kind: 'break_glass', side: 'target', incident });
};

/** Moves authority outside the gates in an emergency: back by one person, forward by two. Never proposed like others. */
export const breakGlass: KindRules<BreakGlassPayload, BreakGlassProposal> = {
  derive: forwardPayload,
  question: (payload) =>
    payload.side === 'legacy'
      ? null
      : {
          kind: 'break_glass',
          title: payload.title,
          rationale: payload.rationale,
          to: payload.to,
          lanes: payload.to === 'full' ? [] : payload.lanes,
          rollbackDays: payload.rollbackDays,
          incident: payload.incident,
        },
  // What the second person stands for is what the first one asked; another move is another emergency.
  revise: (question) => question,
  slots: (policy, payload) => (payload.side === 'legacy' ? [] : slotsOfKind(policy, 'break_glass', payload.stakes)),
  // Evaluated, frozen and shown as they are; none of them stops it.
  criteria: (payload, evaluations) =>
    payload.side === 'legacy' ? [] : evaluations.map((evaluation) => ({ ...evaluation, blocking: false })),
  bindsTo: ['policy'],
  movesTowardsTarget: (payload) => payload.side === 'target',
  overlaps: () => false,
  effects: (payload, decision, world) => {
    const context = contextOf(world);
    const back = payload.side === 'legacy';
    const lanes = findLanes(context, payload.lanes, back ? 'target' : 'legacy');
    if (!lanes.ok) return lanes;
    return accept(
      planMove({
        context,
        move: { lanes: lanes.value, to: payload.side, stage: payload.to },
        decision: { id: decision.id, number: decision.number },
        leases: leasesIn(world),
        at: world.at,
        rollbackDays: payload.rollbackDays,
        reason: back ? payload.rationale : null,
      }),
    );
  },
  meaning: () => 'This cannot wait for its gates; I have looked at it, and stand for it with who asked.',
};
