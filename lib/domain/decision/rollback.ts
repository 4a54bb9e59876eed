import type { Principal } from '@/lib/domain/access/principal';
import { type LaneName, laneWords } from '@/lib/domain/authority/lane';
import { wayBackWindow } from '@/lib/domain/authority/window';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Stage } from '@/lib/domain/words';
import type { ContextState, LaneState } from './context-state';
import type { Decision } from './decision';
import { deriveRollback } from './derive-rollback';
import type { Effects } from './effects';
import { executedFact } from './execute';
import { proposedFact } from './facts';
import { findLanes } from './find-lanes';
import { openedOutside } from './opened-outside';
import type { RollbackPayload } from './payload';
import { planMove } from './plan-move';
import { leasesIn, type World } from './world';

export type RollbackInput = {
  /** Ids and numbers for the rollback and for the review that it opens. */
  rollback: { id: string; number: number };
  review: { id: string; number: number };
  program: string;
  by: Principal;
  lanes: readonly LaneName[];
  reason: string;
  to?: Stage | undefined;
  /** The guard in whose name Lockgate goes back by itself; `by` is who executed the shift. */
  guard?: RollbackPayload['guard'];
  world: World & { context: ContextState };
};

export type RolledBack = {
  /** Executed already. */
  rollback: Decision;
  effects: Effects;
  /** Open, without an end; overdue from `payload.dueAt`. */
  review: Decision;
  reviewDueAt: Date;
};

const hourMs = 3_600_000;

/** The named lanes, if every one of them still has its way back. */
const returningLanes = (input: RollbackInput): Result<readonly LaneState[]> => {
  const { context, at } = input.world;
  if (input.lanes.length === 0) {
    return refuse('lanes_not_allowed', 'A rollback names the lanes that go back.', [
      { pointer: '/lanes', detail: 'must name at least one lane on target' },
    ]);
  }
  const named = findLanes(context, input.lanes, 'target');
  if (!named.ok) return named;
  const errors = named.value.flatMap((state) =>
    wayBackWindow(state.windows, at) === undefined
      ? [{ pointer: '/lanes', detail: `the rollback window of ${laneWords(state.lane)} is closed` }]
      : [],
  );
  if (errors.length === 0) return accept(named.value);
  const detail = `Nothing was moved: ${errors.map((error) => error.detail).join('; ')}. After its window, going back is a decision.`;
  return refuse('window_closed', detail, errors);
};

/**
 * Goes back inside the window, at once, by one person with a reason; nothing stops it but a closed window (invariants 9
 * and 14). Whether that person may is asked before (`mayRollBack`). Refuses with `signer_not_human`, `comment_required`,
 * `lanes_not_allowed`, `window_closed` or `transition_not_allowed`; then no lane moves.
 */
export const decideRollback = (input: RollbackInput): Result<RolledBack> => {
  const { world, by } = input;
  const { context, policy, at } = world;
  const reason = input.reason.trim();
  if (by.personId === null) return refuse('signer_not_human', 'A rollback needs a named person who answers for it.');
  if (reason === '') {
    return refuse('comment_required', 'A rollback needs a reason.', [
      { pointer: '/reason', detail: 'must not be empty' },
    ]);
  }
  const lanes = returningLanes(input);
  if (!lanes.ok) return lanes;
  const title = `Roll back ${lanes.value.map(({ lane }) => `${lane.workload}, ${lane.audience.name}`).join('; ')}`;
  const proposal = { kind: 'rollback' as const, lanes: input.lanes, to: input.to, title, rationale: reason };
  const derived = deriveRollback(context, proposal, true);
  if (!derived.ok) return derived;
  const payload = { ...derived.value, ...(input.guard === undefined ? {} : { guard: input.guard }) };
  const about = { program: input.program, by };
  const rollback = openedOutside({ ...about, ref: input.rollback, payload, state: 'executed' }, world);
  const plan = planMove({
    context,
    move: { lanes: lanes.value, to: 'legacy', stage: payload.to },
    decision: input.rollback,
    leases: leasesIn(world),
    at,
    rollbackDays: null,
    reason,
  });
  const reviewDueAt = new Date(at.getTime() + policy.reviewHours * hourMs);
  const review = openedOutside(
    {
      ...about,
      ref: input.review,
      state: 'open',
      payload: {
        kind: 'review_rollback',
        context: context.slug,
        rollback: { id: input.rollback.id, number: input.rollback.number },
        dueAt: reviewDueAt.toISOString(),
        title: `Review of the rollback D-${input.rollback.number}`,
        rationale: reason,
        scheduledFor: null,
        stakes: payload.stakes,
      },
    },
    world,
  );
  const facts = [
    proposedFact(rollback),
    executedFact(rollback, [], [], plan.effectiveFrom),
    ...plan.facts,
    proposedFact(review),
  ];
  return accept({ rollback, effects: { ...plan, facts }, review, reviewDueAt });
};
