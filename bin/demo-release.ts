import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@/lib/store/postgres/embedded';

const root = fileURLToPath(new URL('..', import.meta.url));

export const releases = ['fix', 'break'] as const;
export type Release = (typeof releases)[number];

/**
 * Ships a release of the demo's target beside a running demo: `fix` repairs its defect, `break` brings it back. Only the
 * data folder's own server is asked, through the job that compares the two databases. Resolves to the exit code.
 */
export const shipRelease = async (release: Release, dataFolder: string): Promise<number> => {
  const server = await startPostgres(dataFolder);
  try {
    const command = ['--import', 'tsx', 'examples/reconcile-sql/main.ts', release, '--server', server.url];
    return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' }).status ?? 1;
  } finally {
    await server.release();
  }
};
