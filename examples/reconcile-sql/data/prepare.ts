import { connected, databaseNames, inOneTransaction, type SideName, urlOf } from './databases';
import { legacyTablesSql } from './legacy.sql';
import { sharedSql } from './shared.sql';
import { breakSql, fixSql, targetTablesSql } from './target.sql';
import { topUp } from './top-up';

export type PrepareOptions = { server: string; seed: number; days: number; recreate: boolean };

const tablesSql: Record<SideName, string> = { legacy: legacyTablesSql, target: targetTablesSql };

const exists = async (server: string, side: SideName): Promise<boolean> =>
  connected(server, async (client) => {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseNames[side]]);
    return found.rowCount === 1;
  });

const isReady = async (server: string, side: SideName): Promise<boolean> =>
  connected(urlOf(server, side), async (client) => {
    const found = await client.query<{ ready: boolean }>(`SELECT to_regproc('order_truth') IS NOT NULL AS ready`);
    return found.rows[0]?.ready === true;
  });

const create = async ({ server, seed }: PrepareOptions, side: SideName): Promise<void> => {
  await connected(server, (client) => client.query(`DROP DATABASE IF EXISTS ${databaseNames[side]} WITH (FORCE)`));
  await connected(server, (client) => client.query(`CREATE DATABASE ${databaseNames[side]} TEMPLATE template0`));
  await connected(urlOf(server, side), (client) => inOneTransaction(client, [tablesSql[side], sharedSql(seed)]));
};

/** Makes the two demo databases where they are missing and fills them up to now; answers with the rows written. */
export const prepare = async (options: PrepareOptions): Promise<number> => {
  for (const side of ['legacy', 'target'] as const) {
    const usable = (await exists(options.server, side)) && (await isReady(options.server, side));
    if (options.recreate || !usable) await create(options, side);
  }
  return topUp(options.server, options.days);
};

/** Ships the target's release without the defect, or brings the one with it back; answers with the payments touched. */
export const release = async (server: string, which: 'fixed' | 'broken'): Promise<number> =>
  connected(urlOf(server, 'target'), async (client) => {
    const touched = await inOneTransaction(client, which === 'fixed' ? fixSql : breakSql);
    return touched - 1;
  });
