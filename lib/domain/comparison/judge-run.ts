import { type CheckOutcome, type Severity, severities } from '@/lib/domain/words';
import { acceptedRecords, isItemisedExactly } from './accepted';
import { differenceOf } from './difference';
import type { Discrepancy } from './discrepancy';
import { type CheckJudgement, type Finding, judgeCheck } from './judge-check';
import { type DiscrepancyJudgement, judgeDifference } from './judge-discrepancy';
import { patternFingerprint, patternSentence, unitemisedFingerprint, unitemisedSentence } from './pattern';
import { groupRecords } from './records';
import type { RuleSetDocument } from './rule-set';
import { differingOf, type RunFacts, recordsOf } from './run-facts';
import { runOutcome } from './run-outcome';

/** A pattern as one run shows it: `count` discrepancies, of which `open` are not accepted by the rules. */
export type PatternSighting = {
  fingerprint: string;
  layer: RunFacts['layer'];
  kind: Discrepancy['kind'];
  /** False for what a source counted and did not itemise. */
  itemised: boolean;
  field: string | null;
  sentence: string;
  count: number;
  open: number;
  category: DiscrepancyJudgement['category'];
  severity: Severity;
  /** Signed-off rules gave every open one a category. */
  triaged: boolean;
  /** Places in the run's discrepancies, at most five, open ones first. */
  examples: number[];
};

export type JudgedDiscrepancy = DiscrepancyJudgement & { fingerprint: string };

export type RunJudgement = {
  outcome: CheckOutcome;
  checks: CheckJudgement[];
  discrepancies: JudgedDiscrepancy[];
  /** Differing records that signed-off rules accept, of the whole and of each cohort, in order. */
  accepted: number;
  cohortsAccepted: number[];
  itemisedExactly: boolean;
  /** Over, not empty and itemised exactly: only such a run can show that a pattern is gone. */
  complete: boolean;
  /** Records counted as different that no discrepancy names. */
  unitemised: number;
  patterns: PatternSighting[];
  findings: Finding[];
};

const worse = (a: Severity, b: Severity): boolean => severities.indexOf(a) < severities.indexOf(b);

const mostExamples = 5;

const sightingOf = (
  run: RunFacts,
  discrepancy: Discrepancy,
  judged: JudgedDiscrepancy,
  rules: RuleSetDocument | null,
): PatternSighting => ({
  fingerprint: judged.fingerprint,
  layer: run.layer,
  kind: discrepancy.kind,
  itemised: true,
  field: discrepancy.field,
  sentence: patternSentence(discrepancy, rules),
  count: 0,
  open: 0,
  category: judged.category,
  severity: judged.severity,
  triaged: true,
  examples: [],
});

const addTo = (sighting: PatternSighting, judged: JudgedDiscrepancy, index: number): void => {
  const isOpen = judged.outcome === 'mismatch';
  const firstOpen = isOpen && sighting.open === 0;
  // An open one says more about the pattern than any number of accepted ones.
  if (firstOpen || (isOpen === sighting.open > 0 && worse(judged.severity, sighting.severity))) {
    sighting.severity = judged.severity;
    sighting.category = judged.category;
  }
  sighting.triaged &&= !isOpen || judged.category !== 'unclassified';
  sighting.count += 1;
  sighting.open += isOpen ? 1 : 0;
  if (firstOpen) sighting.examples = [index, ...sighting.examples].slice(0, mostExamples);
  else if (sighting.examples.length < mostExamples) sighting.examples.push(index);
};

const unitemisedSighting = (run: RunFacts, count: number): PatternSighting => ({
  fingerprint: unitemisedFingerprint(run.context, run.source),
  layer: run.layer,
  kind: 'value',
  itemised: false,
  field: null,
  sentence: unitemisedSentence(run.source),
  count,
  open: count,
  category: 'unclassified',
  severity: 'critical',
  triaged: false,
  examples: [],
});

const unitemisedOf = (run: RunFacts): number => {
  if (run.totals === null) return 0;
  const counts = groupRecords(run.discrepancies);
  return Math.max(0, differingOf(run.totals) - counts.missingInTarget - counts.missingInLegacy - counts.differing);
};

const findingsOf = (run: RunFacts, checks: readonly CheckJudgement[]): Finding[] => {
  const findings: Finding[] = checks.flatMap((check, index) =>
    check.disagreement === null
      ? []
      : [{ code: 'verdict_disagrees' as const, pointer: `/checks/${index}/reported`, detail: check.disagreement }],
  );
  if (run.finishedAt !== null && run.window.to.getTime() > run.finishedAt.getTime()) {
    const detail = 'The window ends after the run finished, so its end cannot have been compared.';
    findings.push({ code: 'window_after_finish', pointer: '/window/to', detail });
  }
  return findings;
};

/** Digests are dear and patterns are few, so that each pattern's fingerprint is computed once. */
const judgeAll = (run: RunFacts, rules: RuleSetDocument | null) => {
  const fingerprints = new Map<string, string>();
  const sightings = new Map<string, PatternSighting>();
  const discrepancies = run.discrepancies.map((discrepancy, index): JudgedDiscrepancy => {
    const difference = differenceOf(discrepancy);
    const name = JSON.stringify([discrepancy.kind, discrepancy.field, difference]);
    const fingerprint = fingerprints.get(name) ?? patternFingerprint(run.context, run.layer, discrepancy, difference);
    fingerprints.set(name, fingerprint);
    const judged = { ...judgeDifference(discrepancy, difference, rules), fingerprint };
    const sighting = sightings.get(fingerprint) ?? sightingOf(run, discrepancy, judged, rules);
    addTo(sighting, judged, index);
    sightings.set(fingerprint, sighting);
    return judged;
  });
  return { discrepancies, patterns: [...sightings.values()] };
};

/** A run whose silence about a pattern says that it is gone: over, not empty, and everything it counted is itemised. */
const isComplete = (run: RunFacts): boolean =>
  run.status === 'completed' && run.totals !== null && recordsOf(run.totals) > 0 && isItemisedExactly(run);

/**
 * Judges a whole run by the rules in force for its window, or raw where `rules` is null. The run must have passed
 * `checkConsistency`.
 */
export const judgeRun = (run: RunFacts, rules: RuleSetDocument | null): RunJudgement => {
  const checks = run.checks.map((check) => judgeCheck(check, rules));
  const { discrepancies, patterns } = judgeAll(run, rules);
  const unitemised = unitemisedOf(run);
  if (unitemised > 0) patterns.push(unitemisedSighting(run, unitemised));
  const { accepted, cohortsAccepted } = acceptedRecords(run, discrepancies);
  return {
    outcome: runOutcome(run, checks, discrepancies, accepted),
    checks,
    discrepancies,
    accepted,
    cohortsAccepted,
    itemisedExactly: isItemisedExactly(run),
    complete: isComplete(run),
    unitemised,
    patterns,
    findings: findingsOf(run, checks),
  };
};
