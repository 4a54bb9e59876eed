import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { loadDemo } from '@/lib/demo/load-demo';
import { readEnv, setEnv } from '@/lib/env';
import { log } from '@/lib/log';
import { SetupProblem } from '@/lib/setup-problem';
import { setUpInstallation } from '@/lib/usecases/commands/set-up-installation';
import { keepTime } from '@/lib/work/keep-time';
import { AlreadyRunning, claimPort } from './start/claim-port';
import { openDatabase, prepareDatabase } from './start/database';
import { startDemoJob } from './start/demo-job';
import { startDemoRouters } from './start/demo-routers';
import { firstAdministratorLines, openDoor, settleBootstrapKey } from './start/door';
import type { StartOptions } from './start/options';
import { openPages } from './start/pages';
import { requireProductionSettings } from './start/production';
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
  const { mode, dataFolder } = options;
  requireProductionSettings(env, mode);
  const { port, url, release, alone } = await claimPort(options, env.host, env.publicUrl);
  stopping.add('the port', async () => {
    await port.close(10_000);
    release();
  });
  setEnv({ publicUrl: url, authSecret: sessionSecret(env, dataFolder) });

  const database = await openDatabase(env, options, stopping);
  if (stopping.signal.aborted) return;
  await database.whileAlone(async () => {
    await prepareDatabase(database, env, mode);
    await setUpInstallation('Lockgate');
    await settleBootstrapKey();
    if (mode !== 'up') await loadDemoOnce();
  });
  if (stopping.signal.aborted) return;

  const pages = await openPages({ folder: root, development: mode === 'dev', port: port.number, host: 'localhost' });
  stopping.add('the pages', pages.close);
  const door = openDoor(url);
  port.open(door, pages);
  stopping.add('what is streamed', door.endStreams);
  stopping.add('what time changes', keepTime());
  await untilReady(`http://localhost:${port.number}/readyz`, stopping.signal);
  // Asked of the database before anything is called ready: from then on, nothing that the database does ends the process.
  const lines = mode === 'up' ? await firstAdministratorLines(url) : demoLines;
  if (stopping.signal.aborted) return;

  console.log(`Lockgate is ready at ${url}`);
  for (const line of lines) console.log(line);
  if (mode === 'demo' && alone) {
    stopping.add("the demo's job", startDemoJob({ url, server: database.url, dataFolder, everySeconds: 60 }));
    stopping.add("the demo's routers", startDemoRouters({ url, dataFolder }));
  }
};

const demoLines = [
  'Sign in as ROLE@demo.example with the password lockgate-demo. The roles: viewer, auditor, engineer, lead, owner,',
  'business, operations, risk, finance, admin.',
];

const loadDemoOnce = async (): Promise<void> => {
  const began = performance.now();
  const load = await loadDemo();
  if (load === 'loaded') log.info({ ms: Math.round(performance.now() - began) }, 'the demo was loaded');
  if (load === 'interrupted') throw new SetupProblem('The demo was interrupted while it was loaded: start again.');
};

const untilReady = async (address: string, signal: AbortSignal): Promise<void> => {
  for (let tries = 0; tries < 100 && !signal.aborted; tries++) {
    if ((await fetch(address).catch(() => undefined))?.ok) return;
    await sleep(100);
  }
  if (!signal.aborted) throw new SetupProblem('Lockgate did not become ready: the log lines above say why.');
};

const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};
