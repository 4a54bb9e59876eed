import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { type Db, databaseNow } from '@/lib/store/database';
import { type InvitationRow, listOpenInvitations, markInvitationUsed } from '@/lib/store/invitations';
import { findPersonByEmail, findPersonByProvider, insertPerson, type PersonRow } from '@/lib/store/people';
import type { Context } from '@/lib/usecases/context';
import { grantRoles } from '@/lib/usecases/grant';
import { plainEmail } from '@/lib/usecases/prove-password';
import { type SignedIn, startSession } from '@/lib/usecases/start-session';
import { alsoIn, note, read, type Tx, transactInstallation } from '@/lib/usecases/transact';

/** What a verified ID token says. `authenticatedAt` is its auth_time: null where the provider keeps that to itself. */
export type ProviderClaims = {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  authenticatedAt: Date | null;
};

/**
 * By single sign-on. A person is known by issuer and subject only; a first sign-in joins whoever was invited at the
 * address that the provider verified, and never takes over an account because its address is the same.
 */
export const signInByOidc = async (context: Context, claims: ProviderClaims): Promise<Result<SignedIn>> => {
  const email = claims.emailVerified && claims.email !== null ? plainEmail(claims.email) : null;
  const found = await read(async (db) => ({
    person: await findPersonByProvider(db, claims.issuer, claims.subject),
    invited: email === null ? [] : await invitationsOf(db, email, await databaseNow(db)),
  }));
  if (!found.ok) return found;
  let { person } = found.value;
  if (email !== null && found.value.invited.length > 0) {
    const joined = await join(context, claims, email);
    if (!joined.ok) return joined;
    person = joined.value;
  }
  if (person === null)
    return refuse('sign_in_failed', 'Nobody invited this account. Ask an administrator for an invitation.');
  if (person.disabledAt !== null) return refuse('sign_in_failed', 'This account is disabled.');
  const who = person;
  return note(async (db) => accept(await startSession(db, context, who, claims.authenticatedAt)));
};

const invitationsOf = (db: Db, email: string, at: Date): Promise<InvitationRow[]> =>
  listOpenInvitations(db, { email, purpose: 'invite' }, at);

const join = (context: Context, claims: ProviderClaims, email: string): Promise<Result<PersonRow | null>> => {
  const bySignOn: Context = { ...context, actor: { kind: 'system', name: 'single sign-on' } };
  return transactInstallation(bySignOn, async (tx) => {
    const linked = await findPersonByProvider(tx.db, claims.issuer, claims.subject);
    const invitations = await invitationsOf(tx.db, email, tx.at);
    const [first] = invitations;
    if (first === undefined || linked?.disabledAt instanceof Date) return accept(linked);
    if (linked === null && (await findPersonByEmail(tx.db, email)) !== null) {
      return refuse('sign_in_failed', 'An account with a password has this address. Sign in with that password.');
    }
    const person = linked ?? (await makePerson(tx, claims, { id: first.id, email, name: first.name }));
    for (const invitation of invitations) await take(bySignOn, tx, invitation, person);
    return accept(person);
  });
};

const makePerson = async (
  tx: Tx,
  claims: ProviderClaims,
  invited: { id: string; email: string; name: string | null },
): Promise<PersonRow> => {
  const person = await insertPerson(tx.db, {
    id: invited.id,
    email: invited.email,
    name: claims.name?.trim() || invited.name || invited.email,
    oidcIssuer: claims.issuer,
    oidcSubject: claims.subject,
    createdAt: tx.at,
  });
  tx.record({
    type: 'person.joined',
    subject: { kind: 'person', id: person.id },
    data: { person: person.id, name: person.name, by: 'single_sign_on' },
  });
  return person;
};

const take = async (context: Context, tx: Tx, invitation: InvitationRow, person: PersonRow): Promise<void> => {
  if (!(await markInvitationUsed(tx.db, invitation.id, tx.at)) || invitation.programId === null) return;
  const { programId } = invitation;
  await alsoIn(context, tx, programId, async (inner) => {
    await grantRoles(inner, programId, person, invitation.roles, invitation.createdBy);
  });
};
