import pg from 'pg';

// What stands in the database, as one digest: a refusal leaves it as it was.

/** Nothing of this is state: who was seen when, what was asked for, and that an identity was proved. */
const passing = ['last_seen_at', 'last_used_at', 'seen_at', 'authenticated_at'];
const leftOut = ['sign_in_attempt', 'passkey_challenge', '_lockgate_migration'];

const digestOf = (table: string): string =>
  `(SELECT coalesce(md5(string_agg(row, '' ORDER BY row)), '')
      FROM (SELECT md5((to_jsonb(t) - ARRAY['${passing.join("','")}'])::text) AS row FROM "${table}" t) AS rows)`;

export type Footprint = {
  read: () => Promise<string>;
  /** As if everybody had signed in just now. */
  proveEverybody: () => Promise<unknown>;
  close: () => Promise<void>;
};

/** Reads every table of the database at `url`, the ledger's entries by their number and its head. */
export const footprintOf = async (url: string): Promise<Footprint> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name`,
  );
  const tables = rows.map(({ name }) => name).filter((name) => !leftOut.includes(name) && name !== 'ledger_entry');
  // `ledger` holds size and head, and the head is a digest of every entry.
  const question = `SELECT concat_ws('/', (SELECT count(*) FROM ledger_entry), ${tables.map(digestOf).join(', ')}) AS mark`;
  return {
    read: async () => (await client.query<{ mark: string }>(question)).rows[0]?.mark ?? '',
    proveEverybody: () => client.query('UPDATE person_session SET authenticated_at = now()'),
    close: () => client.end(),
  };
};
