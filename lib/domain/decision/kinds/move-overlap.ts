import { lanesOf, type Payload, stagesOf } from '@/lib/domain/decision/payload';

/** Stage moves without lanes, and moves of all that is left, concern every lane of their context. */
const isContextWide = (payload: Payload): boolean => {
  const stages = stagesOf(payload);
  return stages === null || lanesOf(payload).length === 0 || stages.to !== 'selective';
};

const shareLanes = (a: Payload, b: Payload): boolean =>
  lanesOf(a).some((lane) => lanesOf(b).some((other) => other.laneId === lane.laneId));

/**
 * True for what moves lanes, or draws them anew: live, it keeps others of its kind from them. An emergency that waits for
 * its second person takes nobody's lanes; once it moves, it supersedes the others. An extension of a window takes none
 * either: it loses its object when the lane goes back or ends, and must not stand in the way of that.
 */
export const takesLanes = (payload: Payload): boolean =>
  payload.kind === 'redraw_lanes' || (stagesOf(payload) !== null && payload.kind !== 'break_glass');

/**
 * Two moves of one context overlap when they share a lane, or when one of them concerns all lanes: only those come to
 * take other lanes by themselves, so that no two live decisions ever take the same.
 */
export const movesOverlap = (a: Payload, b: Payload): boolean =>
  takesLanes(a) && takesLanes(b) && (isContextWide(a) || isContextWide(b) || shareLanes(a, b));
