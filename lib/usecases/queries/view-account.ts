import { paths } from '@/lib/contract/paths';
import type { AccountView } from '@/lib/contract/views/settings';
import type { PersonActor } from '@/lib/domain/access/actor';
import { mayHoldEverything } from '@/lib/domain/access/may';
import { sessionIdleMs } from '@/lib/domain/access/session';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import type { Role } from '@/lib/domain/words';
import { type Db, databaseNow } from '@/lib/store/database';
import { listInstallationHolds } from '@/lib/store/holds';
import { listMemberships } from '@/lib/store/members';
import { listPasskeys } from '@/lib/store/passkeys';
import { findPerson } from '@/lib/store/people';
import { listLiveSessions } from '@/lib/store/sessions';
import type { Context } from '@/lib/usecases/context';
import { obstacleTo, passkeyViewOf } from '@/lib/usecases/passkey-parts';
import { holdsOnEverything } from '@/lib/usecases/queries/parts/holds';
import { stepUpOf } from '@/lib/usecases/queries/parts/step-up';
import { actOf, actUnless } from '@/lib/usecases/queries/parts/viewing';
import { read } from '@/lib/usecases/transact';

const stopTheLineOf = async (db: Db, actor: PersonActor, now: Date): Promise<AccountView['stopTheLine']> => {
  if (!actor.installationAdmin) return null;
  const asker = { actor, roles: new Set<Role>() };
  return {
    act: actOf(mayHoldEverything(asker)),
    holds: holdsOnEverything(await listInstallationHolds(db, { notOverAt: now }), now, asker),
  };
};

/** The signed-in person: programs and roles, passkeys, and where else they are signed in. */
export const viewAccount = (context: Context): Promise<Result<AccountView>> =>
  read(async (db) => {
    const { actor } = context;
    if (actor.kind !== 'person') throw refused('unauthenticated', 'This page belongs to a signed-in person.');
    const now = await databaseNow(db);
    const person = await findPerson(db, actor.personId);
    if (person === null) throw refused('unauthenticated', 'This account is gone.');
    const memberships = await listMemberships(db, person.id);
    const passkeys = await listPasskeys(db, person.id);
    const sessions = await listLiveSessions(db, person.id, now, sessionIdleMs);
    return {
      now: now.toISOString(),
      name: person.name,
      email: person.email,
      demo: person.demo,
      installationAdmin: person.installationAdmin,
      stopTheLine: await stopTheLineOf(db, actor, now),
      signIn: person.passwordHash === null ? 'oidc' : 'password',
      passkeys: {
        items: passkeys.map(passkeyViewOf),
        add: actUnless(obstacleTo(passkeys)),
        stepUp: { ...(await stepUpOf(db, actor, paths.account(), now)), passkeys: 0 },
      },
      programs: memberships.map(({ program: { slug, name }, roles }) => ({ slug, name, roles })),
      sessions: sessions.map(({ id, createdAt, lastSeenAt, expiresAt }) => ({
        id,
        current: id === actor.sessionId,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
    };
  });
