import { v7 as uuid } from 'uuid';
import { sessionLifeMs } from '@/lib/domain/access/session';
import { type Db, databaseNow } from '@/lib/store/database';
import type { PersonRow } from '@/lib/store/people';
import { insertSession, revokeSession } from '@/lib/store/sessions';
import type { Context } from './context';

/** What signing in gives: who it is, and the session that a cookie names. `expiresAt` is RFC 3339. */
export type SignedIn = {
  person: { id: string; name: string; email: string };
  sessionId: string;
  expiresAt: string;
};

/**
 * Starts a session under a new id and ends the one that the same browser had.
 * `provedAt` is when the provider says that identity was proved; null where it does not say, 'now' for a password.
 */
export const startSession = async (
  db: Db,
  context: Context,
  person: PersonRow,
  provedAt: Date | null | 'now',
): Promise<SignedIn> => {
  const at = await databaseNow(db);
  const expiresAt = new Date(at.getTime() + sessionLifeMs);
  const id = uuid();
  if (context.actor.kind === 'person') await revokeSession(db, { id: context.actor.sessionId }, at);
  await insertSession(db, {
    id,
    personId: person.id,
    createdAt: at,
    lastSeenAt: at,
    // without the provider's word nothing was proved just now: signing then asks for it
    authenticatedAt: provedAt === 'now' ? at : (provedAt ?? new Date(0)),
    expiresAt,
  });
  const { email, name } = person;
  return { person: { id: person.id, name, email }, sessionId: id, expiresAt: expiresAt.toISOString() };
};
