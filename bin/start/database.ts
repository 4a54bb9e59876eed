import { fileURLToPath } from 'node:url';
import { type Env, setEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { SetupProblem } from '@/lib/setup-problem';
import { createDatabase, dropDatabase, withDatabase } from '@/lib/store/postgres/databases';
import { readInstallationState, whileAlone } from '@/lib/store/postgres/installation-state';
import { keepPostgres } from '@/lib/store/postgres/keep-postgres';
import { migrate } from '@/lib/store/postgres/migrate';
import type { StartOptions } from './options';
import { refuseDemoAccounts } from './production';
import type { Stopping } from './stopping';

const migrations = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** The database of this start: the given one, or the embedded one of the data folder. */
export type OpenDatabase = {
  url: string;
  embedded: boolean;
  /** Runs `work` while no other start on this database does so. */
  whileAlone: (work: () => Promise<void>) => Promise<void>;
};

/** Finds or starts the database, and names it in the environment. In a data folder, a demo is kept apart from the rest. */
export const openDatabase = async (
  env: Env,
  { mode, dataFolder }: StartOptions,
  stopping: Stopping,
): Promise<OpenDatabase> => {
  let url = env.databaseUrl;
  const embedded = url === undefined;
  if (url === undefined) {
    const name = mode === 'up' ? 'lockgate' : 'lockgate_demo';
    const kept = await keepPostgres(dataFolder, (moved) => setEnv({ databaseUrl: withDatabase(moved, name) }));
    stopping.add('the embedded database', kept.release);
    url = await createDatabase(kept.url, name);
  }
  setEnv({ databaseUrl: url });
  // a lock in the database itself would stand in the way of making that anew
  const lockedIn = embedded ? withDatabase(url, 'postgres') : url;
  return { url, embedded, whileAlone: (work) => whileAlone(lockedIn, work) };
};

/** Brings the database to this code, and refuses what must not be served. A half-loaded demo is made anew. */
export const prepareDatabase = async (
  { url, embedded }: OpenDatabase,
  env: Env,
  mode: StartOptions['mode'],
): Promise<void> => {
  await bringUp(url);
  const state = await readInstallationState(url);
  refuseDemoAccounts(env, state.demoAccounts);
  if (mode !== 'up' && state.realPrograms) {
    throw new SetupProblem('This database holds programs of your own: the demo needs an empty one.');
  }
  if (!state.halfLoaded) return;
  if (!embedded) {
    throw new SetupProblem('The demo was interrupted while it was loaded into this database: use an empty one.');
  }
  log.warn('the demo was interrupted while it was loaded, and is loaded anew');
  const name = new URL(url).pathname.slice(1);
  await dropDatabase(url, name);
  await createDatabase(url, name);
  await bringUp(url);
};

const bringUp = async (url: string): Promise<void> => {
  const applied = await migrate(url, migrations);
  if (applied.length > 0) log.info({ applied }, 'the database was migrated');
};
