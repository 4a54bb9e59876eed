import type { CheckOutcome, RunStatus } from '@/lib/domain/words';
import { differingOf, type RunFacts, recordsOf } from './run-facts';

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
/** The worst of several outcomes; nothing at all is a match, so that whoever asks adds what they have. */
export const worstOutcome = (outcomes: readonly CheckOutcome[]): CheckOutcome =>
  outcomes.reduce((found, next) => (ranking.indexOf(next) > ranking.indexOf(found) ? next : found), 'match');

/** What a part of a run makes of the whole: what was not compared leaves the whole unproven. */
const asPart = (outcome: CheckOutcome): CheckOutcome =>
  ['ignored', 'skipped', 'not_run', 'pending'].includes(outcome) ? 'inconclusive' : outcome;

/** A check; `basis` says whether the outcome is the tool's word or was worked out here. */
type PartOfRun = { outcome: CheckOutcome; basis?: string };

/** What signed-off rules leave out counts neither way; what a tool left out by itself was not compared. */
const isLeftOut = ({ outcome, basis }: PartOfRun): boolean => outcome === 'ignored' && basis === 'values';

const ofStatus: Record<RunStatus, CheckOutcome> = {
  completed: 'match',
  aborted: 'inconclusive',
  failed: 'errored',
  unknown: 'unknown',
};

const ofTotals = (run: Pick<RunFacts, 'totals'>, accepted: number): CheckOutcome[] => {
  if (run.totals === null || recordsOf(run.totals) === 0) return [];
  const differing = differingOf(run.totals);
  if (differing === 0) return ['match'];
  return [accepted === differing ? 'match_within_tolerance' : 'mismatch'];
};

/**
 * What a run comes to: never better than its status or its worst part, and nothing compared is never a match. `differs`:
 * rules leave at least one of its discrepancies open.
 */
export const runOutcome = (
  run: Pick<RunFacts, 'status' | 'totals'>,
  checks: readonly PartOfRun[],
  differs: boolean,
  accepted: number,
): CheckOutcome => {
  const parts = [
    ...checks.filter((check) => !isLeftOut(check)).map((check) => asPart(check.outcome)),
    ...ofTotals(run, accepted),
  ];
  // Discrepancies by themselves can only speak against: that every one sent is accepted says nothing about the rest.
  const against = differs ? (['mismatch'] as const) : [];
  if (parts.length === 0 && against.length === 0) parts.push('inconclusive');
  return worstOutcome([ofStatus[run.status], ...parts, ...against]);
};
