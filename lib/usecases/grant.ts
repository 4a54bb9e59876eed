import type { Role } from '@/lib/domain/words';
import { insertMember, isAllPlanned } from '@/lib/store/members';
import type { Tx } from './transact';

/**
 * Gives the roles that a person does not hold yet, each with its entry. Returns those that were new. `grantedBy` is the
 * person who decided it, null for Lockgate itself: a role counts for no sign-off at once unless nothing had begun yet.
 */
export const grantRoles = async (
  tx: Pick<Tx, 'db' | 'at' | 'record'>,
  programId: string,
  person: { id: string; name: string },
  roles: readonly Role[],
  grantedBy: string | null,
): Promise<Role[]> => {
  const granted: Role[] = [];
  const grant = { grantedAt: tx.at, grantedBy, inSetUp: await isAllPlanned(tx.db, programId) };
  for (const role of roles) {
    if (!(await insertMember(tx.db, { programId, personId: person.id, role, ...grant }))) continue;
    granted.push(role);
    tx.record({
      type: 'role.granted',
      subject: { kind: 'person', id: person.id },
      data: { person: person.id, name: person.name, role },
    });
  }
  return granted;
};
