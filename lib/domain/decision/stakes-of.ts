import { type Workload, workloads } from '@/lib/domain/words';
import { type ContextState, type LaneState, sideOnRecord } from './context-state';
import type { Stakes } from './stakes';

/** Percentages are kept to a thousandth, rounded up, so that a share never looks smaller than it is. */
const ceil = (percent: number): number => Math.ceil(Math.min(100, percent) * 1_000 - 1e-6) / 1_000;

const shareIn = (lanes: readonly LaneState[], workload: Workload): number | null => {
  const shares = lanes.filter(({ lane }) => lane.workload === workload).map(({ lane }) => lane.audience.trafficPercent);
  return shares.some((share) => share === undefined)
    ? null
    : shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
};

/** What moving these lanes has at stake: all lanes of a workload are all of its traffic, whatever is known of each. */
export const stakesOf = (context: ContextState, moving: readonly LaneState[]): Stakes => {
  const touched = workloads.filter((workload) => moving.some(({ lane }) => lane.workload === workload));
  const shares = touched.map((workload) => {
    const whole = context.lanes.filter(({ lane }) => lane.workload === workload).length;
    const part = moving.filter(({ lane }) => lane.workload === workload).length;
    return part === whole ? 100 : shareIn(moving, workload);
  });
  const known = shares.every((share) => share !== null);
  const widest = Math.max(0, ...shares.map((share) => share ?? 100));
  return { risk: context.risk, workloads: touched, sharePercent: known ? ceil(widest) : null, loosens: false };
};

/** With what of the same workloads is on target: many small steps have as much at stake as one that is large. */
export const withTheirs = (context: ContextState, moving: readonly LaneState[]): LaneState[] => {
  const touched = new Set(moving.map(({ lane }) => lane.workload));
  const there = context.lanes.filter((state) => touched.has(state.lane.workload) && sideOnRecord(state) === 'target');
  return [...new Set([...moving, ...there])];
};
