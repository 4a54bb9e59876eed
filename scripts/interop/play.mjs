import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { Missing, reasonIn, run } from './command.mjs';
import { answersIn, judge } from './judge.mjs';
import { installRequirements, versionOf } from './python.mjs';

/** What target's payments lack in the second round. */
const lostColumn = 'interest';

const examples = join(root, 'examples');

/**
 * Makes one tool ready in a copy of its example: installs it and what it needs. What is lacking stands in `missing`,
 * for the whole tool, and in `parts`.
 */
export const readyTool = async (tool, { python, folder, env, dbtPackages }) => {
  const copy = join(folder, 'results/whole');
  const log = join(folder, `results/${tool.name}.log`);
  mkdirSync(copy, { recursive: true });
  for (const name of [tool.name, 'views']) cpSync(join(examples, name), join(copy, name), { recursive: true });
  const state = { tool, name: tool.name, version: '', missing: null, parts: [], results: [], problem: '', env, log };
  const cwd = join(copy, tool.name);
  try {
    await tool.check?.({ env, log, cwd });
    const venv = join(folder, 'tools', tool.name);
    state.env = await installRequirements(python, venv, join(cwd, 'requirements.txt'), { env, log, cwd });
    state.version = await versionOf(tool.distribution, { env: state.env, log, cwd });
    state.parts = (await tool.prepare?.(cwd, { env: state.env, log, dbtPackages })) ?? [];
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    state.missing = error.message;
  }
  return state;
};

/** The newest run that a tool has told of by itself, as the answer to a push would be. */
const toldRun = async (client, { source, externalId }, since) => {
  const found = (await client.runsOf(source)).find(
    (one) => externalId.test(one.externalId) && new Date(one.receivedAt) >= since,
  );
  return found === undefined ? undefined : client.run(found.id);
};

const answered = async (client, answer) =>
  typeof answer?.id === 'string' && typeof answer.outcome === 'string' ? client.run(answer.id) : null;

/** Runs a tool's example once, `whole` or `broken`, and adds what came of it to the tool's results. */
export const playTool = async (state, stage, { client, folder, env }) => {
  const { tool, log } = state;
  const cwd = join(folder, 'results', stage, tool.name);
  const inside = { ...state.env, ...env, PATH: state.env.PATH };
  const since = new Date();
  const compared = await run('sh', ['compare.sh'], { cwd, env: inside, log });
  if (compared.code !== 0 && tool.fetches?.test(compared.said)) {
    state.missing = `it could not fetch what it needs: ${reasonIn(compared.said)}`;
    return;
  }
  const push = join(cwd, 'push.sh');
  const pushed = existsSync(push) ? await run('sh', ['push.sh'], { cwd, env: inside, log }) : { stdout: '' };
  const answers = answersIn(pushed.stdout);
  for (const one of tool.runs) {
    if (one.part !== undefined && !existsSync(join(cwd, one.part))) continue;
    const told = one.externalId === undefined ? undefined : await toldRun(client, one, since);
    const answer = one.externalId === undefined ? answers.get(one.source) : told;
    const kept = told ?? (await answered(client, answer));
    const compares = stage === 'broken' ? `${one.compares}, column lost` : one.compares;
    const lost = stage === 'broken' ? lostColumn : '';
    state.results.push({ compares, ...judge({ answer, run: kept, expected: one[stage], lost }) });
  }
  if (stage === 'whole' && state.results.every(({ right }) => !right)) {
    state.problem = `${compared.code === 0 ? 'nothing came through' : reasonIn(compared.said)} (${log})`;
  }
};

/** Another copy of what was made ready, with nothing in it that the first has written. */
export const copyForBroken = (folder) => {
  rmSync(join(folder, 'results/broken'), { recursive: true, force: true });
  cpSync(join(folder, 'results/whole'), join(folder, 'results/broken'), { recursive: true });
};
