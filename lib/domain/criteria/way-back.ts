import type { Lane } from '@/lib/domain/authority/lane';
import { type WayBackProof, type WayBackStanding, wayBackAt } from '@/lib/domain/authority/way-back';
import { byText } from '@/lib/domain/kernel/by-text';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import { type Workload, workloads } from '@/lib/domain/words';
import type { EvidenceRef, Finding } from './evaluation';
import { noWindow } from './evaluation';
import { plural } from './sentence';

type Of = { workload: Workload; standing: WayBackStanding };

/** Identifies what was proven, to the word. */
export const proofDigest = (proof: WayBackProof): string =>
  documentDigest({
    v: 1,
    workloads: [...proof.workloads].sort(byText),
    quality: proof.quality,
    lost: proof.lost,
    evidence: proof.evidence,
    provenAt: proof.provenAt.toISOString(),
    validUntil: proof.validUntil.toISOString(),
  });

const day = (instant: Date): string => instant.toISOString().slice(0, 10);

const provenText = ({ workload, standing }: Of): string => {
  if (standing.state === 'none') return `the way back of ${workload} was never proven`;
  const { proof } = standing;
  if (standing.state === 'ended') return `the proof of the way back of ${workload} ended on ${day(proof.validUntil)}`;
  const several = workload === 'reads' || workload === 'writes';
  const come = several ? 'come back' : 'comes back';
  return proof.lost === null
    ? `${workload} ${come} without loss, as proven on ${day(proof.provenAt)}`
    : `${workload} ${come}, as proven on ${day(proof.provenAt)}, and ${several ? 'lose' : 'loses'} this: ${proof.lost.replace(/[.\s]+$/, '')}`;
};

/** Whether every workload that moves has a current proof of its way back, lossless or lossy. */
export const evaluateWayBack = (lanes: readonly Lane[], proofs: readonly WayBackProof[], at: Date): Finding => {
  const moved = workloads.filter((workload) => lanes.some((lane) => lane.workload === workload));
  const all = moved.map((workload): Of => ({ workload, standing: wayBackAt(proofs, workload, at) }));
  const current = all.flatMap(({ standing }) => (standing.state === 'current' ? [standing.proof] : []));
  const none = all.some(({ standing }) => standing.state === 'none');
  const outcome = none ? 'insufficient' : current.length < all.length ? 'stale' : 'met';
  const used = [...new Map(current.map((proof) => [proof.id, proof])).values()];
  const ends = used.map((proof) => proof.validUntil.getTime());
  const evidence = used
    .map((proof): EvidenceRef => ({ kind: 'way_back_proof', id: proof.id, digest: proofDigest(proof) }))
    .sort((a, b) => byText(a.id, b.id));
  return {
    outcome,
    value: String(current.length),
    threshold: String(all.length),
    sampleSize: null,
    window: noWindow,
    validUntil: outcome === 'met' ? new Date(Math.min(...ends)) : null,
    evidence,
    sentence:
      outcome === 'met'
        ? `${capitalised(all.map(provenText).join('; '))}.`
        : `${capitalised(listed(all.filter(({ standing }) => standing.state !== 'current').map(provenText)))}; ${plural(all.length, 'workload')} would move, ${current.length} with a current proof.`,
  };
};
