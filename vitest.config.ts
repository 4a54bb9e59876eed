import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const alias = { '@': fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '') };
const pure = ['lib/domain/**/*.test.ts', 'lib/contract/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'lib/*.test.ts'];

const long = ['e2e/model/api', 'e2e/grid/grid', 'e2e/faults/kill', 'lib/demo/load-demo', 'e2e/model/domain'];

/** The longest files begin, so that at the end nobody waits for one of them alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const found = long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return found < 0 ? long.length : found;
    };
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // What a refusal logs is asserted where it matters and would only bury failures here.
    env: { LOG_LEVEL: 'fatal' },
    projects: [
      // Rules, words and looks need no database, so that they run at once, and keep no state that another could meet.
      { resolve: { alias }, test: { name: 'pure', include: pure, isolate: false } },
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
