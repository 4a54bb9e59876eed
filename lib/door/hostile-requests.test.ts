import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '@/lib/contract/v1/problem';
import { accept } from '@/lib/domain/kernel/refusal';
import { asPerson, bearer, type DoorUnderTest, keys, openDoor, raw } from './door-under-test';

let door: DoorUnderTest;
let placed: unknown[] = [];

beforeAll(async () => {
  door = await openDoor(
    {
      placeHold: async (_context, _program, input) => {
        placed.push(input);
        return accept({
          id: 'h',
          scope: 'context',
          context: input.context ?? null,
          reason: input.reason,
          placedBy: { id: 'p', name: 'Ada' },
          guard: null,
          placedAt: '2026-11-20T00:00:00.000Z',
          until: null,
          calendar: null,
          holding: true,
          windows: [],
          liftedBy: null,
          liftedAt: null,
          liftReason: null,
        });
      },
      recordRun: async () => {
        placed.push('a run');
        throw new Error('no bad run comes this far');
      },
    },
    { patience: { json: 300, import: 300 } },
  );
});
afterAll(() => door.close());

/** After whatever was sent, the next ordinary request is answered. */
afterEach(async () => {
  placed = [];
  const alive = await fetch(`${door.url}/healthz`);
  expect(alive.status).toBe(200);
});

const holds = '/api/v1/programs/claims/holds';
const asPersonJson = { ...asPerson, 'content-type': 'application/json', 'idempotency-key': 'k1' };
const send = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  raw(`${door.url}${holds}`, { method: 'POST', headers: { ...asPersonJson, ...headers }, chunks: [body] });
const good = JSON.stringify({ context: 'claims-intake', reason: 'stop' });

const expectProblem = (answer: { text: string; headers: object }, code: string) => {
  expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
  const said = problem.parse(JSON.parse(answer.text));
  expect(said.code).toBe(code);
  expect(answer.text).not.toMatch(/\bat .*\.ts:|node_modules|SELECT|prisma/i);
  return said;
};

describe('a body that must not come in', () => {
  it.each([
    ['is nested too deep', `{"context":${'['.repeat(100_000)}`],
    ['names a member twice', '{"context":"claims-intake","context":"a","reason":"x"}'],
    ['has NUL in a text', '{"context":"claims-intake","reason":"a\\u0000b"}'],
    ['has half a surrogate pair', '{"context":"claims-intake","reason":"\\ud800"}'],
    ['has a raw half surrogate', Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d])],
    ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['begins with a byte order mark', `\ufeff${good}`],
    ['has a number that loses digits', '{"context":"claims-intake","reason":12345678901234567890}'],
    ['has too many members', `{${Array.from({ length: 1001 }, (_, n) => `"a${n}":1`).join()}}`],
    ['has too many elements', `[${'1,'.repeat(10_001)}1]`],
    ['names __proto__', '{"__proto__":{"admin":true},"context":"claims-intake","reason":"x"}'],
    ['is cut short', '{"context":"claims-intake",'],
    ['is empty', ' '],
    ['is two documents', `${good}${good}`],
  ])('%s: 422, and nothing was kept', async (_, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(422);
    expectProblem(answer, 'malformed_json');
    expect(placed).toEqual([]);
  });

  it('has unknown members, each named with its pointer: 422', async () => {
    const answer = await send('{"context":"claims-intake","reason":"x","constructor":1,"a/b":{"c":1}}');
    expect(answer.status).toBe(422);
    const said = expectProblem(answer, 'invalid_body');
    expect(said.errors.map((error) => error.pointer).sort()).toEqual(['/a~1b', '/constructor']);
  });

  it('is over the limit by what it announces: 413 before it is read', async () => {
    const answer = await raw(`${door.url}${holds}`, {
      method: 'POST',
      headers: { ...asPersonJson, 'content-length': String(2 ** 30) },
      chunks: ['{'],
      leaveOpen: true,
    });
    expect(answer.status).toBe(413);
    expectProblem(answer, 'body_too_large');
  });

  it('is over the limit while it comes, announced or not: 413', async () => {
    const answer = await raw(`${door.url}${holds}`, {
      method: 'POST',
      headers: { ...asPersonJson, 'transfer-encoding': 'chunked' },
      chunks: [' '.repeat(700_000), ' '.repeat(700_000)],
    });
    expect(answer.status).toBe(413);
  });

  it('is exactly at the limit: read', async () => {
    const padded = good + ' '.repeat(1_048_576 - good.length);
    expect((await send(padded)).status).toBe(201);
    expect((await send(`${padded} `)).status).toBe(413);
  });

  it('inflates beyond its ratio or the limit: 413', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1_048_576, 0x20));
    expect((await send(bomb, { 'content-encoding': 'gzip' })).status).toBe(413);
    const small = gzipSync(Buffer.from(good + ' '.repeat(500_000)));
    expect(small.length * 100).toBeLessThan(500_000);
    const answer = await send(small, { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(413);
    expect(expectProblem(answer, 'body_too_large').detail).toContain('100 times');
  });

  it('is gzip and sound: read', async () => {
    expect((await send(gzipSync(good), { 'content-encoding': 'gzip' })).status).toBe(201);
    expect(placed).toEqual([{ context: 'claims-intake', reason: 'stop' }]);
  });

  it.each([
    ['cut short', gzipSync(good).subarray(0, 20)],
    ['not gzip at all', Buffer.from(good)],
    ['empty', Buffer.alloc(0)],
  ])('says gzip and is %s: 422', async (_, body) => {
    expect((await send(body, { 'content-encoding': 'gzip' })).status).toBe(422);
    expect(placed).toEqual([]);
  });

  it.each(['br', 'deflate', 'gzip, gzip', 'zstd'])('is encoded as %s: 415', async (encoding) => {
    expect((await send(good, { 'content-encoding': encoding })).status).toBe(415);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', ''])(
    'is of the type "%s": 415',
    async (type) => {
      const answer = await send(good, { 'content-type': type });
      expect(answer.status).toBe(415);
      expectProblem(answer, 'unsupported_media_type');
    },
  );

  it('comes too slowly: 408', async () => {
    const answer = await raw(`${door.url}${holds}`, {
      method: 'POST',
      headers: { ...asPersonJson, 'content-length': '100' },
      chunks: ['{'],
      leaveOpen: true,
    });
    expect(answer.status).toBe(408);
    expectProblem(answer, 'body_timeout');
  });

  it('breaks off: nothing is kept and nobody is disturbed', async () => {
    const { port } = new URL(door.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        const head = Object.entries({ ...asPersonJson, 'content-length': '100' }).map(
          ([name, value]) => `${name}: ${value}`,
        );
        socket.write(`POST ${holds} HTTP/1.1\r\nhost: x\r\n${head.join('\r\n')}\r\n\r\n{"context"`);
        setTimeout(() => socket.destroy(), 50);
      });
      socket.on('close', () => resolve());
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(placed).toEqual([]);
  });

  it('comes to a place that takes none: 422', async () => {
    const answer = await raw(`${door.url}/api/v1/programs`, {
      headers: { ...asPerson, 'content-length': '2' },
      chunks: ['{}'],
    });
    expect(answer.status).toBe(422);
  });
});

