import type { Db } from '@/lib/store/database';

export type RunPositions = { id: string; legacy: string | null; target: string | null };

/** How far each side had read when runs compared them, where the runs say so. */
export const listRunPositions = (db: Db, ids: readonly string[]): Promise<RunPositions[]> =>
  db.$queryRaw<RunPositions[]>`
    SELECT id::text, legacy->>'position' AS legacy, target->>'position' AS target FROM run
     WHERE id = ANY(${[...ids]}::uuid[])`;
