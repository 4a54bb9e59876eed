import { parseArgs } from 'node:util';
import { PlainProblem } from './setup/plain-problem.mjs';
import { prepare } from './setup/prepare.mjs';
import { root } from './setup/root.mjs';
import { importTypeScript, plainly } from './setup/start.mjs';

const help = `npm run bench -- [flags]

Sets up what is missing, then measures authority reads and ingestion on a database of its own, each against a floor
measured in the same run. Prints the figures and writes them to bench/results.

  --quick   a smoke of seconds: shows that it runs, measures nothing worth keeping
  --help    this text`;

const options = { quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };

const readFlags = () => {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new PlainProblem(`${error.message.split('. ')[0]}. Try: npm run bench -- --help`);
  }
};

plainly(async () => {
  const flags = readFlags();
  if (flags.help) {
    console.log(help);
    return 0;
  }
  // measured is what stands here, not what whoever runs it has set
  for (const name of Object.keys(process.env)) {
    if (/^(DATABASE_URL|HOST|LOG_LEVEL|(AUTH|LOCKGATE)_.*)$/.test(name)) delete process.env[name];
  }
  process.chdir(root);
  await prepare({ build: false });
  const { bench } = await importTypeScript('bench/main.ts');
  return bench({ quick: flags.quick ?? false });
});
