import type { Db } from '@/lib/store/database';

/** A hold with the names of who placed and lifted it; without a context it holds the whole program. */
export type HoldLine = {
  id: string;
  programId: string;
  contextId: string | null;
  reason: string;
  placedBy: string;
  placedById: string;
  placedAt: Date;
  liftedAt: Date | null;
};

/** Holds of some programs, oldest first; those in force only, unless `ever`. */
export const listHoldLines = (db: Db, programIds: readonly string[], which: 'standing' | 'ever'): Promise<HoldLine[]> =>
  db.$queryRaw<HoldLine[]>`
    SELECT h.id::text, h.program_id::text AS "programId", h.context_id::text AS "contextId", h.reason,
           COALESCE(p.name, k.name, 'Lockgate') AS "placedBy", h.placed_by::text AS "placedById",
           h.placed_at AS "placedAt", h.lifted_at AS "liftedAt"
      FROM hold h LEFT JOIN person p ON p.id = h.placed_by LEFT JOIN api_key k ON k.id = h.placed_by
     WHERE h.program_id = ANY(${[...programIds]}::uuid[]) AND (${which === 'ever'} OR h.lifted_at IS NULL)
     ORDER BY h.placed_at`;
