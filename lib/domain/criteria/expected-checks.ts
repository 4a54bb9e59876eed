import { listed } from '@/lib/domain/kernel/in-words';
import type { EvaluationOutcome } from '@/lib/domain/words';
import { evidenceOf, type Finding, noWindow } from './evaluation';
import type { ExpectedCheck, RunFact } from './facts';
import { eligibleRuns, hasContent, latestFirst } from './select-runs';
import { countText, layerWords, plural, spanText } from './sentence';

/** One expected check as it stands. `due` is when the run it rests on becomes too old, in ms. */
type Standing = {
  expected: ExpectedCheck;
  outcome: EvaluationOutcome;
  run: RunFact | null;
  due: number | null;
  because: string;
};

const nameOf = (expected: ExpectedCheck): string => {
  const workload = expected.workload === null ? '' : ` for ${expected.workload}`;
  return `${layerWords[expected.layer]}${workload} from ${expected.source}`;
};

const doneOutcomes = ['match', 'match_within_tolerance', 'mismatch', 'ignored'];

const keysStanding = (
  expected: ExpectedCheck,
  run: RunFact,
): { outcome: EvaluationOutcome; because: string } | null => {
  const outcomes = new Map(run.checks.map((check) => [check.key, check.outcome]));
  const errored = expected.keys.filter((key) => outcomes.get(key) === 'errored');
  if (errored.length > 0) return { outcome: 'errored', because: `${listed(errored)} errored` };
  const absent = expected.keys.filter((key) => !doneOutcomes.includes(outcomes.get(key) ?? 'not_run'));
  return absent.length > 0 ? { outcome: 'insufficient', because: `${listed(absent)} was not run` } : null;
};

const standingOf = (expected: ExpectedCheck, runs: readonly RunFact[], at: Date): Standing => {
  const wanted = { layer: expected.layer, workload: expected.workload ?? undefined };
  const own = eligibleRuns(runs, wanted, at).filter((run) => run.source === expected.source);
  const [run] = latestFirst(own.filter((candidate) => candidate.status === 'completed'));
  if (run === undefined) {
    const [broken] = own;
    const because = broken === undefined ? 'no run has come yet' : 'no run has completed';
    return { expected, outcome: broken === undefined ? 'insufficient' : 'errored', run: null, due: null, because };
  }
  const due = run.window.to.getTime() + expected.cadence + expected.grace;
  const standing = (outcome: EvaluationOutcome, because: string): Standing => ({
    expected,
    outcome,
    run,
    due,
    because,
  });
  if (at.getTime() >= due)
    return standing('stale', `the last run is ${spanText(at.getTime() - run.window.to.getTime())} old`);
  const keys = keysStanding(expected, run);
  if (keys !== null) return standing(keys.outcome, keys.because);
  const compared = run.totals?.compared ?? 0;
  if (compared < expected.minCompared) {
    return standing(
      'insufficient',
      `${countText(compared)} of at least ${countText(expected.minCompared)} records were compared`,
    );
  }
  return hasContent(run) ? standing('met', '') : standing('insufficient', 'the last run compared nothing');
};

const worstFirst: readonly EvaluationOutcome[] = ['errored', 'insufficient', 'stale', 'met'];

/** Every expected check has a run within its cadence and grace, with its keys and enough records; absent is not_run. */
export const evaluateExpectedChecks = (
  expected: readonly ExpectedCheck[],
  runs: readonly RunFact[],
  at: Date,
): Finding => {
  const standings = expected.map((check) => standingOf(check, runs, at));
  const met = standings.filter((standing) => standing.outcome === 'met');
  const outcome: EvaluationOutcome =
    standings.length === 0
      ? 'insufficient'
      : (worstFirst.find((word) => standings.some((standing) => standing.outcome === word)) ?? 'insufficient');
  const first = standings.find((standing) => standing.outcome === outcome);
  const sentence =
    first === undefined
      ? 'The context declares no expected checks.'
      : outcome === 'met'
        ? `All ${plural(expected.length, 'expected check')} came in time and whole.`
        : `${countText(met.length)} of ${plural(expected.length, 'expected check')} came in time and whole; of ${nameOf(first.expected)}, ${first.because}.`;
  const dues = met.flatMap(({ due }) => due ?? []);
  return {
    outcome,
    value: String(met.length),
    threshold: String(expected.length),
    sampleSize: null,
    window: noWindow,
    validUntil: outcome === 'met' ? new Date(Math.min(...dues)) : null,
    evidence: evidenceOf({ runs: standings.flatMap(({ run }) => run ?? []) }),
    sentence,
  };
};
