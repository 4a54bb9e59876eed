import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, lstatSync, mkdirSync, readlinkSync, realpathSync, renameSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { folderProblem } from './folder-problem';
import type { ServerUser } from './server-user';

// PostgreSQL 18 cannot open an older cluster, so the major stands in the name.
const clusterName = 'pg18';
const publicHome = '/var/lib/lockgate';

/**
 * Where the cluster of a data folder lives: in it, or, where the server's user cannot come there (a checkout under
 * /root), under /var/lib/lockgate with a symbolic link to it.
 */
export const clusterFolder = (dataFolder: string, user: ServerUser): string => {
  const link = join(dataFolder, clusterName);
  const entry = lstatSync(link, { throwIfNoEntry: false });
  if (entry?.isSymbolicLink()) return makeHome(readlinkSync(link));
  if (entry || mayEnter(dataFolder, user)) return link;
  try {
    symlinkSync(join(publicHome, randomBytes(8).toString('hex'), clusterName), link);
  } catch (error) {
    // another start made it first
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw folderProblem(dataFolder, error);
  }
  return makeHome(readlinkSync(link));
};

/** The binaries where the server's user can run them: as installed, or a copy under /var/lib/lockgate. */
export const reachableNative = (native: string, user: ServerUser): string => {
  if (mayEnter(join(native, 'bin'), user)) return native;
  const version = basename(dirname(realpathSync(native)));
  const copy = join(publicHome, `native-${version}-${lstatSync(join(native, 'bin')).mtimeMs}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  }
  return copy;
};

const makeHome = (cluster: string): string => {
  try {
    mkdirSync(dirname(cluster), { recursive: true, mode: 0o755 });
  } catch (error) {
    throw folderProblem(dirname(cluster), error);
  }
  return cluster;
};

const mayEnter = (folder: string, user: ServerUser): boolean =>
  user === undefined || spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user, cwd: '/' }).status === 0;
