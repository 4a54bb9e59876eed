import type { HoldView } from '@/lib/contract/v1/holds';
import { mayLiftHold } from '@/lib/domain/access/may';
import { decideLift } from '@/lib/domain/decision/hold';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findPerson } from '@/lib/store/people';
import { findHold, liftHold as keepLift } from '@/lib/store/stops';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must, recordAll } from '@/lib/usecases/decisions/on-decision';
import { transact } from '@/lib/usecases/transact';

/** Lifts a hold, with a reason. */
export const liftHold = (
  context: Context,
  programSlug: string,
  holdId: string,
  reason: string,
): Promise<Result<HoldView>> =>
  transact<HoldView>(context, programSlug, async (tx) => {
    const { actor } = await authorise(tx.db, context.actor, tx.program, mayLiftHold);
    if (actor.kind !== 'person') throw refused('signer_not_human', 'Only a person lifts a hold.');
    const hold = await findHold(tx.db, tx.program.id, holdId);
    if (hold === null || hold.context === null) throw refused('not_found', 'There is no such hold in this program.');
    const { facts } = must(decideLift(hold.context, hold, reason));
    await keepLift(tx.db, hold.id, { liftedBy: actor.personId, liftedAt: tx.at, liftReason: reason.trim() });
    recordAll(tx, facts);
    const placer = await findPerson(tx.db, hold.placedBy);
    return accept({
      id: hold.id,
      context: hold.context.slug,
      reason: hold.reason,
      placedBy: { id: hold.placedBy, name: placer?.name ?? '' },
      placedAt: hold.placedAt.toISOString(),
      liftedBy: { id: actor.personId, name: actor.name },
      liftedAt: tx.at.toISOString(),
      liftReason: reason.trim(),
    });
  });
