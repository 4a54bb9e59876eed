import { validate as isId } from 'uuid';
import type { Person } from '@/prisma/generated/client';
import type { Db } from './database';

export type PersonRow = Person;

/** Addresses are kept in lower case; give them so. */
export const findPersonByEmail = (db: Db, email: string): Promise<PersonRow | null> =>
  db.person.findUnique({ where: { email } });

export const findPerson = async (db: Db, id: string): Promise<PersonRow | null> =>
  isId(id) ? db.person.findUnique({ where: { id } }) : null;

export const findPersonByProvider = (db: Db, oidcIssuer: string, oidcSubject: string): Promise<PersonRow | null> =>
  db.person.findUnique({ where: { oidcIssuer_oidcSubject: { oidcIssuer, oidcSubject } } });

export type NewPerson = Pick<Person, 'id' | 'email' | 'name' | 'createdAt'> &
  Partial<Pick<Person, 'passwordHash' | 'oidcIssuer' | 'oidcSubject' | 'installationAdmin' | 'demo'>>;

export const insertPerson = (db: Db, person: NewPerson): Promise<PersonRow> => db.person.create({ data: person });

export const setPersonDisabled = (db: Db, id: string, disabledAt: Date | null): Promise<PersonRow> =>
  db.person.update({ where: { id }, data: { disabledAt } });

/** Those whose account is enabled. */
export const countInstallationAdmins = (db: Db): Promise<number> =>
  db.person.count({ where: { installationAdmin: true, disabledAt: null } });

export const listDemoPeople = (db: Db): Promise<PersonRow[]> => db.person.findMany({ where: { demo: true } });

/** Names by id. */
export const listPeopleNames = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await db.person.findMany({ where: { id: { in: [...new Set(ids)] } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
};
