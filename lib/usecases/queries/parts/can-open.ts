import type { MatchRateCriterion } from '@/lib/domain/criteria/criteria-set';
import { criterionOf, criterionTitle } from '@/lib/domain/criteria/criterion-title';
import type { Evaluation } from '@/lib/domain/criteria/evaluation';
import type { RunFact } from '@/lib/domain/criteria/facts';
import { gateStanding } from '@/lib/domain/criteria/gate-standing';
import { runShare } from '@/lib/domain/criteria/lane-share';
import { reaches, type Share, wilsonReaches } from '@/lib/domain/criteria/share';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { type Ahead, freshUntil, stopText } from './gate';
import { countedRuns } from './lock';
import type { Picture } from './picture';
import { dayMs, dayText } from './say';

/** When the gate can open at the earliest: now, from a day on, or nobody can say; `note` says after what. */
export type CanOpen = { kind: 'now' | 'day' | 'none'; at: string | null; note: string };

/** How far ahead a projection is worth anything. */
const farthestDays = 120;

/** The days that "today's volume" and "today's trend" are taken from. */
const trendDays = 3;

type Dated = { at: number; share: Share };

const totalOf = (parts: readonly Share[]): Share => ({
  good: parts.reduce((sum, { good }) => sum + good, 0),
  n: parts.reduce((sum, { n }) => sum + n, 0),
});

const enough = (criterion: MatchRateCriterion, share: Share): boolean =>
  share.n >= criterion.minSamples &&
  (criterion.confidence === undefined
    ? reaches(share, criterion.threshold)
    : wilsonReaches(share, criterion.threshold));

/**
 * In how many days a match rate over a rolling window is reached if each day to come is like the last ones; null where
 * it never is. Old days leave the window while new ones come in.
 */
export const daysUntilReached = (criterion: MatchRateCriterion, runs: readonly RunFact[], now: Date): number | null => {
  if (!('days' in criterion.window)) return null;
  const { days } = criterion.window;
  const counted = countedRuns(runs, criterion.layer, now, days)
    .filter((run) => criterion.workload === undefined || run.workload === criterion.workload)
    .flatMap((run): Dated[] => {
      const share = runShare(run);
      return share === null ? [] : [{ at: run.window.to.getTime(), share }];
    });
  const lately = counted.filter(({ at }) => at > now.getTime() - trendDays * dayMs);
  if (lately.length === 0) return null;
  const daily = totalOf(lately.map(({ share }) => share));
  for (let ahead = 1; ahead <= farthestDays; ahead += 1) {
    const start = now.getTime() + (ahead - days) * dayMs;
    const kept = totalOf(counted.filter(({ at }) => at > start).map(({ share }) => share));
    const fresh = Math.min(ahead, days);
    const share = {
      good: kept.good + Math.floor((daily.good * fresh) / trendDays),
      n: kept.n + Math.floor((daily.n * fresh) / trendDays),
    };
    if (enough(criterion, share)) return ahead;
  }
  return null;
};

type Wait = { days: number | null; note: string };

const waitFor = (evaluation: Evaluation, picture: Picture, context: ListedContext): Wait => {
  const document = picture.criteria.get(context.id)?.document;
  const criterion = criterionOf(document, evaluation.key);
  const title = criterionTitle(criterion, evaluation.key);
  if (evaluation.kind === 'attestation') return { days: null, note: 'after an attestation' };
  if (evaluation.kind === 'expected_checks') return { days: null, note: 'after the expected runs' };
  if (evaluation.kind === 'way_back') return { days: null, note: 'after the way back is proven' };
  if (evaluation.kind === 'coverage') return { days: null, note: 'after every condition was seen' };
  if (evaluation.kind === 'discrepancy_ceiling') {
    return {
      days: null,
      note: evaluation.outcome === 'not_met' ? 'after patterns are explained or gone' : 'after the next run',
    };
  }
  if (evaluation.outcome === 'stale' || evaluation.outcome === 'errored')
    return { days: null, note: 'after the next run' };
  if (criterion?.kind !== 'match_rate') return { days: null, note: title };
  const days = daysUntilReached(criterion, picture.evidence.get(context.id)?.runs ?? [], picture.now);
  const few = evaluation.outcome === 'insufficient';
  if (days === null) return { days, note: few ? 'volume too low' : 'not at today’s trend' };
  return { days, note: few ? 'at today’s volume' : 'at today’s trend' };
};

/** The earliest day on which a context's next gate can open, at today's volume and trend. */
export const canOpenOf = (picture: Picture, context: ListedContext, ahead: Ahead | null): CanOpen => {
  if (ahead === null) return { kind: 'none', at: null, note: 'nothing lies ahead' };
  if (stopText(picture, context) !== null) return { kind: 'none', at: null, note: 'stopped' };
  const standing = gateStanding(ahead.evaluations, ahead.blocks);
  if (ahead.blocks.length > 0) return { kind: 'none', at: null, note: 'something is not declared' };
  if (standing.open) {
    const until = freshUntil(ahead);
    const note = until === null ? '' : `until ${dayText(until, 'UTC', picture.now)}`;
    return { kind: 'now', at: picture.now.toISOString(), note };
  }
  const waits = standing.unmet.map((evaluation) => waitFor(evaluation, picture, context));
  const open = waits.find(({ days }) => days === null);
  if (open !== undefined) return { kind: 'none', at: null, note: open.note };
  const last = waits.reduce((a, b) => ((b.days ?? 0) > (a.days ?? 0) ? b : a));
  const at = new Date(picture.now.getTime() + (last.days ?? 0) * dayMs);
  return { kind: 'day', at: at.toISOString(), note: last.note };
};
