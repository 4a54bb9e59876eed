import type { MemberView } from '@/lib/contract/v1/people';
import { mayGrantRole } from '@/lib/domain/access/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import type { Role } from '@/lib/domain/words';
import { findMember, isAllPlanned, isCreator } from '@/lib/store/members';
import { askerIn, demand, personOf } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { grantRoles } from '@/lib/usecases/grant';
import { memberViewOf } from '@/lib/usecases/people-views';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

/** Refuses who may not give this person a role. */
export const checkGrant = async (context: Context, tx: ProgramTx, personId: string): Promise<void> => {
  const { actor } = context;
  const asker = await askerIn(tx.db, actor, tx.program);
  const toSelf = actor.kind === 'person' && actor.personId === personId;
  const settingUp =
    toSelf && (await isCreator(tx.db, tx.program.id, personId)) && (await isAllPlanned(tx.db, tx.program.id));
  demand(asker, mayGrantRole({ personId, settingUp }));
};

/** Gives a role in a program to a person with an account. Answers with the roles now; giving it again changes nothing. */
export const grantRole = (
  context: Context,
  programSlug: string,
  personId: string,
  role: Role,
): Promise<Result<MemberView>> =>
  transact(context, programSlug, async (tx) => {
    await checkGrant(context, tx, personId);
    const known = await findMember(tx.db, tx.program.id, personId);
    if (known === null) throw refused('not_found', 'There is no such person.');
    if (known.person.disabledAt !== null) throw refused('conflict', 'The account is disabled.');
    await grantRoles(tx, tx.program.id, known.person, [role], personOf(context.actor));
    const member = await findMember(tx.db, tx.program.id, personId);
    return accept(memberViewOf(member ?? known));
  });
