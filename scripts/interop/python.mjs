import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Missing, reasonIn, run } from './command.mjs';

const candidates = ['python3.12', 'python3.11', 'python3.10', 'python3', 'python'];
const ask = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])';

/** A Python that all of the tools support. @throws Missing when there is none. */
export const findPython = async (named, { env, log, cwd }) => {
  for (const command of named === null ? candidates : [named]) {
    const { code, stdout } = await run(command, ['-c', ask], { env, log, cwd });
    const [major, minor] = stdout.trim().split('.').map(Number);
    if (code === 0 && major === 3 && minor >= 10 && minor <= 12) return command;
  }
  throw new Missing(
    named === null
      ? 'no Python from 3.10 to 3.12 with venv is here'
      : `${named} is no Python from 3.10 to 3.12 with venv`,
  );
};

const binaries = (folder) => join(folder, process.platform === 'win32' ? 'Scripts' : 'bin');

/**
 * Installs what a requirements file names into an environment of its own, unless that was done before. Resolves to the
 * variables under which its commands are found. @throws Missing when the registry does not give them.
 */
export const installRequirements = async (python, folder, file, { env, log, cwd }) => {
  const wanted = createHash('sha256').update(readFileSync(file)).digest('hex');
  const stamp = join(folder, 'installed');
  const inside = { ...env, VIRTUAL_ENV: folder, PATH: `${binaries(folder)}${delimiter}${env.PATH ?? ''}` };
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return inside;
  rmSync(folder, { recursive: true, force: true });
  const made = await run(python, ['-m', 'venv', folder], { env, log, cwd });
  if (made.code !== 0) throw new Missing(`no environment for Python could be made: ${reasonIn(made.said)}`);
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', file];
  const { code, said } = await run(join(binaries(folder), 'python'), pip, { env: inside, log, cwd, minutes: 30 });
  if (code !== 0) throw new Missing(`pip could not install it: ${reasonIn(said)}`);
  writeFileSync(stamp, wanted);
  return inside;
};

/** The version of an installed distribution. */
export const versionOf = async (distribution, options) => {
  const question = `import importlib.metadata as m; print(m.version(${JSON.stringify(distribution)}))`;
  const { code, stdout } = await run('python', ['-c', question], options);
  return code === 0 ? stdout.trim() : 'unknown';
};
