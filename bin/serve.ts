import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readEnv, setEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { SetupProblem } from '@/lib/setup-problem';
import { hasDemoAccounts } from '@/lib/store/postgres/demo-accounts';
import { keepPostgres } from '@/lib/store/postgres/keep-postgres';
import { migrate } from '@/lib/store/postgres/migrate';
import { AlreadyRunning, claimPort } from './start/claim-port';
import type { StartOptions } from './start/options';
import { openPages } from './start/pages';
import { refuseDemoAccounts, requireProductionSettings } from './start/production';
import { sessionSecret } from './start/secret';
import { createStopping, type Stopping } from './start/stopping';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Starts Lockgate, serves until the process is asked to end, and stops what it started. Resolves to the exit code. */
export const serve = async (options: StartOptions): Promise<number> => {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left to fail'));
  const stopping = createStopping();
  const starting = start(options, stopping);
  try {
    await Promise.race([starting, aborted(stopping.signal)]);
    if (!stopping.signal.aborted) await aborted(stopping.signal);
    return 0;
  } catch (error) {
    if (error instanceof AlreadyRunning) console.log(error.message);
    else if (error instanceof SetupProblem) console.error(error.message);
    else log.fatal({ err: error }, 'Lockgate could not start');
    return error instanceof AlreadyRunning ? 0 : 1;
  } finally {
    await stopping.stopAll(starting);
  }
};

const start = async (options: StartOptions, stopping: Stopping): Promise<void> => {
  const env = readEnv();
  requireProductionSettings(env, options.mode);
  const claim = await claimPort(options, env.host, env.publicUrl);
  stopping.add('the port', async () => {
    await claim.port.close(10_000);
    claim.release();
  });

  const url = await openDatabase(env.databaseUrl, options.dataFolder, stopping);
  if (stopping.signal.aborted) return;
  const applied = await migrate(url, `${root}prisma/migrations`);
  if (applied.length) log.info({ applied }, 'the database was migrated');
  await refuseDemoAccounts(env, () => hasDemoAccounts(url));
  setEnv({ databaseUrl: url, publicUrl: claim.url, authSecret: sessionSecret(env, options.dataFolder) });
  if (stopping.signal.aborted) return;

  const development = options.mode === 'dev';
  const pages = await openPages({ folder: root, development, port: claim.port.number, host: 'localhost' });
  stopping.add('the pages', pages.close);
  claim.port.open(() => false, pages);
  console.log(`Lockgate is ready at ${claim.url}`);
};

const openDatabase = async (given: string | undefined, dataFolder: string, stopping: Stopping): Promise<string> => {
  if (given) return given;
  const kept = await keepPostgres(dataFolder, (url) => setEnv({ databaseUrl: url }));
  stopping.add('the embedded database', kept.release);
  return kept.url;
};

const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};
