import type { Db } from './database';

/** Name of the last migration that the database has; undefined before the first. */
export const lastMigration = async (db: Db): Promise<string | undefined> => {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT migration_name AS name FROM _prisma_migrations
    WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name DESC LIMIT 1`;
  return rows[0]?.name;
};
