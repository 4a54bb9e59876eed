import type { Lane } from '@/lib/domain/authority/lane';
import { type WayBackProof, type WayBackStanding, wayBackAt } from '@/lib/domain/authority/way-back';
import { byText } from '@/lib/domain/kernel/by-text';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import { type Workload, workloads } from '@/lib/domain/words';
import type { EvidenceRef, Finding } from './evaluation';
import { noWindow } from './evaluation';
import { dayText, plural } from './sentence';

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

/** Workloads that stand alike by the same proof, or by none. */
type Alike = { workloads: Workload[]; standing: WayBackStanding };

const alike = (all: readonly Of[]): Alike[] => {
  const groups = new Map<string, Alike>();
  for (const { workload, standing } of all) {
    const key = standing.state === 'none' ? '' : `${standing.state} ${standing.proof.id}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { workloads: [workload], standing });
    else group.workloads.push(workload);
  }
  return [...groups.values()];
};

const provenText = ({ workloads: moved, standing }: Alike): string => {
  const names = listed(moved);
  if (standing.state === 'none') return `the way back of ${names} was never proven`;
  const { proof } = standing;
  if (standing.state === 'ended') return `the proof of the way back of ${names} ended on ${dayText(proof.validUntil)}`;
  const several = moved.length > 1 || moved.some((workload) => workload === 'reads' || workload === 'writes');
  const come = several ? 'come back' : 'comes back';
  return proof.lost === null
    ? `${names} ${come} without loss, as proven on ${dayText(proof.provenAt)}`
    : `${names} ${come}, as proven on ${dayText(proof.provenAt)}, and ${several ? 'lose' : 'loses'} this: ${proof.lost.replace(/[.\s]+$/, '')}`;
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
        ? `${capitalised(alike(all).map(provenText).join('; '))}.`
        : `${capitalised(listed(alike(all.filter(({ standing }) => standing.state !== 'current')).map(provenText)))}; ${plural(all.length, 'workload')} would move, ${current.length} with a current proof.`,
  };
};
