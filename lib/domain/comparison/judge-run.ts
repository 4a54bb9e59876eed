import type { CheckOutcome } from '@/lib/domain/words';
import { countItems, type SettledItems, settleItems } from './accepted';
import { checkSightings, type JudgedCheck } from './check-patterns';
import { type CheckJudgement, type Finding, judgeCheck } from './judge-check';
import { unitemisedFingerprint, unitemisedSentence } from './pattern';
import type { Chance } from './reservoir';
import type { RuleSetDocument } from './rule-set';
import type { RunFacts } from './run-facts';
import { runOutcome } from './run-outcome';
import { type Judged, type PatternSighting, Tally } from './tally';

export type { PatternSighting } from './tally';

export type RunJudgement = SettledItems & {
  outcome: CheckOutcome;
  checks: CheckJudgement[];
  discrepancies: Judged[];
  patterns: PatternSighting[];
  findings: Finding[];
};

/** The pattern of what a source counted and did not itemise, as one run shows it. */
export const unitemisedSighting = (
  run: Pick<RunFacts, 'context' | 'source' | 'layer'>,
  count: number,
): PatternSighting => ({
  fingerprint: unitemisedFingerprint(run.context, run.source),
  layer: run.layer,
  kind: 'value',
  itemised: false,
  checkKey: null,
  field: null,
  sentence: unitemisedSentence(run.source),
  count,
  open: count,
  category: 'unclassified',
  severity: 'critical',
  triaged: false,
  cohorts: [],
  examples: [],
});

const judgedChecks = (run: RunFacts, judged: readonly CheckJudgement[]): JudgedCheck[] =>
  run.checks.flatMap((check, index): JudgedCheck[] => {
    const found = judged[index];
    if (found === undefined) return [];
    const { outcome, basis } = found;
    const measured = found.legacyDecimal !== null || found.targetDecimal !== null;
    const { key, metric, field, totals, query = null, layer = run.layer } = check;
    return [{ key, layer, metric, field, query, totals, outcome, basis, measured }];
  });

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

/** So many are judged at once: a few milliseconds. */
const judgedAtOnce = 2_000;

/** Judges a run in short parts. The run must have passed `checkConsistency`. */
function* judging(run: RunFacts, rules: RuleSetDocument | null, chance: Chance): Generator<void, RunJudgement> {
  const checks: CheckJudgement[] = [];
  for (const check of run.checks) {
    checks.push(judgeCheck(check, rules, run.window.to));
    if (checks.length % judgedAtOnce === 0) yield;
  }
  const tally = new Tally(run, rules, chance);
  const discrepancies: Judged[] = [];
  for (const discrepancy of run.discrepancies) {
    discrepancies.push(tally.add(discrepancy, discrepancies.length));
    if (discrepancies.length % judgedAtOnce === 0) yield;
  }
  const settled = settleItems(run, countItems(run.discrepancies, discrepancies));
  yield;
  const patterns = tally.sightings();
  const itemised = { patterns: [...patterns], exactly: settled.itemisedExactly, unitemised: settled.unitemised };
  patterns.push(...checkSightings(run, judgedChecks(run, checks), itemised, rules));
  if (settled.unitemised > 0) patterns.push(unitemisedSighting(run, settled.unitemised));
  const differs = discrepancies.some(({ outcome }) => outcome === 'mismatch');
  return {
    ...settled,
    outcome: runOutcome(run, checks, differs, settled.accepted),
    checks,
    discrepancies,
    patterns,
    findings: findingsOf(run, checks),
  };
}

/**
 * Judges a whole run by the rules in force for its window, or raw where `rules` is null. The run must have passed
 * `checkConsistency`. `chance` picks examples. @throws Refused where it differs in more ways than are kept apart.
 */
export const judgeRun = (run: RunFacts, rules: RuleSetDocument | null, chance: Chance = Math.random): RunJudgement => {
  const parts = judging(run, rules, chance);
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value;
  }
};

/** The same with a pause between short parts, so that a long run keeps nobody else waiting. */
export const judgeRunInParts = async (
  run: RunFacts,
  rules: RuleSetDocument | null,
  pause: () => Promise<unknown>,
): Promise<RunJudgement> => {
  const parts = judging(run, rules, Math.random);
  for (;;) {
    const part = parts.next();
    if (part.done === true) return part.value;
    await pause();
  }
};
