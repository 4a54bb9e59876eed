import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { SetupProblem } from '@/lib/setup-problem';

/** Whom the database server runs as; undefined means as ourselves. */
export type ServerUser = { uid: number; gid: number } | undefined;

/**
 * PostgreSQL refuses to run as root, so root drops to the owner of `cluster`, or to the user `postgres`, which is made
 * where it is missing.
 */
export const serverUser = (cluster: string): ServerUser => {
  const self = process.getuid?.();
  if (self === undefined) return undefined;
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (self !== 0) {
    if (owner && owner.uid !== self) {
      throw new SetupProblem(`${cluster} belongs to another user: start as that user, or choose another --data.`);
    }
    return undefined;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = idsOf('postgres') ?? make('postgres') ?? idsOf('nobody');
  if (known) return known;
  throw new SetupProblem('PostgreSQL does not run as root and no user "postgres" can be made: start as another user.');
};

const idsOf = (name: string): { uid: number; gid: number } | undefined => {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : Number.NaN;
  });
  return uid && gid !== undefined && Number.isInteger(gid) ? { uid, gid } : undefined;
};

const make = (name: string): ServerUser => {
  spawnSync('groupadd', ['--system', name]);
  spawnSync('useradd', ['--system', '--gid', name, '--no-create-home', name]);
  return idsOf(name);
};
