import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { createDatabase } from '@/lib/store/postgres/databases';
import { startPostgres, stopPostgres } from '@/lib/store/postgres/embedded';
import { migrate } from '@/lib/store/postgres/migrate';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the test run's own server, as superuser. */
    postgresUrl: string;
    /** The migrated database that each test file copies. */
    postgresTemplate: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated template to copy, gone afterwards whatever happened. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = mkdtempSync(join(tmpdir(), 'lockgate-test-'));
  // under root the database runs as another user, and would be kept elsewhere if that one could not come here
  chmodSync(folder, 0o711);
  const remove = async () => {
    await stopPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const { url } = await startPostgres(folder, { quick: true });
    await migrate(await createDatabase(url, 'template_lockgate'), 'prisma/migrations');
    project.provide('postgresUrl', url);
    project.provide('postgresTemplate', 'template_lockgate');
  } catch (error) {
    await remove();
    throw error;
  }
  return remove;
};
