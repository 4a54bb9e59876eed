import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@/lib/store/postgres/embedded';
import { migrate } from '@/lib/store/postgres/migrate';
import { type Served, serveIn } from './children';

const migrations = fileURLToPath(new URL('../prisma/migrations', import.meta.url));

/** A database and a door of this run's own, in a folder that goes with it. */
export type Place = {
  databaseUrl: string;
  door: Served;
  /** Where the processes write what they have to say. */
  log: string;
  close: () => Promise<void>;
};

/** Starts both as an installation would, durable settings of the database and default log level included. */
export const openPlace = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), 'lockgate-bench-'));
  // the database may have to run as another user
  chmodSync(folder, 0o755);
  const log = join(folder, 'log');
  const stops: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const stop of stops.reverse()) await stop().catch(console.error);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const postgres = await startPostgres(folder);
    stops.push(postgres.release);
    await migrate(postgres.url, migrations);
    const env = {
      PATH: process.env.PATH,
      NODE_ENV: 'production' as const,
      DATABASE_URL: postgres.url,
      AUTH_SECRET: randomBytes(32).toString('base64url'),
    };
    const door = await serveIn('serve-door.ts', {}, env, log);
    stops.push(door.stop);
    return { databaseUrl: postgres.url, door, log, close };
  } catch (error) {
    await close();
    throw error;
  }
};
