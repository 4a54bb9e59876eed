import type { AuthorityInterval } from '@/lib/domain/authority/interval';
import type { Lane } from '@/lib/domain/authority/lane';
import { laneOf } from '@/lib/domain/authority/resolve';
import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Side, Workload } from '@/lib/domain/words';
import { judgeCount, type ObservedWindow, wasDrawn } from './observe';
import { otherPlaces, placeText, unclaimedPlace } from './place';

/** One count as a router reports it: by lane, or by the dimensions that decide the lane. */
export type ReportedCount = {
  context: string;
  workload: Workload;
  audience?: string | undefined;
  dimensions?: Readonly<Record<string, string>> | undefined;
  side: Side;
  count: number;
  epoch?: number | undefined;
};

export type KnownLane = {
  context: string;
  workload: Workload;
  audience: string;
  place: string;
  lane: Lane;
  intervals: readonly AuthorityInterval[];
};

type Input = {
  window: ObservedWindow;
  items: readonly ReportedCount[];
  lanes: readonly KnownLane[];
  dimensions: readonly string[];
  leaseMs: number;
  /** Places of this router that are known to have no lane. */
  unclaimed: readonly string[];
};

/** What a report comes to at one place. */
export type ReportedPlace = {
  place: string;
  legacy: number;
  target: number;
  wrongSide: Side | null;
  staleEpoch: number | null;
  unclaimed: boolean;
};

const dayMs = 86_400_000;
const oldestMs = 7 * dayMs;
/** Of more places than these nobody would read. */
const mostUnclaimed = 100;

/** What is wrong with a report's window at `at`; empty when it is closed, past, bounded, and not older than a week. */
export const windowFaults = ({ from, to }: ObservedWindow, at: Date): RefusalDetail[] => {
  if (to > at) return [{ pointer: '/to', detail: 'lies in the future' }];
  if (from >= to) return [{ pointer: '/to', detail: 'must be later than `from`' }];
  if (to.getTime() - from.getTime() > dayMs) return [{ pointer: '/from', detail: 'is more than 24 hours before `to`' }];
  return at.getTime() - to.getTime() > oldestMs ? [{ pointer: '/to', detail: 'is more than seven days ago' }] : [];
};

const formFault = (item: ReportedCount, known: readonly string[]): string | null => {
  if ((item.audience === undefined) === (item.dimensions === undefined))
    return 'names its lane either by `audience` or by `dimensions`';
  const unknown = Object.keys(item.dimensions ?? {}).filter((name) => !known.includes(name));
  return unknown.length === 0 ? null : `has ${unknown.join(', ')}, which is no dimension of this program`;
};

/** The lane of a count; null where none covers it. */
const laneFor = (item: ReportedCount, { lanes, window, leaseMs }: Input): Result<KnownLane | null> => {
  const there = lanes.filter(
    (lane) =>
      lane.context === item.context && lane.workload === item.workload && wasDrawn(lane.intervals, window, leaseMs),
  );
  if (item.dimensions === undefined) return accept(there.find(({ audience }) => audience === item.audience) ?? null);
  if (there.length === 0) return accept(null);
  const request = { workload: item.workload, dimensions: item.dimensions };
  const found = laneOf(
    item.context,
    there.map((known) => ({ ...known.lane, known })),
    request,
  );
  if (found.ok) return accept(found.value.known);
  return found.refusal.code === 'not_found' ? accept(null) : found;
};

const highestOf = ({ intervals }: KnownLane): number =>
  intervals.reduce((highest, { epoch }) => Math.max(highest, epoch), 0);

const nothing = (place: string): ReportedPlace => ({
  place,
  legacy: 0,
  target: 0,
  wrongSide: null,
  staleEpoch: null,
  unclaimed: false,
});

const add = (known: ReportedPlace, item: ReportedCount, lane: KnownLane | null, input: Input): ReportedPlace => {
  const sum = { ...known, [item.side]: Math.min(known[item.side] + item.count, Number.MAX_SAFE_INTEGER) };
  if (lane === null) return { ...sum, unclaimed: known.unclaimed || item.count > 0 };
  const { wrong, stale } = judgeCount(lane.intervals, input.window, item, input.leaseMs);
  return {
    ...sum,
    wrongSide: wrong ? item.side : known.wrongSide,
    staleEpoch: stale ? Math.min(item.epoch ?? 0, known.staleEpoch ?? item.epoch ?? 0) : known.staleEpoch,
  };
};

/** A report as what it comes to place by place. A count that cannot be laid to a lane for want of what decides it refuses. */
export const readReport = (input: Input): Result<ReportedPlace[]> => {
  const places = new Map<string, ReportedPlace>();
  const unclaimed = new Set(input.unclaimed);
  const ahead: RefusalDetail[] = [];
  for (const [index, item] of input.items.entries()) {
    const fault = formFault(item, input.dimensions);
    if (fault !== null)
      return refuse('invalid_body', `A count ${fault}.`, [{ pointer: `/items/${index}`, detail: fault }]);
    const found = laneFor(item, input);
    if (!found.ok) return found;
    const lane = found.value;
    if (lane !== null && (item.epoch ?? 0) > highestOf(lane))
      ahead.push({
        pointer: `/items/${index}/epoch`,
        detail: `the highest on record for ${placeText(lane)} is ${highestOf(lane)}`,
      });
    const told = lane === null ? unclaimedPlace(item) : lane.place;
    const place = lane !== null || unclaimed.has(told) || unclaimed.size < mostUnclaimed ? told : otherPlaces;
    if (lane === null) unclaimed.add(place);
    places.set(place, add(places.get(place) ?? nothing(place), item, lane, input));
  }
  if (ahead.length > 0)
    return refuse('epoch_unknown', 'An epoch is higher than any on record. Nothing was counted.', ahead);
  return accept([...places.values()]);
};
