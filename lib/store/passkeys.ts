import type { ChallengePurpose } from '@/lib/domain/access/passkey';
import type { Passkey } from '@/prisma/generated/client';
import type { Db } from './database';

export type PasskeyRow = Passkey;

/** Those that are not removed, the oldest first. */
export const listPasskeys = (db: Db, personId: string): Promise<PasskeyRow[]> =>
  db.passkey.findMany({ where: { personId, removedAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });

/** Removed ones included: a credential is registered once and for all. */
export const isCredentialKnown = async (db: Db, credentialId: string): Promise<boolean> =>
  (await db.passkey.count({ where: { credentialId } })) > 0;

export type NewPasskey = Omit<PasskeyRow, 'lastUsedAt' | 'removedAt'>;

export const insertPasskey = (db: Db, passkey: NewPasskey): Promise<PasskeyRow> => db.passkey.create({ data: passkey });

/** A person's own, not removed. */
export const findPasskey = (db: Db, where: { id: string; personId: string }): Promise<PasskeyRow | null> =>
  db.passkey.findFirst({ where: { ...where, removedAt: null } });

/** The same by its credential, locked: two answers of one key are looked at one after the other. */
export const lockCredential = async (
  db: Db,
  where: { credentialId: string; personId: string },
): Promise<PasskeyRow | null> => {
  await db.$executeRaw`SELECT 1 FROM passkey WHERE credential_id = ${where.credentialId} FOR UPDATE`;
  return db.passkey.findFirst({ where: { ...where, removedAt: null } });
};

export const setPasskeyRemoved = async (db: Db, id: string, removedAt: Date): Promise<void> => {
  await db.passkey.update({ where: { id }, data: { removedAt } });
};

/** One answer that counted: its mark, its counter, and the request that brought it. */
export type PasskeyUse = { mark: string; passkeyId: string; act: string | null; usedAt: Date };

export const findPasskeyUse = (db: Db, mark: string): Promise<PasskeyUse | null> =>
  db.passkeyUse.findUnique({ where: { mark } });

export const recordPasskeyUse = async (db: Db, use: PasskeyUse & { signCount: bigint }): Promise<void> => {
  const { signCount, ...row } = use;
  await db.passkeyUse.create({ data: row });
  await db.passkey.update({ where: { id: use.passkeyId }, data: { signCount, lastUsedAt: use.usedAt } });
};

/** What a session was asked, and for what. */
export type AskedOf = { sessionId: string; purpose: ChallengePurpose; challenge: string };

/** As many as tabs may wait at one time; a session that asks for more forgets the oldest. */
const mostWaiting = 20;

/** Asking for the same again begins its time anew; what nobody answered in time is swept away. */
export const saveChallenge = async (
  db: Db,
  challenge: AskedOf & { id: string; createdAt: Date; expiresAt: Date },
): Promise<void> => {
  const { sessionId, purpose, challenge: bytes, createdAt, expiresAt } = challenge;
  await db.passkeyChallenge.deleteMany({ where: { expiresAt: { lt: createdAt } } });
  await db.passkeyChallenge.upsert({
    where: { sessionId_purpose_challenge: { sessionId, purpose, challenge: bytes } },
    create: challenge,
    update: { createdAt, expiresAt },
  });
  const beyond = await db.passkeyChallenge.findMany({
    where: { sessionId, purpose },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    skip: mostWaiting,
    select: { id: true },
  });
  if (beyond.length > 0) await db.passkeyChallenge.deleteMany({ where: { id: { in: beyond.map(({ id }) => id) } } });
};

/** Takes a challenge that still lives; false where there is none, or where it was answered before. */
export const takeChallenge = async (db: Db, asked: AskedOf, at: Date): Promise<boolean> =>
  (await db.passkeyChallenge.deleteMany({ where: { ...asked, expiresAt: { gt: at } } })).count === 1;
