import type { AuthorityInterval } from './interval';

// Which lanes there are at an instant: a lane is drawn from its first interval to its last, and one without any is drawn
// with its context.

type Recorded = { intervals: readonly AuthorityInterval[] };

/** The lanes of a context from an instant on; the first era begins with the record. */
export type Era<L> = { from: Date; lanes: L[] };

const startOf = ({ intervals }: Recorded): number => Math.min(...intervals.map(({ from }) => from.getTime()));

/** Infinity while the lane goes on. */
const endOf = ({ intervals }: Recorded): number =>
  Math.max(...intervals.map(({ to }) => to?.getTime() ?? Number.POSITIVE_INFINITY));

/** Every drawing of a context in its order; one for most, which were never drawn anew. */
export const erasOf = <L extends Recorded>(lanes: readonly L[]): Era<L>[] => {
  const ever = lanes.filter(({ intervals }) => intervals.length > 0);
  const cuts = new Set(ever.flatMap((lane) => [startOf(lane), endOf(lane)]));
  const bounds = [...cuts].filter(Number.isFinite).sort((a, b) => a - b);
  const eras = bounds.map((from) => ({
    from: new Date(from),
    lanes: lanes.filter((lane) => lane.intervals.length === 0 || (startOf(lane) <= from && from < endOf(lane))),
  }));
  return eras.length === 0 ? [{ from: new Date(0), lanes: [...lanes] }] : eras;
};

/** The era that an instant is in; before the record began, the first one. */
export const eraAt = <L>(eras: readonly Era<L>[], at: Date): Era<L> => {
  const found = eras.filter(({ from }) => from <= at).at(-1) ?? eras[0];
  if (found === undefined) throw new Error('a context without a drawing');
  return found;
};

/** The drawing that is on record and not yet in effect; undefined where there is none. */
export const nextEra = <L>(eras: readonly Era<L>[], at: Date): Era<L> | undefined =>
  eras.slice(1).find(({ from }) => from > at);

/** The lanes that are drawn at an instant. */
export const drawnAt = <L extends Recorded>(lanes: readonly L[], at: Date): L[] => eraAt(erasOf(lanes), at).lanes;
