import type { CohortAudience, Lane } from '@/lib/domain/authority/lane';
import { audienceRef } from '@/lib/domain/authority/lane';
import type { EvaluationOutcome } from '@/lib/domain/words';
import type { MatchRateCriterion } from './criteria-set';
import { evidenceOf, type Finding, noWindow } from './evaluation';
import type { RunFact } from './facts';
import { audienceShare, runShare } from './lane-share';
import { brokenOff, eligibleRuns, isCompleted, latestFirst, newestEnd, streamsOf, withoutOverlap } from './select-runs';
import { countText, layerWords, percentPlaces, percentText, plural, ratePlaces, spanText } from './sentence';
import { reaches, type Share, shareText, wilsonReaches, wilsonText } from './share';

const hour = 3_600_000;
const day = 24 * hour;

/** A lane to evaluate for, with all cohorts of its context; null for the context as a whole. */
export type LaneScope = { lane: Lane; cohorts: readonly CohortAudience[] } | null;

type Counted = { run: RunFact; share: Share };

type Read = {
  criterion: MatchRateCriterion;
  at: Date;
  /** Latest first, no window twice. */
  counted: Counted[];
  /** Runs of a stream that tells audiences apart, which do not do so themselves. */
  undetermined: RunFact[];
  eligible: RunFact[];
};

const workloadOf = (criterion: MatchRateCriterion, scope: LaneScope) => scope?.lane.workload ?? criterion.workload;

const shareOf = (run: RunFact, scope: LaneScope): Share | null =>
  scope === null ? runShare(run) : audienceShare(run, scope.lane.audience, scope.cohorts);

const startOf = (criterion: MatchRateCriterion, at: number): number =>
  'days' in criterion.window ? at - criterion.window.days * day : Number.NEGATIVE_INFINITY;

/** Streams in which no run tells audiences apart say nothing about a lane; one that does must always do so. */
const readRuns = (criterion: MatchRateCriterion, runs: readonly RunFact[], at: Date, scope: LaneScope): Read => {
  const eligible = eligibleRuns(runs, { layer: criterion.layer, workload: workloadOf(criterion, scope) }, at);
  const counted: Counted[] = [];
  const undetermined: RunFact[] = [];
  for (const stream of streamsOf(eligible)) {
    const shares = withoutOverlap(stream.filter((run) => isCompleted(run) && run.totals !== null)).map((run) => ({
      run,
      share: shareOf(run, scope),
    }));
    if (shares.every(({ share }) => share === null)) continue;
    for (const { run, share } of shares) {
      if (share === null) undetermined.push(run);
      else counted.push({ run, share });
    }
  }
  const order = new Map(latestFirst(counted.map(({ run }) => run)).map((run, index) => [run.id, index]));
  counted.sort((a, b) => (order.get(a.run.id) ?? 0) - (order.get(b.run.id) ?? 0));
  return { criterion, at, counted, undetermined, eligible };
};

const inWindow = (read: Read, at: number): Counted[] => {
  const { window } = read.criterion;
  if ('runs' in window) return read.counted.slice(0, window.runs);
  return read.counted.filter(({ run }) => run.window.to.getTime() > startOf(read.criterion, at));
};

/** Every workload must be fresh by itself: the end of the one that is furthest behind. */
const freshEnd = (counted: readonly Counted[]): number => {
  const byWorkload = new Map<string | null, RunFact[]>();
  for (const { run } of counted) byWorkload.set(run.workload, [...(byWorkload.get(run.workload) ?? []), run]);
  return Math.min(...[...byWorkload.values()].map(newestEnd));
};

const total = (counted: readonly Counted[]): Share => ({
  good: counted.reduce((sum, { share }) => sum + share.good, 0),
  n: counted.reduce((sum, { share }) => sum + share.n, 0),
});

type State = {
  outcome: EvaluationOutcome;
  why: 'rate' | 'absent' | 'old' | 'few' | 'few_runs' | 'undetermined' | 'broken';
};

const stateAt = (read: Read, at: number): State => {
  const { criterion } = read;
  const start = startOf(criterion, at);
  const broken = brokenOff(read.eligible.filter((run) => run.window.to.getTime() > start));
  if (broken !== null) return { outcome: 'errored', why: 'broken' };
  const counted = inWindow(read, at);
  const undetermined = read.undetermined.some((run) => run.window.to.getTime() > start);
  if (counted.length === 0) {
    if (read.counted.length > 0) return { outcome: 'stale', why: 'old' };
    return {
      outcome: 'insufficient',
      why: undetermined || read.eligible.some(isCompleted) ? 'undetermined' : 'absent',
    };
  }
  if (undetermined) return { outcome: 'insufficient', why: 'undetermined' };
  if (at >= freshEnd(counted) + criterion.freshnessHours * hour) return { outcome: 'stale', why: 'old' };
  if ('runs' in criterion.window && counted.length < criterion.window.runs)
    return { outcome: 'insufficient', why: 'few_runs' };
  const share = total(counted);
  if (share.n < criterion.minSamples) return { outcome: 'insufficient', why: 'few' };
  const enough =
    criterion.confidence === undefined
      ? reaches(share, criterion.threshold)
      : wilsonReaches(share, criterion.threshold);
  return { outcome: enough ? 'met' : 'not_met', why: 'rate' };
};

