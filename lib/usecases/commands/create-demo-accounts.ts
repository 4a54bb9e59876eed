import { v7 as uuid } from 'uuid';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { type Role, roles } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { isLoadingDemo } from '@/lib/store/installation';
import { findPersonByEmail, insertPerson, listDemoPeople } from '@/lib/store/people';
import type { Context } from '@/lib/usecases/context';
import { grantRoles } from '@/lib/usecases/grant';
import { demoPassword, hashPassword } from '@/lib/usecases/password';
import { transact, transactInstallation } from '@/lib/usecases/transact';

const names: Record<Role, string> = {
  viewer: 'Vera Lindqvist',
  auditor: 'Amara Okafor',
  engineer: 'Emil Novak',
  lead: 'Lena Fischer',
  owner: 'Oskar Brandt',
  business: 'Beatriz Moreno',
  operations: 'Otto Haugen',
  risk: 'Rania Haddad',
  finance: 'Fiona Byrne',
  admin: 'Adam Kowalski',
};

export type DemoAccount = { role: Role; id: string; name: string; email: string };

export const demoEmail = (role: Role): string => `${role}@demo.example`;

const onlyWhileLoading = async (db: Db): Promise<void> => {
  if (!(await isLoadingDemo(db))) throw new Error('demo accounts are made by the demo loader only');
};

/** One flagged account for each role, all with the demo's password; those that exist are kept. */
export const createDemoAccounts = async (context: Context): Promise<Result<DemoAccount[]>> => {
  // one password that everybody knows needs one hash
  const passwordHash = await hashPassword(demoPassword);
  return transactInstallation(context, async (tx) => {
    await onlyWhileLoading(tx.db);
    const accounts: DemoAccount[] = [];
    for (const role of roles) {
      const email = demoEmail(role);
      const account = { id: uuid(), email, name: names[role] };
      const known = await findPersonByEmail(tx.db, email);
      const person =
        known ??
        (await insertPerson(tx.db, {
          ...account,
          passwordHash,
          demo: true,
          installationAdmin: role === 'admin',
          createdAt: tx.at,
        }));
      accounts.push({ role, id: person.id, name: person.name, email });
      if (known !== null) continue;
      const data = { person: person.id, name: person.name };
      tx.record({ type: 'person.joined', subject: { kind: 'person', id: person.id }, data: { ...data, by: 'demo' } });
      if (role === 'admin') {
        tx.record({ type: 'installation_admin.granted', subject: { kind: 'person', id: person.id }, data });
      }
    }
    return accept(accounts);
  });
};

/** Gives each demo account the role of its name in a program. */
export const grantDemoRoles = (context: Context, programSlug: string): Promise<Result<null>> =>
  transact(context, programSlug, async (tx) => {
    await onlyWhileLoading(tx.db);
    const people = await listDemoPeople(tx.db);
    for (const role of roles) {
      const person = people.find(({ email }) => email === demoEmail(role));
      if (person !== undefined) await grantRoles(tx, tx.program.id, person, [role], null);
    }
    return accept(null);
  });
