import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { SetupProblem } from '@/lib/setup-problem';
import { folderProblem } from './folder-problem';
import { programIn } from './platform-package';
import type { ServerUser } from './server-user';

/** A cluster on disk with what is needed to run it. */
export type Cluster = { path: string; native: string; user: ServerUser; quick: boolean };

/** What a cluster keeps beside its data: the superuser's password, and the port that it last had. */
export type Access = { password: string; port: number };

export const superuser = 'lockgate';
const access = 'lockgate.json';

/** Makes the cluster unless it is there. Several may race: each builds its own and one of them is renamed into place. */
export const createCluster = async (cluster: Cluster): Promise<void> => {
  if (existsSync(join(cluster.path, 'PG_VERSION'))) return;
  removeLeftovers(cluster.path);
  const half = `${cluster.path}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(tmpdir(), `lockgate-${randomBytes(8).toString('hex')}`);
  try {
    mkdirSync(half, { mode: 0o700 });
    writeOwn(passwordFile, password, cluster.user);
    if (cluster.user) chownSync(half, cluster.user.uid, cluster.user.gid);
    const { code, output } = await run(cluster, 'initdb', [
      ...['-D', half, '-U', superuser, '-A', 'scram-sha-256', '--pwfile', passwordFile, '-E', 'UTF8'],
      // the built-in provider, so that no index depends on a library of the host
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
      ...(cluster.quick ? ['--no-sync'] : []),
    ]);
    if (code !== 0) throw new SetupProblem(`The database could not be created: ${lastLine(output)}`);
    appendFileSync(
      join(half, 'postgresql.conf'),
      "\nlisten_addresses = '127.0.0.1'\nunix_socket_directories = ''\ntimezone = 'UTC'\nlog_timezone = 'UTC'\n",
    );
    writeOwn(join(half, access), JSON.stringify({ password, port: await freePort() }), cluster.user);
    renameSync(half, cluster.path);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(join(cluster.path, 'PG_VERSION'))) throw folderProblem(dirname(cluster.path), error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
};

/** Reads what the cluster keeps; undefined when there is no cluster. */
export const readAccess = (path: string): Access | undefined => {
  try {
    return JSON.parse(readFileSync(join(path, access), 'utf8')) as Access;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new SetupProblem(`Cannot read ${join(path, access)}: the data folder is damaged or belongs to another user.`);
  }
};

/** Moves the cluster to another port, where its own has been taken by something else. */
export const changePort = async ({ path, user }: Cluster, password: string): Promise<void> => {
  const half = join(path, `${access}.${process.pid}`);
  writeOwn(half, JSON.stringify({ password, port: await freePort() }), user);
  renameSync(half, join(path, access));
};

/** Runs one program of the package as the cluster's user. Output is what it printed on both streams. */
export const run = (
  { native, user }: Cluster,
  program: 'initdb' | 'pg_ctl',
  args: string[],
): Promise<{ code: number; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(programIn(native, program), args, {
      ...user,
      cwd: native,
      env: {
        NODE_ENV: 'production',
        PATH: '/usr/bin:/bin',
        LC_ALL: 'C',
        ...(process.platform === 'win32' && { SystemRoot: 'C:\\Windows' }),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });

/** The last line with something on it, for one-line messages. */
export const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.trim() ?? '';

const writeOwn = (file: string, text: string, user: ServerUser): void => {
  writeFileSync(file, text, { mode: 0o600 });
  if (user) chownSync(file, user.uid, user.gid);
};

/** Half-built clusters of starts that were killed. */
const removeLeftovers = (path: string): void => {
  const prefix = `${basename(path)}.new-`;
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (pid && !isAlive(pid)) rmSync(join(dirname(path), name), { recursive: true, force: true });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
