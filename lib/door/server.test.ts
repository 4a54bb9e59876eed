import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { takePort } from './server';

const pages = { handle: async () => undefined };

test('the port answers 503 until the product is open', async () => {
  const port = await takePort(0);
  const origin = `http://localhost:${port.number}`;
  expect((await fetch(origin)).status).toBe(503);
  port.open((_, response) => Boolean(response.end('open')), pages);
  expect(await (await fetch(origin)).text()).toBe('open');
  await port.close(1000);
});

test('what the door leaves goes to the pages', async () => {
  const port = await takePort(0);
  port.open((request, response) => request.url === '/api' && Boolean(response.end('door')), {
    handle: async (_, response) => void response.end('pages'),
  });
  const read = async (path: string) => (await fetch(`http://localhost:${port.number}${path}`)).text();
  expect([await read('/api'), await read('/')]).toEqual(['door', 'pages']);
  await port.close(1000);
});

test('a port in use ends in one line that says what to do', async () => {
  const port = await takePort(0);
  await expect(takePort(port.number)).rejects.toThrow(/is in use by another program: stop that, or choose another/);
  await port.close(0);
});

test('closing lets a running request end, and cuts one that does not', async () => {
  const port = await takePort(0);
  let running = 0;
  port.open(async (request, response) => {
    running += 1;
    await sleep(request.url === '/slow' ? 150 : 60_000);
    return Boolean(response.end('done'));
  }, pages);
  const slow = fetch(`http://localhost:${port.number}/slow`).then((answer) => answer.text());
  const stuck = fetch(`http://localhost:${port.number}/stuck`).catch(() => 'cut');
  while (running < 2) await sleep(5);
  await port.close(600);
  expect(await slow).toBe('done');
  expect(await stuck).toBe('cut');
});

test('a handler that throws answers 500 without saying why', async () => {
  const port = await takePort(0);
  port.open(() => Promise.reject(new Error('secret reason')), pages);
  const answer = await fetch(`http://localhost:${port.number}`);
  expect(answer.status).toBe(500);
  expect(await answer.text()).not.toContain('secret');
  await port.close(0);
});

test('a client that never finishes its headers does not keep a closing server', async () => {
  const port = await takePort(0);
  const socket = connect(port.number, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
  const begun = Date.now();
  await port.close(300);
  expect(Date.now() - begun).toBeLessThan(2000);
});
