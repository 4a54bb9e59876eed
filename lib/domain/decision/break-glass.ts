import type { Principal } from '@/lib/domain/access/principal';
import { type LaneName, laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { Side, Stage } from '@/lib/domain/words';
import { type ContextState, sideOnRecord } from './context-state';
import type { Decision } from './decision';
import type { Effects } from './effects';
import { executedFact } from './execute';
import { aboutDecision, proposedFact } from './facts';
import { backPayload, breakGlass, forwardPayload } from './kinds/break-glass';
import { type DecisionName, openedOutside } from './opened-outside';
import type { BreakGlassPayload } from './payload';
import type { World } from './world';

export type BreakGlassInput = {
  ref: DecisionName;
  program: string;
  by: Principal;
  lanes: readonly LaneName[];
  /** Left out: what the lanes leave. */
  to?: Stage | undefined;
  incident: string;
  reason: string;
  rollbackDays?: number | undefined;
  world: World & { context: ContextState };
};

/** The second person has so long to stand for it. */
export const confirmationMs = 15 * 60_000;
/** Identity is proved again so shortly before. */
export const breakGlassProofMs = 60_000;
const hourMs = 3_600_000;
const acknowledgeHours = 24;

const required = (input: BreakGlassInput): Result<{ incident: string; reason: string }> => {
  if (input.by.kind !== 'person') {
    return refuse('signer_not_human', 'Only a signed-in person breaks the glass.');
  }
  const [incident, reason] = [input.incident.trim(), input.reason.trim()];
  const errors = [
    ...(incident === '' ? [{ pointer: '/incident', detail: 'must not be empty' }] : []),
    ...(reason === '' ? [{ pointer: '/reason', detail: 'must not be empty' }] : []),
    ...(input.lanes.length === 0 ? [{ pointer: '/lanes', detail: 'must name at least one lane' }] : []),
  ];
  if (errors.length === 0) return accept({ incident, reason });
  const code = input.lanes.length === 0 ? 'lanes_not_allowed' : 'comment_required';
  return refuse(code, 'Breaking the glass needs its lanes, an incident and a reason.', errors);
};

/** Lanes that there are not are refused afterwards; until then they go by what was asked. */
const titleOf = (side: Side, { lanes, world }: BreakGlassInput): string => {
  const names = lanes.map((asked) => {
    const known = world.context.lanes.find(({ lane }) => laneText(laneNameOf(lane)) === laneText(asked));
    return `${asked.workload}, ${known?.lane.audience.name ?? asked.audience}`;
  });
  return `Break glass: ${names.join('; ')} to ${side}`.slice(0, 200);
};

/** What everybody is told at once, on the ledger and on every page. */
const usedFact = (decision: Decision, payload: BreakGlassPayload, review: Decision): Fact => {
  const { decision: ref, ...about } = aboutDecision(decision);
  return {
    type: 'break_glass.used',
    ...about,
    data: {
      decision: ref,
      context: payload.context,
      side: payload.side,
      lanes: payload.lanes.map(({ workload, audience }) => ({ workload, audience })),
      incident: payload.incident,
      reason: payload.rationale,
      review: { id: review.id, number: review.number },
      dueAt: 'dueAt' in review.payload ? review.payload.dueAt : '',
    },
  };
};

export type EmergencyReview = { review: Decision; dueAt: Date; facts: Fact[] };

/**
 * The review that every break-glass move opens, and what the ledger says of both. Neither who moved nor `confirmers`, who
 * stood for it, sign the review.
 */
export const reviewBreakGlass = (
  decision: Decision,
  payload: BreakGlassPayload,
  ref: DecisionName,
  confirmers: readonly string[],
  world: World & { context: ContextState },
): EmergencyReview => {
  const dueAt = new Date(world.at.getTime() + world.policy.breakGlassReviewHours * hourMs);
  const acknowledgeBy = new Date(Math.min(dueAt.getTime(), world.at.getTime() + acknowledgeHours * hourMs));
  const review = openedOutside(
    {
      ref,
      program: decision.program,
      by: decision.proposer,
      coAuthorIds: [...decision.authorIds, ...confirmers],
      state: 'open',
      payload: {
        kind: 'review_break_glass',
        context: payload.context,
        breakGlass: { id: decision.id, number: decision.number },
        incident: payload.incident,
        acknowledgeBy: acknowledgeBy.toISOString(),
        dueAt: dueAt.toISOString(),
        finding: null,
        title: `Review of the break-glass move D-${decision.number}`,
        rationale: payload.rationale,
        scheduledFor: null,
        stakes: payload.stakes,
      },
    },
    world,
  );
  return { review, dueAt, facts: [usedFact(decision, payload, review), proposedFact(review)] };
};

export type WentBack = EmergencyReview & {
  /** Executed already. */
  decision: Decision;
  effects: Effects;
};

/**
 * Goes back in an emergency: at once, by one person, any lane on target, through a window that is open, closed or used;
 * no hold, freeze, waiting decision or review stops it. Whether that person may is asked before (`mayBreakGlass`).
 * Refuses with `signer_not_human`, `comment_required`, `lanes_not_allowed` or `transition_not_allowed`.
 */
export const decideBreakGlassBack = (input: BreakGlassInput & { review: DecisionName }): Result<WentBack> => {
  const { world, by, ref, program } = input;
  const said = required(input);
  if (!said.ok) return said;
  if (input.rollbackDays !== undefined) {
    return refuse('invalid_body', 'Going back opens no rollback window.', [
      { pointer: '/rollbackDays', detail: 'must be left out when lanes go back' },
    ]);
  }
  const asked = { ...said.value, lanes: input.lanes, to: input.to, title: titleOf('legacy', input) };
  const payload = backPayload(world.context, asked);
  if (!payload.ok) return payload;
  const decision = openedOutside({ ref, program, by, payload: payload.value, state: 'executed' }, world);
  const planned = breakGlass.effects(payload.value, decision, world);
  if (!planned.ok) return planned;
  const { review, dueAt, facts } = reviewBreakGlass(decision, payload.value, input.review, [], world);
  const effects = {
    ...planned.value,
    facts: [
      proposedFact(decision),
      executedFact(decision, [], [], planned.value.effectiveFrom),
      ...planned.value.facts,
      ...facts,
    ],
  };
  return accept({ decision, effects, review, dueAt, facts });
};

const furthest = ({ context }: { context: ContextState }, lanes: readonly LaneName[]): Stage => {
  const left = context.lanes.filter((state) => sideOnRecord(state) === 'legacy').length;
  return lanes.length >= left ? 'full' : 'selective';
};

/**
 * Asks to go forward in an emergency: derived as an advance is, so that no stage is skipped; its criteria are frozen as
 * they are and stop nothing. It moves when a second person stands for it within fifteen minutes. Refuses as a proposal
 * does, and with `signer_not_human` and `comment_required`.
 */
export const decideBreakGlassForward = (input: BreakGlassInput): Result<{ decision: Decision; facts: Fact[] }> => {
  const { world, by, ref, program } = input;
  const said = required(input);
  if (!said.ok) return said;
  const payload = forwardPayload(world, {
    kind: 'break_glass',
    lanes: input.lanes,
    to: input.to ?? furthest(world, input.lanes),
    incident: said.value.incident,
    rollbackDays: input.rollbackDays,
    title: titleOf('target', input),
    rationale: said.value.reason,
  });
  if (!payload.ok) return payload;
  const expiresAt = new Date(world.at.getTime() + confirmationMs);
  const decision = openedOutside({ ref, program, by, payload: payload.value, state: 'open', expiresAt }, world);
  return accept({ decision, facts: [proposedFact(decision)] });
};
