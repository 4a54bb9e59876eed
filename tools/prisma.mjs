#!/usr/bin/env node
// Runs the Prisma command line of this package over ../prisma, whatever folder one calls it from.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const cli = fileURLToPath(new URL('./node_modules/prisma/build/index.js', import.meta.url));

if (!existsSync(cli)) {
  console.error('The Prisma command line is not installed: run "npm ci --ignore-scripts" in tools/ first.');
  process.exit(1);
}
const child = spawn(process.execPath, [cli, ...process.argv.slice(2)], {
  cwd: here,
  stdio: 'inherit',
  env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
