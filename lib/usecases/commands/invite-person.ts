import { v7 as uuid } from 'uuid';
import type { InviteAnswer, InviteBody } from '@/lib/contract/v1/people';
import { mayManagePeople } from '@/lib/domain/access/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { roles as roleWords } from '@/lib/domain/words';
import { endInvitations, insertInvitation } from '@/lib/store/invitations';
import { findMember } from '@/lib/store/members';
import { findPersonByEmail, type PersonRow } from '@/lib/store/people';
import { authorise, personOf } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { grantRoles } from '@/lib/usecases/grant';
import { linkOf, makeToken } from '@/lib/usecases/one-time-link';
import { memberViewOf } from '@/lib/usecases/people-views';
import { plainEmail } from '@/lib/usecases/prove-password';
import { type ProgramTx, transact } from '@/lib/usecases/transact';
import { checkGrant } from './grant-role';

const lifeMs = 7 * 24 * 3_600_000;

/** Brings a person into a program: who has an account gets the roles at once, anybody else a one-time link of seven days. */
export const invitePerson = async (
  context: Context,
  programSlug: string,
  input: InviteBody,
): Promise<Result<InviteAnswer>> => {
  const { token, tokenHash } = makeToken();
  const invited = await transact(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayManagePeople);
    const email = plainEmail(input.email);
    const known = await findPersonByEmail(tx.db, email);
    if (known !== null) return accept(await addKnown(context, tx, known, input));
    return accept(await addInvitation(context, tx, { ...input, email, name: input.name.trim() }, tokenHash));
  });
  // The link is added outside, so that no receipt keeps it.
  if (!invited.ok || invited.value.invitation === null) return invited;
  return accept({ ...invited.value, invitation: { ...invited.value.invitation, link: linkOf(token) } });
};

const addKnown = async (
  context: Context,
  tx: ProgramTx,
  person: PersonRow,
  input: InviteBody,
): Promise<InviteAnswer> => {
  if (person.disabledAt !== null) throw refused('conflict', 'The account of this address is disabled.');
  await checkGrant(context, tx, person.id);
  await grantRoles(tx, tx.program.id, person, input.roles, personOf(context.actor));
  const member = await findMember(tx.db, tx.program.id, person.id);
  return { member: member && memberViewOf(member), invitation: null };
};

const addInvitation = async (
  context: Context,
  tx: ProgramTx,
  input: InviteBody,
  tokenHash: string,
): Promise<InviteAnswer> => {
  const { email, name } = input;
  const id = uuid();
  const expiresAt = new Date(tx.at.getTime() + lifeMs);
  await endInvitations(tx.db, { purpose: 'invite', email, programId: tx.program.id }, tx.at);
  await insertInvitation(tx.db, {
    id,
    tokenHash,
    purpose: 'invite',
    email,
    name,
    programId: tx.program.id,
    roles: roleWords.filter((role) => input.roles.includes(role)),
    createdBy: personOf(context.actor),
    createdAt: tx.at,
    expiresAt,
  });
  // the invitation's id becomes the person's
  tx.record({ type: 'person.invited', subject: { kind: 'person', id }, data: { person: id, name } });
  return { member: null, invitation: { id, link: null, expiresAt: expiresAt.toISOString() } };
};
