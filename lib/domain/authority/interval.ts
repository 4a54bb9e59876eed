import type { LegacyAfter, Side, Stage } from '@/lib/domain/words';

/** A decision as records name it; on screens `D-14`. */
export type DecisionRef = { id: string; number: number };

/** In this lane, `side` was authoritative from `from` (included) to `to` (excluded; null: still), by that decision. */
export type AuthorityInterval = {
  laneId: string;
  epoch: number;
  side: Side;
  from: Date;
  to: Date | null;
  decision: DecisionRef;
  /** What legacy does behind target, where the decision says so; left out: as the stage has it. */
  legacyAfter?: LegacyAfter | undefined;
  /** Index of the ledger entry that opened it; for what was on record then. */
  openedAtEntry: number;
  /** Index of the ledger entry that closed it; null while it is open-ended. */
  closedAtEntry: number | null;
};

/** A context stood at `stage` from `from` (included) to `to` (excluded; null: still). */
export type StageInterval = { stage: Stage; from: Date; to: Date | null };

const covers = (interval: { from: Date; to: Date | null }, at: Date): boolean =>
  interval.from <= at && (interval.to === null || at < interval.to);

/** What the record said when `knownAtEntry` was its last entry: later closings were not known, later openings did not exist. */
export const intervalsKnownAt = (intervals: readonly AuthorityInterval[], knownAtEntry: number): AuthorityInterval[] =>
  intervals
    .filter((interval) => interval.openedAtEntry <= knownAtEntry)
    .map((interval) =>
      interval.closedAtEntry !== null && interval.closedAtEntry > knownAtEntry
        ? { ...interval, to: null, closedAtEntry: null }
        : interval,
    );

/** Who was authoritative at `at` in one lane; undefined before the lane's first interval. */
export const authorityAt = (
  intervals: readonly AuthorityInterval[],
  at: Date,
  knownAtEntry?: number,
): AuthorityInterval | undefined =>
  (knownAtEntry === undefined ? intervals : intervalsKnownAt(intervals, knownAtEntry)).find((interval) =>
    covers(interval, at),
  );

/** The last interval on record, in effect or not yet; undefined for a lane that has none. */
export const headOf = (intervals: readonly AuthorityInterval[]): AuthorityInterval | undefined =>
  intervals.find((interval) => interval.to === null);

/** Those recorded and not yet in effect, in order. */
export const pendingOf = (intervals: readonly AuthorityInterval[], at: Date): AuthorityInterval[] =>
  intervals.filter((interval) => interval.from > at).sort((a, b) => a.from.getTime() - b.from.getTime());

/** The stage in effect at `at`; a context without a stage interval there is planned. */
export const stageAt = (stages: readonly StageInterval[], at: Date): Stage =>
  stages.find((interval) => covers(interval, at))?.stage ?? 'planned';

/** The last stage on record, in effect or not yet. */
export const headStageOf = (stages: readonly StageInterval[]): Stage =>
  stages.find((interval) => interval.to === null)?.stage ?? 'planned';
