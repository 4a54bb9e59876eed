import { validate as isId } from 'uuid';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { revokeSession } from '@/lib/store/sessions';
import type { Context } from '@/lib/usecases/context';
import { note } from '@/lib/usecases/transact';

/** Ends the acting session at once, or another one of the same person's. */
export const signOut = (context: Context, sessionId?: string): Promise<Result<null>> =>
  note(async (db) => {
    const { actor } = context;
    if (actor.kind !== 'person') return refuse('unauthenticated', 'Nobody is signed in.');
    const id = sessionId ?? actor.sessionId;
    if (isId(id)) await revokeSession(db, { id, personId: actor.personId }, await databaseNow(db));
    return accept(null);
  });
