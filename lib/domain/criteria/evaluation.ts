import type { LaneName } from '@/lib/domain/authority/lane';
import { byText } from '@/lib/domain/kernel/by-text';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { CriterionKind, EvaluationOutcome, Gate } from '@/lib/domain/words';
import type { AttestationFact, PatternFact, RunFact } from './facts';

/** What an evaluation can be computed from. */
export const evidenceKinds = ['run', 'pattern', 'attestation', 'way_back_proof', 'risk'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export type EvidenceRef = { kind: EvidenceKind; id: string; digest: string };

/** Kinds that no criteria set names: the first is asked of every context from shadow on, the second of every lane to target. */
export const builtInKinds = ['expected_checks', 'way_back'] as const;
export type BuiltInKind = (typeof builtInKinds)[number];

/** What a criterion came to at an instant. */
export type Evaluation = {
  /** The criterion's key; with the lane behind it where each lane has an evaluation of its own. */
  key: string;
  criterion: string;
  lane: LaneName | null;
  gate: Gate;
  kind: CriterionKind | BuiltInKind;
  blocking: boolean;
  outcome: EvaluationOutcome;
  value: string | null;
  threshold: string;
  sampleSize: number | null;
  window: { from: Date | null; to: Date | null };
  /** The earliest instant from which on time alone makes the outcome another one; null where none does. */
  validUntil: Date | null;
  evidence: EvidenceRef[];
  sentence: string;
};

/** What an evaluator finds; who asked, and where, is added by its caller. */
export type Finding = Pick<
  Evaluation,
  'outcome' | 'value' | 'threshold' | 'sampleSize' | 'window' | 'validUntil' | 'evidence' | 'sentence'
>;

export const noWindow = { from: null, to: null } as const;

const refs = (kind: EvidenceRef['kind'], facts: readonly { id: string; digest: string }[]): EvidenceRef[] =>
  [...new Map(facts.map(({ id, digest }) => [id, { kind, id, digest }])).values()].sort((a, b) => byText(a.id, b.id));

/** Evidence in an order that does not depend on how it came, each item once. */
export const evidenceOf = (facts: {
  runs?: readonly RunFact[];
  patterns?: readonly PatternFact[];
  attestations?: readonly AttestationFact[];
}): EvidenceRef[] => [
  ...refs('run', facts.runs ?? []),
  ...refs('pattern', facts.patterns ?? []),
  ...refs('attestation', facts.attestations ?? []),
];

/** SHA-256 over what an evaluation says and the evidence that it says it from; the sentence is not part of it. */
export const evaluationDigest = (evaluation: Evaluation): string =>
  documentDigest({
    v: 1,
    key: evaluation.key,
    gate: evaluation.gate,
    kind: evaluation.kind,
    blocking: evaluation.blocking,
    outcome: evaluation.outcome,
    value: evaluation.value,
    threshold: evaluation.threshold,
    sampleSize: evaluation.sampleSize,
    window: {
      from: evaluation.window.from?.toISOString() ?? null,
      to: evaluation.window.to?.toISOString() ?? null,
    },
    evidence: evaluation.evidence.map(({ kind, id, digest }) => ({ kind, id, digest })),
  });
