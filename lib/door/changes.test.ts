import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { ChangeEvent } from '@/lib/contract/v1/changes';
import { accept, refuse } from '@/lib/domain/kernel/refusal';
import type { ChangesOptions } from './changes';
import { bearer, keys, openDoor, programId } from './door-under-test';

// Streams over a record that a test writes by hand.

const path = '/api/v1/programs/claims/changes';
const quick: ChangesOptions = { pollMs: 20, heartbeatMs: 60, checkMs: 40, lifeMs: 60_000, patienceMs: 400 };

type Told = { id: string; event: string; data: ChangeEvent & { size: number } };

const record = (size = 3, note = '') => {
  const state = { size, gone: false, allowed: true, looks: 0 };
  const change = (index: number): ChangeEvent => ({
    index,
    type: 'run.recorded',
    at: '2026-11-20T08:00:00.000Z',
    subject: { kind: 'run', id: `${index}${note}` },
    context: 'payments',
  });
  const useCases = {
    beginChanges: async () => accept({ programId, size: state.size }),
    readChanges: async (_: string, after: number) => {
      state.looks += 1;
      if (state.gone) return refuse('unavailable', 'The database cannot be reached.');
      const indexes = Array.from({ length: Math.max(0, state.size - 1 - after) }, (_, n) => after + 1 + n).slice(
        0,
        500,
      );
      return accept({
        size: state.size,
        at: new Date(),
        seen: indexes.at(-1) ?? Math.max(after, state.size - 1),
        changes: indexes.map(change),
      });
    },
    mayStillFollow: async () => accept(state.allowed),
  };
  return { state, useCases };
};

let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.reverse()) await close();
  closing = [];
});

const openOver = async ({ useCases }: ReturnType<typeof record>, changes: ChangesOptions = {}) => {
  const door = await openDoor(useCases, { changes: { ...quick, ...changes } });
  closing.push(door.close);
  return door;
};

const parse = (text: string): Told[] =>
  text
    .split('\n\n')
    .slice(0, -1)
    .filter((block) => block.includes('event: '))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
      return { id: field('id'), event: field('event'), data: JSON.parse(field('data')) };
    });

const listen = async (url: string, headers: Record<string, string> = {}, query = '') => {
  let text = '';
  let ended = false;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = httpRequest(url + path + query, { headers: { ...bearer(keys.full), ...headers }, agent: false });
    request.on('response', resolve);
    request.on('error', reject);
    request.end();
    closing.push(() => request.destroy());
  });
  response.on('error', () => undefined);
  response.on('close', () => {
    ended = true;
  });
  const read = () => {
    response.on('data', (part: Buffer) => {
      text += part.toString();
    });
    // what was paused does not flow by being read
    response.resume();
  };
  const told = () => parse(text);
  const until = async (isSo: () => boolean, ms = 3_000) => {
    for (const stop = Date.now() + ms; !isSo() && Date.now() < stop; ) await sleep(10);
    expect(isSo()).toBe(true);
  };
  return {
    response,
    read,
    told,
    changes: () => told().flatMap(({ event, data }) => (event === 'head' ? [] : [data.index])),
    until,
    hasEnded: () => ended,
  };
};

