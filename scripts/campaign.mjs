import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainProblem } from './setup/plain-problem.mjs';
import { prepare } from './setup/prepare.mjs';
import { root } from './setup/root.mjs';
import { plainly } from './setup/start.mjs';
import { runStep } from './setup/step.mjs';

const help = `npm run campaign -- [flags] [parts]

The long checks: what npm test does in small, many times over. Every part prints its seed; SEED=… gives it again.

  domain     20,000 random histories against the decision functions, after each command held to the reference model
  api        2,000 random histories against the served API and its database
  shift      20 clients shifting one lane, 100 rounds
  sign-off   a sign-off against revocation, withdrawal, role removal and expiry, 500 rounds each
  kill       the server killed in the middle of executions and rollbacks, 30 rounds, and the database, 10 rounds

  --quick    a tenth of everything
  --help     this text`;

const vitest = [process.execPath, join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'database'];

/** What each part runs: its files, and how often. */
const parts = {
  domain: { files: ['e2e/model/domain.test.ts'], often: { RUNS: 20_000 } },
  shift: { files: ['e2e/races/shift.test.ts'], often: { ROUNDS: 100 } },
  'sign-off': { files: ['e2e/races/sign-off.test.ts'], often: { ROUNDS: 500 } },
  kill: { files: ['e2e/faults/kill.test.ts'], often: { ROUNDS: 30 } },
  api: { files: ['e2e/model/api.test.ts'], often: { RUNS: 2_000 } },
};

const readFlags = () => {
  try {
    const options = { quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new PlainProblem(`${error.message.split('. ')[0]}. Try: npm run campaign -- --help`);
  }
};

plainly(async () => {
  const { values, positionals } = readFlags();
  if (values.help) {
    console.log(help);
    return 0;
  }
  const unknown = positionals.find((name) => parts[name] === undefined);
  if (unknown !== undefined) throw new PlainProblem(`There is no part ${unknown}. Try: npm run campaign -- --help`);
  for (const name of Object.keys(process.env)) {
    if (/^(DATABASE_URL|HOST|NODE_ENV|LOG_LEVEL|(AUTH|LOCKGATE)_.*)$/.test(name)) delete process.env[name];
  }
  process.chdir(root);
  await prepare({ build: false });
  const outcomes = [];
  for (const name of positionals.length ? positionals : Object.keys(parts)) {
    const { files, often } = parts[name];
    const env = Object.fromEntries(
      Object.entries(often).map(([key, times]) => [key, String(values.quick ? Math.ceil(times / 10) : times)]),
    );
    const began = Date.now();
    const code = await runStep(`Campaign: ${name}`, [...vitest, ...files], env);
    const times = Object.values(env).join(', ');
    outcomes.push({
      code,
      line: `${code === 0 ? 'held' : 'FAILED'}  ${name}, ${times} times, ${Math.round((Date.now() - began) / 1000)} s`,
    });
  }
  for (const { line } of outcomes) console.log(line);
  return outcomes.some(({ code }) => code !== 0) ? 1 : 0;
});
