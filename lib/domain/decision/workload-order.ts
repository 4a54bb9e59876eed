import { audienceRef, laneWords } from '@/lib/domain/authority/lane';
import type { RefusalDetail } from '@/lib/domain/kernel/refusal';
import type { Workload } from '@/lib/domain/words';
import { type ContextState, type LaneState, sideOnRecord } from './context-state';

/** Workloads that would move before one that the policy puts first: of the same audience, still on legacy and left there. */
export const orderProblems = (
  context: ContextState,
  moving: readonly LaneState[],
  order: readonly Workload[],
): RefusalDetail[] =>
  moving.flatMap((state) => {
    const before = order.slice(0, Math.max(0, order.indexOf(state.lane.workload)));
    const audience = audienceRef(state.lane.audience);
    return context.lanes
      .filter(
        (other) =>
          before.includes(other.lane.workload) &&
          audienceRef(other.lane.audience) === audience &&
          sideOnRecord(other) === 'legacy' &&
          !moving.includes(other),
      )
      .map((other) => ({
        pointer: '/lanes',
        detail: `${laneWords(state.lane)} can move only after or with ${laneWords(other.lane)}, which legacy still holds`,
      }));
  });
