import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { WayBackQuality, Workload } from '@/lib/domain/words';

/** Somebody went back, for real or in rehearsal, and says what that loses, until when, and where it can be read. */
export type WayBackProof = {
  id: string;
  workloads: readonly Workload[];
  quality: WayBackQuality;
  /** What would be lost; null for a lossless way back. */
  lost: string | null;
  evidence: string;
  provenAt: Date;
  /** At this instant the proof has ended. */
  validUntil: Date;
  /** Index of the ledger entry that recorded it. */
  recordedAtEntry: number;
  withdrawnAt: Date | null;
  withdrawnAtEntry: number | null;
};

/** What the reverse path of one workload is worth at an instant. */
export type WayBackStanding =
  | { state: 'current'; proof: WayBackProof }
  | { state: 'ended'; proof: WayBackProof }
  | { state: 'none' };

const dayMs = 86_400_000;

/** However good a rehearsal was, both systems have changed after so many days. */
export const longestProofDays = 90;

const isWithdrawn = (proof: WayBackProof, at: Date): boolean => proof.withdrawnAt !== null && proof.withdrawnAt <= at;

/** Proofs as they were on record when `entry` was the last one. */
export const proofsKnownAt = (proofs: readonly WayBackProof[], entry: number): WayBackProof[] =>
  proofs
    .filter((proof) => proof.recordedAtEntry <= entry)
    .map((proof) =>
      proof.withdrawnAtEntry !== null && proof.withdrawnAtEntry > entry
        ? { ...proof, withdrawnAt: null, withdrawnAtEntry: null }
        : proof,
    );

/** The newest proof that stands for a workload: what was found last is what is true, better or worse. */
export const wayBackAt = (proofs: readonly WayBackProof[], workload: Workload, at: Date): WayBackStanding => {
  const own = proofs
    .filter((proof) => proof.workloads.includes(workload) && proof.provenAt <= at && !isWithdrawn(proof, at))
    .sort((a, b) => b.provenAt.getTime() - a.provenAt.getTime() || b.recordedAtEntry - a.recordedAtEntry);
  const current = own.find((proof) => proof.validUntil > at);
  if (current !== undefined) return { state: 'current', proof: current };
  const [last] = own.sort((a, b) => b.validUntil.getTime() - a.validUntil.getTime());
  return last === undefined ? { state: 'none' } : { state: 'ended', proof: last };
};

export type ProofAsked = {
  workloads: readonly Workload[];
  quality: WayBackQuality;
  lost?: string | undefined;
  evidence: string;
  provenAt: Date;
  validUntil: Date;
};

const invalid = (member: string, detail: string) =>
  refuse('invalid_body', `The proof cannot be recorded: ${member} ${detail}.`, [{ pointer: `/${member}`, detail }]);

/** What is recorded of a proof, if it can stand at `at` in a context with these workloads. Refuses with `invalid_body`. */
export const decideProof = (
  declared: readonly Workload[],
  asked: ProofAsked,
  at: Date,
): Result<Pick<WayBackProof, 'workloads' | 'quality' | 'lost' | 'evidence' | 'provenAt' | 'validUntil'>> => {
  const workloads = declared.filter((workload) => asked.workloads.includes(workload));
  const strange = asked.workloads.find((workload) => !declared.includes(workload));
  const lost = asked.lost?.trim() ?? '';
  const ends = asked.provenAt.getTime() + longestProofDays * dayMs;
  if (strange !== undefined) return invalid('workloads', `names ${strange}, which this context does not declare`);
  if (workloads.length === 0) return invalid('workloads', 'must name at least one workload');
  if (asked.quality === 'lossy' && lost === '') return invalid('lost', 'must say what going back would lose');
  if (asked.quality === 'lossless' && lost !== '') return invalid('lost', 'must be left out where nothing is lost');
  if (asked.evidence.trim() === '') return invalid('evidence', 'must say where the proof can be read');
  if (asked.provenAt > at) return invalid('provenAt', 'must not lie in the future');
  if (asked.validUntil <= at) return invalid('validUntil', 'must lie in the future');
  if (asked.validUntil.getTime() > ends) {
    return invalid('validUntil', `must be at most ${longestProofDays} days after provenAt`);
  }
  return accept({
    workloads,
    quality: asked.quality,
    lost: asked.quality === 'lossy' ? lost : null,
    evidence: asked.evidence.trim(),
    provenAt: asked.provenAt,
    validUntil: asked.validUntil,
  });
};
