import pg from 'pg';

/** True when the database holds accounts that only a demo may have. */
export const hasDemoAccounts = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM person WHERE demo LIMIT 1');
    return rowCount === 1;
  } finally {
    await client.end();
  }
};
