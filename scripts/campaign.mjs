import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainProblem } from './setup/plain-problem.mjs';
import { prepare } from './setup/prepare.mjs';
import { root } from './setup/root.mjs';
import { plainly } from './setup/start.mjs';
import { runStep } from './setup/step.mjs';

const help = `npm run campaign -- [flags] [parts]

The long checks: what npm test does in small, many times over, two at once where there are two processors. Every part
prints its seed; SEED=… gives it again, with RUNS=… of what it printed.

  domain     20,000 random histories against the decision functions, after each command held to the reference model
  api        2,000 random histories against the served API and its database
  shift      20 clients shifting one lane, 100 rounds
  sign-off   a sign-off against revocation, withdrawal, role removal and expiry, 500 rounds each
  kill       the server killed in the middle of executions and rollbacks, 30 rounds, and the database, 10 rounds

  --quick    a tenth of everything
  --help     this text`;

const vitest = [process.execPath, join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'database'];

/** What each part runs: its files, how often, and into how many runs of their own that is divided. The longest begins. */
const parts = {
  api: { files: ['e2e/model/api.test.ts'], often: { RUNS: 2_000 }, shares: 2 },
  domain: { files: ['e2e/model/domain.test.ts'], often: { RUNS: 20_000 } },
  shift: { files: ['e2e/races/shift.test.ts'], often: { ROUNDS: 100 } },
  'sign-off': { files: ['e2e/races/sign-off.test.ts'], often: { ROUNDS: 500 } },
  kill: { files: ['e2e/faults/kill.test.ts'], often: { ROUNDS: 30 } },
};

const readFlags = () => {
  try {
    const options = { quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } };
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new PlainProblem(`${error.message.split('. ')[0]}. Try: npm run campaign -- --help`);
  }
};

/** A seed gives again what one run did, so that there is nothing to divide. */
const runsOf = (name, quick) => {
  const { files, often, shares = 1 } = parts[name];
  const many = process.env.SEED === undefined ? shares : 1;
  const env = Object.fromEntries(
    Object.entries(often).map(([key, times]) => [
      key,
      process.env[key] ?? String(Math.ceil(times / many / (quick ? 10 : 1))),
    ]),
  );
  return Array.from({ length: many }, (_, share) => ({
    name: many === 1 ? name : `${name}, part ${share + 1} of ${many}`,
    ...{ files, env },
  }));
};

const carryOut = async ({ name, files, env }) => {
  const began = Date.now();
  const code = await runStep(`Campaign: ${name}`, [...vitest, ...files], env);
  const took = Math.round((Date.now() - began) / 1000);
  return {
    code,
    line: `${code === 0 ? 'held' : 'FAILED'}  ${name}, ${Object.values(env).join(', ')} times, ${took} s`,
  };
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
  const runs = (positionals.length ? positionals : Object.keys(parts)).flatMap((name) => runsOf(name, values.quick));
  const outcomes = [];
  const workers = Array.from({ length: Math.min(2, availableParallelism()) }, async () => {
    for (let run = runs.shift(); run !== undefined; run = runs.shift()) outcomes.push(await carryOut(run));
  });
  await Promise.all(workers);
  for (const { line } of outcomes) console.log(line);
  return outcomes.some(({ code }) => code !== 0) ? 1 : 0;
});
