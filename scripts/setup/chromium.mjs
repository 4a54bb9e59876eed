import { spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { PlainProblem } from './plain-problem.mjs';
import { root } from './root.mjs';

const require = createRequire(import.meta.url);

/**
 * A Chromium that starts on this machine, as the variables that Playwright's configuration reads: the one that
 * PLAYWRIGHT_CHROMIUM_PATH names, Playwright's own, the system's, the one from the npm registry, or Debian's.
 */
export const ensureChromium = async () => {
  for (const path of installed()) {
    if (starts(path)) return { PLAYWRIGHT_CHROMIUM_PATH: path };
  }
  const unpacked = await unpack();
  if (unpacked && starts(unpacked.PLAYWRIGHT_CHROMIUM_PATH, unpacked)) return unpacked;
  if (installFromDebian() && starts('/usr/bin/chromium')) return { PLAYWRIGHT_CHROMIUM_PATH: '/usr/bin/chromium' };
  throw new PlainProblem('No Chromium starts here: install one and name it in PLAYWRIGHT_CHROMIUM_PATH.');
};

const installed = () => {
  const { PLAYWRIGHT_CHROMIUM_PATH: named } = process.env;
  if (named) {
    if (starts(named)) return [named];
    throw new PlainProblem(`PLAYWRIGHT_CHROMIUM_PATH names ${named}, which does not start.`);
  }
  const own = require('@playwright/test').chromium.executablePath();
  const system = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);
  return [own, ...system, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'].filter((path) =>
    existsSync(path),
  );
};

const starts = (path, env = {}) =>
  spawnSync(path, ['--version'], { env: { ...process.env, ...env }, timeout: 20_000 }).status === 0;

/** The npm package holds a compressed Chromium and the libraries that a bare machine lacks; x64 Linux only. */
const unpack = async () => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const parts = join(root, 'node_modules/@sparticuz/chromium/bin');
  const { version } = JSON.parse(readFileSync(join(parts, '../package.json'), 'utf8'));
  const home = join(root, 'node_modules/.cache/lockgate-chromium', version);
  if (!existsSync(home)) {
    console.log('Unpacking Chromium …');
    const half = `${home}.${process.pid}`;
    mkdirSync(half, { recursive: true });
    await pipeline(
      createReadStream(join(parts, 'chromium.br')),
      createBrotliDecompress(),
      createWriteStream(join(half, 'chromium'), { mode: 0o755 }),
    );
    for (const name of ['al2023', 'fonts', 'swiftshader']) await untar(join(parts, `${name}.tar.br`), half);
    writeFileSync(join(half, 'fonts.conf'), `<fontconfig><dir>${join(home, 'fonts')}</dir></fontconfig>\n`);
    try {
      renameSync(half, home);
    } catch (error) {
      // another start was faster
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  const path = join(home, 'chromium');
  return {
    PLAYWRIGHT_CHROMIUM_PATH: path,
    ...(!starts(path) && {
      LD_LIBRARY_PATH: [join(home, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    }),
    ...(!existsSync('/etc/fonts/fonts.conf') && { FONTCONFIG_FILE: join(home, 'fonts.conf') }),
  };
};

const untar = async (archive, folder) => {
  // through a file: tar stops reading a pipe at the end mark, before what pads the archive
  const plain = join(folder, 'archive.tar');
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(plain));
  const { status } = spawnSync('tar', ['-xf', plain, '-C', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  rmSync(plain);
  if (status !== 0) throw new PlainProblem('Chromium could not be unpacked: tar failed.');
};

const installFromDebian = () => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log('Installing Chromium …');
  const apt = (...args) =>
    spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  apt('update');
  return apt('install', '-y', '--no-install-recommends', 'chromium').status === 0;
};
