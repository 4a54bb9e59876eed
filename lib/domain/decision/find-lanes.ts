import { type LaneName, laneNameOf, laneText, laneWords } from '@/lib/domain/authority/lane';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Side } from '@/lib/domain/words';
import { type ContextState, epochOnRecord, type LaneState, sideOnRecord } from './context-state';
import type { PayloadLane } from './payload';

const problemOf = (found: LaneState | undefined, side: Side, repeated: boolean): string | null => {
  if (found === undefined) return 'is not a lane of this context';
  if (repeated) return 'is named twice';
  return sideOnRecord(found) === side ? null : `is not on ${side}`;
};

/** The named lanes of a context, each of them held by `side` on record; all that is wrong with the list at once. */
export const findLanes = (
  context: ContextState,
  names: readonly LaneName[],
  side: Side,
): Result<readonly LaneState[]> => {
  const texts = names.map(laneText);
  const found = texts.map((text) => context.lanes.find(({ lane }) => laneText(laneNameOf(lane)) === text));
  const errors = texts.flatMap((text, at) => {
    const problem = problemOf(found[at], side, texts.indexOf(text) !== at);
    const name = found[at] === undefined ? text : laneWords(found[at].lane);
    return problem === null ? [] : [{ pointer: `/lanes/${at}`, detail: `${name} ${problem}` }];
  });
  if (errors.length === 0) return accept(found.filter((state) => state !== undefined));
  return refuse('lanes_not_allowed', `${errors.map((error) => error.detail).join('; ')}.`, errors);
};

/** Lanes as a payload keeps them, in an order that does not depend on how they were named. */
export const payloadLanes = (lanes: readonly LaneState[]): PayloadLane[] =>
  lanes
    .map((state) => ({
      laneId: state.lane.id,
      ...laneNameOf(state.lane),
      side: sideOnRecord(state),
      epoch: epochOnRecord(state),
    }))
    .sort((a, b) => (laneText(a) < laneText(b) ? -1 : 1));
