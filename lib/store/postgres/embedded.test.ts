import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPostgres, stopPostgres } from './embedded';

const asRoot = process.getuid?.() === 0;
const nobody = 65_534;
let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockgate-embedded-'));
  chmodSync(folder, 0o755);
  children = [];
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await stopPostgres(folder).catch(() => undefined);
  rmSync(folder, { recursive: true, force: true });
});

type Holder = { started: boolean; url: string };

/** A process of its own that uses the server until it is killed or told to let go on its input. */
const holder = async (user?: number): Promise<{ child: ChildProcess; said: Holder | { problem: string } }> => {
  const program = `import { startPostgres } from '@/lib/store/postgres/embedded';
    try {
      const held = await startPostgres(process.argv[1], { quick: true });
      console.log(JSON.stringify({ started: held.started, url: held.url }));
      process.stdin.once('data', async () => { await held.release(); process.exit(0); });
    } catch (error) { console.log(JSON.stringify({ problem: error.message })); process.exit(1); }`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(user !== undefined && { uid: user, gid: user, env: { ...process.env, HOME: '/tmp', TMPDIR: '/tmp' } }),
  });
  children.push(child);
  const [line] = await once(createInterface({ input: child.stdout ?? process.stdin }), 'line');
  return { child, said: JSON.parse(line) };
};

const release = async (child: ChildProcess) => {
  child.stdin?.write('go\n');
  await once(child, 'exit');
};

const ask = async (url: string, sql: string) => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows[0];
  } finally {
    await client.end();
  }
};

const isRunning = () => existsSync(join(folder, 'pg18', 'postmaster.pid'));
const postmaster = () => Number(readFileSync(join(folder, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0]);

test('of four processes racing on an empty folder one starts the server and all use the same', async () => {
  const all = await Promise.all([holder(), holder(), holder(), holder()]);
  const said = all.map(({ said }) => said as Holder);
  expect(new Set(said.map(({ url }) => url)).size).toBe(1);
  expect(said.filter(({ started }) => started)).toHaveLength(1);
  expect(readdirSync(folder)).toEqual(['pg18']);
});

test('the last process to let go stops the server, and no earlier one', async () => {
  const [first, second] = [await holder(), await holder()];
  await release(first.child);
  expect(isRunning()).toBe(true);
  await release(second.child);
  expect(isRunning()).toBe(false);
});

test('what was committed is there after the server and all its users were killed', async () => {
  const { child, said } = await holder();
  const { url } = said as Holder;
  await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(postmaster(), 'SIGKILL');
  child.kill('SIGKILL');
  const [again, other] = await Promise.all([holder(), holder()]);
  expect((again.said as Holder).url).toBe(url);
  expect((other.said as Holder).url).toBe(url);
  expect(await ask(url, 'SELECT answer FROM kept')).toEqual({ answer: 42 });
});

test('a server whose starter was killed is adopted, and stopped by who adopted it', async () => {
  const first = await holder();
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const second = await holder();
  expect(second.said).toEqual({ ...first.said, started: false });
  await release(second.child);
  expect(isRunning()).toBe(false);
});

test('a user of the server learns that it is gone', async () => {
  const held = await startPostgres(folder, { quick: true });
  process.kill(postmaster(), 'SIGKILL');
  await held.gone;
  const again = await startPostgres(folder, { quick: true });
  expect(again.url).toBe(held.url);
  await again.release();
});

test('a port taken by something else is given up for another', async () => {
  const first = await startPostgres(folder, { quick: true });
  await first.release();
  const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
  await once(squatter, 'listening');
  const second = await startPostgres(folder, { quick: true });
  expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
  await second.release();
  squatter.close();
});

test('half-built clusters of killed starts are cleared away', async () => {
  mkdirSync(join(folder, 'pg18.new-999999999-dead'));
  const held = await startPostgres(folder, { quick: true });
  await held.release();
  expect(readdirSync(folder)).toEqual(['pg18']);
});

test('a folder that is a file ends in one line that says what to do', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(startPostgres(join(folder, 'file', 'data'))).rejects.toThrow(
    /^Cannot use the folder .+: part of that path is a file. Choose another with --data.$/,
  );
});

test('a folder of another program is refused', async () => {
  mkdirSync(join(folder, 'pg18'));
  writeFileSync(join(folder, 'pg18', 'PG_VERSION'), '18\n');
  await expect(startPostgres(folder)).rejects.toThrow(/is not a database of Lockgate/);
});

test.runIf(asRoot)('without root it runs as oneself, and a folder that is not writable ends in one line', async () => {
  expect((await holder(nobody)).said).toEqual({ problem: expect.stringMatching(/it is not writable/) });
  chownSync(folder, nobody, nobody);
  const { child, said } = await holder(nobody);
  expect(said).toMatchObject({ started: true });
  await release(child);
  expect((await holder()).said).toMatchObject({ started: true });
});

test.runIf(asRoot)('a data folder that the database user cannot enter keeps its cluster elsewhere', async () => {
  chmodSync(folder, 0o700);
  const held = await startPostgres(folder, { quick: true });
  expect(await ask(held.url, 'SELECT 1 AS one')).toEqual({ one: 1 });
  await held.release();
  const again = await startPostgres(folder, { quick: true });
  expect(again.url).toBe(held.url);
  await again.release();
  rmSync(dirname(realpathSync(join(folder, 'pg18'))), { recursive: true, force: true });
});
