import { type Category, type Layer, type Severity, severities, type Workload } from '@/lib/domain/words';
import { compileJudge, type Judge, type Verdict } from './compile-judge';
import { differenceOf } from './difference';
import type { Discrepancy } from './discrepancy';
import type { RuleSetDocument } from './rule-set';
import { recordsOf, type Totals } from './run-facts';

// Stored discrepancies judged twice: by the rules that a draft would replace, and by the draft. It keeps of them what
// grows with the number of patterns, and nothing that grows with their own.

/** What a run must bring to be judged again. */
export type BacktestRun = {
  id: string;
  number: number;
  windowTo: Date;
  layer: Layer;
  workload: Workload | null;
  totals: Totals | null;
  itemisedExactly: boolean;
  /** Whether it counts beside the others of its stream: windows that overlap count once. */
  counts: boolean;
};

/** One discrepancy that the draft judges otherwise, with where it stands. */
export type BacktestExample = { run: BacktestRun; discrepancy: Discrepancy; before: Verdict; after: Verdict };

/** How many discrepancies of one pattern moved the same way; `critical` of them were so under the rules before. */
export type Moved = { patternId: string | null; count: number; critical: number; examples: BacktestExample[] };

/** One pattern that is still open, or still accepted, under another name. */
export type Reclassified = Moved & { before: Class; after: Class };

type Class = { category: Category; severity: Severity };

/** Matched and accepted records of all records, of one layer and workload, over the runs that were judged whole. */
export type RateBeforeAfter = {
  layer: Layer;
  workload: Workload | null;
  runs: number;
  records: number;
  matched: number;
  acceptedBefore: number;
  acceptedAfter: number;
  /** Runs that say nothing of the rate: judged in part, without totals, or with too many records to hold. */
  leftOut: number;
};

export type BacktestLimits = { examples: number; exampleBytes: number; patterns: number; recordsPerRun: number };

export const backtestLimits: BacktestLimits = {
  examples: 3,
  exampleBytes: 8 * 1_048_576,
  patterns: 10_000,
  recordsPerRun: 300_000,
};

const isOpen = ({ outcome }: Verdict): boolean => outcome === 'mismatch';

const sizeOf = ({ legacy, target, correlationId }: Discrepancy): number =>
  300 + 2 * (correlationId.length + (legacy?.length ?? 0) + (target?.length ?? 0));

/** Bits of a record: each is set as soon as one of its discrepancies is open. */
const openBefore = 1;
const openAfter = 2;

export class Backtest {
  readonly accepted = new Map<string, Moved>();
  readonly flagged = new Map<string, Moved>();
  readonly reclassified = new Map<string, Reclassified>();
  /** Moved discrepancies of patterns beyond what is kept by pattern. */
  beyond = 0;
  readonly open = { before: 0, after: 0 };
  judged = 0;
  readonly #rates = new Map<string, RateBeforeAfter>();
  #exampleBytes = 0;
  #run: { run: BacktestRun; before: Judge; after: Judge; records: Map<string, number> | null } | null = null;

  constructor(
    private readonly before: RuleSetDocument | null,
    private readonly after: RuleSetDocument,
    private readonly limits = backtestLimits,
  ) {}

