import { refused } from '@/lib/domain/kernel/refusal';
import { type Category, type DiscrepancyKind, type Layer, type Severity, severities } from '@/lib/domain/words';
import type { ComparedOutcome } from './compare-values';
import { compileJudge, type Judge } from './compile-judge';
import { type Difference, differenceOf } from './difference';
import type { Discrepancy } from './discrepancy';
import { patternFingerprint, patternSentence } from './pattern';
import { type Chance, mergeSamples, mostExamples, type Ranked, Reservoir } from './reservoir';
import type { RuleSetDocument } from './rule-set';

// Takes discrepancies one by one, and keeps of them only what grows with their variety: counts, and a few examples.

/** One discrepancy as it stands in a pattern's examples; `position` is its place in what brought it. */
export type SightedExample = { discrepancy: Discrepancy; position: number; outcome: ComparedOutcome; open: boolean };

/** How often a value of a dimension stood in a pattern; `rest` counts all values beyond those that are counted each. */
export type CohortCount = { dimension: string; value: string; rest: boolean; count: number; open: number };

/** A pattern as one run shows it: `count` discrepancies, of which `open` are not accepted by the rules. */
export type PatternSighting = {
  fingerprint: string;
  layer: Layer;
  kind: DiscrepancyKind;
  /** False for what a source counted and did not itemise. */
  itemised: boolean;
  /** The check that alone shows it; null for what discrepancies or the run's own count show. */
  checkKey: string | null;
  field: string | null;
  sentence: string;
  count: number;
  open: number;
  category: Category;
  severity: Severity;
  /** Signed-off rules gave every open one a category. */
  triaged: boolean;
  cohorts: readonly CohortCount[];
  /** Picked by chance, at most twenty, open ones first. */
  examples: readonly Ranked<SightedExample>[];
};

export type Judged = { outcome: ComparedOutcome; fingerprint: string };

/** What bounds the memory of a tally, however long what it takes. */
export const tallyLimits = {
  patterns: 2_000,
  dimensions: 32,
  /** Of one dimension in one pattern. */
  values: 100,
  /** Of all dimensions in all patterns. */
  cohorts: 50_000,
  exampleBytes: 16 * 1_048_576,
};

type Counts = { count: number; open: number };
type Spread = { values: Map<string, Counts>; rest: Counts };

type Sighted = Omit<PatternSighting, 'cohorts' | 'examples'> & {
  cohorts: Map<string, Spread>;
  opened: Reservoir<SightedExample>;
  others: Reservoir<SightedExample>;
};

const worse = (a: Severity, b: Severity): boolean => severities.indexOf(a) < severities.indexOf(b);

const sizeOf = ({ legacy, target, correlationId }: Discrepancy): number =>
  200 + correlationId.length + (legacy?.length ?? 0) + (target?.length ?? 0);

/** The field stands last, since it may hold any character. */
const nameOf = ({ kind, field }: Discrepancy, difference: Difference | null): string =>
  `${kind}|${difference === null ? '' : `${difference.class}|${difference.side}|${difference.detail}`}|${
    field === null ? '' : `=${field}`
  }`;

const add = (counts: Counts, open: boolean): void => {
  counts.count += 1;
  if (open) counts.open += 1;
};

export class Tally {
  readonly #judge: Judge;
  readonly #patterns = new Map<string, Sighted>();
  readonly #dimensions = new Set<string>();
  #cohorts = 0;
  #exampleBytes = 0;

  constructor(
    private readonly about: { context: string; layer: Layer; window: { to: Date } },
    private readonly rules: RuleSetDocument | null,
    private readonly chance: Chance,
    private readonly limits = tallyLimits,
  ) {
    this.#judge = compileJudge(rules, about.window.to);
  }

