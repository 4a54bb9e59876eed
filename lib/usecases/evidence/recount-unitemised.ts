import { unitemisedFingerprint } from '@/lib/domain/comparison/pattern';
import { rebuildStandings } from '@/lib/store/pattern-standings';
import { findPatterns } from '@/lib/store/patterns';
import { saveUnitemised } from '@/lib/store/run-batches';
import type { Tx } from '@/lib/usecases/transact';

type RecountedRun = { id: string; contextId: string; source: string; unitemised: number; context: { slug: string } };

/** Says anew how much of a run nobody itemised, where more of it was: that pattern shows less of it, or nothing. */
export const recountUnitemised = async (tx: Tx, run: RecountedRun, left: number): Promise<void> => {
  if (left === run.unitemised) return;
  const fingerprint = unitemisedFingerprint(run.context.slug, run.source);
  for (const { id } of await findPatterns(tx.db, run.contextId, [fingerprint])) {
    await saveUnitemised(tx.db, id, run.id, left);
    await rebuildStandings(tx.db, [id]);
  }
};
