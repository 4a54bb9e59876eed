import type { RetireLegacyPayload } from '@/lib/domain/decision/governing-payload';
import type { RetireLegacyProposal } from '@/lib/domain/decision/governing-proposal';
import { planMove } from '@/lib/domain/decision/plan-move';
import { retirementGuards } from '@/lib/domain/decision/retirement-guards';
import { told } from '@/lib/domain/decision/revising';
import { stakesOf } from '@/lib/domain/decision/stakes-of';
import { leasesIn } from '@/lib/domain/decision/world';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { contextOf } from './ground';
import type { Ground, KindRules } from './kind';
import { movesOverlap } from './move-overlap';
import { scheduledIn, scheduleOf } from './schedule-of';

const derive = (ground: Ground, proposal: RetireLegacyProposal): Result<RetireLegacyPayload> => {
  const context = contextOf(ground);
  const guards = retirementGuards(ground);
  if (guards.length > 0) {
    const why = guards.map(({ detail }) => detail).join(' ');
    return refuse('retirement_blocked', `Legacy of ${context.slug} cannot be retired: ${why}`, guards);
  }
  return accept({
    kind: 'retire_legacy',
    context: context.slug,
    from: 'full',
    to: 'retired',
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: stakesOf(context, context.lanes),
  });
};

/** Switches legacy of a context off, for good: nothing leads back from it. */
export const retireLegacy: KindRules<RetireLegacyPayload, RetireLegacyProposal> = {
  derive,
  question: (payload) => ({
    kind: 'retire_legacy',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
  }),
  revise: (question, revising) => ({ ...question, ...told(revising) }),
  slots: (policy, payload) => slotsOfKind(policy, 'retire_legacy', payload.stakes),
  criteria: () => [],
  bindsTo: ['policy'],
  // The last step towards target: whatever stops the others stops it.
  movesTowardsTarget: () => true,
  overlaps: movesOverlap,
  effects: (_payload, decision, world) =>
    accept(
      planMove({
        context: contextOf(world),
        move: { lanes: [], to: 'target', stage: 'retired' },
        decision: { id: decision.id, number: decision.number },
        leases: leasesIn(world),
        at: world.at,
        rollbackDays: null,
        reason: null,
      }),
    ),
  meaning: () => 'Nobody needs legacy any more, and there is no way back.',
};
