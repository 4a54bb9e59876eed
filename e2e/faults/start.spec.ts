import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

// Real starts, real kills. Every process here is one that the test started, and is ended by its own id.

const port = 4320;
const url = `http://localhost:${port}`;
let data: string;
let started: Started[];

type Started = { child: ChildProcess; text: () => string; ended: Promise<number | null> };

const start = (args: string[] = [], env: Record<string, string> = {}): Started => {
  const child = spawn(process.execPath, ['scripts/up.mjs', '--port', String(port), '--data', data, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, LOG_LEVEL: 'error', ...env },
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const one = { child, text: () => text, ended };
  started.push(one);
  return one;
};

const ready = async ({ text, child }: Started): Promise<void> => {
  await expect.poll(() => child.exitCode !== null || text().includes('is ready at'), { timeout: 40_000 }).toBe(true);
  expect(text()).toContain('Lockgate is ready at');
};

const status = async (): Promise<number> => (await fetch(`${url}/readyz`).catch(() => undefined))?.status ?? 0;
const pidFile = () => join(data, 'pg18', 'postmaster.pid');
const postmaster = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

test.beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'lockgate-start-'));
  chmodSync(data, 0o755);
  started = [];
});
test.afterEach(async () => {
  for (const { child, ended } of started) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  }
  // a database whose starter was killed goes with the next one that stops
  if (existsSync(pidFile())) {
    const last = start();
    await ready(last);
    last.child.kill('SIGTERM');
    await last.ended;
  }
  rmSync(data, { recursive: true, force: true });
});

test('a stop leaves nothing running, and what was kept is there at the next start', async () => {
  const first = start();
  await ready(first);
  await expect.poll(first.text).toContain('Who opens this link first');
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(existsSync(pidFile())).toBe(false);
  expect(await status()).toBe(0);
  const again = start();
  await ready(again);
  expect(await status()).toBe(200);
});

test('started twice, the second says where the first runs and leaves it alone', async () => {
  const first = start();
  await ready(first);
  const second = start();
  expect(await second.ended).toBe(0);
  expect(second.text()).toContain(`Lockgate already runs on this data at ${url}`);
  expect(await status()).toBe(200);
});

test('started during a start on another port, both serve the same data and the last one stops the database', async () => {
  const first = start();
  const second = start(['--port', String(port + 1)]);
  await Promise.all([ready(first), ready(second)]);
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  expect((await fetch(`http://localhost:${port + 1}/readyz`)).status).toBe(200);
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
  expect(existsSync(pidFile())).toBe(false);
});

test('stopped in the middle of a start, nothing is left running', async () => {
  const first = start();
  await expect.poll(() => existsSync(join(data, 'auth-secret')), { timeout: 20_000, intervals: [10] }).toBe(true);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(existsSync(pidFile())).toBe(false);
});

test('killed without a word, the next start takes over', async () => {
  const first = start();
  await ready(first);
  first.child.kill('SIGKILL');
  await first.ended;
  const again = start();
  await ready(again);
  expect(await status()).toBe(200);
});

test('with the database killed the process stays, answers 503, and recovers', async () => {
  const first = start();
  await ready(first);
  process.kill(postmaster(), 'SIGKILL');
  await expect.poll(status, { intervals: [20] }).toBe(503);
  await expect.poll(status, { timeout: 30_000 }).toBe(200);
  expect(first.child.exitCode).toBeNull();
});

test('a port in use, a folder that cannot be used and wrong settings end in one line each', async () => {
  const squatter = createServer().listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  const taken = start();
  expect(await taken.ended).toBe(1);
  expect(taken.text()).toMatch(/^Port 4320 is in use by another program: .+--port.+\n$/);
  squatter.close();

  const file = join(data, 'file');
  writeFileSync(file, '');
  const wrong = start(['--data', join(file, 'inside')]);
  expect(await wrong.ended).toBe(1);
  expect(wrong.text()).toMatch(/^Cannot .+--data\.\n$/);

  for (const [env, line] of [
    [{ LOCKGATE_ENV: 'production' }, /^Production needs LOCKGATE_URL.+\n$/],
    [{ LOCKGATE_URL: 'https://lockgate.example' }, /^Production needs AUTH_SECRET.+\n$/],
    [{ LOCKGATE_API_KEY_BOOTSTRAP: 'lg_wrong' }, /^The environment variable LOCKGATE_API_KEY_BOOTSTRAP .+\n$/],
    [{ DATABASE_URL: 'postgresql://x:x@127.0.0.1:1/x' }, /^Cannot reach the database .+\n$/],
  ] as const) {
    const refused = start([], env);
    expect(await refused.ended).toBe(1);
    expect(refused.text()).toMatch(line);
  }
});
