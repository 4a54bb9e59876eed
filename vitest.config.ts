import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };
const pure = ['lib/domain/**/*.test.ts', 'lib/contract/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'lib/*.test.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    // What a refusal logs is asserted where it matters and would only bury failures here.
    env: { LOG_LEVEL: 'fatal' },
    projects: [
      // Rules, words and looks need no database, so that they run at once.
      { resolve: { alias }, test: { name: 'pure', include: pure } },
      {
        resolve: { alias },
        test: {
          name: 'database',
          include: ['{lib,examples,scripts,bin,tools,e2e}/**/*.test.ts'],
          exclude: [...pure, '**/node_modules/**'],
          globalSetup: 'scripts/vitest-database.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
