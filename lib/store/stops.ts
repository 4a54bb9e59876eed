import type { RollbackReview } from '@/lib/domain/decision/world';
import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';

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
