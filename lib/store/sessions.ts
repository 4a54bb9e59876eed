import type { PersonSession } from '@/prisma/generated/client';
import type { Db } from './database';
import type { PersonRow } from './people';

export type SessionRow = PersonSession;

export type NewSession = Pick<
  SessionRow,
  'id' | 'personId' | 'createdAt' | 'lastSeenAt' | 'authenticatedAt' | 'expiresAt'
>;

export const insertSession = async (db: Db, session: NewSession): Promise<void> => {
  await db.personSession.create({ data: session });
};

/** A session with its person while it lives: not revoked, not over, not idle for too long, the account enabled. */
export const findLiveSession = async (
  db: Db,
  where: { id: string; personId: string },
  at: Date,
  idleMs: number,
): Promise<{ session: SessionRow; person: PersonRow } | null> => {
  const row = await db.personSession.findFirst({
    where: {
      ...where,
      revokedAt: null,
      expiresAt: { gt: at },
      lastSeenAt: { gt: new Date(at.getTime() - idleMs) },
      person: { disabledAt: null },
    },
    include: { person: true },
  });
  if (row === null) return null;
  const { person, ...session } = row;
  return { session, person };
};

/** Sets last-seen forward, never back. */
export const touchSession = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.personSession.updateMany({
    where: { id, lastSeenAt: { lt: at }, revokedAt: null },
    data: { lastSeenAt: at },
  });
};

export const setAuthenticatedAt = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.personSession.updateMany({ where: { id, revokedAt: null }, data: { authenticatedAt: at, lastSeenAt: at } });
};

export const revokeSession = async (db: Db, where: { id: string; personId?: string }, at: Date): Promise<void> => {
  await db.personSession.updateMany({ where: { ...where, revokedAt: null }, data: { revokedAt: at } });
};

export const revokeSessionsOf = async (db: Db, personId: string, at: Date): Promise<void> => {
  await db.personSession.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: at } });
};

export const listLiveSessions = (db: Db, personId: string, at: Date, idleMs: number): Promise<SessionRow[]> =>
  db.personSession.findMany({
    where: {
      personId,
      revokedAt: null,
      expiresAt: { gt: at },
      lastSeenAt: { gt: new Date(at.getTime() - idleMs) },
    },
    orderBy: { lastSeenAt: 'desc' },
  });

/** Sessions that ended before an instant are of no use to anybody. */
export const deleteEndedSessions = async (db: Db, before: Date): Promise<number> =>
  (await db.personSession.deleteMany({ where: { OR: [{ expiresAt: { lt: before } }, { revokedAt: { lt: before } }] } }))
    .count;
