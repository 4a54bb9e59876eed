import { lanesOf, type Payload, stagesOf } from '@/lib/domain/decision/payload';

/** Stage moves without lanes, and moves of all that is left, concern every lane of their context. */
const isContextWide = (payload: Payload): boolean => {
  const stages = stagesOf(payload);
  return stages === null || lanesOf(payload).length === 0 || stages.to !== 'selective';
};

const shareLanes = (a: Payload, b: Payload): boolean =>
  lanesOf(a).some((lane) => lanesOf(b).some((other) => other.laneId === lane.laneId));

// An emergency that waits for its second person takes nobody's lanes; once it moves, it supersedes the others.
const moves = (payload: Payload): boolean =>
  payload.kind === 'redraw_lanes' || (stagesOf(payload) !== null && payload.kind !== 'break_glass');

/** Two moves of one context overlap when they share a lane, or when one of them concerns all lanes. */
export const movesOverlap = (a: Payload, b: Payload): boolean =>
  moves(a) && moves(b) && (isContextWide(a) || isContextWide(b) || shareLanes(a, b));
