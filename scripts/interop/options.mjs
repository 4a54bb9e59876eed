import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { PlainProblem } from '../setup/plain-problem.mjs';
import { root } from '../setup/root.mjs';

export const help = (names) => `npm run interop -- [flags] [tools]

Installs the tools that examples/ has guides for, unmodified and from their own registries, lets each compare the demo's
two databases, sends what they write to Lockgate, and reads back what came of it. Then all of it once more while target
lacks a column, since nothing that broke may count as passed. Tools: ${names.join(', ')}; all when none is named.

  --url URL            a Lockgate that runs, with the demo's program claims; without it a demo is started for the time
  --key KEY            a key of it with the scopes runs:write and program:read (or LOCKGATE_API_KEY)
  --server URL         the PostgreSQL server to prepare demo_legacy and demo_target on; goes with --url
  --port N             the port for the demo (3900)
  --data DIR           where tools, results and the demo are kept (.lockgate-interop)
  --python FILE        a Python from 3.10 to 3.12, where none is found by itself
  --dbt-packages DIR   a folder with audit_helper and dbt_utils, where dbt's hub cannot be reached
  --help               this text`;

const options = {
  url: { type: 'string' },
  key: { type: 'string' },
  server: { type: 'string' },
  port: { type: 'string', default: '3900' },
  data: { type: 'string' },
  python: { type: 'string' },
  'dbt-packages': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
};

const wrong = (text) => new PlainProblem(`${text} Try: npm run interop -- --help`);

const parse = (args) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw wrong(`${error.message.split('. ')[0]}.`);
  }
};

const originOf = (text) => {
  try {
    const { origin, protocol } = new URL(text);
    if (protocol === 'http:' || protocol === 'https:') return origin;
  } catch {
    // told below, like any other address that is none
  }
  throw wrong(`--url must be an address such as http://localhost:3000, not "${text}".`);
};

/**
 * Reads the command line. `names` are the tools there are, `from` the folder that relative paths are meant from.
 * Null when help was asked for. @throws PlainProblem
 */
export const readInteropOptions = (args, env, names, from) => {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) throw wrong(`There is no tool ${unknown}.`);
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) < 1 || Number(values.port) > 65_535) {
    throw wrong(`--port must be a number from 1 to 65535, not "${values.port}".`);
  }
  const key = values.key ?? env.LOCKGATE_API_KEY;
  if (values.url !== undefined && (key === undefined || values.server === undefined)) {
    throw wrong('--url needs --server, and --key or LOCKGATE_API_KEY.');
  }
  if (values.url === undefined && (values.server ?? values.key) !== undefined) {
    throw wrong('--server and --key go with --url.');
  }
  return {
    tools: positionals.length > 0 ? names.filter((name) => positionals.includes(name)) : names,
    running: values.url === undefined ? null : { url: originOf(values.url), key, server: values.server },
    port: Number(values.port),
    folder: values.data === undefined ? join(root, '.lockgate-interop') : resolve(from, values.data),
    python: values.python ?? null,
    dbtPackages: values['dbt-packages'] === undefined ? null : resolve(from, values['dbt-packages']),
  };
};
