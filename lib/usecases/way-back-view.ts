import type { WayBackProofView } from '@/lib/contract/v1/way-back';
import type { Principal } from '@/lib/domain/access/principal';
import type { RecordedProof } from '@/lib/store/way-back-proofs';

const byOf = ({ kind, id, name }: Principal) => ({ kind, id, name });

/** A proof of the way back as the API shows it at an instant. */
export const wayBackProofView = (context: string, proof: RecordedProof, at: Date): WayBackProofView => ({
  id: proof.id,
  context,
  workloads: [...proof.workloads],
  quality: proof.quality,
  lost: proof.lost,
  evidence: proof.evidence,
  provenAt: proof.provenAt.toISOString(),
  validUntil: proof.validUntil.toISOString(),
  current: proof.withdrawnAt === null && proof.validUntil > at,
  recordedAt: proof.recordedAt.toISOString(),
  recordedBy: byOf(proof.recordedBy),
  withdrawnAt: proof.withdrawnAt?.toISOString() ?? null,
  withdrawnBy: proof.withdrawnBy === null ? null : byOf(proof.withdrawnBy),
  withdrawnReason: proof.withdrawnReason,
});
