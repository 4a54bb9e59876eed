import type { Role } from '@/lib/domain/words';
import { insertMember } from '@/lib/store/members';
import type { Tx } from './transact';

/** Gives the roles that a person does not hold yet, each with its entry. Returns those that were new. */
export const grantRoles = async (
  tx: Pick<Tx, 'db' | 'at' | 'record'>,
  programId: string,
  person: { id: string; name: string },
  roles: readonly Role[],
): Promise<Role[]> => {
  const granted: Role[] = [];
  for (const role of roles) {
    if (!(await insertMember(tx.db, { programId, personId: person.id, role, grantedAt: tx.at }))) continue;
    granted.push(role);
    tx.record({
      type: 'role.granted',
      subject: { kind: 'person', id: person.id },
      data: { person: person.id, name: person.name, role },
    });
  }
  return granted;
};
