import type { RollbackReview } from '@/lib/domain/decision/world';
import type { Db } from '@/lib/store/database';

type Row = {
  contextId: string;
  rollbackId: string;
  rollbackNumber: number;
  reviewId: string;
  reviewNumber: number;
  title: string;
  dueAt: Date;
  reviewedAt: Date | null;
};

/** A review of a rollback, answered or not, with its context. */
export type ListedReview = RollbackReview & { contextId: string; title: string };

/** The reviews of rollbacks in some programs. */
export const listReviewsOf = async (db: Db, programIds: readonly string[]): Promise<ListedReview[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT d.context_id::text AS "contextId", r.id::text AS "rollbackId", r.number AS "rollbackNumber",
           d.id::text AS "reviewId", d.number AS "reviewNumber", d.title, d.due_at AS "dueAt",
           CASE WHEN d.state = 'executed' THEN d.closed_at END AS "reviewedAt"
      FROM decision d JOIN decision r ON r.id = d.review_of
     WHERE d.program_id = ANY(${[...programIds]}::uuid[]) AND d.kind = 'review_rollback' AND d.due_at IS NOT NULL
     ORDER BY d.number`;
  return rows.map((row) => ({
    contextId: row.contextId,
    title: row.title,
    rollback: { id: row.rollbackId, number: row.rollbackNumber },
    review: { id: row.reviewId, number: row.reviewNumber },
    dueAt: row.dueAt,
    reviewedAt: row.reviewedAt,
  }));
};
