import { mayExecute } from '@/lib/domain/access/may';
import type { Principal } from '@/lib/domain/access/principal';
import type { Asker } from '@/lib/domain/access/rule';
import type { Role } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { findKey, isLiveKey } from '@/lib/store/keys';
import { rolesIn } from '@/lib/store/members';
import { findPerson } from '@/lib/store/people';

const personNow = async (db: Db, programId: string, id: string): Promise<Asker | string> => {
  const person = await findPerson(db, id);
  if (person === null || person.disabledAt !== null) return 'the account is disabled.';
  const { name, email, installationAdmin } = person;
  const roles = new Set<Role>(await rolesIn(db, programId, id));
  const actor = { kind: 'person' as const, personId: id, name, email, sessionId: '', installationAdmin };
  return { actor: { ...actor, authenticatedAt: new Date(0) }, roles };
};

const keyNow = async (db: Db, programId: string, id: string, at: Date): Promise<Asker | string> => {
  const key = await findKey(db, id);
  if (key === null || !(await isLiveKey(db, id, at))) return 'the key is revoked or has expired.';
  if (key.programId !== null && key.programId !== programId) return 'the key is of another program.';
  const { name, personId, scopes } = key;
  const roles = new Set<Role>(personId === null ? [] : await rolesIn(db, programId, personId));
  return { actor: { kind: 'key', keyId: id, name, programId: key.programId, scopes, personId }, roles };
};

/** Why whoever proposed a decision may not have it executed in their name now; null where they may. */
export const proposerMayNot = async (
  db: Db,
  programId: string,
  proposer: Principal,
  at: Date,
): Promise<string | null> => {
  const asker =
    proposer.kind === 'key'
      ? await keyNow(db, programId, proposer.id, at)
      : await personNow(db, programId, proposer.id);
  if (typeof asker === 'string') return asker;
  const permission = mayExecute(asker);
  return permission.allowed ? null : permission.reason;
};
