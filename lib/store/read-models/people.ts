import type { Grant } from '@/lib/domain/decision/people';
import { type Role, roles } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { rolesInOrder, wordOf } from '@/lib/store/words';

/** A person with the roles held in one program. */
export type MemberLine = {
  id: string;
  name: string;
  email: string;
  demo: boolean;
  disabledAt: Date | null;
  /** When any of their sessions was last in use. */
  lastSeenAt: Date | null;
  roles: Role[];
};

type Row = Omit<MemberLine, 'roles'> & { roles: string[] };

/** The members of a program by name, disabled accounts included. */
export const listMemberLines = async (db: Db, programId: string): Promise<MemberLine[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT p.id::text, p.name, p.email, p.demo, p.disabled_at AS "disabledAt", array_agg(m.role) AS roles,
           (SELECT max(s.last_seen_at) FROM person_session s WHERE s.person_id = p.id) AS "lastSeenAt"
      FROM member m JOIN person p ON p.id = m.person_id WHERE m.program_id = ${programId}::uuid
     GROUP BY p.id ORDER BY p.name, p.id`;
  return rows.map((row) => ({ ...row, roles: rolesInOrder(row.roles) }));
};

/** A role that a person with an enabled account holds in a program now. */
export type HeldRole = { programId: string; personId: string; name: string; email: string; role: Role } & Grant;

/** Everybody who counts in some programs, by name. */
export const listHeldRoles = async (db: Db, programIds: readonly string[]): Promise<HeldRole[]> => {
  const rows = await db.$queryRaw<(Omit<HeldRole, 'role'> & { role: string })[]>`
    SELECT m.program_id::text AS "programId", m.person_id::text AS "personId", p.name, p.email, m.role,
           m.granted_at AS "grantedAt", m.granted_by::text AS "grantedBy", m.in_set_up AS "inSetUp"
      FROM member m JOIN person p ON p.id = m.person_id
     WHERE m.program_id = ANY(${[...programIds]}::uuid[]) AND p.disabled_at IS NULL ORDER BY p.name, p.id`;
  return rows.map((row) => ({ ...row, role: wordOf(roles, row.role) }));
};