it('tells what is recorded while one listens, by the type of its entry, then how long the record is', async () => {
  const book = record();
  const { url } = await openOver(book);
  const stream = await listen(url);
  stream.read();
  expect(stream.response.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
  await stream.until(() => stream.told().length > 0);
  expect(stream.told()[0]).toMatchObject({ id: '2', event: 'head', data: { size: 3 } });
  book.state.size = 5;
  await stream.until(() => stream.changes().length === 2);
  expect(stream.told().filter(({ event }) => event !== 'head')).toMatchObject([
    { id: '3', event: 'run.recorded', data: { index: 3, context: 'payments', subject: { kind: 'run', id: '3' } } },
    { id: '4', event: 'run.recorded' },
  ]);
  await stream.until(() => stream.told().at(-1)?.data.size === 5);
});

it('goes on where a stream was lost, each entry once and in order, however much was missed', async () => {
  const book = record(1_800);
  const { url } = await openOver(book);
  const lost = await listen(url, { 'last-event-id': '499' });
  lost.read();
  await lost.until(() => lost.changes().length >= 1_300);
  book.state.size = 1_810;
  await lost.until(() => lost.changes().length >= 1_310);
  expect(lost.changes()).toEqual(Array.from({ length: 1_310 }, (_, n) => 500 + n));
  const asked = await listen(url, {}, '?after=1808');
  asked.read();
  await asked.until(() => asked.changes().length > 0);
  expect(asked.changes()).toEqual([1_809]);
});

it('an id from beyond the record, or one that is none, is no reason to tell nothing or everything', async () => {
  const book = record(10);
  const { url } = await openOver(book);
  const streams = [await listen(url, { 'last-event-id': '999' }), await listen(url, { 'last-event-id': 'x; drop' })];
  for (const stream of streams) stream.read();
  for (const stream of streams) await stream.until(() => stream.told().length > 0);
  book.state.size = 11;
  for (const stream of streams) {
    await stream.until(() => stream.changes().length > 0);
    expect(stream.changes()).toEqual([10]);
  }
});

it('says that it lives while nothing happens, and says nothing while the record cannot be read', async () => {
  const book = record();
  const { url } = await openOver(book);
  const stream = await listen(url);
  stream.read();
  await stream.until(() => stream.told().length >= 3);
  book.state.gone = true;
  await sleep(60);
  const silent = stream.told().length;
  await sleep(250);
  expect(stream.told().length).toBe(silent);
  book.state.gone = false;
  book.state.size = 4;
  await stream.until(() => stream.changes().length === 1);
});

it('all who listen share one look at the record, and nobody looks when nobody listens', async () => {
  const book = record();
  const { url } = await openOver(book, { pollMs: 50 });
  const streams = await Promise.all(Array.from({ length: 6 }, () => listen(url)));
  for (const stream of streams) stream.read();
  await sleep(100);
  const before = book.state.looks;
  await sleep(500);
  expect(book.state.looks - before).toBeLessThanOrEqual(11);
  for (const { response } of streams) response.destroy();
  await sleep(200);
  const after = book.state.looks;
  await sleep(200);
  expect(book.state.looks).toBe(after);
});

it('a reader who takes nothing is cut and keeps nothing in memory, and others go on', async () => {
  const book = record(20_000, 'x'.repeat(2_000));
  const { url } = await openOver(book);
  const slow = await listen(url, {}, '?after=-1');
  slow.response.pause();
  const other = await listen(url);
  other.read();
  await other.until(() => other.told().length > 0);
  const looks = book.state.looks;
  await sleep(100);
  // it waits for its reader with a page or two, and does not read on
  expect(book.state.looks - looks).toBeLessThan(20);
  await sleep(600);
  slow.read();
  await slow.until(() => slow.hasEnded());
  expect(slow.changes().length).toBeLessThan(20_000);
  book.state.size += 1;
  await other.until(() => other.changes().length === 1);
});

it('a reader who is only slow gets everything', async () => {
  const book = record(3_000, 'x'.repeat(1_000));
  const { url } = await openOver(book);
  const slow = await listen(url, {}, '?after=-1');
  slow.read();
  for (let pause = 0; pause < 8; pause += 1) {
    slow.response.pause();
    await sleep(50);
    slow.response.resume();
    await sleep(10);
  }
  await slow.until(() => slow.changes().length === 3_000);
  expect(slow.changes()).toEqual(Array.from({ length: 3_000 }, (_, n) => n));
});

it('streams are bounded for each caller and in all', async () => {
  const { url } = await openOver(record(), { perCaller: 2, inAll: 3 });
  const first = await listen(url);
  await listen(url);
  const third = await listen(url);
  expect([third.response.statusCode, third.response.headers['retry-after']]).toEqual([429, '30']);
  const person = { authorization: '', cookie: 'session=good' };
  const asPerson = async () => {
    const response = await fetch(url + path, { headers: { cookie: person.cookie }, method: 'GET' });
    closing.push(() => response.body?.cancel());
    return response.status;
  };
  expect([await asPerson(), await asPerson()]).toEqual([200, 429]);
  first.response.destroy();
  await sleep(100);
  expect((await listen(url)).response.statusCode).toBe(200);
});

it('ends when its key or session does not count any more', async () => {
  const book = record();
  const { url } = await openOver(book);
  const stream = await listen(url);
  stream.read();
  await stream.until(() => stream.told().length > 0);
  book.state.allowed = false;
  await stream.until(() => stream.hasEnded());
  expect(stream.response.complete).toBe(true);
});

it('ends cleanly at a shutdown, and no new one begins', async () => {
  const { url, endStreams } = await openOver(record());
  const stream = await listen(url);
  stream.read();
  await stream.until(() => stream.told().length > 0);
  endStreams();
  await stream.until(() => stream.hasEnded());
  expect(stream.response.complete).toBe(true);
  expect((await listen(url)).response.statusCode).toBe(503);
});

it('is opened again after its life', async () => {
  const { url } = await openOver(record(), { lifeMs: 100 });
  const stream = await listen(url);
  stream.read();
  await stream.until(() => stream.hasEnded());
  expect(stream.response.complete).toBe(true);
});

it('needs the scope, and HEAD opens nothing', async () => {
  const { url } = await openOver(record(), { perCaller: 1 });
  expect((await listen(url, bearer(keys.authority))).response.statusCode).toBe(403);
  for (let turn = 0; turn < 3; turn += 1) {
    const head = await fetch(url + path, { method: 'HEAD', headers: bearer(keys.full) });
    expect([head.status, await head.text()]).toEqual([200, '']);
  }
});