/** The first instant after `at` at which the passing of time, and nothing else, gives another outcome. */
const validUntil = (read: Read, outcome: EvaluationOutcome): Date | null => {
  const now = read.at.getTime();
  const { criterion } = read;
  const counted = inWindow(read, now);
  const leaving = 'days' in criterion.window ? criterion.window.days * day : null;
  const instants = [
    ...read.counted.map(({ run }) => run.window.to.getTime() + criterion.freshnessHours * hour),
    ...(leaving === null ? [] : read.eligible.map((run) => run.window.to.getTime() + leaving)),
  ];
  if (counted.length === 0 && outcome !== 'errored') return null;
  const later = [...new Set(instants)].filter((instant) => instant > now).sort((a, b) => a - b);
  const changes = later.find((instant) => stateAt(read, instant).outcome !== outcome);
  return changes === undefined ? null : new Date(changes);
};

const whose = (criterion: MatchRateCriterion, scope: LaneScope): string => {
  const workload = workloadOf(criterion, scope);
  const of = `${layerWords[criterion.layer]}${workload === undefined ? '' : ` for ${workload}`}`;
  if (scope === null) return of;
  const { audience } = scope.lane;
  return `${of}, ${audience.name === '' ? audienceRef(audience) : audience.name}`;
};

const over = (criterion: MatchRateCriterion): string =>
  'days' in criterion.window ? plural(criterion.window.days, 'day') : plural(criterion.window.runs, 'run');

const rateSentence = (criterion: MatchRateCriterion, share: Share, of: string): string => {
  const places = ratePlaces(criterion.threshold);
  const needed = `needed ${percentText(criterion.threshold, percentPlaces(criterion.threshold))}.`;
  const rate = percentText(shareText(share) ?? '0', places);
  const n = `n = ${countText(share.n)}`;
  if (criterion.confidence === undefined) {
    return `Match rate of ${of} was ${rate} over ${over(criterion)} (${n}); ${needed}`;
  }
  const bound = percentText(wilsonText(share) ?? '0', places);
  return `Match rate of ${of} was at least ${bound} with 95\u202F% confidence (${rate} over ${over(criterion)}, ${n}); ${needed}`;
};

const sentenceOf = (read: Read, state: State, counted: readonly Counted[], scope: LaneScope): string => {
  const { criterion, at } = read;
  const of = whose(criterion, scope);
  switch (state.why) {
    case 'rate':
      return rateSentence(criterion, total(counted), scope === null ? of : `${of},`);
    case 'absent':
      return `No run has compared ${of} yet; needed ${plural(criterion.minSamples, 'sample')} over ${over(criterion)}.`;
    case 'old': {
      const end = counted.length > 0 ? freshEnd(counted) : newestEnd(read.counted.map(({ run }) => run));
      const age = spanText(at.getTime() - end);
      return `The newest comparison of ${of} is ${age} old; at most ${spanText(criterion.freshnessHours * hour)} are allowed.`;
    }
    case 'few':
      return `Only ${plural(total(counted).n, 'sample')} of ${of} over ${over(criterion)}; needed ${countText(criterion.minSamples)}.`;
    case 'few_runs':
      return `Only ${plural(counted.length, 'run')} compared ${of}; needed ${over(criterion)}.`;
    case 'undetermined':
      return scope === null
        ? `The runs of ${of} carry no totals to compute a match rate from.`
        : `The runs of ${of} do not say which records belong to it.`;
    case 'broken': {
      const broken = brokenOff(
        read.eligible.filter((run) => run.window.to.getTime() > startOf(criterion, at.getTime())),
      );
      return `The newest run of ${of}, from ${broken?.source ?? 'its source'}, did not complete.`;
    }
  }
};

/** (matched + accepted) / (compared + missing on either side) over the window, against the threshold. */
export const evaluateMatchRate = (
  criterion: MatchRateCriterion,
  runs: readonly RunFact[],
  at: Date,
  scope: LaneScope,
): Finding => {
  const read = readRuns(criterion, runs, at, scope);
  const state = stateAt(read, at.getTime());
  const counted = inWindow(read, at.getTime());
  const share = total(counted);
  const oldest = Math.min(...counted.map(({ run }) => run.window.from.getTime()));
  return {
    outcome: state.outcome,
    value: criterion.confidence === undefined ? shareText(share) : wilsonText(share),
    threshold: criterion.threshold,
    sampleSize: share.n,
    window:
      counted.length === 0
        ? noWindow
        : { from: new Date(oldest), to: new Date(newestEnd(counted.map(({ run }) => run))) },
    validUntil: validUntil(read, state.outcome),
    evidence: evidenceOf({ runs: counted.map(({ run }) => run) }),
    sentence: sentenceOf(read, state, counted, scope),
  };
};
