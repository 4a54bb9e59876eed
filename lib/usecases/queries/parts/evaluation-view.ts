import { paths } from '@/lib/contract/paths';
import type { EvaluationView, EvidenceRef } from '@/lib/contract/views/parts';
import { type CriteriaSetDocument, expectedChecksKey } from '@/lib/domain/criteria/criteria-set';
import { titleOfKey } from '@/lib/domain/criteria/criterion-title';
import { builtInKinds } from '@/lib/domain/criteria/evaluation';
import { withMoments } from '@/lib/domain/criteria/sentence';
import type { EvaluationInput, FrozenEvaluation } from '@/lib/domain/decision/evaluation';
import { isStanding } from '@/lib/domain/decision/evaluation';
import { type Gate, gates } from '@/lib/domain/words';
import type { ContextEvidence } from './picture';
import { dayText } from './say';

// Evaluations as screens show them: what was asked, what it came to, and where it was read.

/** What people call a piece of evidence, by its id; null where nothing here knows it. */
export type EvidenceNames = (kind: string, id: string) => EvidenceRef | null;

type AnyEvaluation = Omit<EvaluationInput | FrozenEvaluation, 'window' | 'validUntil'> & {
  window: { from: Date | string | null; to: Date | string | null };
  validUntil: Date | string | null;
};

const kinds = ['match_rate', 'discrepancy_ceiling', 'coverage', 'attestation', ...builtInKinds] as const;
type Kind = (typeof kinds)[number];

const looks: Record<Kind, Pick<EvaluationView, 'unit' | 'bound'>> = {
  match_rate: { unit: 'share', bound: 'at_least' },
  discrepancy_ceiling: { unit: 'patterns', bound: 'at_most' },
  coverage: { unit: 'conditions', bound: 'at_least' },
  attestation: { unit: 'attestations', bound: 'at_least' },
  expected_checks: { unit: 'checks', bound: 'at_least' },
  way_back: { unit: 'workloads', bound: 'at_least' },
};

const iso = (instant: Date | string | null): string | null =>
  instant instanceof Date ? instant.toISOString() : instant;

/** An attestation is there or is not; how many days old it is stands in its sentence. */
const measured = (evaluation: AnyEvaluation): Pick<EvaluationView, 'value' | 'threshold'> =>
  evaluation.kind === 'attestation'
    ? { value: isStanding(evaluation.outcome) ? '1' : '0', threshold: '1' }
    : { value: evaluation.value, threshold: evaluation.threshold ?? '' };

const gateOf = (evaluation: AnyEvaluation): Gate => gates.find((gate) => gate === evaluation.gate) ?? 'decision';

export const evaluationView = (
  evaluation: AnyEvaluation,
  document: CriteriaSetDocument | undefined,
  names: EvidenceNames,
): EvaluationView => {
  const kind = kinds.find((known) => known === evaluation.kind) ?? expectedChecksKey;
  const [from, to] = [iso(evaluation.window.from), iso(evaluation.window.to)];
  return {
    key: evaluation.key,
    gate: gateOf(evaluation),
    kind,
    title: titleOfKey(document, evaluation.key),
    blocking: evaluation.blocking,
    outcome: evaluation.outcome,
    ...looks[kind],
    ...measured(evaluation),
    sampleSize: evaluation.sampleSize,
    window: from === null || to === null ? null : { from, to },
    validUntil: iso(evaluation.validUntil),
    sentence: withMoments(evaluation.sentence),
    evidence: evaluation.evidence.flatMap((ref) => names(ref.kind, ref.id) ?? []),
  };
};

/** Names from the evidence that a context's evaluations were just computed from. */
export const namesIn = (program: string, context: string, evidence: ContextEvidence | undefined): EvidenceNames => {
  const runs = new Map(evidence?.runs.map(({ id, number }) => [id, number]));
  const patterns = new Map(evidence?.patterns.map(({ id, number }) => [id, number]));
  const proofs = new Map(evidence?.proofs.map((proof) => [proof.id, proof]));
  const words = new Map(evidence?.attestations.map((word) => [word.id, word]));
  return (kind, id) => {
    const [run, pattern, word] = [runs.get(id), patterns.get(id), words.get(id)];
    if (kind === 'run' && run !== undefined) return { kind, label: `r-${run}`, href: paths.run(program, run) };
    if (kind === 'pattern' && pattern !== undefined) {
      return { kind, label: `P-${pattern}`, href: paths.pattern(program, pattern) };
    }
    const proof = proofs.get(id);
    if (kind === 'way_back_proof' && proof !== undefined) {
      const label = `proof of ${dayText(proof.provenAt, 'UTC')}`;
      return { kind, label, href: paths.context(program, context) };
    }
    if (kind !== 'attestation' || word === undefined) return null;
    const label = `attestation of ${dayText(word.attestedAt, 'UTC')}`;
    return { kind, label, href: `${paths.context(program, context)}#attestations` };
  };
};
