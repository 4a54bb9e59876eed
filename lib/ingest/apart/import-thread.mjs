// Plain JavaScript, so that a thread starts it anywhere; what reads imports is TypeScript and runs through tsx.
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)) });
await import(new URL('./import-thread.ts', import.meta.url).href);
