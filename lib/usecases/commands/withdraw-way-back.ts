import type { WayBackProofView } from '@/lib/contract/v1/way-back';
import { mayProveWayBack } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { listProofs, withdrawProof } from '@/lib/store/way-back-proofs';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { transact } from '@/lib/usecases/transact';
import { wayBackProofView } from '@/lib/usecases/way-back-view';

/** Takes a proof of the way back off the table, with a reason; it stays on record and counts no more. */
export const withdrawWayBack = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  proofId: string,
  reason: string,
): Promise<Result<WayBackProofView>> =>
  transact<WayBackProofView>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayProveWayBack);
    const about = await findContext(tx.db, tx.program.id, contextSlug);
    const proof = about === null ? undefined : (await listProofs(tx.db, about.id)).find(({ id }) => id === proofId);
    if (about === null || proof === undefined) throw refused('not_found', 'There is no such proof in this context.');
    if (proof.withdrawnAt !== null) throw refused('nothing_to_change', 'This proof was withdrawn already.');
    const said = reason.trim();
    if (said === '') {
      throw refused('comment_required', 'Withdrawing a proof needs a reason.', [
        { pointer: '/reason', detail: 'must not be empty' },
      ]);
    }
    const entry = tx.record({
      type: 'way_back.withdrawn',
      contextId: about.id,
      subject: { kind: 'context', id: about.id },
      data: { proof: proof.id, context: about.slug, workloads: [...proof.workloads], reason: said },
    });
    const by = principalOf(context.actor);
    await withdrawProof(tx.db, proof.id, { at: tx.at, by, reason: said, entry });
    await refreshDecisions(tx, about.id);
    const withdrawn = { ...proof, withdrawnAt: tx.at, withdrawnBy: by, withdrawnReason: said, withdrawnAtEntry: entry };
    return accept(wayBackProofView(about.slug, withdrawn, tx.at));
  });
