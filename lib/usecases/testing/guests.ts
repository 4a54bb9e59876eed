import { randomBytes, scryptSync } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { expect } from 'vitest';
import type { PersonActor } from '@/lib/domain/access/actor';
import type { Role } from '@/lib/domain/words';
import { databaseUrl, setEnv } from '@/lib/env';
import { insertPerson } from '@/lib/store/people';
import { grantRole } from '@/lib/usecases/commands/grant-role';
import { invitePerson } from '@/lib/usecases/commands/invite-person';
import { signIn } from '@/lib/usecases/commands/sign-in';
import type { Context } from '@/lib/usecases/context';
import { callerOfSession } from '@/lib/usecases/queries/find-caller';
import type { SignedIn } from '@/lib/usecases/start-session';
import { transactInstallation } from '@/lib/usecases/transact';
import { accepted, type House } from './house';

// People who come in by the front door: with a password, signed in.

export const visitor: Context = { actor: { kind: 'system', name: 'visitor' }, requestId: 'test-visitor' };
export const password = 'four words on a wall';

/** What a start sets; links and cookies need it. */
export const openTheDoor = (): void =>
  setEnv({
    databaseUrl: databaseUrl(),
    publicUrl: 'http://localhost:4999',
    authSecret: 'a secret for tests of 32 characters',
  });

export const tokenIn = (link: string | null | undefined): string => {
  expect(link).toMatch(/^http:\/\/localhost:4999\/welcome\/[\w-]{43}$/);
  return String(link).replace(/^.*\//, '');
};

export const invite = async (
  house: House,
  email: string,
  roles: Role[],
  by: Context = house.as.admin,
): Promise<string> => {
  const invited = await accepted(invitePerson(by, house.program, { email, name: email, roles }));
  return tokenIn(invited.invitation?.link);
};

export type Guest = { id: string; email: string };

/** As it is stored, but quick to check: what it costs matters to who steals it, and to no test of anything else. */
const quickHash = (): string => {
  const salt = randomBytes(16);
  const hash = scryptSync(password, salt, 32, { N: 16, r: 8, p: 1 });
  return `$scrypt$ln=4,r=8,p=1$${salt.toString('base64')}$${hash.toString('base64')}`;
};

/** Somebody with `password` and these roles, who came in before the test began. */
export const join = async (house: House, email: string, roles: Role[]): Promise<Guest> => {
  const id = uuid();
  const name = `Guest ${email}`;
  await accepted(
    transactInstallation(visitor, async (tx) => {
      const account = { installationAdmin: false, passwordHash: quickHash(), createdAt: tx.at };
      await insertPerson(tx.db, { id, name, email, ...account });
      tx.record({ type: 'person.joined', subject: { kind: 'person', id }, data: { person: id, name, by: 'link' } });
      return { ok: true, value: null };
    }),
  );
  for (const role of roles) await accepted(grantRole(house.as.admin, house.program, id, role));
  return { id, email };
};

export const contextOf = async (signedIn: SignedIn): Promise<Context & { actor: PersonActor }> => {
  const caller = await accepted(callerOfSession({ personId: signedIn.person.id, sessionId: signedIn.sessionId }));
  if (caller === null) throw new Error('the session does not live');
  return { actor: caller, requestId: 'test-guest' };
};

export const enter = async (guest: Pick<Guest, 'email'>, origin = '192.0.2.1') =>
  contextOf(await accepted(signIn(visitor, { email: guest.email, password }, origin)));
