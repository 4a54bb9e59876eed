import type { Hold, RollbackReview } from '@/lib/domain/decision/world';
import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';

/** A standing hold as stored, with the name of who placed it. */
export type StandingHold = { id: string; reason: string; placedBy: string; placerName: string; placedAt: Date };

/** Holds on a context that nobody has lifted, oldest first. */
export const listStandingHoldRows = async (db: Db, contextId: string): Promise<StandingHold[]> => {
  const rows = await db.hold.findMany({ where: { contextId, liftedAt: null }, orderBy: { placedAt: 'asc' } });
  const people = await db.person.findMany({ where: { id: { in: rows.map((row) => row.placedBy) } } });
  return rows.map(({ id, reason, placedBy, placedAt }) => {
    const placerName = people.find((person) => person.id === placedBy)?.name ?? 'Somebody';
    return { id, reason, placedBy, placerName, placedAt };
  });
};

/** The same as decisions see it. */
export const listStandingHolds = async (db: Db, contextId: string): Promise<Hold[]> =>
  (await listStandingHoldRows(db, contextId)).map(({ id, reason, placerName, placedAt }) => ({
    id,
    reason,
    placedBy: placerName,
    placedAt,
  }));

export const findHold = (db: Db, programId: string, id: string) =>
  db.hold.findFirst({ where: { id, programId }, include: { context: { select: { id: true, slug: true } } } });

export const insertHold = async (
  db: Db,
  hold: { id: string; programId: string; contextId: string; reason: string; placedBy: string; placedAt: Date },
): Promise<void> => {
  await db.hold.create({ data: hold });
};

export const liftHold = async (
  db: Db,
  id: string,
  lift: { liftedBy: string; liftedAt: Date; liftReason: string },
): Promise<void> => {
  await db.hold.update({ where: { id }, data: lift });
};

const reviewed = { reviewed: { select: { id: true, number: true } } } satisfies Prisma.DecisionInclude;

/** Reviews of rollbacks in a context, answered or not. */
export const listReviews = async (db: Db, contextId: string): Promise<RollbackReview[]> => {
  const rows = await db.decision.findMany({ where: { contextId, kind: 'review_rollback' }, include: reviewed });
  return rows.flatMap((row) =>
    row.reviewed === null || row.dueAt === null
      ? []
      : [
          {
            rollback: row.reviewed,
            review: { id: row.id, number: row.number },
            dueAt: row.dueAt,
            reviewedAt: row.state === 'executed' ? row.closedAt : null,
          },
        ],
  );
};
