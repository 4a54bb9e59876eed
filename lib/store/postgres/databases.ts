import pg from 'pg';

/** The same server's connection string with another database in it. */
export const withDatabase = (url: string, name: string): string => {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
};

/** Creates a database on the server of `url` unless it is there, as a copy of `template` where one is named. */
export const createDatabase = async (url: string, name: string, template?: string): Promise<string> => {
  await onServer(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const copy = template === undefined ? '' : ` TEMPLATE ${client.escapeIdentifier(template)}`;
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}${copy}`).catch((error: { code?: string }) => {
      // another start made it at the same moment
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
  });
  return withDatabase(url, name);
};

/** Drops a database of the server of `url`, ending whatever is connected to it. */
export const dropDatabase = (url: string, name: string): Promise<void> =>
  onServer(url, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
  });

const onServer = async (url: string, work: (client: pg.Client) => Promise<void>): Promise<void> => {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};
