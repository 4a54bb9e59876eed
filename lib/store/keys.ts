import { validate as isId } from 'uuid';
import { scopes } from '@/lib/domain/words';
import type { ApiKey } from '@/prisma/generated/client';
import type { Db } from './database';
import { wordOf } from './words';

type Named = { id: string; name: string } | null;

const readKey = (row: ApiKey & { person: Named }) => ({
  ...row,
  scopes: row.scopes.map((scope) => wordOf(scopes, scope)),
});

/** A key without its secret: `hash` is the SHA-256 of the whole key, in hex. */
export type KeyRow = ReturnType<typeof readKey>;

const withPerson = { person: { select: { id: true, name: true } } } as const;

export type NewKey = Pick<
  KeyRow,
  'id' | 'programId' | 'name' | 'hash' | 'lastFour' | 'scopes' | 'personId' | 'createdBy' | 'createdAt' | 'expiresAt'
> & { bootstrap?: boolean };

export const insertKey = async (db: Db, key: NewKey): Promise<KeyRow> =>
  readKey(await db.apiKey.create({ data: key, include: withPerson }));

export const findKey = async (db: Db, id: string): Promise<KeyRow | null> => {
  if (!isId(id)) return null;
  const row = await db.apiKey.findUnique({ where: { id }, include: withPerson });
  return row === null ? null : readKey(row);
};

export const findKeyByHash = async (db: Db, hash: string): Promise<KeyRow | null> => {
  const row = await db.apiKey.findUnique({ where: { hash }, include: withPerson });
  return row === null ? null : readKey(row);
};

/** By hash, while it may be used: not revoked, not expired, its person's account (where it has one) enabled. */
export const findLiveKey = async (db: Db, hash: string, at: Date): Promise<KeyRow | null> => {
  const row = await db.apiKey.findFirst({
    where: {
      hash,
      revokedAt: null,
      AND: [
        { OR: [{ expiresAt: null }, { expiresAt: { gt: at } }] },
        { OR: [{ personId: null }, { person: { disabledAt: null } }] },
      ],
    },
    include: withPerson,
  });
  return row === null ? null : readKey(row);
};

/** Whether a key may still be used, as `findLiveKey` says. */
export const isLiveKey = async (db: Db, id: string, at: Date): Promise<boolean> => {
  const row = isId(id) ? await db.apiKey.findUnique({ where: { id }, select: { hash: true } }) : null;
  return row !== null && (await findLiveKey(db, row.hash, at)) !== null;
};

/** Newest first; `before` is the id of the last one of the page before, `personId` only those issued to that person. */
export const listKeysOf = async (
  db: Db,
  programId: string,
  page: { before?: string; limit: number; personId?: string },
): Promise<KeyRow[]> => {
  const rows = await db.apiKey.findMany({
    where: {
      programId,
      ...(page.before === undefined ? {} : { id: { lt: page.before } }),
      ...(page.personId === undefined ? {} : { personId: page.personId }),
    },
    include: withPerson,
    orderBy: { id: 'desc' },
    take: page.limit,
  });
  return rows.map(readKey);
};

export const listBootstrapKeys = async (db: Db): Promise<KeyRow[]> =>
  (await db.apiKey.findMany({ where: { bootstrap: true }, include: withPerson })).map(readKey);

export const setKeyRevoked = async (db: Db, id: string, revokedAt: Date | null): Promise<void> => {
  await db.apiKey.update({ where: { id }, data: { revokedAt } });
};

/** Sets last-used forward, never back. */
export const touchKey = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.apiKey.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: at } }] },
    data: { lastUsedAt: at },
  });
};
