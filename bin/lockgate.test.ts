import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyChain, followChain } from '@/lib/domain/ledger/chain';
import { leafOf, linkEntry } from '@/lib/domain/ledger/entry';

const origin = 'lockgate:test';
const at = '2026-11-21T10:00:00.000Z';

type Item = { leaf: string; entry: Record<string, unknown> };

const ledger = (count: number): Item[] => {
  const items: Item[] = [];
  let head = emptyChain(origin);
  for (let index = 0; index < count; index++) {
    const draft = {
      ...{ at: new Date(at), recordedAt: new Date(at), requestId: 'r', actor: { kind: 'system', id: 'test' } as const },
      fact: { type: 'person.invited', data: { person: `p${index}`, name: 'P' } } as const,
    };
    const { bytes } = linkEntry({ origin, index, prev: head.leaf }, draft);
    const step = followChain(head, bytes);
    if (!step.ok) throw new Error(step.problem);
    head = step.head;
    items.push({ leaf: leafOf(bytes), entry: JSON.parse(new TextDecoder().decode(bytes)) });
  }
  return items;
};

let items: Item[] = [];
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
    const from = searchParams.has('after') ? Number(searchParams.get('after')) + 1 : 0;
    const page = items.slice(from, from + 2);
    const more = from + page.length < items.length;
    const head = { origin, size: items.length, head: items.at(-1)?.leaf, lastAt: at };
    const answer = pathname.endsWith('/head')
      ? head
      : { items: page, nextCursor: more ? String(from + page.length - 1) : null };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const lockgate = async (...args: string[]): Promise<{ code: number; output: string }> => {
  const child = spawn(process.execPath, ['bin/lockgate.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  return { code, output };
};
const verify = () => lockgate('verify', '--program', 'claims', '--url', url, '--key', 'lg_x');

test('verify follows a whole ledger over its pages', async () => {
  items = ledger(5);
  expect(await verify()).toEqual({ code: 0, output: expect.stringMatching(/^5 entries of lockgate:test follow/) });
});

test('verify names the first entry that was changed', async () => {
  items = ledger(5);
  Object.assign(items[2]?.entry ?? {}, { data: { person: 'p2', name: 'Somebody else' } });
  expect(await verify()).toEqual({ code: 1, output: expect.stringMatching(/Entry [23] does not .+does not hold/s) });
});

test('verify sees that entries are missing at the end', async () => {
  const all = ledger(5);
  items = [...all.slice(0, 3), ...all.slice(4)];
  expect(await verify()).toMatchObject({ code: 1, output: expect.stringContaining('does not hold') });
});

test('what is called wrongly ends with 2 and a line that helps', async () => {
  expect(await lockgate('verify')).toEqual({ code: 2, output: expect.stringContaining('--help') });
  expect(await lockgate('--unknown')).toEqual({ code: 2, output: expect.stringContaining('--help') });
  expect(await lockgate('verify', 'no-such-file')).toEqual({ code: 2, output: 'Cannot read no-such-file.\n' });
});
