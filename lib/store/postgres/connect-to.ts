import pg from 'pg';
import { SetupProblem } from '@/lib/setup-problem';

/**
 * A client of the database at `url`.
 * @throws SetupProblem where it cannot be reached, or is older than Lockgate can use.
 */
export const connectTo = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    throw new SetupProblem(`Cannot reach the database (${message || code}): check DATABASE_URL and that it runs.`);
  }
  const { rows } = await client.query<{ number: number }>(
    "SELECT current_setting('server_version_num')::int AS number",
  );
  const major = Math.floor((rows[0]?.number ?? 0) / 10_000);
  if (major >= 15) return client;
  await client.end();
  throw new SetupProblem(`The database is PostgreSQL ${major}: Lockgate needs 15 or later.`);
};
