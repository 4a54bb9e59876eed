import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { demoKeys } from '@/bin/start/demo-keys';
import { prepare } from '@/examples/reconcile-sql/data/prepare';
import { startPostgres } from '@/lib/store/postgres/embedded';

const sides = ['legacy', 'target'] as const;

/** The two databases that the tools compare. */
export type Databases = {
  /** As PostgreSQL's own programs and most tools read them. */
  variables: Record<'PGHOST' | 'PGPORT' | 'PGUSER' | 'PGPASSWORD', string>;
  /** Makes the views of both sides; target's without `interest` where something is to break. */
  makeViews: (options: { broken: boolean }) => Promise<void>;
  release: () => Promise<void>;
};

const inDatabase = async <T>(server: string, name: string, work: (client: Client) => Promise<T>): Promise<T> => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  const client = new Client({ connectionString: url.toString() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const viewsOf = (side: string): string =>
  readFileSync(fileURLToPath(new URL(`../../examples/views/${side}.sql`, import.meta.url)), 'utf8');

const broken = `ALTER VIEW compare.payments RENAME TO payments_whole;
  CREATE VIEW compare.payments AS
  SELECT claim_id, product_line, geography, amount, currency, payee_name FROM compare.payments_whole`;

const databasesOn = (server: string, release: () => Promise<void>): Databases => {
  const { hostname, port, username, password } = new URL(server);
  return {
    variables: {
      PGHOST: hostname,
      PGPORT: port || '5432',
      PGUSER: decodeURIComponent(username),
      PGPASSWORD: decodeURIComponent(password),
    },
    makeViews: async (options) => {
      for (const side of sides) {
        await inDatabase(server, `demo_${side}`, async (client) => {
          await client.query('DROP SCHEMA IF EXISTS compare CASCADE');
          await client.query(viewsOf(side));
          if (options.broken && side === 'target') await client.query(broken);
        });
      }
    },
    release,
  };
};

/** The databases on a server of one's own, made and filled where they are not there. */
export const databasesOnServer = async (server: string): Promise<Databases> => {
  await prepare({ server, seed: 1, days: 3, recreate: false });
  return databasesOn(server, async () => undefined);
};

const isFilled = (server: string): Promise<boolean> =>
  inDatabase(server, 'demo_target', async (client) => {
    const { rows } = await client.query<{ filled: boolean }>(
      `SELECT EXISTS (SELECT FROM shop_order WHERE committed_at > now() - interval '1 hour') AS filled`,
    );
    return rows[0]?.filled === true;
  }).catch(() => false);

/** The databases of a running demo, once its job has filled them. */
export const databasesOfDemo = async (dataFolder: string): Promise<Databases> => {
  const server = await startPostgres(dataFolder);
  const deadline = Date.now() + 180_000;
  while (!(await isFilled(server.url))) {
    if (Date.now() > deadline) {
      await server.release();
      throw new Error('The demo did not fill its two databases within three minutes: see demo-job.log in its folder.');
    }
    await sleep(1000);
  }
  return databasesOn(server.url, server.release);
};

/** A key of the demo for sending results, as a team would be given one. */
export const keyOfDemo = async (url: string, dataFolder: string): Promise<string> => {
  const wanted = { file: 'interop-keys.json', name: 'Interop', scopes: ['runs:write', 'program:read'] };
  const { claims = '' } = await demoKeys(url, dataFolder, { ...wanted, programs: ['claims'] });
  return claims;
};
