import { headOf } from '@/lib/domain/authority/interval';
import { laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { wayBackWindow } from '@/lib/domain/authority/window';
import { instantText, listed } from '@/lib/domain/kernel/in-words';
import type { RefusalDetail } from '@/lib/domain/kernel/refusal';
import { type ContextState, type LaneState, sideOnRecord } from './context-state';
import type { BegunLane } from './redraw-payload';

// Invariant 8 where lanes are drawn anew: an open way back keeps its end for every request, so that lanes become one only
// where theirs end alike.

/** When the window of the shift that holds the lane closes; null where it was used or is over. */
const endOf = (state: LaneState, at: Date): Date | null =>
  wayBackWindow(state.windows, at, headOf(state.intervals)?.decision.id)?.closesAt ?? null;

const parentsOf = ({ parentIds }: BegunLane, context: ContextState): LaneState[] =>
  context.lanes.filter(({ lane }) => parentIds.includes(lane.id));

/** Until when the way back of a lane that begins is open: as long as that of all lanes whose keys it takes. */
export const inheritedEnd = (lane: BegunLane, context: ContextState, at: Date): Date | null => {
  const [parent] = lane.side === 'legacy' ? [] : parentsOf(lane, context);
  return parent === undefined ? null : endOf(parent, at);
};

type Meeting = { pointer: string; what: string; ends: { lane: string; end: Date | null }[] };

const endsOf = (states: readonly LaneState[], at: Date): Meeting['ends'] =>
  states.map((state) => ({ lane: laneText(laneNameOf(state.lane)), end: endOf(state, at) }));

/** Which ways back would become one: of a lane that begins, and of a subscriber that comes or goes, with its cohorts'. */
const meetings = (
  context: ContextState,
  { begun, ended }: { begun: readonly BegunLane[]; ended: readonly LaneState[] },
  at: Date,
): Meeting[] => {
  const cohorts = (workload: string) =>
    context.lanes.filter(({ lane }) => lane.workload === workload && lane.audience.kind === 'cohort');
  const goOn = new Set(begun.flatMap(({ parentIds }) => parentIds));
  const leaving = ended.filter(({ lane }) => lane.audience.kind === 'subscriber' && !goOn.has(lane.id));
  return [
    ...begun
      .filter(({ side }) => side === 'target')
      .map((lane): Meeting => {
        const what = laneText(lane);
        const subscriber = lane.audience.startsWith('subscriber:');
        const pointer = subscriber ? '/subscribers' : '/cohorts';
        if (lane.parentIds.length > 0) return { pointer, what, ends: endsOf(parentsOf(lane, context), at) };
        return { pointer, what, ends: [{ lane: what, end: null }, ...endsOf(cohorts(lane.workload), at)] };
      }),
    ...leaving
      .filter((state) => sideOnRecord(state) === 'target')
      .map((state): Meeting => {
        const what = laneText(laneNameOf(state.lane));
        return { pointer: '/subscribers', what, ends: endsOf([state, ...cohorts(state.lane.workload)], at) };
      }),
  ];
};

const problem = ({ pointer, what, ends }: Meeting): RefusalDetail[] => {
  const last = Math.max(...ends.map(({ end }) => end?.getTime() ?? 0));
  if (ends.every(({ end }) => (end?.getTime() ?? 0) === last)) return [];
  const told = ends.map(({ lane, end }) =>
    end === null ? `${lane} has none` : `that of ${lane} is open until ${instantText(end)}`,
  );
  const detail = `ways back that become one with ${what} must end alike, and ${listed(told)}: it works from ${instantText(new Date(last))} on`;
  return [{ pointer, detail }];
};

/** Why a drawing cannot begin at `at`: some open way back would end earlier or later for it, naming lanes and ends. */
export const windowProblems = (
  context: ContextState,
  drawing: { begun: readonly BegunLane[]; ended: readonly LaneState[] },
  at: Date,
): RefusalDetail[] => meetings(context, drawing, at).flatMap(problem);
