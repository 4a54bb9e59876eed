import type { TrackStage } from '@/lib/contract/views/parts';
import { authorityAt, stageAt } from '@/lib/domain/authority/interval';
import { type Stage, stages } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { dayMs } from './say';

/** How long the context stood at a stage in all, in whole days; null where it never did. */
const daysAt = (context: ListedContext, stage: Stage, now: Date): number | null => {
  const own = context.stages.filter((interval) => interval.stage === stage && interval.from <= now);
  if (own.length === 0) return null;
  const spent = own.reduce(
    (sum, { from, to }) => sum + Math.min(now.getTime(), to?.getTime() ?? now.getTime()) - from.getTime(),
    0,
  );
  return Math.floor(spent / dayMs);
};

/** Target's share of lanes at an instant, from 0 to 1. */
const targetShareAt = (context: ListedContext, at: Date): number => {
  const target = context.lanes.filter(({ intervals }) => authorityAt(intervals, at)?.side === 'target').length;
  return context.lanes.length === 0 ? 0 : target / context.lanes.length;
};

const shareOf: Partial<Record<Stage, number>> = { planned: 0, shadow: 0, validated: 0, full: 1, retired: 1 };

/** At the end of its last time at a stage that is over. */
const pastShare = (context: ListedContext, stage: Stage): number | null => {
  const last = context.stages.findLast((interval) => interval.stage === stage && interval.to !== null);
  return last?.to == null ? null : targetShareAt(context, new Date(last.to.getTime() - 1));
};

/** The stages that a context goes through, those behind it with the days that they took. */
export const trackOf = (context: ListedContext, now: Date, note: string | null = null): TrackStage[] => {
  const current = stages.indexOf(stageAt(context.stages, now));
  return stages
    .map((stage, index): TrackStage | null => {
      // A context with a single lane never was selective, and never will be.
      if (stage === 'selective' && context.lanes.length === 1 && index !== current) return null;
      const standing = index < current ? 'past' : index === current ? 'current' : 'ahead';
      const share =
        standing === 'current'
          ? targetShareAt(context, now)
          : standing === 'past'
            ? (shareOf[stage] ?? pastShare(context, stage))
            : null;
      return { stage, standing, days: standing === 'ahead' ? null : daysAt(context, stage, now), share, note: null };
    })
    .flatMap((stage) => stage ?? [])
    .map((stage, index, all) =>
      all[index - 1]?.standing === 'current' ? { ...stage, standing: 'next', note } : stage,
    );
};
