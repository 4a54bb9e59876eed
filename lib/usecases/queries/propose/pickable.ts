import type { Pickable } from '@/lib/contract/views/decision';
import type { Act, LaneRef } from '@/lib/contract/views/parts';
import { pendingOf } from '@/lib/domain/authority/interval';
import { laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { type LaneState, sideOnRecord } from '@/lib/domain/decision/context-state';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { Picture } from '@/lib/usecases/queries/parts/picture';
import { momentText } from '@/lib/usecases/queries/parts/say';
import { may, mayNot } from '@/lib/usecases/queries/parts/viewing';
import { type Course, needsLanes, sideLeft } from './choice';

type Ask = (lanes: readonly LaneRef[]) => Act;

const fixed = (why: string): Pickable => ({ ...mayNot(why), takes: [] });

const whyWhole = ({ kind, to }: Course): string => {
  if (kind === 'rollback') return `Going back to ${to} takes every lane on target.`;
  return to === 'full' ? 'Advancing to full takes every lane still on legacy.' : 'This step moves no lane.';
};

/** The other lanes of the same audience on the side to be left: those that an order of workloads may ask for first. */
const columnOf = (context: ListedContext, state: LaneState, picked: readonly LaneRef[]): LaneRef[] => {
  const held = new Set(picked.map(laneText));
  return context.lanes
    .filter((other) => sideOnRecord(other) === sideOnRecord(state))
    .map(({ lane }) => laneNameOf(lane))
    .filter((name) => name.audience === laneNameOf(state.lane).audience && !held.has(laneText(name)));
};

const pickableOf = (
  context: ListedContext,
  course: Course,
  picked: readonly LaneRef[],
  state: LaneState,
  now: Date,
  ask: Ask,
): Pickable => {
  const side = sideLeft[course.kind];
  const [next] = pendingOf(state.intervals, now);
  if (sideOnRecord(state) !== side) {
    const other = side === 'legacy' ? 'Target' : 'Legacy';
    return fixed(
      next === undefined
        ? `${other} holds it already.`
        : `It changes to ${next.side} ${momentText(next.from, now)}, by D-${next.decision.number}.`,
    );
  }
  if (!needsLanes(course.to)) return fixed(whyWhole(course));
  const name = laneNameOf(state.lane);
  if (picked.some((lane) => laneText(lane) === laneText(name))) return { ...may, takes: [] };
  const alone = ask([...picked, name]);
  if (alone.allowed) return { ...may, takes: [] };
  const column = columnOf(context, state, picked);
  const together = column.length > 1 && ask([...picked, ...column]).allowed;
  return { ...alone, takes: together ? column.map(laneText).filter((text) => text !== laneText(name)) : [] };
};

/** For each lane whether it could be picked beside those that are, as the proposal itself would answer. */
export const pickableLanes = (
  picture: Picture,
  context: ListedContext,
  course: Course | null,
  picked: readonly LaneRef[],
  ask: Ask,
): Record<string, Pickable> =>
  Object.fromEntries(
    context.lanes.map((state) => [
      laneText(laneNameOf(state.lane)),
      course === null
        ? fixed('No move lies ahead of this context.')
        : pickableOf(context, course, picked, state, picture.now, ask),
    ]),
  );
