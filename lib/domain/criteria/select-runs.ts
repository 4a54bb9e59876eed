import { recordsOf } from '@/lib/domain/comparison/run-facts';
import { byText } from '@/lib/domain/kernel/by-text';
import type { Layer, Workload } from '@/lib/domain/words';
import type { RunFact } from './facts';

// Which runs an evaluation may read at all. Windows and freshness go by window.to, never by receipt.

export type Wanted = { layer?: Layer | undefined; workload?: Workload | undefined };

/** Runs of the wanted layer and workload up to `at`; a baseline or superseded run is none of them. */
export const eligibleRuns = (runs: readonly RunFact[], wanted: Wanted, at: Date): RunFact[] =>
  runs.filter(
    (run) =>
      !run.baseline &&
      run.supersededBy === null &&
      (wanted.layer === undefined || run.layer === wanted.layer) &&
      (wanted.workload === undefined || run.workload === wanted.workload) &&
      run.window.to.getTime() <= at.getTime(),
  );

const differing = (run: RunFact): number =>
  run.totals === null || recordsOf(run.totals) === 0
    ? 1
    : (recordsOf(run.totals) - run.totals.matched - run.accepted) / recordsOf(run.totals);

/** Latest window first. Of two that end together the worse one comes first: sending again must not improve a record. */
export const latestFirst = (runs: readonly RunFact[]): RunFact[] =>
  [...runs].sort(
    (a, b) =>
      b.window.to.getTime() - a.window.to.getTime() ||
      differing(b) - differing(a) ||
      a.window.from.getTime() - b.window.from.getTime() ||
      byText(a.id, b.id),
  );

/** A consumer's query is asked of each engine by itself; elsewhere the engine only says how the job was run. */
const engineOf = ({ layer, engine }: RunFact): string => (layer === 'query' ? (engine ?? '') : '');

/** Runs by source, layer and workload, those of queries by engine too. */
export const streamsOf = (runs: readonly RunFact[]): RunFact[][] => {
  const streams = new Map<string, RunFact[]>();
  for (const run of runs) {
    const name = JSON.stringify([run.source, run.layer, run.workload, engineOf(run)]);
    const stream = streams.get(name);
    if (stream === undefined) streams.set(name, [run]);
    else stream.push(run);
  }
  return [...streams.entries()].sort(([a], [b]) => byText(a, b)).map(([, stream]) => stream);
};

/** Runs of one stream by what they compared: no run of one table hides what a run of another shows. */
export const byDatasets = (stream: readonly RunFact[]): RunFact[][] => {
  const tables = new Map<string, RunFact[]>();
  for (const run of stream) tables.set(run.datasets ?? '', [...(tables.get(run.datasets ?? '') ?? []), run]);
  return [...tables.values()];
};

/** Of one stream, runs of the same whose windows do not overlap, chosen from the latest backwards. Latest first. */
export const withoutOverlap = (stream: readonly RunFact[]): RunFact[] =>
  latestFirst(
    byDatasets(stream).flatMap((runs) => {
      const chosen: RunFact[] = [];
      for (const run of latestFirst(runs)) {
        const next = chosen.at(-1);
        if (next === undefined || run.window.to.getTime() <= next.window.from.getTime()) chosen.push(run);
      }
      return chosen;
    }),
  );

export const isCompleted = (run: RunFact): boolean => run.status === 'completed';

const verdicts = ['match', 'match_within_tolerance', 'mismatch'];

/** Whether a completed run compared anything; an empty one is no evidence of anything. */
export const hasContent = (run: RunFact): boolean =>
  isCompleted(run) &&
  ((run.totals !== null && recordsOf(run.totals) > 0) || run.checks.some((check) => verdicts.includes(check.outcome)));

export const newestEnd = (runs: readonly RunFact[]): number =>
  runs.reduce((newest, run) => Math.max(newest, run.window.to.getTime()), Number.NEGATIVE_INFINITY);

const lastReceived = (runs: readonly RunFact[], end: number): number =>
  runs.reduce((last, run) => (run.window.to.getTime() === end ? Math.max(last, run.receivedAt.getTime()) : last), 0);

const namesNone = ({ datasets = '' }: RunFact): boolean => datasets === '';

/**
 * The run that broke off after the last complete one of its stream and datasets, if any: what it would have shown is
 * unknown. One that does not say what it compared is held against its stream until anything of that completes. Of two of
 * one window the later word counts, so that one said to have failed after all is not hidden by what was said before.
 */
export const brokenOff = (runs: readonly RunFact[]): RunFact | null => {
  for (const stream of streamsOf(runs)) {
    for (const same of byDatasets(stream)) {
      const completed = (same.every(namesNone) ? stream : same).filter(isCompleted);
      const newest = newestEnd(completed);
      const received = lastReceived(completed, newest);
      const broken = latestFirst(same).find((run) => {
        const end = run.window.to.getTime();
        return !isCompleted(run) && (end > newest || (end === newest && run.receivedAt.getTime() > received));
      });
      if (broken !== undefined) return broken;
    }
  }
  return null;
};
