import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import type { Totals } from '@/lib/domain/comparison/run-facts';
import { beginning } from '@/lib/domain/kernel/beginning';
import { byText } from '@/lib/domain/kernel/by-text';
import { type Side, sides } from '@/lib/domain/words';
import { dimensionsOf, discrepanciesOf } from './discrepancies';
import type { PairedRecord } from './record';

/** As many cohorts as a run may have. */
const mostCohorts = 1_000;
const mostVersions = 20;

export type Cohort = { dimensions: Record<string, string>; totals: Totals };

const noTotals = (): Totals => ({
  legacy: 0,
  target: 0,
  compared: 0,
  matched: 0,
  mismatched: 0,
  missingInTarget: 0,
  missingInLegacy: 0,
});

const addTo = (totals: Totals, record: PairedRecord, differs: boolean): void => {
  if (record.pairs.length === 0) {
    const missingInTarget = record.outcomes[0]?.side === 'legacy';
    totals[missingInTarget ? 'legacy' : 'target'] += 1;
    totals[missingInTarget ? 'missingInTarget' : 'missingInLegacy'] += 1;
    return;
  }
  totals.legacy += 1;
  totals.target += 1;
  totals.compared += 1;
  totals[differs ? 'mismatched' : 'matched'] += 1;
};

const cohortKey = (dimensions: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(dimensions).sort(([a], [b]) => byText(a, b)));

export type TallyOptions = {
  windowMs: number;
  rules: RuleSetDocument | null;
  /** Dimensions that the program declares: only they make cohorts. */
  dimensions: readonly string[];
  /** Cohorts of the run that this one takes the place of: they stay, even where nothing is in them any more. */
  cohorts?: readonly Readonly<Record<string, string>>[];
};

/** Counts the records of a period one by one, in order of their correlation ids. */
export class PairingTally {
  readonly totals = noTotals();
  readonly discrepancies: Discrepancy[] = [];
  /** More cohorts than a run may have: then it has none but those that it must have. */
  crowded = false;
  records = 0;
  private readonly byCohort = new Map<string, Cohort>();
  private readonly kept: ReadonlySet<string>;
  private readonly versions = { legacy: new Set<string>(), target: new Set<string>() };
  private readonly said = { legacy: sha256.create(), target: sha256.create() };
  private readonly counts = { legacy: 0, target: 0 };

  constructor(private readonly options: TallyOptions) {
    for (const dimensions of options.cohorts ?? []) {
      this.byCohort.set(cohortKey(dimensions), { dimensions: { ...dimensions }, totals: noTotals() });
    }
    this.kept = new Set(this.byCohort.keys());
  }

  add(record: PairedRecord): void {
    const found = discrepanciesOf(record, this.options);
    this.records += 1;
    for (const discrepancy of found) this.discrepancies.push(discrepancy);
    addTo(this.totals, record, found.length > 0);
    const cohort = this.cohortOf(dimensionsOf(record.outcomes));
    if (cohort !== null) addTo(cohort.totals, record, found.length > 0);
    for (const { side, digest, version } of record.outcomes) {
      this.counts[side] += 1;
      this.said[side].update(utf8ToBytes(digest));
      if (version !== null && this.versions[side].size < mostVersions) this.versions[side].add(version);
    }
  }

  private cohortOf(all: Readonly<Record<string, string>>): Cohort | null {
    const declared = Object.entries(all).filter(([name]) => this.options.dimensions.includes(name));
    if (declared.length === 0) return null;
    const dimensions = Object.fromEntries(declared);
    const key = cohortKey(dimensions);
    const known = this.byCohort.get(key);
    if (known !== undefined) return known;
    if (this.crowded) return null;
    if (this.byCohort.size >= mostCohorts) {
      this.crowded = true;
      for (const other of this.byCohort.keys()) if (!this.kept.has(other)) this.byCohort.delete(other);
      return null;
    }
    const cohort = { dimensions, totals: noTotals() };
    this.byCohort.set(key, cohort);
    return cohort;
  }

  cohorts(): Cohort[] {
    return [...this.byCohort].sort(([a], [b]) => byText(a, b)).map(([, cohort]) => cohort);
  }

  /** The software that a side said it ran, where it said so. */
  versionOf(side: Side): string | null {
    const versions = [...this.versions[side]].sort(byText);
    return versions.length === 0 ? null : beginning(versions.join(', '), 512);
  }

  /** How many outcomes of each side went in, and a digest over them: the same for the same outcomes only. */
  sources(): Record<Side, { outcomes: number; sha256: string }> {
    const [legacy, target] = sides.map((side) => ({
      outcomes: this.counts[side],
      sha256: bytesToHex(this.said[side].clone().digest()),
    }));
    return { legacy: legacy ?? { outcomes: 0, sha256: '' }, target: target ?? { outcomes: 0, sha256: '' } };
  }
}
