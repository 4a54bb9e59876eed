import { v7 as uuid } from 'uuid';
import { accept } from '@/lib/domain/kernel/refusal';
import { type Role, roles } from '@/lib/domain/words';
import { sealSession } from '@/lib/door/session-cookie';
import { inTransaction } from '@/lib/store/database';
import { insertPerson } from '@/lib/store/people';
import type { Context } from '@/lib/usecases/context';
import { startSession } from '@/lib/usecases/start-session';
import { accepted } from '@/lib/usecases/testing/house';
import { transact, transactInstallation } from '@/lib/usecases/transact';
import { outsideAskers, relatedAskers, roleAskers } from './table';

// Everybody of the grid, each with an account and a session.

const builder: Context = { actor: { kind: 'system', name: 'Test' }, requestId: 'grid' };

type Held = { claims?: readonly Role[]; orders?: readonly Role[]; root?: boolean };

const every = { claims: roles };

/** Helpers beside the askers: `second` signs as risk, `keeper` issues keys, `novice` is who things are done to. */
const cast: Record<string, Held> = {
  ...Object.fromEntries(roleAskers.map((role) => [role, { claims: [role] }])),
  root: { root: true },
  ...Object.fromEntries(relatedAskers.map((name) => [name, every])),
  delegate: { claims: ['viewer'] },
  ...Object.fromEntries(outsideAskers.filter((name) => name !== 'foreignKey').map((name) => [name, {}])),
  disabled: every,
  foreigner: { orders: roles },
  astray: every,
  between: { claims: roles, orders: roles },
  second: every,
  third: every,
  keeper: every,
  novice: { claims: ['auditor'] },
};

export type Person = { id: string; email: string; cookie: string };

const give = (program: string, held: 'claims' | 'orders', ids: ReadonlyMap<string, string>) =>
  accepted(
    transact(builder, program, async (tx) => {
      for (const [name, { [held]: given = [] }] of Object.entries(cast)) {
        for (const role of given) {
          const personId = ids.get(name) ?? '';
          const place = { programId: tx.program.id, personId, role, grantedAt: tx.at, inSetUp: true };
          await tx.db.member.create({ data: place });
          const data = { person: personId, name, role };
          tx.record({ type: 'role.granted', subject: { kind: 'person', id: personId }, data });
        }
      }
      return accept(null);
    }),
  );

/** Everybody, while all contexts are planned: their roles count from the first day. */
export const letIn = async (): Promise<ReadonlyMap<string, Person>> => {
  const ids = new Map(Object.keys(cast).map((name) => [name, uuid()]));
  await accepted(
    transactInstallation(builder, async (tx) => {
      for (const [name, { root = false }] of Object.entries(cast)) {
        const id = ids.get(name) ?? '';
        const account = { installationAdmin: root, demo: false, passwordHash: null };
        const subject = { oidcIssuer: 'https://provider.example', oidcSubject: name };
        await insertPerson(tx.db, {
          id,
          name,
          email: `${name}@grid.example`,
          createdAt: tx.at,
          ...account,
          ...subject,
        });
        tx.record({ type: 'person.joined', subject: { kind: 'person', id }, data: { person: id, name, by: 'link' } });
      }
      return accept(null);
    }),
  );
  await give('claims', 'claims', ids);
  await give('orders', 'orders', ids);
  const people = new Map<string, Person>();
  for (const [name, id] of ids) {
    const signedIn = await inTransaction(async (db) => {
      const person = await db.person.findUniqueOrThrow({ where: { id } });
      return startSession(db, builder, person, 'now');
    });
    const cookie = `lockgate-session=${await sealSession(signedIn)}`;
    people.set(name, { id, email: `${name}@grid.example`, cookie });
  }
  return people;
};
