import type { AccountView } from '@/lib/contract/views/settings';
import { sessionIdleMs } from '@/lib/domain/access/session';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import { listMemberships } from '@/lib/store/members';
import { findPerson } from '@/lib/store/people';
import { listLiveSessions } from '@/lib/store/sessions';
import type { Context } from '@/lib/usecases/context';
import { read } from '@/lib/usecases/transact';

/** The signed-in person's own account: roles by program, and where else they are signed in. */
export const viewAccount = ({ actor }: Context): Promise<Result<AccountView>> =>
  read(async (db) => {
    const person = actor.kind === 'person' ? await findPerson(db, actor.personId) : null;
    if (actor.kind !== 'person' || person === null) throw refused('unauthenticated', 'Nobody is signed in.');
    const now = await databaseNow(db);
    const memberships = await listMemberships(db, person.id);
    const sessions = await listLiveSessions(db, person.id, now, sessionIdleMs);
    return {
      now: now.toISOString(),
      name: person.name,
      email: person.email,
      demo: person.demo,
      installationAdmin: person.installationAdmin,
      signIn: person.passwordHash === null ? 'oidc' : 'password',
      programs: memberships.map(({ program: { slug, name }, roles }) => ({ slug, name, roles })),
      sessions: sessions.map((session) => ({
        id: session.id,
        current: session.id === actor.sessionId,
        createdAt: session.createdAt.toISOString(),
        lastSeenAt: session.lastSeenAt.toISOString(),
        expiresAt: session.expiresAt.toISOString(),
      })),
    };
  });
