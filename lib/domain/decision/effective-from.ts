import { authorityAt, headOf, pendingOf, stageAt } from '@/lib/domain/authority/interval';
import { earliestEffect, type Leases } from '@/lib/domain/authority/lease';
import { stageAgreesWithLanes } from '@/lib/domain/stage/agreement';
import type { Side, Stage } from '@/lib/domain/words';
import { type ContextState, type LaneState, stageOnRecord } from './context-state';

/** A change of one context: these lanes to that side, and the stage it stands at afterwards. */
export type Move = { lanes: readonly LaneState[]; to: Side; stage: Stage };

const afterMs = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms);
const latest = (instants: readonly Date[]): Date => new Date(Math.max(...instants.map((instant) => instant.getTime())));

/** What is recorded for the context, lanes and stage, and not yet in effect. */
const pendingInstants = (context: ContextState, at: Date): Date[] => [
  ...context.lanes.flatMap((state) => pendingOf(state.intervals, at).map((interval) => interval.from)),
  ...context.stages.map((interval) => interval.from).filter((from) => from > at),
];

/** Whether stage and lanes agree from `from` on, at every instant at which something recorded takes effect. */
const agreesFrom = (context: ContextState, move: Move, from: Date, boundaries: readonly Date[]): boolean =>
  [from, ...boundaries.filter((instant) => instant > from)].every((instant) =>
    stageAgreesWithLanes(
      stageAt(context.stages, instant),
      context.lanes.map((state) =>
        move.lanes.includes(state) ? move.to : (authorityAt(state.intervals, instant)?.side ?? 'legacy'),
      ),
    ),
  );

/**
 * When a move recorded at `at` takes effect: not before any answer given for one of its lanes has run out, after what is
 * on record for those lanes, and in turn with other pending changes of the context wherever the stage would otherwise
 * disagree with the lanes for a while. All of its lanes change at that one instant.
 */
export const effectiveFromOf = (context: ContextState, move: Move, leases: Leases, at: Date): Date => {
  const staged = stageOnRecord(context) !== move.stage;
  const lastStage = context.stages.find((interval) => interval.to === null);
  const boundaries = pendingInstants(context, at);
  const earliest = latest([
    at,
    ...move.lanes.flatMap((state) => {
      const head = headOf(state.intervals);
      if (head === undefined) return [];
      const pendingFrom = head.from > at ? head.from : null;
      return [earliestEffect({ windows: state.windows, pendingFrom }, leases, at)];
    }),
    ...(staged && lastStage !== undefined ? [afterMs(lastStage.from, 1)] : []),
  ]);
  if (boundaries.length === 0) return earliest;
  if (!staged && agreesFrom(context, move, earliest, boundaries)) return earliest;
  return latest([earliest, afterMs(latest(boundaries), 1)]);
};
