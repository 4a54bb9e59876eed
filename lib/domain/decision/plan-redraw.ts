import type { DecisionRef } from '@/lib/domain/authority/interval';
import { headOf, pendingOf } from '@/lib/domain/authority/interval';
import { laneWords } from '@/lib/domain/authority/lane';
import { earliestEffect } from '@/lib/domain/authority/lease';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { LegacyAfter } from '@/lib/domain/words';
import type { ContextState, LaneState } from './context-state';
import { notAllowed } from './derive-redraw';
import type { Effects } from './effects';
import type { BegunLane, RedrawLanesPayload } from './redraw-payload';
import { inheritedEnd, windowProblems } from './redraw-windows';
import { leasesIn, type World } from './world';

/** A lane that begins, with the way back that is left to it. */
export type LaneBeginning = BegunLane & { windowUntil: Date | null; legacyAfter: LegacyAfter | null };

/** Lanes drawn anew: who is served from `effectiveFrom` on. */
export type LanesRedrawn = {
  kind: 'lanes_redrawn';
  effectiveFrom: Date;
  payload: RedrawLanesPayload;
  begun: LaneBeginning[];
};

/** Legacy goes on in its shadow only where it did so behind all of them. */
const behind = ({ side, parentIds }: BegunLane, context: ContextState): LegacyAfter | null => {
  const parents = context.lanes.filter(({ lane }) => parentIds.includes(lane.id));
  const shadows = parents.length > 0 && parents.every(({ intervals }) => headOf(intervals)?.legacyAfter === 'shadow');
  return side === 'target' && shadows ? 'shadow' : null;
};

/** Lanes whose answers say something else from then on: those that end, and those that lose a subscriber. */
const answering = (context: ContextState, { lanes, begun }: RedrawLanesPayload): LaneState[] =>
  context.lanes.filter(
    ({ lane }) =>
      lanes.some(({ laneId }) => laneId === lane.id) ||
      (lane.audience.kind === 'cohort' &&
        begun.some(({ workload, parents }) => workload === lane.workload && parents.length === 0)),
  );

/**
 * What drawing lanes anew writes: when no answer given before its commit can be relied on any more, old lanes end and
 * new ones begin. Refuses with `change_pending` while a change of the context is on record and not yet in effect, and with
 * `lanes_not_allowed` where ways back that end differently would become one.
 */
export const planRedraw = (
  context: ContextState,
  payload: RedrawLanesPayload,
  _decision: DecisionRef,
  world: Pick<World, 'at' | 'policy' | 'leases'>,
): Result<Effects> => {
  const { at } = world;
  const pending = [...context.lanes, ...(context.former ?? [])].flatMap(({ lane, intervals }) =>
    pendingOf(intervals, at).map(({ from }) => ({ lane, from })),
  );
  const [first] = pending;
  if (first !== undefined || context.stages.some(({ from }) => from > at)) {
    const what = first === undefined ? 'another stage' : laneWords(first.lane);
    const detail = `A change of ${what} is on record and not yet in effect; lanes are drawn anew after it is.`;
    return refuse('change_pending', detail, [{ pointer: '/lanes', detail }]);
  }
  const from = new Date(
    Math.max(
      ...[...answering(context, payload), ...context.lanes.slice(0, 1)].map(({ windows }) =>
        earliestEffect({ windows, pendingFrom: null }, leasesIn(world), at).getTime(),
      ),
    ),
  );
  const ended = context.lanes.filter(({ lane }) => payload.lanes.some(({ laneId }) => laneId === lane.id));
  const uneven = windowProblems(context, { begun: payload.begun, ended }, from);
  if (uneven.length > 0) return notAllowed(uneven);
  const begun = payload.begun.map((lane) => ({
    ...lane,
    windowUntil: inheritedEnd(lane, context, from),
    legacyAfter: behind(lane, context),
  }));
  return accept({
    effectiveFrom: from,
    authority: [],
    stage: null,
    windowsOpened: [],
    windowsEnded: [],
    changes: [{ kind: 'lanes_redrawn', effectiveFrom: from, payload, begun }],
    facts: [],
  });
};
