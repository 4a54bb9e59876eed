import { roleTitles } from '@/lib/domain/access/role-titles';
import { type AttestationCriterion, declaredKey } from './criteria-set';
import { evidenceOf, type Finding, noWindow } from './evaluation';
import type { AttestationFact } from './facts';
import { dayText, plural } from './sentence';

const day = 24 * 3_600_000;

/** A person in the role attested this very statement, holds the role still, and not longer ago than it is valid. */
export const evaluateAttestation = (
  criterion: AttestationCriterion,
  attestations: readonly AttestationFact[],
  at: Date,
): Finding => {
  const [latest] = attestations
    .filter((word) => word.criterion === declaredKey(criterion) && word.condition === null && word.roleHeld)
    .filter((word) => word.role === criterion.role && word.statement.trim() === criterion.statement)
    .filter((word) => word.attestedAt.getTime() <= at.getTime())
    .sort((a, b) => b.attestedAt.getTime() - a.attestedAt.getTime() || (a.id < b.id ? -1 : 1));
  const found: Pick<Finding, 'threshold' | 'sampleSize' | 'window'> = {
    threshold: String(criterion.validDays),
    sampleSize: null,
    window: noWindow,
  };
  const who = roleTitles[criterion.role];
  if (latest === undefined) {
    const sentence = `Nobody as ${who} has attested “${criterion.statement}”.`;
    return { ...found, outcome: 'insufficient', value: null, validUntil: null, evidence: [], sentence };
  }
  const until = new Date(latest.attestedAt.getTime() + criterion.validDays * day);
  const valid = at.getTime() < until.getTime();
  const when = `Attested as ${who} on ${dayText(latest.attestedAt)}`;
  return {
    ...found,
    outcome: valid ? 'met' : 'stale',
    value: String(Math.floor((at.getTime() - latest.attestedAt.getTime()) / day)),
    validUntil: valid ? until : null,
    evidence: evidenceOf({ attestations: [latest] }),
    sentence: valid
      ? `${when}: “${criterion.statement}”.`
      : `${when}, which counts for ${plural(criterion.validDays, 'day')} only: “${criterion.statement}”.`,
  };
};
