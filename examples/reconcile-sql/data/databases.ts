import { Client } from 'pg';

/** The two databases that the demo compares; they live on one server, beside each other. */
export const databaseNames = { legacy: 'demo_legacy', target: 'demo_target' } as const;

export type SideName = keyof typeof databaseNames;

export const urlOf = (server: string, side: SideName): string => {
  const url = new URL(server);
  url.pathname = `/${databaseNames[side]}`;
  return url.toString();
};

/** Opens a connection for the time of `work` and closes it whatever happens. */
export const connected = async <T>(url: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const client = new Client({ connectionString: url, application_name: 'reconcile-sql' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const run = async (client: Client, statements: readonly string[], values: readonly unknown[]): Promise<number> => {
  let rows = 0;
  for (const statement of statements) rows += (await client.query(statement, [...values])).rowCount ?? 0;
  return rows;
};

/** Runs statements in one transaction and says how many rows they touched. */
export const inOneTransaction = async (
  client: Client,
  statements: readonly string[],
  values: readonly unknown[] = [],
): Promise<number> => {
  await client.query('BEGIN');
  try {
    const rows = await run(client, statements, values);
    await client.query('COMMIT');
    return rows;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};
