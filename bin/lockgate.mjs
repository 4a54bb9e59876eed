#!/usr/bin/env node
// Plain JavaScript, so that it starts anywhere; the commands themselves are TypeScript and run through tsx.
import { fileURLToPath } from 'node:url';

try {
  const { register } = await import('tsx/esm/api');
  register({ tsconfig: fileURLToPath(new URL('../tsconfig.json', import.meta.url)) });
} catch {
  console.error('Lockgate is not installed here: run npm ci in its folder first.');
  process.exit(1);
}
const { main } = await import(new URL('./lockgate.ts', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
