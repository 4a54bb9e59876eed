import { expect } from 'vitest';
import type { PersonActor } from '@/lib/domain/access/actor';
import type { Role } from '@/lib/domain/words';
import { databaseUrl, setEnv } from '@/lib/env';
import { acceptInvitation } from '@/lib/usecases/commands/accept-invitation';
import { invitePerson } from '@/lib/usecases/commands/invite-person';
import { signIn } from '@/lib/usecases/commands/sign-in';
import type { Context } from '@/lib/usecases/context';
import { callerOfSession } from '@/lib/usecases/queries/find-caller';
import type { SignedIn } from '@/lib/usecases/start-session';
import { accepted, type House } from './house';

// People who come in by the front door: invited, with a password, signed in.

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

export const join = async (house: House, email: string, roles: Role[]): Promise<Guest> => {
  const token = await invite(house, email, roles);
  const { person } = await accepted(acceptInvitation(visitor, { token, name: `Guest ${email}`, password }));
  return { id: person.id, email };
};

export const contextOf = async (signedIn: SignedIn): Promise<Context & { actor: PersonActor }> => {
  const caller = await accepted(callerOfSession({ personId: signedIn.person.id, sessionId: signedIn.sessionId }));
  if (caller === null) throw new Error('the session does not live');
  return { actor: caller, requestId: 'test-guest' };
};

export const enter = async (guest: Pick<Guest, 'email'>, origin = '192.0.2.1') =>
  contextOf(await accepted(signIn(visitor, { email: guest.email, password }, origin)));
