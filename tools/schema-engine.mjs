#!/usr/bin/env node
// Prisma's schema engine without its native binary. The command line starts an engine as a child and speaks JSON-RPC
// with it, one object a line on stdin and stdout; the WASM build on the npm registry has methods of the same names.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import { reachDatabase, SchemaEnginePostgres } from './schema-engine-postgres.mjs';

const { datamodels, datasource, command, version } = readFlags(process.argv.slice(2));

let panic;
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panic = message;
    process.stderr.write(`PANIC ${message}\n`);
  },
};
loadEngine();

if (version) {
  console.log(`schema-engine-wasm ${glue.version()}`);
  process.exit(0);
}
if (command) {
  const problem = await reachDatabase(datasource.url, command);
  if (problem) logError(problem.message, problem.code);
  process.exit(problem ? 1 : 0);
}
process.on('uncaughtException', (error) => {
  logError(panic ?? String(error));
  process.exit(101);
});

let engine;
let nextPrintId = 1_000_000;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  if (!line.trim()) continue;
  const { id, method, params } = JSON.parse(line);
  if (!method) continue;
  try {
    send({ jsonrpc: '2.0', id, result: await answer(method, params) });
  } catch (error) {
    send({ jsonrpc: '2.0', id, error: { code: 4466, ...describe(error) } });
  }
}
process.exit(0);

function readFlags(argv) {
  const flags = { datamodels: [], datasource: {}, command: undefined, version: false };
  for (let i = 0; i < argv.length; i++) {
    const flag = argv[i];
    if (flag === '--datamodels' || flag === '-d') flags.datamodels.push(argv[++i]);
    else if (flag === '--datasource') flags.datasource = JSON.parse(argv[++i]);
    else if (flag === '--enabled-preview-features' || flag === '--extension-types') i++;
    else if (flag === 'cli') flags.command = argv[i + 1];
    else if (flag === '--version' || flag === '-V') flags.version = true;
  }
  return flags;
}

function loadEngine() {
  const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const wasm = readFileSync(entry.replace(/schema_engine\.js$/, 'schema_engine_bg.wasm'));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { './schema_engine_bg.js': glue });
  glue.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function startEngine() {
  // without any datamodel the schema parser panics, so it gets the smallest one
  const files = datamodels.length
    ? datamodels.map((path) => [path, readFileSync(path, 'utf8')])
    : [['schema.prisma', 'datasource db {\n  provider = "postgresql"\n}\n']];
  const log = (message) => {
    process.stderr.write(`${(typeof message === 'string' ? message : JSON.stringify(message)).trimEnd()}\n`);
  };
  const factory = bindMigrationAwareSqlAdapterFactory(new SchemaEnginePostgres(datasource));
  return glue.SchemaEngine.new({ datamodels: files }, log, factory);
}

async function answer(method, params) {
  engine ??= await startEngine();
  // in the WASM build these two only work off the schema that a diagnosis on the same instance has cached
  if (method === 'evaluateDataLoss' || method === 'createMigration') {
    const { migrationsList, filters } = params;
    await engine.diagnoseMigrationHistory({ migrationsList, filters, optInToShadowDatabase: true });
  }
  const name = method === 'getDatabaseVersion' ? 'version' : method;
  const result = (await engine[name](params)) ?? null;
  if (method !== 'diff' || !result?.stdout) return result;
  // the native engine prints a diff by calling back; the WASM build returns it
  send({ jsonrpc: '2.0', id: nextPrintId++, method: 'print', params: { content: result.stdout } });
  return { ...result, stdout: null };
}

function describe(error) {
  if (panic) return { message: panic, data: { is_panic: true, message: panic } };
  const { message, code, meta } = error;
  return { message, data: { is_panic: false, message, error_code: code ?? null, meta: meta ?? null } };
}

function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** The command line reads an engine's failure from the last line of stderr, and only when something precedes it. */
function logError(message, code) {
  const line = { level: 'ERROR', target: 'schema_engine::logger', fields: { message, error_code: code } };
  process.stderr.write(`\n${JSON.stringify(line)}\n`);
}
