import { join } from 'node:path';
import { install } from './install.mjs';
import { withSetupLock } from './lock.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run.mjs';
import { digestOf, unlessDone } from './stamp.mjs';

const pagesAreMadeOf = [
  ...['app', 'components', 'lib', 'public', 'prisma/schema', 'proxy.ts', 'next.config.ts', 'postcss.config.mjs'],
  ...['tsconfig.json', 'package.json', 'package-lock.json'],
];

/** Brings a checkout to where it can run: packages, the database client and, where `build` is set, the pages. */
export const prepare = async ({ build }) => {
  refuseOldNode();
  await withSetupLock(async () => {
    await install();
    await unlessDone('prisma/generated/.made-of', digestOf(['prisma/schema', 'tools/package-lock.json']), () =>
      runQuietly('Generating the database client', process.execPath, [join(root, 'tools/prisma.mjs'), 'generate']),
    );
    if (build) await unlessDone('.next/made-of', digestOf(pagesAreMadeOf), buildPages);
  });
};

const buildPages = () =>
  runQuietly('Building the pages', process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });

const refuseOldNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new PlainProblem(`Lockgate needs Node 20.19 or later and this is ${process.version}: install a newer Node.`);
};
