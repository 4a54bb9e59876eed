import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainProblem } from './plain-problem.mjs';

const described = {
  port: '--port N     the port to serve on (3000)',
  data: '--data DIR   where the database and secrets are kept (.lockgate)',
  help: '--help       this text',
};

/**
 * Reads the flags of an npm script. `about` is its help text; `names` are the flags it takes besides --help.
 * Returns `{ port, dataFolder, rest }`, or undefined when help was asked for and given.
 */
export const readFlags = (script, about, names = ['port', 'data']) => {
  const options = { help: { type: 'boolean', short: 'h' } };
  for (const name of names) options[name] = { type: 'string' };
  let parsed;
  try {
    parsed = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new PlainProblem(`${error.message.split('. ')[0]}. Try: npm run ${script} -- --help`);
  }
  if (parsed.values.help) {
    const flags = [...names, 'help'].map((name) => `  ${described[name]}`);
    console.log(`npm run ${script}${names.length ? ' -- [flags]' : ''}\n\n${about}\n\n${flags.join('\n')}`);
    return undefined;
  }
  return {
    port: readPort(parsed.values.port ?? '3000'),
    dataFolder: readFolder(parsed.values.data),
    rest: parsed.positionals,
  };
};

const readPort = (text) => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535) return port;
  throw new PlainProblem(`--port must be a number from 1 to 65535, not "${text}".`);
};

// npm runs scripts in the top folder; a relative folder is meant from where one stands
const readFolder = (text = '.lockgate') => resolve(text === '.lockgate' ? '.' : (process.env.INIT_CWD ?? '.'), text);
