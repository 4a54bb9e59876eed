import { type AuthorityInterval, headOf, headStageOf, type StageInterval } from '@/lib/domain/authority/interval';
import { type Lane, laneNameOf, laneText } from '@/lib/domain/authority/lane';
import type { RollbackWindow } from '@/lib/domain/authority/window';
import type { RiskClass, Side, Stage } from '@/lib/domain/words';

/** One lane with its record; at least its last interval, the one in effect, and those pending must be in it. */
export type LaneState = {
  lane: Lane;
  intervals: readonly AuthorityInterval[];
  windows: readonly RollbackWindow[];
  /** Lanes that it takes its keys from, where it was drawn anew; by id. */
  parents?: readonly string[];
};

export type RuleSetState = { version: number; digest: string; state: 'draft' | 'in_force' | 'superseded' };

/** A context as decisions see it, read under the program's lock. */
export type ContextState = {
  id: string;
  slug: string;
  risk: RiskClass;
  stages: readonly StageInterval[];
  /** Of the drawing on record. */
  lanes: readonly LaneState[];
  /** Lanes that a redrawing ended, on record; they may still be in effect. */
  former?: readonly LaneState[];
  ruleSets: readonly RuleSetState[];
};

/** The lanes of the drawing on record, and those that a redrawing ended: a lane ends with its last interval. */
export const drawingOf = <L extends LaneState>(lanes: readonly L[]): { lanes: L[]; former: L[] } => {
  const ended = ({ intervals }: L) => intervals.length > 0 && headOf(intervals) === undefined;
  return { lanes: lanes.filter((lane) => !ended(lane)), former: lanes.filter(ended) };
};

/** Every lane that there ever was, by its name: what was drawn anew under one name goes on in one record. */
export const everyLane = (context: Pick<ContextState, 'lanes' | 'former'>): LaneState[] => {
  const named = new Map<string, LaneState>();
  for (const state of [...context.lanes, ...(context.former ?? [])]) {
    const name = laneText(laneNameOf(state.lane));
    const known = named.get(name);
    if (known === undefined) named.set(name, state);
    else {
      const intervals = [...known.intervals, ...state.intervals].sort((a, b) => a.epoch - b.epoch);
      named.set(name, { ...known, intervals, windows: [...state.windows, ...known.windows] });
    }
  }
  return [...named.values()];
};

/** A lane that never had an interval is on legacy, at epoch 0. */
export const sideOnRecord = (state: LaneState): Side => headOf(state.intervals)?.side ?? 'legacy';

export const epochOnRecord = (state: LaneState): number => headOf(state.intervals)?.epoch ?? 0;

export const stageOnRecord = (context: ContextState): Stage => headStageOf(context.stages);
