import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readFlags } from './flags.mjs';
import { PlainProblem } from './plain-problem.mjs';
import { prepare } from './prepare.mjs';
import { root } from './root.mjs';

/** Sets up and serves, in this very process, so that a signal reaches the one that must hear it. */
export const start = (mode, about) =>
  plainly(async () => {
    const flags = readFlags(mode, about);
    if (!flags) return 0;
    process.chdir(root);
    await prepare({ build: mode !== 'dev' });
    process.env.NODE_ENV = mode === 'dev' ? 'development' : 'production';
    process.env.NEXT_TELEMETRY_DISABLED = '1';
    // Where somebody watches the terminal, a line for every request would bury what they are told.
    if (mode !== 'up') process.env.LOG_LEVEL ||= 'warn';
    const { serve } = await importTypeScript('bin/serve.ts');
    return serve({ mode, port: flags.port, dataFolder: flags.dataFolder });
  });

/** Loads a TypeScript file of the checkout, given from the top folder. */
export const importTypeScript = async (path) => {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: join(root, 'tsconfig.json') });
  return import(pathToFileURL(join(root, path)).href);
};

/** Runs `work`, ends the process with the exit code that it resolves to, and gives a known problem as one line. */
export const plainly = async (work) => {
  try {
    process.exit(await work());
  } catch (error) {
    console.error(error instanceof PlainProblem || error.name === 'SetupProblem' ? error.message : error);
    process.exit(1);
  }
};
