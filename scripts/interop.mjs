import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Missing } from './interop/command.mjs';
import { clientOf, startDemo } from './interop/lockgate.mjs';
import { help, readInteropOptions } from './interop/options.mjs';
import { copyForBroken, playTool, readyTool } from './interop/play.mjs';
import { findPython } from './interop/python.mjs';
import { summarise } from './interop/table.mjs';
import { tools } from './interop/tools.mjs';
import { prepare } from './setup/prepare.mjs';
import { root } from './setup/root.mjs';
import { importTypeScript, plainly } from './setup/start.mjs';

const names = tools.map(({ name }) => name);

/** The Lockgate to send to and the databases to compare: those that were named, or a demo's. */
const openPlace = async ({ running, port, folder }) => {
  process.env.LOG_LEVEL ||= 'warn';
  const { databasesOnServer, databasesOfDemo, keyOfDemo } = await importTypeScript('scripts/interop/databases.ts');
  if (running) {
    await clientOf(running.url, running.key).greet();
    return { ...running, databases: await databasesOnServer(running.server), stop: async () => undefined };
  }
  console.log('Starting the demo …');
  const dataFolder = join(folder, 'lockgate');
  const demo = await startDemo({ port, dataFolder, log: join(folder, 'lockgate.log') });
  try {
    const databases = await databasesOfDemo(dataFolder);
    return { url: demo.url, key: await keyOfDemo(demo.url, dataFolder), databases, stop: demo.stop };
  } catch (error) {
    await demo.stop();
    throw error;
  }
};

const timed = async (what, work) => {
  const began = Date.now();
  console.log(`${what} …`);
  const result = await work();
  console.log(`${what}: ${Math.round((Date.now() - began) / 1000)} s`);
  return result;
};

/** Variables of whoever runs this stay, for registries and proxies; those of a Python environment or of Lockgate do not. */
const outside = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(VIRTUAL_ENV|PYTHONHOME|PYTHONPATH|SPARK_HOME|PG[A-Z]+|(LOCKGATE|OPENLINEAGE|DBT)_.*)$/.test(name),
    ),
  );

const readyAll = async (options, env) => {
  const log = join(options.folder, 'results/python.log');
  let python;
  try {
    python = await findPython(options.python, { env, log, cwd: options.folder });
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    return options.tools.map((name) => ({ name, version: '', missing: error.message, results: [] }));
  }
  const states = [];
  for (const tool of tools.filter(({ name }) => options.tools.includes(name))) {
    states.push(await timed(`Installing ${tool.name}`, () => readyTool(tool, { ...options, python, env })));
  }
  return states;
};

const playAll = async (states, options, env) => {
  const present = () => states.filter(({ missing }) => missing === null);
  if (present().length === 0) return;
  const place = await openPlace(options);
  try {
    const client = clientOf(place.url, place.key);
    const variables = { ...env, ...place.databases.variables, LOCKGATE_URL: place.url, LOCKGATE_API_KEY: place.key };
    copyForBroken(options.folder);
    for (const stage of ['whole', 'broken']) {
      await place.databases.makeViews({ broken: stage === 'broken' });
      for (const state of present()) {
        const what = stage === 'broken' ? `Running ${state.name} while target lacks a column` : `Running ${state.name}`;
        await timed(what, () => playTool(state, stage, { client, folder: options.folder, env: variables }));
      }
    }
    await place.databases.makeViews({ broken: false });
  } finally {
    await place.databases.release();
    await place.stop();
  }
};

plainly(async () => {
  const options = readInteropOptions(process.argv.slice(2), process.env, names, process.env.INIT_CWD ?? process.cwd());
  if (options === null) {
    console.log(help(names));
    return 0;
  }
  process.chdir(root);
  await prepare({ build: false });
  rmSync(join(options.folder, 'results'), { recursive: true, force: true });
  mkdirSync(join(options.folder, 'results'), { recursive: true });
  const env = outside();
  const states = await readyAll(options, env);
  await playAll(states, options, env);
  const { text, code } = summarise(states);
  console.log(`\n${text}`);
  return code;
});
