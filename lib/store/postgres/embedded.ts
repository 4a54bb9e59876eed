import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SetupProblem } from '@/lib/setup-problem';
import { type Access, type Cluster, changePort, createCluster, lastLine, readAccess, run, superuser } from './cluster';
import { folderProblem } from './folder-problem';
import { nativeFolder } from './platform-package';
import { clusterFolder, reachableNative } from './reachable';
import { serverUser } from './server-user';

/** A running embedded PostgreSQL that this process uses. */
export type EmbeddedPostgres = {
  /** Connection string of the database `lockgate`, as superuser. */
  url: string;
  /** True where this call started the server, false where it found it running. */
  started: boolean;
  /** Resolves when the server has gone away without our doing. */
  gone: Promise<void>;
  /** Lets go of the server; the last process to do so stops it. */
  release: () => Promise<void>;
};

type Options = {
  /** For tests: forgo surviving a power cut, not a kill. */
  quick?: boolean;
  /** Milliseconds until giving up. */
  patience?: number;
};

const database = 'lockgate';
// Held shared by each process that uses the server; who gets it alone is the last one and stops the server.
const presenceLock = 7_270_369;

/**
 * Starts the embedded PostgreSQL of a data folder, or adopts the one that runs there. Any number of processes may call
 * this at once, also after any of them or the server was killed.
 * @throws SetupProblem with one plain line on what stands in the way.
 */
export const startPostgres = async (dataFolder: string, options: Options = {}): Promise<EmbeddedPostgres> => {
  const cluster = openCluster(dataFolder, options.quick ?? false);
  const deadline = Date.now() + (options.patience ?? 120_000);
  let started = false;
  let problem = '';
  while (Date.now() < deadline) {
    const client = await connect(cluster);
    if (client) {
      const running = await settle(cluster, client, started);
      if (running) return running;
    }
    await createCluster(cluster);
    const access = readAccess(cluster.path);
    if (!access) throw new SetupProblem(`${cluster.path} is not a database of Lockgate: choose another --data.`);
    const failure = await launch(cluster, access);
    started = failure === undefined;
    if (failure === undefined) continue;
    problem = failure;
    if (/could not bind|address already in use|could not create any TCP/i.test(failure)) {
      await changePort(cluster, access.password);
    } else if (!/lock file|pre-existing shared memory|starting up|in recovery|did not start in time/i.test(failure)) {
      throw new SetupProblem(`The embedded database did not start: ${lastLine(failure)}`);
    }
    await sleep(100);
  }
  throw new SetupProblem(`The embedded database did not become ready (${lastLine(problem)}): see ${logOf(cluster)}.`);
};

/** Stops the server of a data folder whoever uses it. True when one was running. */
export const stopPostgres = async (dataFolder: string): Promise<boolean> => stop(openCluster(dataFolder, false));

const openCluster = (dataFolder: string, quick: boolean): Cluster => {
  const folder = resolve(dataFolder);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw folderProblem(folder, error);
  }
  const native = nativeFolder();
  const user = serverUser(join(folder, 'pg18'));
  return { path: clusterFolder(folder, user), native: reachableNative(native, user), user, quick };
};

/** Undefined on success, else what the server said. */
const launch = async (cluster: Cluster, { port }: Access): Promise<string | undefined> => {
  const log = logOf(cluster);
  const before = read(log).length;
  const settings = cluster.quick ? ' -c fsync=off -c full_page_writes=off -c max_connections=200' : '';
  const { code, output } = await run(cluster, 'pg_ctl', [
    ...['-D', cluster.path, '-l', log, '-w', '-t', '60', '-o', `-p ${port}${settings}`, 'start'],
  ]);
  if (code === 0) return undefined;
  const said = read(log).slice(before).split('\n');
  return said.filter((line) => /FATAL|HINT|LOG: {2}could not/.test(line)).join('\n') || output;
};

/** A client of the server that runs on this very cluster, or undefined. */
const connect = async (cluster: Cluster): Promise<pg.Client | undefined> => {
  const access = readAccess(cluster.path);
  const port = Number(read(join(cluster.path, 'postmaster.pid')).split('\n')[3]);
  if (!access || !port) return undefined;
  const client = new pg.Client({
    ...{ host: '127.0.0.1', port, user: superuser, password: access.password, database: 'postgres' },
    ...{ connectionTimeoutMillis: 3000, application_name: 'lockgate presence', keepAlive: true },
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    if (realpathSync(rows[0]?.data_directory ?? '/') === realpathSync(cluster.path)) return client;
  } catch {
    // starting, stopping, or a stale file: the caller tries again
  }
  await client.end().catch(() => undefined);
  return undefined;
};

/** Takes this process's share of the server; undefined when the server went away meanwhile. */
const settle = async (cluster: Cluster, client: pg.Client, started: boolean): Promise<EmbeddedPostgres | undefined> => {
  try {
    await client.query('SELECT pg_advisory_lock_shared($1)', [presenceLock]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (rowCount === 0) {
      await client.query(`CREATE DATABASE ${database}`).catch((error: { code?: string }) => {
        // another start was faster
        if (error.code !== '42P04' && error.code !== '23505') throw error;
      });
    }
  } catch {
    await client.end().catch(() => undefined);
    return undefined;
  }
  const gone = new Promise<void>((resolve) => {
    client.once('end', () => resolve());
  });
  const password = encodeURIComponent(client.password ?? '');
  return {
    url: `postgresql://${superuser}:${password}@127.0.0.1:${client.port}/${database}`,
    started,
    gone,
    release: async () => {
      await client.end().catch(() => undefined);
      await stopIfLast(cluster);
    },
  };
};

const stopIfLast = async (cluster: Cluster): Promise<void> => {
  const client = await connect(cluster);
  if (!client) return;
  try {
    const { rows } = await client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [presenceLock]);
    if (rows[0]?.last) await stop(cluster);
  } catch {
    // stopped by another at the same moment
  } finally {
    await client.end().catch(() => undefined);
  }
};

const stop = async (cluster: Cluster): Promise<boolean> => {
  const stopping = (mode: string) => run(cluster, 'pg_ctl', ['-D', cluster.path, '-m', mode, '-w', '-t', '30', 'stop']);
  const { code, output } = await stopping('fast');
  if (code === 0) return true;
  if (/no server running|does not exist|is not a database cluster/.test(output)) return false;
  return (await stopping('immediate')).code === 0;
};

const logOf = (cluster: Cluster): string => join(cluster.path, 'server.log');

const read = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
