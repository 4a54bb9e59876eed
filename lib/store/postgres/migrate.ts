import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { SetupProblem } from '@/lib/setup-problem';
import { ensureAppRole } from './app-role';
import { connectTo } from './connect-to';

type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

// The key that Prisma Migrate itself takes, so that neither runs beside the other.
const migrateLock = 72_707_369;

const bookkeeping = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/**
 * Brings the database at `url` to the migrations in `folder`, in Prisma's own bookkeeping, each in one transaction.
 * Returns the names of those applied now. Any number of processes may call it at once.
 * @throws SetupProblem for a database that these migrations do not lead to.
 */
export const migrate = async (url: string, folder: string): Promise<string[]> => {
  const client = await connectTo(url);
  try {
    await client.query("SET TIME ZONE 'UTC'");
    await client.query("SET lock_timeout = '5min'");
    await client.query('SELECT pg_advisory_lock($1)', [migrateLock]);
    await ensureAppRole(client);
    await client.query(bookkeeping);
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const names = readdirSync(folder)
      .filter((name) => existsSync(join(folder, name, 'migration.sql')))
      .sort();
    refuseStrangers(rows, names);
    const applied: string[] = [];
    for (const name of names) {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const row = rows.find((candidate) => candidate.migration_name === name);
      if (row === undefined) {
        await apply(client, name, sql, checksum);
        applied.push(name);
      } else if (row.checksum !== checksum) {
        throw new SetupProblem(`Migration ${name} was edited after this database had it: put the file back as it was.`);
      }
    }
    return applied;
  } finally {
    await client.end();
  }
};

const refuseStrangers = (rows: Applied[], names: string[]): void => {
  for (const { migration_name: name, finished_at: finishedAt } of rows) {
    if (!names.includes(name)) {
      throw new SetupProblem(
        `The database is newer than this code (it has migration ${name}): start the version of Lockgate that made it.`,
      );
    }
    if (finishedAt === null) {
      throw new SetupProblem(
        `Migration ${name} was left half-applied: repair the database, then mark it as tools/README.md says (resolve).`,
      );
    }
  }
};

/** The change and its record are one transaction, so that a kill at any moment leaves either both or neither. */
const apply = async (client: pg.Client, name: string, sql: string, checksum: string): Promise<void> => {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    const { code, message } = error as { code?: string; message: string };
    throw new SetupProblem(`Migration ${name} failed and was rolled back whole: ${message} (${code ?? 'no code'}).`);
  }
};
