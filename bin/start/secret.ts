import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Env } from '@/lib/env';
import { SetupProblem } from '@/lib/setup-problem';

/** The session secret: as given, or outside production one that is made once and kept in the data folder. */
export const sessionSecret = ({ authSecret, production }: Env, dataFolder: string): string => {
  if (authSecret) return authSecret;
  if (production) {
    throw new SetupProblem('Production needs AUTH_SECRET: set it to 32 random characters or more and keep it.');
  }
  const file = join(dataFolder, 'auth-secret');
  const half = `${file}.${process.pid}`;
  writeFileSync(half, randomBytes(32).toString('base64url'), { mode: 0o600 });
  try {
    // of several starts at once one makes the file, and all read that one
    linkSync(half, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(half, { force: true });
  }
  return readFileSync(file, 'utf8').trim();
};
