import type { WayBackProofList } from '@/lib/contract/v1/way-back';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { listProofs } from '@/lib/store/way-back-proofs';
import type { Context } from '@/lib/usecases/context';
import { wayBackProofView } from '@/lib/usecases/way-back-view';
import { inProgram } from './parts/viewing';

/** Every proof of a context's way back, the newest first; those that ended or were withdrawn as well. */
export const listWayBack = (
  context: Context,
  programSlug: string,
  contextSlug: string,
): Promise<Result<WayBackProofList>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const about = await findContext(db, program.id, contextSlug);
    if (about === null) throw refused('not_found', 'There is no such context in this program.');
    return { items: (await listProofs(db, about.id)).map((proof) => wayBackProofView(about.slug, proof, now)) };
  });
