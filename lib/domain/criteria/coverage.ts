import { answeringRoles } from '@/lib/domain/access/may';
import { listed } from '@/lib/domain/kernel/in-words';
import { type CoverageCriterion, declaredKey } from './criteria-set';
import { evidenceOf, type Finding } from './evaluation';
import type { AttestationFact, RunFact } from './facts';
import { eligibleRuns, hasContent } from './select-runs';
import { plural } from './sentence';

const day = 24 * 3_600_000;

type Seen = { condition: string; at: number; run: RunFact | null; attestation: AttestationFact | null };

const byEnd = (a: Seen, b: Seen): number =>
  b.at - a.at || ((a.run ?? a.attestation)?.id ?? '').localeCompare((b.run ?? b.attestation)?.id ?? '', 'en');

/** The latest time that a run or a person's word showed the condition; null where none ever did. */
const lastSeen = (
  condition: string,
  criterion: CoverageCriterion,
  runs: readonly RunFact[],
  attestations: readonly AttestationFact[],
  at: Date,
): Seen | null => {
  const byRun = runs
    .filter((run) => run.coverage.includes(condition))
    .map((run): Seen => ({ condition, at: run.window.to.getTime(), run, attestation: null }));
  const byPerson = attestations
    .filter((word) => word.criterion === declaredKey(criterion) && word.condition === condition && word.roleHeld)
    .filter((word) => answeringRoles.includes(word.role) && word.attestedAt.getTime() <= at.getTime())
    .map((attestation): Seen => ({ condition, at: attestation.attestedAt.getTime(), run: null, attestation }));
  return [...byRun, ...byPerson].sort(byEnd)[0] ?? null;
};

/** Every named condition was seen within the window, by a run that compared something or by a person's word. */
export const evaluateCoverage = (
  criterion: CoverageCriterion,
  runs: readonly RunFact[],
  attestations: readonly AttestationFact[],
  at: Date,
): Finding => {
  const compared = eligibleRuns(runs, {}, at).filter(hasContent);
  const span = criterion.window.days * day;
  const start = at.getTime() - span;
  const latest = criterion.conditions.map((condition) => ({
    condition,
    seen: lastSeen(condition, criterion, compared, attestations, at),
  }));
  const inside = latest.flatMap(({ seen }) => (seen !== null && seen.at > start ? [seen] : []));
  const missing = latest.filter(({ seen }) => seen === null || seen.at <= start);
  const never = missing.filter(({ seen }) => seen === null);
  const outcome = missing.length === 0 ? 'met' : never.length > 0 ? 'insufficient' : 'stale';
  const over = plural(criterion.window.days, 'day');
  const names = listed(missing.map(({ condition }) => condition));
  const sentence =
    missing.length === 0
      ? `Seen within ${over}: ${listed(criterion.conditions)}.`
      : `Not seen within ${over}: ${names}; ${inside.length} of ${criterion.conditions.length} conditions were.`;
  const lapse = Math.min(...inside.map((seen) => seen.at)) + span;
  return {
    outcome,
    value: String(inside.length),
    threshold: String(criterion.conditions.length),
    sampleSize: null,
    window: { from: new Date(start), to: at },
    validUntil: outcome === 'met' ? new Date(lapse) : null,
    evidence: evidenceOf({
      runs: inside.flatMap((seen) => seen.run ?? []),
      attestations: inside.flatMap((seen) => seen.attestation ?? []),
    }),
    sentence,
  };
};
