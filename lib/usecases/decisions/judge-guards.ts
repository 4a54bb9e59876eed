import { drawnAt } from '@/lib/domain/authority/drawing';
import { laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { wayBackWindow } from '@/lib/domain/authority/window';
import { criteriaOf, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import type { Evaluation } from '@/lib/domain/criteria/evaluation';
import { type LaneState, sideOnRecord } from '@/lib/domain/decision/context-state';
import { type BrokenGuard, brokenGuards } from '@/lib/domain/decision/guards';
import type { World } from '@/lib/domain/decision/world';
import { transitionsOf } from '@/lib/domain/stage/transition';
import { stages } from '@/lib/domain/words';
import type { RecordedContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import type { GuardedShift } from '@/lib/store/guard-acts';
import { loadCriteriaVersion } from '@/lib/store/policies';
import { wordOf } from '@/lib/store/words';
import { evaluateMove, type Move } from '@/lib/usecases/evidence/evaluate-move';

// Guards stand as their signers signed them: by the criteria, the transitions and the gaps of then, on evidence of now.

export type ContextWorld = World & { context: RecordedContext };

type Asked = Omit<Move, 'lanes'>;

/** The lanes of a shift that stand on target and may still go back through the window that it opened. */
export const lanesOf = (shift: GuardedShift, { context, at }: ContextWorld): readonly LaneState[] =>
  context.lanes.filter(
    (state) =>
      sideOnRecord(state) === 'target' &&
      shift.windows.some(
        ({ laneId, openerId }) => laneId === state.lane.id && wayBackWindow(state.windows, at, openerId) !== undefined,
      ),
  );

/** What is asked of each lane and told by no run. */
const isUnclear = ({ lane, outcome }: Evaluation): boolean => lane !== null && outcome === 'insufficient';

/** Of these lanes, those that were drawn anew since. */
const redrawnSince = ({ windows }: GuardedShift, lanes: readonly LaneState[]): readonly LaneState[] =>
  lanes.filter(({ lane }) => windows.some(({ laneId, originId }) => laneId === lane.id && originId !== lane.id));

/** The drawing in which the shift took effect, and in it the lanes of its own that others stem from. */
const asMoved = (shift: GuardedShift, { context }: ContextWorld, stemming: readonly LaneState[]) => {
  const origins = shift.windows
    .filter(({ laneId }) => stemming.some(({ lane }) => lane.id === laneId))
    .map(({ originId }) => originId);
  const lanes = drawnAt([...context.lanes, ...(context.former ?? [])], shift.effectiveFrom);
  const moved = lanes.filter(({ lane }) => origins.includes(lane.id)).map(({ lane }) => laneNameOf(lane));
  return { drawing: { ...context, lanes }, moved };
};

/**
 * How it stands for the lanes that are left. Of a lane that was drawn anew and that no run tells apart, the lane that was
 * moved says it: drawing lanes finer than the evidence is switches no guard off.
 */
const evaluate = async (
  db: Db,
  shift: GuardedShift,
  world: ContextWorld,
  asked: Asked,
  left: readonly LaneState[],
): Promise<Evaluation[]> => {
  const { context, at } = world;
  const names = left.map(({ lane }) => laneNameOf(lane));
  const { evaluations } = await evaluateMove(db, context, { ...asked, lanes: names }, at);
  const unclear = evaluations.filter(isUnclear);
  const untold = new Set(unclear.map(({ lane }) => (lane === null ? '' : laneText(lane))));
  const stemming = redrawnSince(shift, left).filter(({ lane }) => untold.has(laneText(laneNameOf(lane))));
  if (stemming.length === 0) return evaluations;
  const { drawing, moved } = asMoved(shift, world, stemming);
  const then = await evaluateMove(db, drawing, { ...asked, lanes: moved }, at);
  const keys = new Set(unclear.map(({ criterion }) => criterion));
  return [...evaluations, ...then.evaluations.filter(({ lane, criterion }) => lane !== null && keys.has(criterion))];
};

/** The guards of a shift that broke and have not acted yet, on the lanes that could still go back. */
export const brokenOf = async (db: Db, shift: GuardedShift, world: ContextWorld): Promise<BrokenGuard[]> => {
  const left = lanesOf(shift, world);
  if (left.length === 0 || shift.guards.every(({ criterion }) => shift.acted.includes(criterion))) return [];
  const lanes = left.map(({ lane }) => lane);
  const stored = await loadCriteriaVersion(db, world.context.id, shift.criteria);
  const document = parseCriteriaSet(stored.document);
  if (!document.ok) return brokenGuards(shift.guards, { criteria: null, lanes, evaluations: [] }, shift.acted);
  const transitions = transitionsOf(wordOf(stages, shift.from), wordOf(stages, shift.to), shift.laneCount);
  const asked = { transitions, signed: { criteria: document.value, at: shift.executedAt } };
  const evaluations = await evaluate(db, shift, world, asked, left);
  const criteria = criteriaOf(document.value, transitions);
  return brokenGuards(shift.guards, { criteria, lanes, evaluations }, shift.acted);
};
