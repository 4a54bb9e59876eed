import { v7 as uuid } from 'uuid';
import type { HoldBody, HoldView } from '@/lib/contract/v1/holds';
import { mayHold } from '@/lib/domain/access/may';
import { decideHold } from '@/lib/domain/decision/hold';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { insertHold, listStandingHolds } from '@/lib/store/stops';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must, recordAll } from '@/lib/usecases/decisions/on-decision';
import { transact } from '@/lib/usecases/transact';

/** Stops a context's moves towards target, in a named person's name and with a reason; never a rollback. */
export const placeHold = (context: Context, programSlug: string, body: HoldBody): Promise<Result<HoldView>> =>
  transact<HoldView>(context, programSlug, async (tx) => {
    const { actor } = await authorise(tx.db, context.actor, tx.program, mayHold);
    if (actor.kind !== 'person') throw refused('signer_not_human', 'Only a person places a hold.');
    const about = await findContext(tx.db, tx.program.id, body.context);
    if (about === null) throw refused('not_found', `This program has no context "${body.context}".`);
    const asked = { id: uuid(), reason: body.reason, placedBy: actor.name, placedAt: tx.at };
    const { hold, facts } = must(decideHold(about, await listStandingHolds(tx.db, about.id), asked));
    const { id, reason, placedAt } = hold;
    await insertHold(tx.db, {
      id,
      reason,
      placedAt,
      placedBy: actor.personId,
      programId: tx.program.id,
      contextId: about.id,
    });
    recordAll(tx, facts);
    return accept({
      id,
      context: about.slug,
      reason,
      placedBy: { id: actor.personId, name: actor.name },
      placedAt: placedAt.toISOString(),
      liftedBy: null,
      liftedAt: null,
      liftReason: null,
    });
  });
