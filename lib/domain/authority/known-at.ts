import { type AuthorityInterval, intervalsKnownAt, type StageInterval } from './interval';
import type { RollbackWindow } from './window';

// What was on record when an entry was the last one. What decisions opened and closed carries its entries; a window has
// those of the intervals that it came and went with.

type RecordedEnds = { openedAtEntry: number; closedAtEntry: number | null };

/** Stages as known then: later closings were not known, later openings did not exist. */
export const stagesKnownAt = <S extends StageInterval & RecordedEnds>(stages: readonly S[], entry: number): S[] =>
  stages
    .filter((stage) => stage.openedAtEntry <= entry)
    .map((stage) => (stage.closedAtEntry !== null && stage.closedAtEntry > entry ? { ...stage, to: null } : stage));

/** A window opens with the interval of its decision, else with the lane, and is used by the one that follows. */
const entriesOf = (
  window: RollbackWindow,
  intervals: readonly AuthorityInterval[],
): { opened: number; used: number | null } => {
  const inOrder = [...intervals].sort((a, b) => a.epoch - b.epoch);
  const opener = inOrder.find(({ decision }) => decision.id === window.decision.id) ?? inOrder[0];
  const next = inOrder.find(({ epoch }) => opener !== undefined && epoch > opener.epoch);
  return { opened: opener?.openedAtEntry ?? Number.POSITIVE_INFINITY, used: next?.openedAtEntry ?? null };
};

/** The end that a window had when nobody knew yet of what moved it later. */
const endKnownAt = (window: RollbackWindow, knownAt: Date): RollbackWindow => {
  const { extended = [] } = window;
  const known = extended.filter(({ at }) => at <= knownAt);
  const later = extended[known.length];
  return later === undefined
    ? window
    : { ...window, closesAt: later.before, extensions: known.length, extended: known };
};

/** What was on record at `at`: `entry` was its last one. */
export type Known = { entry: number; at: Date };

/**
 * A lane's windows as known then: one that was opened later was not there, one that was used later still stood, and one
 * that was extended later had its earlier end.
 */
export const windowsKnownAt = (
  windows: readonly RollbackWindow[],
  intervals: readonly AuthorityInterval[],
  { entry, at }: Known,
): RollbackWindow[] =>
  windows.flatMap((recorded) => {
    const window = endKnownAt(recorded, at);
    const { opened, used } = entriesOf(window, intervals);
    if (opened > entry) return [];
    return [used !== null && used > entry ? { ...window, endedAt: null } : window];
  });

/** A lane's record as known then. */
export const laneKnownAt = <L extends { intervals: readonly AuthorityInterval[]; windows: readonly RollbackWindow[] }>(
  lane: L,
  known: Known,
): L => ({
  ...lane,
  intervals: intervalsKnownAt(lane.intervals, known.entry),
  windows: windowsKnownAt(lane.windows, lane.intervals, known),
});
