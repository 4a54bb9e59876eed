import type { AudienceView, LaneCell, MatrixView } from '@/lib/contract/views/parts';
import { drawnAt } from '@/lib/domain/authority/drawing';
import { authorityAt, pendingOf, stageAt } from '@/lib/domain/authority/interval';
import { audienceRef, laneNameOf } from '@/lib/domain/authority/lane';
import { participationOf } from '@/lib/domain/authority/participation';
import { wayBackWindow } from '@/lib/domain/authority/window';
import type { LaneState } from '@/lib/domain/decision/context-state';
import type { Side, Stage } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { conditionText } from './lane-words';

const cellOf = ({ lane, intervals, windows }: LaneState, stage: Stage, now: Date): LaneCell => {
  const held = authorityAt(intervals, now);
  const side = held?.side ?? 'legacy';
  const [next] = pendingOf(intervals, now);
  const window = side === 'target' ? wayBackWindow(windows, now, held?.decision.id) : undefined;
  return {
    ...laneNameOf(lane),
    side,
    participation: participationOf(stage, side, held?.legacyAfter),
    epoch: held?.epoch ?? 0,
    since: held?.from.toISOString() ?? null,
    decision: held?.decision.number ?? null,
    next:
      next === undefined
        ? null
        : { side: next.side, effectiveFrom: next.from.toISOString(), decision: next.decision.number },
    window: window === undefined ? null : { closesAt: window.closesAt.toISOString(), decision: window.decision.number },
  };
};

const audiencesOf = (lanes: readonly LaneState[]): AudienceView[] => {
  const audiences = new Map(lanes.map(({ lane }) => [audienceRef(lane.audience), lane.audience]));
  return [...audiences.entries()]
    .sort(([, a], [, b]) => (a.kind === b.kind ? a.position - b.position : a.kind === 'cohort' ? -1 : 1))
    .map(([key, audience]) => ({
      key,
      kind: audience.kind,
      name: audience.name,
      condition: conditionText(audience.condition),
    }));
};

/** Who holds which lane of a context at an instant. */
export const matrixOf = (context: ListedContext, now: Date): MatrixView => {
  const stage = stageAt(context.stages, now);
  const lanes = drawnAt([...context.lanes, ...(context.former ?? [])], now);
  return {
    workloads: context.workloads,
    audiences: audiencesOf(lanes),
    cells: lanes.map((state) => cellOf(state, stage, now)),
  };
};

/** The same after some of its lanes have moved to a side; a window opens with those that go to target. */
export const matrixAfter = (
  matrix: MatrixView,
  moved: ReadonlySet<string>,
  to: { side: Side; stage: Stage; decision: number | null },
): MatrixView => ({
  ...matrix,
  cells: matrix.cells.map((cell) => {
    const moves = moved.has(`${cell.workload}/${cell.audience}`);
    const side = moves ? to.side : (cell.next?.side ?? cell.side);
    return {
      ...cell,
      side,
      participation: participationOf(to.stage, side),
      ...(moves
        ? {
            epoch: cell.epoch + (cell.next === null ? 1 : 2),
            since: null,
            decision: to.decision,
            next: null,
            window: null,
          }
        : {}),
    };
  }),
});