describe('a place that is not there', () => {
  it.each([
    '/api/v1',
    '/api/v1/nothing',
    '/api/v1/programs/',
    '/api/v1/programs/Claims/contexts',
    '/api/v1/programs/..%2Fsession',
    '/api/v1/programs/%00/contexts',
    '/api/v1/programs/%E0%A4%A/contexts',
    '/api/v1/programs/claims/runs/not-an-id',
    `/api/v1/programs/${'a'.repeat(64)}/contexts`,
    '/api/v1/programs/claims/contexts/a%2Fb',
    '/docs/api/',
    '/healthz/deep',
  ])('%s is 404', async (path) => {
    const answer = await raw(`${door.url}${path}`, { headers: bearer(keys.full) });
    expect(answer.status).toBe(404);
    expectProblem(answer, 'not_found');
  });

  it('that belongs to the pages is left to them', async () => {
    for (const path of ['/', '/programs/claims', '/api/auth/session', '/docs', '/apiv1', '/healthzz']) {
      expect((await raw(`${door.url}${path}`, {})).headers['x-pages']).toBe('yes');
    }
  });
});

describe('a method that is not for this place', () => {
  it.each([
    ['DELETE', '/api/v1/programs', 'GET, HEAD, POST'],
    ['GET', '/api/v1/session', 'DELETE, POST'],
    ['OPTIONS', holds, 'GET, HEAD, POST'],
    ['PATCH', '/healthz', 'GET, HEAD'],
    ['PROPFIND', '/api/v1/programs/claims/manifest', 'GET, HEAD, PUT'],
  ])('%s %s is 405 and says which are', async (method, path, allow) => {
    const answer = await raw(`${door.url}${path}`, { method, headers: bearer(keys.full) });
    expect(answer.status).toBe(405);
    expect(answer.headers.allow).toBe(allow);
    expectProblem(answer, 'method_not_allowed');
  });

  it('HEAD is answered like GET, without the body', async () => {
    const answer = await raw(`${door.url}/healthz`, { method: 'HEAD' });
    expect(answer).toMatchObject({ status: 200, text: '' });
    expect(answer.headers['content-length']).toBe('15');
  });
});

describe('a parameter that is wrong', () => {
  it.each([
    ['unknown', 'nothing=1', 'nothing'],
    ['given twice', 'limit=1&limit=2', 'limit'],
    ['no number', 'limit=many', 'limit'],
    ['out of range', 'limit=1000', 'limit'],
    ['called __proto__', '__proto__=1', '__proto__'],
  ])('%s: 400 with its name', async (_, search, name) => {
    const answer = await raw(`${door.url}/api/v1/programs?${search}`, { headers: asPerson });
    expect(answer.status).toBe(400);
    expect(expectProblem(answer, 'invalid_parameter').errors[0]?.pointer).toBe(name);
  });

  it('that is no text: 400', async () => {
    for (const search of ['cursor=%00', 'cursor=%ff', 'cursor=%ED%A0%80']) {
      expect((await raw(`${door.url}/api/v1/programs?${search}`, { headers: asPerson })).status).toBe(400);
    }
  });
});
