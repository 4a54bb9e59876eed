import type { Emergency } from '@/lib/domain/decision/emergencies';
import type { Db } from './database';

type Row = {
  programId: string;
  breakGlassId: string;
  breakGlassNumber: number;
  contextId: string;
  contextSlug: string;
  incident: string;
  reviewId: string;
  reviewNumber: number;
  acknowledgeBy: string;
  acknowledgedAt: Date | null;
  dueAt: Date;
  overdueTold: boolean;
};

/** A break-glass move that was not reviewed yet, and whether the ledger says already that its review is overdue. */
export type ListedEmergency = Emergency & { programId: string; overdueTold: boolean };

/** The break-glass moves of some programs that nobody has reviewed yet, oldest first. */
export const listEmergencies = async (db: Db, programIds: readonly string[]): Promise<ListedEmergency[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT r.program_id::text AS "programId", d.id::text AS "breakGlassId", d.number AS "breakGlassNumber",
           c.id::text AS "contextId", c.slug AS "contextSlug", d.payload->>'incident' AS incident,
           r.id::text AS "reviewId", r.number AS "reviewNumber", r.payload->>'acknowledgeBy' AS "acknowledgeBy",
           a.at AS "acknowledgedAt", r.due_at AS "dueAt", o.at IS NOT NULL AS "overdueTold"
      FROM decision r JOIN decision d ON d.id = r.review_of JOIN context c ON c.id = r.context_id
           LEFT JOIN review_mark a ON a.review_id = r.id AND a.kind = 'acknowledged'
           LEFT JOIN review_mark o ON o.review_id = r.id AND o.kind = 'overdue'
     WHERE r.program_id = ANY(${[...programIds]}::uuid[]) AND r.kind = 'review_break_glass' AND r.state <> 'executed'
       AND r.due_at IS NOT NULL
     ORDER BY d.number`;
  return rows.map((row) => ({
    programId: row.programId,
    breakGlass: { id: row.breakGlassId, number: row.breakGlassNumber },
    context: { id: row.contextId, slug: row.contextSlug },
    incident: row.incident,
    review: { id: row.reviewId, number: row.reviewNumber },
    acknowledgeBy: new Date(row.acknowledgeBy),
    acknowledgedAt: row.acknowledgedAt,
    dueAt: row.dueAt,
    overdueTold: row.overdueTold,
  }));
};

/** Who took a review on, and when; null while nobody did. */
export const findAcknowledgement = async (
  db: Db,
  reviewId: string,
): Promise<{ person: { id: string; name: string }; at: Date } | null> => {
  const [row] = await db.$queryRaw<{ at: Date; id: string; name: string }[]>`
    SELECT m.at, p.id::text, p.name FROM review_mark m JOIN person p ON p.id = m.person_id
     WHERE m.review_id = ${reviewId}::uuid AND m.kind = 'acknowledged'`;
  return row === undefined ? null : { at: row.at, person: { id: row.id, name: row.name } };
};

/** Notes what became of a review before it was signed; each once. */
export const insertReviewMark = async (
  db: Db,
  mark: { reviewId: string; kind: 'acknowledged' | 'overdue'; at: Date; personId: string | null },
): Promise<void> => {
  await db.reviewMark.create({ data: mark });
};
