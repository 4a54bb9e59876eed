import type { Lane } from '@/lib/domain/authority/lane';
import { recordsOf } from '@/lib/domain/comparison/run-facts';
import { type Category, type EvaluationOutcome, type Severity, severities } from '@/lib/domain/words';
import type { DiscrepancyCeilingCriterion } from './criteria-set';
import { evidenceOf, type Finding, noWindow } from './evaluation';
import type { PatternFact, RunFact } from './facts';
import { brokenOff, byDatasets, eligibleRuns, isCompleted, latestFirst, newestEnd, streamsOf } from './select-runs';
import { countText, layerWords, spanText } from './sentence';

const hour = 3_600_000;

/** Untriaged, a pattern could be anything, so it counts as the worst, and in every category. */
const severityOf = (pattern: PatternFact): Severity => (pattern.triaged ? pattern.highestSeverity : 'critical');

/**
 * Only signed-off rules put a pattern into another category: what they call nothing may be of any. What a person calls it
 * adds a category to count in, and takes none away.
 */
const isOf = (category: Category, { triaged, category: said, ruled }: PatternFact): boolean =>
  !triaged ||
  said === category ||
  ruled.length === 0 ||
  ruled.some((word) => word === category || word === 'unclassified');

// Merging changes what people see in one place, and no gate: each pattern that is merged counts by itself, in its own state,
// at its own worst. Were a head to count once for all of them, a ceiling of three would be met by merging four, and an
// untriaged pattern would be called minor by being put under one that is. A split pattern counts in its parts.
const counts = (
  criterion: DiscrepancyCeilingCriterion,
  workload: Lane['workload'] | undefined,
  pattern: PatternFact,
): boolean => {
  if (pattern.state !== 'open') return false;
  const here = pattern.places.some(
    (place) =>
      (criterion.layer === undefined || place.layer === criterion.layer) &&
      // What a run of no known workload shows may be of any.
      (workload === undefined || place.workload === null || place.workload === workload),
  );
  if (!here) return false;
  const { severity, category } = criterion;
  if (severity !== undefined && severities.indexOf(severityOf(pattern)) > severities.indexOf(severity)) return false;
  return category === undefined || isOf(category, pattern);
};

/** "open critical or major patterns of category timing, or of none by the rules" */
const what = ({ severity, category }: DiscrepancyCeilingCriterion, count: number): string => {
  const worst = severity === undefined ? '' : `${severities.slice(0, severities.indexOf(severity) + 1).join(' or ')} `;
  const of = category === undefined ? '' : ` of category ${category.replaceAll('_', ' ')}, or of none by the rules`;
  return `open ${worst}pattern${count === 1 ? '' : 's'}${of}`;
};

/** Only a run that counted records could have shown any pattern; one of checks alone shows those of its checks. */
const countedRecords = (run: RunFact): boolean => isCompleted(run) && run.totals !== null && recordsOf(run.totals) > 0;

/** Runs whose announced discrepancies are still to come, and which may be of this workload. */
const awaited = (
  runs: readonly RunFact[],
  { layer }: DiscrepancyCeilingCriterion,
  workload: Lane['workload'] | undefined,
  at: Date,
): RunFact[] =>
  eligibleRuns(runs, { layer }, at).filter(
    (run) =>
      !run.discrepanciesComplete && (workload === undefined || run.workload === null || run.workload === workload),
  );

/** Its age excuses none: what the newest run of a stream kept back is what is known least. */
const isLatest = (run: RunFact, runs: readonly RunFact[], at: Date): boolean =>
  streamsOf(eligibleRuns(runs, {}, at))
    .flatMap(byDatasets)
    .some((stream) => stream.includes(run) && newestEnd(stream) === run.window.to.getTime());

type State = { outcome: EvaluationOutcome; why: 'count' | 'absent' | 'old' | 'incomplete' | 'broken' };

/**
 * At most `max` open patterns. Their absence means something only where a fresh run compared something and all that it
 * announced is in.
 */
export const evaluateDiscrepancyCeiling = (
  criterion: DiscrepancyCeilingCriterion,
  runs: readonly RunFact[],
  patterns: readonly PatternFact[],
  at: Date,
  lane: Lane | null,
): Finding => {
  const workload = lane?.workload ?? criterion.workload;
  const eligible = eligibleRuns(runs, { layer: criterion.layer, workload }, at);
  const compared = eligible.filter(countedRecords);
  const freshness = criterion.freshnessHours * hour;
  const newest = newestEnd(compared);
  const fresh = eligible.filter((run) => run.window.to.getTime() + freshness > at.getTime());
  const open = patterns.filter((pattern) => counts(criterion, workload, pattern));
  const waiting = awaited(runs, criterion, workload, at).filter(
    (run) => run.window.to.getTime() + freshness > at.getTime() || isLatest(run, runs, at),
  );
  const broken = brokenOff(fresh);

  const state = ((): State => {
    if (broken !== null) return { outcome: 'errored', why: 'broken' };
    if (compared.length === 0) return { outcome: 'insufficient', why: 'absent' };
    if (at.getTime() >= newest + freshness) return { outcome: 'stale', why: 'old' };
    if (waiting.length > 0) return { outcome: 'insufficient', why: 'incomplete' };
    return { outcome: open.length <= criterion.max ? 'met' : 'not_met', why: 'count' };
  })();

  const of = criterion.layer === undefined ? 'this context' : layerWords[criterion.layer];
  const place = workload === undefined ? of : `${of} for ${workload}`;
  const named = what(criterion, open.length);
  const allowed = criterion.max === 0 ? 'none is' : `at most ${countText(criterion.max)}`;
  const sentences: Record<State['why'], string> = {
    count: `${open.length === 0 ? 'No' : countText(open.length)} ${named} in ${place}; ${allowed} allowed.`,
    absent: `No run has compared ${place} yet, so that no open pattern means nothing.`,
    old: `The newest comparison of ${place} is ${spanText(at.getTime() - newest)} old; at most ${spanText(freshness)} are allowed.`,
    incomplete: `Discrepancies that a run of ${place} announced are still to come.`,
    broken: `The newest run of ${place}, from ${broken?.source ?? 'its source'}, did not complete.`,
  };
  const lapse = newest + freshness;
  const latest = streamsOf(compared).flatMap((stream) => latestFirst(stream).slice(0, 1));
  return {
    outcome: state.outcome,
    value: compared.length === 0 ? null : String(open.length),
    threshold: String(criterion.max),
    sampleSize: null,
    window: noWindow,
    validUntil: state.why === 'count' ? new Date(lapse) : null,
    evidence: evidenceOf({ runs: latest, patterns: open }),
    sentence: sentences[state.why],
  };
};
