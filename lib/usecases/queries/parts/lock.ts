import type { LockView } from '@/lib/contract/views/parts';
import { agreementOf } from '@/lib/domain/agreement';
import { stageAt } from '@/lib/domain/authority/interval';
import { criteriaOf } from '@/lib/domain/criteria/criteria-set';
import type { RunFact } from '@/lib/domain/criteria/facts';
import { eligibleRuns, isCompleted, streamsOf, withoutOverlap } from '@/lib/domain/criteria/select-runs';
import type { Layer } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { type Ahead, aheadOf } from './gate';
import type { Picture } from './picture';
import { dayMs } from './say';

/** Levels are of the last two weeks. */
export const levelDays = 14;

/** The layer nearest to what a customer or a ledger sees comes first; position is no agreement at all. */
const nearestFirst: readonly Layer[] = ['outcome', 'state', 'event', 'row', 'query', 'dataset'];

/** Runs of one layer whose windows count once, of the last days. */
export const countedRuns = (runs: readonly RunFact[], layer: Layer, now: Date, days: number): RunFact[] =>
  streamsOf(eligibleRuns(runs, { layer }, now).filter((run) => isCompleted(run) && run.totals !== null))
    .flatMap(withoutOverlap)
    .filter((run) => run.window.to.getTime() > now.getTime() - days * dayMs);

/** The layer that the levels are read from, and its runs; none where nothing was compared lately. */
export const levelRuns = (runs: readonly RunFact[], now: Date): { layer: Layer; runs: RunFact[] } | null => {
  for (const layer of nearestFirst) {
    const counted = countedRuns(runs, layer, now, levelDays);
    if (counted.length > 0) return { layer, runs: counted };
  }
  return null;
};

const sum = (runs: readonly RunFact[], of: (run: RunFact) => number): number =>
  runs.reduce((total, run) => total + of(run), 0);

/** The highest share that the next gate asks of a layer; null where it asks for none. */
export const neededShare = (
  picture: Picture,
  context: ListedContext,
  ahead: Ahead | null,
  layer: Layer,
): string | null => {
  const set = picture.criteria.get(context.id);
  if (set === undefined || ahead === null) return null;
  const asked = criteriaOf(set.document, ahead.transitions).flatMap((criterion) =>
    criterion.kind === 'match_rate' && criterion.layer === layer ? [criterion.threshold] : [],
  );
  return asked.sort((a, b) => Number(b) - Number(a)).at(0) ?? null;
};

/** The drawing of one context: both sides' agreement, and the gate of what lies ahead. */
export const lockOf = (picture: Picture, context: ListedContext, ahead = aheadOf(picture, context)): LockView => {
  const found = levelRuns(picture.evidence.get(context.id)?.runs ?? [], picture.now);
  const runs = found?.runs ?? [];
  const matched = sum(runs, (run) => (run.totals?.matched ?? 0) + run.accepted);
  return {
    stage: stageAt(context.stages, picture.now),
    legacy: agreementOf({ produced: sum(runs, (run) => run.totals?.legacy ?? 0), matched }),
    target: agreementOf({ produced: sum(runs, (run) => run.totals?.target ?? 0), matched }),
    gate: ahead?.gate.state ?? 'closed',
    needed: found === null ? null : neededShare(picture, context, ahead, found.layer),
  };
};
