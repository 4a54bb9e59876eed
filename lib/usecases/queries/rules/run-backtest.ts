import { setImmediate as turn } from 'node:timers/promises';
import { Backtest, type BacktestRun } from '@/lib/domain/comparison/backtest';
import type { RunFact } from '@/lib/domain/criteria/facts';
import { streamsOf, withoutOverlap } from '@/lib/domain/criteria/select-runs';
import { listBatches, pageOfBatch, type StoredRun } from '@/lib/store/backtest';
import type { Db } from '@/lib/store/database';
import type { TwoRuleSets } from './two-rule-sets';

// Reads and judges, the latest run first, until all is judged or its bounds are met. Memory holds one page.

export type Bounds = { discrepancies: number; ms: number; page: number; turnMs: number };

export const bounds: Bounds = { discrepancies: 200_000, ms: 20_000, page: 500, turnMs: 20 };

/** How far it came. */
export type Progress = {
  /** Runs of which all that they itemised, and is still there, was judged. */
  judged: number;
  /** Runs of which discrepancies were let go. */
  letGo: number;
  stopped: 'limit' | 'time' | null;
};

/** Runs whose windows overlap others of their stream count once for a rate, as they do for criteria. */
const countingRuns = (runs: readonly StoredRun[]): ReadonlySet<string> => {
  const facts = runs.map(
    (run): RunFact => ({
      ...run,
      window: { from: run.windowFrom, to: run.windowTo },
      outcome: 'unknown',
      baseline: false,
      supersededBy: null,
      accepted: run.accepted ?? 0,
      cohorts: [],
      checks: [],
      coverage: [],
      discrepanciesComplete: true,
    }),
  );
  return new Set(streamsOf(facts).flatMap((stream) => withoutOverlap(stream).map(({ id }) => id)));
};

class Clock {
  readonly #end: number;
  #turn = performance.now();

  constructor(private readonly within: Bounds) {
    this.#end = performance.now() + within.ms;
  }

  get isOver(): boolean {
    return performance.now() > this.#end;
  }

  /** Lets others have their turn where this one took long enough. */
  async rest(): Promise<void> {
    if (performance.now() - this.#turn < this.within.turnMs) return;
    await turn();
    this.#turn = performance.now();
  }
}

/** One run from its first discrepancy to its last; says what ended it before. */
const judgeRun = async (
  db: Db,
  run: StoredRun,
  backtest: Backtest,
  clock: Clock,
  within: Bounds,
): Promise<{ letGo: boolean; stopped: Progress['stopped'] }> => {
  let letGo = false;
  for (const batch of await listBatches(db, run.id)) {
    if (batch.letGo) {
      letGo = true;
      continue;
    }
    for (let from = 0; from < batch.lines; ) {
      if (backtest.judged >= within.discrepancies) return { letGo, stopped: 'limit' };
      const page = await pageOfBatch(db, run.id, batch, from, within.page);
      const last = page.at(-1);
      if (last === undefined) break;
      for (const { discrepancy, patternId } of page) {
        backtest.add(discrepancy, patternId);
        if (backtest.judged % 16 === 0) await clock.rest();
        if (clock.isOver) return { letGo, stopped: 'time' };
      }
      from = last.position + 1;
    }
  }
  return { letGo, stopped: null };
};

/** Judges what runs itemised, under both sets of rules. */
export const runBacktest = async (
  db: Db,
  runs: readonly StoredRun[],
  { draft, against }: TwoRuleSets,
  within: Bounds,
): Promise<{ backtest: Backtest; progress: Progress }> => {
  const backtest = new Backtest(against?.document ?? null, draft.document);
  const counting = countingRuns(runs);
  const clock = new Clock(within);
  const progress: Progress = { judged: 0, letGo: 0, stopped: null };
  for (const run of runs) {
    const { id, number, windowTo, layer, workload, totals, itemisedExactly } = run;
    const judged: BacktestRun = {
      id,
      number,
      windowTo,
      layer,
      workload,
      totals,
      itemisedExactly,
      counts: counting.has(id),
    };
    backtest.begin(judged);
    const { letGo, stopped } = run.discrepancies === 0 ? nothing : await judgeRun(db, run, backtest, clock, within);
    backtest.end(!letGo && stopped === null);
    if (letGo) progress.letGo += 1;
    if (stopped !== null) return { backtest, progress: { ...progress, stopped } };
    if (!letGo) progress.judged += 1;
  }
  return { backtest, progress };
};

const nothing = { letGo: false, stopped: null } as const;