  /** Judges one and counts it. @throws Refused (`run_invalid`) where there are too many patterns or dimensions. */
  add(discrepancy: Discrepancy, position: number): Judged {
    const difference = differenceOf(discrepancy);
    const judged = this.#judge(discrepancy, difference);
    const { outcome } = judged;
    const open = outcome === 'mismatch';
    const name = nameOf(discrepancy, difference);
    const sighted = this.#patterns.get(name) ?? this.#open(name, discrepancy, difference, judged);
    // An open one says more about the pattern than any number of accepted ones.
    if ((open && sighted.open === 0) || (open === sighted.open > 0 && worse(judged.severity, sighted.severity))) {
      sighted.severity = judged.severity;
      sighted.category = judged.category;
    }
    sighted.triaged &&= !open || judged.category !== 'unclassified';
    sighted.count += 1;
    if (open) sighted.open += 1;
    this.#spread(sighted, discrepancy.dimensions, open);
    this.#pick(open ? sighted.opened : sighted.others, { discrepancy, position, outcome, open });
    return { outcome, fingerprint: sighted.fingerprint };
  }

  /** Every pattern so far, in the order in which they first came. */
  sightings(): PatternSighting[] {
    return [...this.#patterns.values()].map(({ opened, others, cohorts, ...sighting }) => ({
      ...sighting,
      cohorts: [...cohorts].flatMap(([dimension, { values, rest }]) => [
        ...[...values].map(([value, counts]) => ({ dimension, value, rest: false, ...counts })),
        ...(rest.count === 0 ? [] : [{ dimension, value: '', rest: true, ...rest }]),
      ]),
      examples: mergeSamples(others.kept, opened.kept, mostExamples),
    }));
  }

  #open(
    name: string,
    discrepancy: Discrepancy,
    difference: Difference | null,
    judged: Pick<Sighted, 'category' | 'severity'>,
  ): Sighted {
    if (this.#patterns.size >= this.limits.patterns) {
      const detail = `The run differs in more than ${this.limits.patterns} ways: that is no comparison of like with like.`;
      throw refused('run_invalid', detail, [{ pointer: '/discrepancies', detail }]);
    }
    const { context, layer } = this.about;
    const sighted: Sighted = {
      fingerprint: patternFingerprint(context, layer, discrepancy, difference),
      layer,
      kind: discrepancy.kind,
      itemised: true,
      checkKey: null,
      field: discrepancy.field,
      sentence: patternSentence(discrepancy, this.rules),
      count: 0,
      open: 0,
      category: judged.category,
      severity: judged.severity,
      triaged: true,
      cohorts: new Map(),
      opened: new Reservoir(),
      others: new Reservoir(),
    };
    this.#patterns.set(name, sighted);
    return sighted;
  }

  #spread({ cohorts }: Sighted, dimensions: Discrepancy['dimensions'], open: boolean): void {
    for (const name in dimensions) {
      const spread = cohorts.get(name) ?? this.#dimension(cohorts, name);
      const value = dimensions[name] ?? '';
      let counts = spread.values.get(value);
      if (counts === undefined) {
        if (spread.values.size >= this.limits.values || this.#cohorts >= this.limits.cohorts) counts = spread.rest;
        else {
          this.#cohorts += 1;
          counts = { count: 0, open: 0 };
          spread.values.set(value, counts);
        }
      }
      add(counts, open);
    }
  }

  #dimension(cohorts: Sighted['cohorts'], name: string): Spread {
    this.#dimensions.add(name);
    if (this.#dimensions.size > this.limits.dimensions) {
      const detail = `The discrepancies name more than ${this.limits.dimensions} dimensions.`;
      throw refused('run_invalid', detail, [{ pointer: '/discrepancies', detail }]);
    }
    const spread: Spread = { values: new Map(), rest: { count: 0, open: 0 } };
    cohorts.set(name, spread);
    return spread;
  }

  #pick(reservoir: Reservoir<SightedExample>, example: SightedExample): void {
    const rank = this.chance();
    if (!reservoir.wants(rank)) return;
    const size = sizeOf(example.discrepancy);
    // Long values could fill the memory by themselves: then a pattern has fewer examples, and its counts all the same.
    if (this.#exampleBytes + size > this.limits.exampleBytes) return;
    const gone = reservoir.take(rank, example);
    this.#exampleBytes += size - (gone === undefined ? 0 : sizeOf(gone.item.discrepancy));
  }
}
