import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';

/** An installation of a journey's own: its address, what it printed, and how to end it. */
export type OwnStart = { url: string; printed: () => string; end: () => Promise<void> };

/** Starts an empty installation as `npm run up` does, on its own data. */
export const startEmpty = async (port: number): Promise<OwnStart> => {
  const data = mkdtempSync(join(tmpdir(), 'lockgate-empty-'));
  const child = spawn(process.execPath, ['scripts/up.mjs', '--port', String(port), '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'error' },
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = once(child, 'close');
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  try {
    await expect.poll(() => child.exitCode !== null || text.includes('/welcome/'), { timeout: 60_000 }).toBe(true);
    expect(text).toContain('is ready at');
  } catch (error) {
    await end();
    throw error;
  }
  return { url: `http://localhost:${port}`, printed: () => text, end };
};
