import { readFlags } from './setup/flags.mjs';
import { PlainProblem } from './setup/plain-problem.mjs';
import { prepare } from './setup/prepare.mjs';
import { importTypeScript, plainly, start } from './setup/start.mjs';

const about = `Sets up what is missing, loads the demo programs with their history, and serves them with live runs.

  npm run demo -- fix     ships the repaired release of the demo's target, beside the running demo
  npm run demo -- break   brings its defect back`;

const release = process.argv.slice(2).find((word) => word === 'fix' || word === 'break');

if (release === undefined) start('demo', about);
else {
  plainly(async () => {
    const flags = readFlags('demo', about, ['data']);
    if (!flags) return 0;
    if (flags.rest.length > 1) throw new PlainProblem(`One word at a time, not "${flags.rest.join(' ')}".`);
    await prepare({ build: false });
    process.env.LOG_LEVEL ||= 'warn';
    const { shipRelease } = await importTypeScript('bin/demo-release.ts');
    return shipRelease(release, flags.dataFolder);
  });
}
