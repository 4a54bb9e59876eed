import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A served API that can be killed at any moment; `start` brings it back, at another address. */
export type DoorProcess = {
  url: () => string;
  start: () => Promise<void>;
  /** SIGKILL: nothing is said, nothing is finished. */
  kill: () => Promise<void>;
  isAlive: () => boolean;
};

export const doorProcess = (databaseUrl: string): DoorProcess => {
  let child: ChildProcess | undefined;
  let url = '';
  const start = async () => {
    child = spawn(process.execPath, ['--import', 'tsx', 'e2e/faults/serve-door.ts'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        AUTH_SECRET: 'a secret for tests of 32 characters',
        LOG_LEVEL: 'error',
      },
    });
    const lines = createInterface({ input: child.stdout ?? process.stdin });
    const [line] = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
    if (typeof line !== 'string') throw new Error('the door did not open');
    url = `http://127.0.0.1:${line.replace('port ', '')}`;
    child.stdout?.resume();
  };
  const kill = async () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { url: () => url, start, kill, isAlive: () => child?.exitCode === null && child.signalCode === null };
};

export type Reply = { status: number; body: Record<string, unknown>; headers: Headers };

/** The answer to a write by key; null where none came whole, so that nobody knows what became of it. */
export const post = async (url: string, key: string, body: unknown, idempotencyKey?: string): Promise<Reply | null> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      signal: AbortSignal.timeout(30_000),
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] };
  } catch {
    return null;
  }
};
