// Where every strip, mark and label of the swim-lane chart stands, as plain numbers.

import { timeScale } from '@/components/charts/axis';
import { decisionLooks } from '@/components/states/decision';
import type { TimelineContext, TimelineInterval, TimelineStrip } from '@/lib/contract/views/timeline';
import type { DecisionState, Workload } from '@/lib/domain/words';

export const plot = { left: 168, right: 1156, width: 1164, top: 36 } as const;
const strip = { height: 5, step: 6 } as const;

export type PlacedInterval = { x: number; width: number; side: TimelineInterval['side']; title: string };
export type PlacedStrip = { key: string; y: number; intervals: PlacedInterval[] };
export type PlacedWorkload = {
  workload: Workload;
  labelY: number;
  strips: PlacedStrip[];
  windows: { y: number; from: number; to: number; label: string; open: boolean }[];
};
/** What a decision came to: it may still become something, it was executed, or it is over and changed nothing. */
type DecisionMark = 'live' | 'executed' | 'nothing';

const markOf = (state: DecisionState): DecisionMark =>
  decisionLooks[state].live ? 'live' : state === 'executed' ? 'executed' : 'nothing';

export type PlacedContext = {
  slug: string;
  name: string;
  top: number;
  decisions: { x: number; number: number; mark: DecisionMark; title: string }[];
  workloads: PlacedWorkload[];
  holds: { from: number; to: number; open: boolean }[];
  planned: boolean;
  height: number;
};

export type Range = { from: string; to: string; now: string };

const clampTo = (x: number): number => Math.min(plot.right, Math.max(plot.left, x));

const placeStrip = (each: TimelineStrip, y: number, at: (instant: string) => number, now: string): PlacedStrip => ({
  key: each.audience,
  y,
  intervals: each.intervals.flatMap((interval) => {
    const [from, to] = [clampTo(at(interval.from)), clampTo(at(interval.to ?? now))];
    if (to <= from) return [];
    return [
      {
        x: from,
        width: Math.max(1, to - from),
        side: interval.side,
        title: `${each.workload}, ${each.name}: ${interval.side}, epoch ${interval.epoch}, D-${interval.decision}`,
      },
    ];
  }),
});

/** Four strips a workload or however many there are audiences; windows as brackets below their workload. */
export const placeContext = (context: TimelineContext, top: number, { from, to, now }: Range): PlacedContext => {
  const scale = timeScale(from, to, plot.left, plot.right);
  const at = (instant: string) => scale(new Date(instant));
  const inside = (instant: string) => instant >= from && instant <= to;
  let y = top + 24;
  const workloads: PlacedWorkload[] = [];
  const planned = context.strips.every((each) => each.intervals.length === 0);
  for (const workload of planned ? [] : [...new Set(context.strips.map((each) => each.workload))]) {
    const own = context.strips.filter((each) => each.workload === workload);
    const strips = own.map((each, index) => placeStrip(each, y + index * strip.step, at, now));
    const bottom = y + own.length * strip.step;
    const windows = [
      ...new Map(
        context.windows.filter((each) => each.workload === workload).map((each) => [each.decision, each]),
      ).values(),
    ].map((each, index) => ({
      y: bottom + 3 + index * 9,
      from: clampTo(at(each.opensAt)),
      to: clampTo(at(each.endedAt ?? each.closesAt)),
      label: `D-${each.decision}`,
      open: each.endedAt === null && each.closesAt > now,
    }));
    workloads.push({ workload, labelY: y + (own.length * strip.step) / 2 + 3, strips, windows });
    y = bottom + 10 + windows.length * 9;
  }
  return {
    slug: context.slug,
    name: context.name,
    top,
    decisions: context.decisions
      .filter((each) => inside(each.at))
      .map((each) => ({
        x: at(each.at),
        number: each.number,
        mark: markOf(each.state),
        title: `D-${each.number}, ${decisionLooks[each.state].word}: ${each.title}`,
      })),
    workloads,
    holds: context.holds.map((each) => ({
      from: clampTo(at(each.from)),
      to: clampTo(at(each.to ?? now)),
      open: each.to === null,
    })),
    planned,
    height: Math.max(y + 4, top + 30) - top,
  };
};

/** All contexts below one another. */
export const placeAll = (contexts: TimelineContext[], range: Range): { rows: PlacedContext[]; height: number } => {
  let top: number = plot.top;
  const rows = contexts.map((context) => {
    const row = placeContext(context, top, range);
    top += row.height;
    return row;
  });
  return { rows, height: top };
};
