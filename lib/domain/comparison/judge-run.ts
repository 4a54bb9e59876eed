import { type CheckOutcome, type RunStatus, type Severity, severities } from '@/lib/domain/words';
import { acceptedRecords, isItemisedExactly } from './accepted';
import type { Discrepancy } from './discrepancy';
import { type CheckJudgement, type Finding, judgeCheck } from './judge-check';
import { type DiscrepancyJudgement, judgeDiscrepancy } from './judge-discrepancy';
import { patternFingerprint, patternSentence, unitemisedFingerprint, unitemisedSentence } from './pattern';
import { groupRecords } from './records';
import type { RuleSetDocument } from './rule-set';
import { differingOf, type RunFacts, recordsOf } from './run-facts';

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
  /** Records counted as different that no discrepancy names. */
  unitemised: number;
  patterns: PatternSighting[];
  findings: Finding[];
};

const worse = (a: Severity, b: Severity): boolean => severities.indexOf(a) < severities.indexOf(b);

const mostExamples = 5;

const sight = (
  sightings: Map<string, PatternSighting>,
  fresh: PatternSighting,
  index: number,
  isOpen: boolean,
): void => {
  const known = sightings.get(fresh.fingerprint);
  if (known === undefined) {
    sightings.set(fresh.fingerprint, { ...fresh, examples: [index] });
    return;
  }
  const firstOpen = isOpen && known.open === 0;
  // An open one says more about the pattern than any number of accepted ones.
  if (firstOpen || (isOpen === known.open > 0 && worse(fresh.severity, known.severity))) {
    known.severity = fresh.severity;
    known.category = fresh.category;
  }
  known.triaged = known.triaged && fresh.triaged;
  known.count += 1;
  known.open += isOpen ? 1 : 0;
  if (firstOpen) known.examples = [index, ...known.examples].slice(0, mostExamples);
  else if (known.examples.length < mostExamples) known.examples.push(index);
};

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
  count: 1,
  open: judged.outcome === 'mismatch' ? 1 : 0,
  category: judged.category,
  severity: judged.severity,
  triaged: judged.outcome !== 'mismatch' || judged.category !== 'unclassified',
  examples: [],
});

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

/** Best first; a run is as good as its worst part. */
const ranking: readonly CheckOutcome[] = [
  'match',
  'match_within_tolerance',
  'ignored',
  'skipped',
  'not_run',
  'pending',
  'unknown',
  'inconclusive',
  'mismatch',
  'errored',
];
const worst = (outcomes: readonly CheckOutcome[]): CheckOutcome =>
  outcomes.reduce((found, next) => (ranking.indexOf(next) > ranking.indexOf(found) ? next : found), 'match');

/** What a part of a run makes of the whole: what was not compared leaves the whole unproven. */
const asPart = (outcome: CheckOutcome): CheckOutcome =>
  ['ignored', 'skipped', 'not_run', 'pending'].includes(outcome) ? 'inconclusive' : outcome;

const ofStatus: Record<RunStatus, CheckOutcome> = {
  completed: 'match',
  aborted: 'inconclusive',
  failed: 'errored',
  unknown: 'unknown',
};

const ofTotals = (run: RunFacts, accepted: number): CheckOutcome[] => {
  if (run.totals === null || recordsOf(run.totals) === 0) return [];
  const differing = differingOf(run.totals);
  if (differing === 0) return ['match'];
  return [accepted === differing ? 'match_within_tolerance' : 'mismatch'];
};

const runOutcome = (
  run: RunFacts,
  checks: readonly CheckJudgement[],
  discrepancies: readonly JudgedDiscrepancy[],
  accepted: number,
): CheckOutcome => {
  const parts = [...checks.map((check) => asPart(check.outcome)), ...ofTotals(run, accepted)];
  // Discrepancies by themselves can only speak against: that every one sent is accepted says nothing about the rest.
  const against = discrepancies.some((judged) => judged.outcome === 'mismatch') ? (['mismatch'] as const) : [];
  if (parts.length === 0 && against.length === 0) parts.push('inconclusive');
  return worst([ofStatus[run.status], ...parts, ...against]);
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

/**
 * Judges a whole run by the rules in force for its window, or raw where `rules` is null. The run must have passed
 * `checkConsistency`.
 */
export const judgeRun = (run: RunFacts, rules: RuleSetDocument | null): RunJudgement => {
  const checks = run.checks.map((check) => judgeCheck(check, rules));
  const sightings = new Map<string, PatternSighting>();
  const discrepancies = run.discrepancies.map((discrepancy, index): JudgedDiscrepancy => {
    const fingerprint = patternFingerprint(run.context, run.layer, discrepancy);
    const judged = { ...judgeDiscrepancy(discrepancy, rules), fingerprint };
    sight(sightings, sightingOf(run, discrepancy, judged, rules), index, judged.outcome === 'mismatch');
    return judged;
  });
  const unitemised = unitemisedOf(run);
  const patterns = [...sightings.values()];
  if (unitemised > 0) patterns.push(unitemisedSighting(run, unitemised));
  const { accepted, cohortsAccepted } = acceptedRecords(run, discrepancies);
  return {
    outcome: runOutcome(run, checks, discrepancies, accepted),
    checks,
    discrepancies,
    accepted,
    cohortsAccepted,
    itemisedExactly: isItemisedExactly(run),
    unitemised,
    patterns,
    findings: findingsOf(run, checks),
  };
};
