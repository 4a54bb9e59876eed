import type { MemberView } from '@/lib/contract/v1/people';
import { mayManagePeople } from '@/lib/domain/access/people';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import type { Role } from '@/lib/domain/words';
import { countHolders, deleteMember, findMember } from '@/lib/store/members';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { refreshAfterLoss } from '@/lib/usecases/decisions/refresh-decisions';
import { memberViewOf } from '@/lib/usecases/people-views';
import { transact } from '@/lib/usecases/transact';

/** Takes a role in a program away. What rests on it no longer counts, from now on and for good. Refuses to leave a program without administrator. */
export const revokeRole = (
  context: Context,
  programSlug: string,
  personId: string,
  role: Role,
): Promise<Result<MemberView>> =>
  transact(context, programSlug, async (tx) => {
    const programId = tx.program.id;
    await authorise(tx.db, context.actor, tx.program, mayManagePeople);
    const member = await findMember(tx.db, programId, personId);
    if (member === null || member.roles.length === 0) throw refused('not_found', 'There is no such member.');
    if (!member.roles.includes(role)) return accept(memberViewOf(member));
    await deleteMember(tx.db, { programId, personId, role });
    if (role === 'admin' && (await countHolders(tx.db, programId, 'admin')) === 0) {
      throw refused('last_admin', 'This is the program’s last administrator. Give the role to somebody else first.');
    }
    const { name } = member.person;
    tx.record({
      type: 'role.revoked',
      subject: { kind: 'person', id: personId },
      data: { person: personId, name, role },
    });
    await refreshAfterLoss(tx);
    return accept(memberViewOf({ ...member, roles: member.roles.filter((held) => held !== role) }));
  });
