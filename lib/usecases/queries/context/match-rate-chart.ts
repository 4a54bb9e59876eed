import type { DecisionMark, IncidentMark, MatchRateChart } from '@/lib/contract/views/charts';
import type { ExpectedCheck } from '@/lib/domain/criteria/facts';
import { runShare } from '@/lib/domain/criteria/lane-share';
import { eligibleRuns, isCompleted, streamsOf, withoutOverlap } from '@/lib/domain/criteria/select-runs';
import { layerWords, percentPlaces, percentText, ratePlaces } from '@/lib/domain/criteria/sentence';
import { shareText as exactShare } from '@/lib/domain/criteria/share';
import { isReview } from '@/lib/domain/decision/kinds/all';
import type { Layer } from '@/lib/domain/words';
import type { ListedRunFact } from '@/lib/store/evidence-facts';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';
import { lineStateAt } from '@/lib/usecases/queries/parts/decision-line';
import { dayMs, dayText, shareText } from '@/lib/usecases/queries/parts/say';

const shownDays = 30;

type Point = MatchRateChart['points'][number];

/** The stream with the most windows of a layer: one line that is drawn through like with like. */
const longestStream = (runs: readonly ListedRunFact[], layer: Layer, now: Date): ListedRunFact[] => {
  const since = now.getTime() - shownDays * dayMs;
  const wanted = eligibleRuns(runs, { layer }, now).filter(
    (run) => isCompleted(run) && run.window.to.getTime() > since,
  );
  const numbers = new Map(runs.map((run) => [run.id, run]));
  const streams = streamsOf(wanted).map(withoutOverlap);
  const longest = streams.sort((a, b) => b.length - a.length).at(0) ?? [];
  return longest.flatMap(({ id }) => numbers.get(id) ?? []).reverse();
};

const pointOf = (run: ListedRunFact): Point[] => {
  const share = runShare(run);
  const text = share === null ? null : exactShare(share);
  if (share === null || text === null) return [];
  const { from, to } = run.window;
  return [{ from: from.toISOString(), to: to.toISOString(), share: text, sampleSize: share.n, run: run.number }];
};

/** Stretches in which a run was expected and none came: longer than the cadence and its grace allow. */
const gapsOf = (points: readonly Point[], expected: ExpectedCheck | undefined, now: Date): MatchRateChart['gaps'] => {
  if (expected === undefined) return [];
  const allowed = expected.cadence + expected.grace;
  const ends = [...points.map(({ from, to }) => ({ from, to })), { from: now.toISOString(), to: now.toISOString() }];
  return ends.flatMap(({ from, to }, index) => {
    const before = ends[index - 1];
    if (before === undefined || Date.parse(to) - Date.parse(before.to) <= allowed || from <= before.to) return [];
    return [{ from: before.to, to: from }];
  });
};

const marksOf = (decisions: readonly DecisionLine[], from: string, now: Date): DecisionMark[] =>
  decisions
    .filter(({ kind, state }) => !isReview(kind) && ['executed', 'open'].includes(state))
    .map((decision) => ({
      number: decision.number,
      at: (decision.closedAt ?? decision.proposedAt).toISOString(),
      label: `D-${decision.number}`,
      state: lineStateAt(decision, now),
    }))
    .filter(({ at }) => at >= from);

const findingOf = (points: readonly Point[], layer: Layer, needed: string | null, now: Date): string => {
  const last = points.at(-1);
  const lowest = points.reduce<Point | undefined>(
    (low, point) => (low === undefined || Number(point.share) < Number(low.share) ? point : low),
    undefined,
  );
  if (last === undefined || lowest === undefined)
    return `Nothing was compared at the layer of ${layerWords[layer]} lately.`;
  const asked = needed === null ? '' : `; needed ${percentText(needed, percentPlaces(needed))}`;
  const said = (share: string): string => (needed === null ? shareText(share) : percentText(share, ratePlaces(needed)));
  const low =
    lowest.run === last.run
      ? ''
      : ` The lowest was ${said(lowest.share)} on ${dayText(new Date(Date.parse(lowest.to) - 1), 'UTC', now)}.`;
  return `Match rate of ${layerWords[layer]} was ${said(last.share)} in the latest window${asked}.${low}`;
};

type ChartInput = {
  runs: readonly ListedRunFact[];
  layer: Layer;
  needed: string | null;
  expected: readonly ExpectedCheck[];
  decisions: readonly DecisionLine[];
  incidents: readonly IncidentMark[];
  now: Date;
};

/** Agreement window by window of one stream, with the decisions on it; null where nothing was compared. */
export const matchRateChart = ({
  runs,
  layer,
  needed,
  expected,
  decisions,
  incidents,
  now,
}: ChartInput): MatchRateChart | null => {
  const stream = longestStream(runs, layer, now);
  const points = stream.flatMap(pointOf);
  const [first] = stream;
  const [begin] = points;
  if (first === undefined || begin === undefined) return null;
  const check = expected.find(
    ({ source, layer: of, workload }) => source === first.source && of === layer && workload === first.workload,
  );
  return {
    layer,
    workload: first.workload,
    points,
    gaps: gapsOf(points, check, now),
    needed,
    decisions: marksOf(decisions, begin.from, now),
    incidents: incidents.filter(({ at }) => at >= begin.from),
    now: now.toISOString(),
    finding: findingOf(points, layer, needed, now),
  };
};
