import type { AcceptedInvitation, AcceptInvitationBody } from '@/lib/contract/v1/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { type Db, databaseNow } from '@/lib/store/database';
import { findInvitationByHash, type InvitationRow, markInvitationUsed } from '@/lib/store/invitations';
import { countInstallationAdmins, findPersonByEmail, insertPerson, type PersonRow } from '@/lib/store/people';
import type { Context } from '@/lib/usecases/context';
import { grantRoles } from '@/lib/usecases/grant';
import { tokenHashOf } from '@/lib/usecases/one-time-link';
import { checkNewPassword, hashPassword } from '@/lib/usecases/password';
import { plainEmail, provePassword } from '@/lib/usecases/prove-password';
import { alsoIn, read, type Tx, transactInstallation } from '@/lib/usecases/transact';

type Joining = { email: string; name: string } & ({ passwordHash: string } | { knownAs: string });

/**
 * Uses a one-time link: makes the account with its first password, or gives the roles to the account that the address has
 * already, if this is its password. Of several attempts at once one succeeds. Refuses link_invalid and person_exists.
 */
export const acceptInvitation = async (
  context: Context,
  input: AcceptInvitationBody,
): Promise<Result<AcceptedInvitation>> => {
  const tokenHash = tokenHashOf(input.token);
  const opened = await read(async (db) => {
    const invitation = await findOpen(db, tokenHash, await databaseNow(db));
    const email = emailFor(invitation, input);
    return { invitation, email, known: await findPersonByEmail(db, email) };
  });
  if (!opened.ok) return opened;
  const { invitation, email, known } = opened.value;
  const name = input.name.trim();
  // The slow part comes before the ledger is locked, and only for a link that is good.
  const joining =
    known === null ? await newAccount(email, name, input.password) : await knownAccount(known, invitation, input);
  if (!joining.ok) return joining;
  const byLink: Context = { ...context, actor: { kind: 'system', name: 'one-time link' } };
  return transactInstallation(byLink, async (tx) =>
    accept({ person: await join(byLink, tx, tokenHash, joining.value) }),
  );
};

const invalid = () => refused('link_invalid', 'The link was used, replaced or has expired. Ask for a new one.');

const findOpen = async (db: Db, tokenHash: string, at: Date): Promise<InvitationRow> => {
  const invitation = await findInvitationByHash(db, tokenHash);
  if (invitation === null || invitation.usedAt !== null || invitation.expiresAt <= at) throw invalid();
  return invitation;
};

const emailFor = (invitation: InvitationRow, input: AcceptInvitationBody): string => {
  const email = invitation.email ?? (input.email === undefined ? null : plainEmail(input.email));
  if (email !== null) return email;
  throw refused('invalid_body', 'This link needs an address.', [{ pointer: '/email', detail: 'is required' }]);
};

const newAccount = async (email: string, name: string, password: string): Promise<Result<Joining>> => {
  const fit = checkNewPassword(password, { email, name });
  return fit.ok ? accept({ email, name, passwordHash: await hashPassword(password) }) : fit;
};

const exists = () =>
  refused('person_exists', 'A person with this address has an account. Use that account’s own password here.');

const knownAccount = async (
  known: PersonRow,
  invitation: InvitationRow,
  { password }: AcceptInvitationBody,
): Promise<Result<Joining>> => {
  if (invitation.purpose === 'first_admin') return { ok: false, refusal: exists().refusal };
  const proved = await provePassword({ email: known.email, password, origin: `link/${invitation.id}` });
  if (proved.ok) return accept({ email: known.email, name: known.name, knownAs: known.id });
  return proved.refusal.code === 'sign_in_failed' ? { ok: false, refusal: exists().refusal } : proved;
};

const join = async (
  context: Context,
  tx: Tx,
  tokenHash: string,
  joining: Joining,
): Promise<AcceptedInvitation['person']> => {
  const invitation = await findOpen(tx.db, tokenHash, tx.at);
  const first = invitation.purpose === 'first_admin';
  if (first && (await countInstallationAdmins(tx.db)) > 0) throw invalid();
  if (!(await markInvitationUsed(tx.db, invitation.id, tx.at))) throw invalid();
  const known = await findPersonByEmail(tx.db, joining.email);
  if (known !== null && (!('knownAs' in joining) || known.id !== joining.knownAs)) throw exists();
  const person = known ?? (await makePerson(tx, invitation, joining));
  const { programId } = invitation;
  if (programId !== null) {
    await alsoIn(context, tx, programId, async (inner) => {
      await grantRoles(inner, programId, person, invitation.roles, invitation.createdBy);
    });
  }
  tx.record({
    type: 'person.joined',
    subject: { kind: 'person', id: person.id },
    data: { person: person.id, name: person.name, by: 'link' },
  });
  return { id: person.id, name: person.name, email: person.email };
};

const makePerson = async (tx: Tx, invitation: InvitationRow, joining: Joining): Promise<PersonRow> => {
  if (!('passwordHash' in joining)) throw exists();
  const first = invitation.purpose === 'first_admin';
  const { email, name, passwordHash } = joining;
  const person = { id: invitation.id, email, name, passwordHash, installationAdmin: first, createdAt: tx.at };
  const row = await insertPerson(tx.db, person);
  if (first) {
    tx.record({
      type: 'installation_admin.granted',
      subject: { kind: 'person', id: row.id },
      data: { person: row.id, name },
    });
  }
  return row;
};
