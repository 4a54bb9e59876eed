import { validate as isId } from 'uuid';
import type { RoleHolders } from '@/lib/domain/decision/decision';
import type { Grant, Member, People } from '@/lib/domain/decision/people';
import type { Fact } from '@/lib/domain/ledger/fact';
import { type Role, roles } from '@/lib/domain/words';
import type { Db } from './database';
import type { PersonRow } from './people';
import { rolesInOrder, wordOf } from './words';

/** A person with the roles held in one program, in the order of the roles' list. */
export type MemberRow = { person: PersonRow; roles: Role[] };

const inOrder = (held: readonly { role: string }[]): Role[] => rolesInOrder(held.map(({ role }) => role));

/** The roles that count now: none for a disabled account. */
export const rolesIn = async (db: Db, programId: string, personId: string): Promise<Role[]> =>
  inOrder(
    await db.member.findMany({ where: { programId, personId, person: { disabledAt: null } }, select: { role: true } }),
  );

/** Roles are empty for who is no member. */
export const findMember = async (db: Db, programId: string, personId: string): Promise<MemberRow | null> => {
  if (!isId(personId)) return null;
  const person = await db.person.findUnique({
    where: { id: personId },
    include: { members: { where: { programId } } },
  });
  if (person === null) return null;
  const { members, ...row } = person;
  return { person: row, roles: inOrder(members) };
};

/** Members in the order in which they joined; `after` is the id of the last one of the page before. */
export const listMembers = async (
  db: Db,
  programId: string,
  page: { after?: string; limit: number },
): Promise<MemberRow[]> => {
  const rows = await db.person.findMany({
    where: { members: { some: { programId } }, ...(page.after === undefined ? {} : { id: { gt: page.after } }) },
    include: { members: { where: { programId } } },
    orderBy: { id: 'asc' },
    take: page.limit,
  });
  return rows.map(({ members, ...person }) => ({ person, roles: inOrder(members) }));
};

/** The programs of a person with the roles in each. */
export const listMemberships = async (
  db: Db,
  personId: string,
): Promise<{ program: { id: string; slug: string; name: string }; roles: Role[] }[]> => {
  const rows = await db.member.findMany({
    where: { personId },
    include: { program: { select: { id: true, slug: true, name: true } } },
    orderBy: { program: { name: 'asc' } },
  });
  const programs = new Map(rows.map((row) => [row.programId, row.program]));
  return [...programs.values()].map((program) => ({
    program,
    roles: inOrder(rows.filter((row) => row.programId === program.id)),
  }));
};

/** The ids of the programs in which a person holds a role. */
export const listProgramsOf = async (db: Db, personId: string): Promise<string[]> => {
  if (!isId(personId)) return [];
  const rows = await db.member.findMany({
    where: { personId },
    distinct: ['programId'],
    select: { programId: true },
    orderBy: { programId: 'asc' },
  });
  return rows.map(({ programId }) => programId);
};

/** Returns false where the person held the role already. */
export const insertMember = async (
  db: Db,
  member: { programId: string; personId: string; role: Role } & Grant,
): Promise<boolean> => (await db.member.createMany({ data: [member], skipDuplicates: true })).count === 1;

/** Returns false where the person did not hold the role. */
export const deleteMember = async (
  db: Db,
  member: { programId: string; personId: string; role: Role },
): Promise<boolean> => (await db.member.deleteMany({ where: member })).count === 1;

/** People with an enabled account who hold a role. */
export const countHolders = (db: Db, programId: string, role: Role): Promise<number> =>
  db.member.count({ where: { programId, role, person: { disabledAt: null } } });

/** Active people of a program and how each came to the roles held now. */
export const loadPeople = async (db: Db, programId: string): Promise<People> => {
  const members = await db.member.findMany({
    where: { programId, person: { disabledAt: null } },
    include: { person: { select: { name: true, email: true } } },
  });
  const people = new Map<string, Omit<Member, 'grants'> & { grants: Map<Role, Grant> }>();
  for (const { personId, person, role, grantedAt, grantedBy, inSetUp } of members) {
    const known = people.get(personId) ?? { ...person, grants: new Map() };
    known.grants.set(wordOf(roles, role), { grantedAt, grantedBy, inSetUp });
    people.set(personId, known);
  }
  return people;
};

/** The roles that each of them holds now. */
export const holdersAmong = (people: People): RoleHolders =>
  new Map([...people].map(([id, { grants }]) => [id, new Set(grants.keys())]));

/** Whether a person created a program, by the record. */
export const isCreator = async (db: Db, programId: string, personId: string): Promise<boolean> =>
  (await db.ledgerEntry.findFirst({
    where: {
      type: 'program.created',
      actorId: personId,
      OR: [{ subjectId: programId }, { ledger: { programId } }],
    },
    select: { index: true },
  })) !== null;

/** Whether no context ever left planned: one that came back to it has a past that somebody may gain by. */
export const isAllPlanned = async (db: Db, programId: string): Promise<boolean> =>
  (await db.stageInterval.findFirst({
    where: { context: { programId }, stage: { not: 'planned' } },
    select: { contextId: true },
  })) === null;

/** Who creates a program administers it; the role is granted with its own entry. */
export const grantFirstRole = async (
  tx: { db: Db; at: Date; record: (fact: Fact) => number },
  programId: string,
  person: { personId: string; name: string },
): Promise<void> => {
  const grant = { grantedAt: tx.at, grantedBy: person.personId, inSetUp: true };
  await insertMember(tx.db, { programId, personId: person.personId, role: 'admin', ...grant });
  tx.record({
    type: 'role.granted',
    subject: { kind: 'person', id: person.personId },
    data: { person: person.personId, name: person.name, role: 'admin' },
  });
};
