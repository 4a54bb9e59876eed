import { laneNameOf } from '@/lib/domain/authority/lane';
import { sideOnRecord, stageOnRecord } from '@/lib/domain/decision/context-state';
import type { AdvancePayload } from '@/lib/domain/decision/payload';
import { transitionsOf } from '@/lib/domain/stage/transition';
import { type Stage, workloads } from '@/lib/domain/words';
import type { ListedDecision } from '@/lib/store/read-models/decision-records';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { Move } from '@/lib/usecases/evidence/evaluate-move';
import type { Picture } from './picture';

/** Where a context goes next: as an open decision says, else the first workload's lanes that are still on legacy. */
export type NextMove = Move & { from: Stage; to: Stage; decision: ListedDecision | null };

const isLiveAdvance = (listed: ListedDecision, now: Date): boolean =>
  listed.decision.payload.kind === 'advance' && (listed.decision.expiresAt === null || listed.decision.expiresAt > now);

const proposed = (listed: ListedDecision, payload: AdvancePayload, context: ListedContext): NextMove => ({
  from: payload.from,
  to: payload.to,
  lanes: payload.lanes,
  transitions: transitionsOf(payload.from, payload.to, context.lanes.length),
  decision: listed,
});

const stageAfter: Partial<Record<Stage, Stage>> = { planned: 'shadow', shadow: 'validated' };

/** Null where nothing lies ahead that a decision of this kind could bring. */
export const nextMoveOf = (picture: Picture, context: ListedContext): NextMove | null => {
  const stage = stageOnRecord(context);
  for (const listed of picture.open) {
    const { payload, contextId } = listed.decision;
    if (contextId !== context.id || payload.kind !== 'advance' || !isLiveAdvance(listed, picture.now)) continue;
    return proposed(listed, payload, context);
  }
  const plain = stageAfter[stage];
  const move = (to: Stage, lanes: NextMove['lanes']): NextMove => ({
    from: stage,
    to,
    lanes,
    transitions: transitionsOf(stage, to, context.lanes.length),
    decision: null,
  });
  if (plain !== undefined) return move(plain, []);
  const onLegacy = context.lanes.filter((state) => sideOnRecord(state) === 'legacy').map(({ lane }) => lane);
  if ((stage !== 'validated' && stage !== 'selective') || onLegacy.length === 0) return null;
  const workload = workloads.find((word) => onLegacy.some((lane) => lane.workload === word));
  const first = onLegacy.filter((lane) => lane.workload === workload);
  const all = first.length === onLegacy.length;
  // From validated, several lanes go to selective first, so that the last of them waits for the step to full.
  const isFull = all && (stage === 'selective' || context.lanes.length === 1);
  const lanes = all && !isFull ? first.slice(0, -1) : first;
  return move(isFull ? 'full' : 'selective', lanes.map(laneNameOf));
};