  /** A run whose discrepancies follow. */
  begin(run: BacktestRun): void {
    this.#run = {
      run,
      before: compileJudge(this.before, run.windowTo),
      after: compileJudge(this.after, run.windowTo),
      records: run.counts && run.totals !== null && run.itemisedExactly ? new Map() : null,
    };
  }

  /** One discrepancy of the run that was begun. */
  add(discrepancy: Discrepancy, patternId: string | null): void {
    const current = this.#run;
    if (current === null) throw new Error('no run was begun');
    const difference = differenceOf(discrepancy);
    const [before, after] = [current.before(discrepancy, difference), current.after(discrepancy, difference)];
    this.judged += 1;
    const [was, is] = [isOpen(before), isOpen(after)];
    if (was) this.open.before += 1;
    if (is) this.open.after += 1;
    if (current.records !== null) {
      const known = current.records.get(discrepancy.correlationId) ?? 0;
      current.records.set(discrepancy.correlationId, known | (was ? openBefore : 0) | (is ? openAfter : 0));
      if (current.records.size > this.limits.recordsPerRun) current.records = null;
    }
    const example = { run: current.run, discrepancy, before, after };
    if (was !== is) this.#move(was ? this.accepted : this.flagged, patternId, example);
    else if (before.category !== after.category || before.severity !== after.severity) {
      this.#reclassify(patternId, example);
    }
  }

  /** The run is over; `whole` where all its discrepancies were added. */
  end(whole: boolean): void {
    const current = this.#run;
    this.#run = null;
    if (current === null || !current.run.counts) return;
    const { run, records } = current;
    const name = `${run.layer} ${run.workload ?? ''}`;
    const rate = this.#rates.get(name) ?? {
      layer: run.layer,
      workload: run.workload,
      runs: 0,
      records: 0,
      matched: 0,
      acceptedBefore: 0,
      acceptedAfter: 0,
      leftOut: 0,
    };
    this.#rates.set(name, rate);
    if (run.totals === null || recordsOf(run.totals) === 0 || (run.itemisedExactly && (records === null || !whole))) {
      rate.leftOut += 1;
      return;
    }
    rate.runs += 1;
    rate.records += recordsOf(run.totals);
    rate.matched += run.totals.matched;
    for (const bits of records?.values() ?? []) {
      if ((bits & openBefore) === 0) rate.acceptedBefore += 1;
      if ((bits & openAfter) === 0) rate.acceptedAfter += 1;
    }
  }

  rates(): RateBeforeAfter[] {
    return [...this.#rates.values()];
  }

  #move(into: Map<string, Moved>, patternId: string | null, example: BacktestExample): void {
    const name = patternId ?? '';
    const moved = into.get(name) ?? { patternId, count: 0, critical: 0, examples: [] };
    if (moved.count === 0) {
      if (into.size >= this.limits.patterns) {
        this.beyond += 1;
        return;
      }
      into.set(name, moved);
    }
    this.#count(moved, example);
  }

  #reclassify(patternId: string | null, example: BacktestExample): void {
    const { before, after } = example;
    const name = [patternId, before.category, before.severity, after.category, after.severity].join(' ');
    const classOf = ({ category, severity }: Verdict): Class => ({ category, severity });
    const moved = this.reclassified.get(name) ?? {
      patternId,
      before: classOf(before),
      after: classOf(after),
      count: 0,
      critical: 0,
      examples: [],
    };
    if (moved.count === 0) {
      if (this.reclassified.size >= this.limits.patterns) {
        this.beyond += 1;
        return;
      }
      this.reclassified.set(name, moved);
    }
    this.#count(moved, example);
  }

  /** Critical ones take the place of others among the examples: they are what a signer must see. */
  #count(moved: Moved, example: BacktestExample): void {
    const isCritical = example.before.severity === 'critical';
    moved.count += 1;
    if (isCritical) moved.critical += 1;
    const size = sizeOf(example.discrepancy);
    if (this.#exampleBytes + size > this.limits.exampleBytes) return;
    if (moved.examples.length < this.limits.examples) {
      moved.examples.push(example);
      this.#exampleBytes += size;
      return;
    }
    const mild = isCritical ? moved.examples.findIndex(({ before }) => before.severity !== 'critical') : -1;
    if (mild >= 0) {
      moved.examples[mild] = example;
      this.#exampleBytes += size;
    }
  }
}

const rank = (severity: Severity): number => severities.indexOf(severity);

/** The gravest first, and of equals the most frequent; `gravity` is what a gate takes the pattern for. */
export const gravestFirst = <T extends Moved>(
  moved: Iterable<T>,
  gravity: (patternId: string | null) => Severity,
): T[] =>
  [...moved].sort(
    (a, b) => rank(gravity(a.patternId)) - rank(gravity(b.patternId)) || b.critical - a.critical || b.count - a.count,
  );
