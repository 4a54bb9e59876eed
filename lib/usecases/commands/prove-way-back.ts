import { v7 as uuid } from 'uuid';
import type { WayBackBody, WayBackProofView } from '@/lib/contract/v1/way-back';
import { mayProveWayBack } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { decideProof } from '@/lib/domain/authority/way-back';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { listWorkloads } from '@/lib/store/context-declarations';
import { findContext } from '@/lib/store/contexts';
import { insertProof } from '@/lib/store/way-back-proofs';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must } from '@/lib/usecases/decisions/on-decision';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { transact } from '@/lib/usecases/transact';
import { wayBackProofView } from '@/lib/usecases/way-back-view';

/** Puts on record that the way back of some workloads was walked, and what it loses. */
export const proveWayBack = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: WayBackBody,
): Promise<Result<WayBackProofView>> =>
  transact<WayBackProofView>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayProveWayBack);
    const about = await findContext(tx.db, tx.program.id, contextSlug);
    if (about === null) throw refused('not_found', `This program has no context "${contextSlug}".`);
    const asked = { ...body, provenAt: new Date(body.provenAt), validUntil: new Date(body.validUntil) };
    const proven = must(decideProof(await listWorkloads(tx.db, about.id), asked, tx.at));
    const id = uuid();
    const recordedAtEntry = tx.record({
      type: 'way_back.proven',
      contextId: about.id,
      subject: { kind: 'context', id: about.id },
      data: {
        proof: id,
        context: about.slug,
        workloads: [...proven.workloads],
        quality: proven.quality,
        lost: proven.lost,
        evidence: proven.evidence,
        provenAt: proven.provenAt.toISOString(),
        validUntil: proven.validUntil.toISOString(),
      },
    });
    const proof = {
      id,
      ...proven,
      recordedAt: tx.at,
      recordedBy: principalOf(context.actor),
      recordedAtEntry,
      withdrawnAt: null,
      withdrawnAtEntry: null,
      withdrawnBy: null,
      withdrawnReason: null,
    };
    await insertProof(tx.db, { programId: tx.program.id, contextId: about.id }, proof);
    await refreshDecisions(tx, about.id);
    return accept(wayBackProofView(about.slug, proof, tx.at));
  });
