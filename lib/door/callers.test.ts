import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { operations } from '@/lib/contract/operations/all';
import { problem } from '@/lib/contract/v1/problem';
import type { Actor } from '@/lib/domain/access/actor';
import { accept } from '@/lib/domain/kernel/refusal';
import { asPerson, bearer, cookie, type DoorUnderTest, keys, openDoor, origin, person, raw } from './door-under-test';

let door: DoorUnderTest;
const acted: Actor[] = [];

beforeAll(async () => {
  door = await openDoor({
    listPrograms: async ({ actor }) => {
      acted.push(actor);
      return accept({ items: [], nextCursor: null });
    },
    signOut: async ({ actor }) => {
      acted.push(actor);
      return accept(null);
    },
    signIn: async () =>
      accept({
        person: { id: person.personId, name: 'Ada', email: 'ada@example.org' },
        sessionId: person.sessionId,
        expiresAt: '2026-11-21T00:00:00.000Z',
      }),
  });
});
afterAll(() => door.close());
beforeEach(() => {
  acted.length = 0;
  door.keyLookups.length = 0;
});

const programs = (headers: Record<string, string>) => raw(`${door.url}/api/v1/programs`, { headers });
const codeOf = (text: string) => problem.parse(JSON.parse(text)).code;

describe('a caller', () => {
  it('without a credential is 401 and told how to authenticate', async () => {
    const answer = await programs({});
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(codeOf(answer.text)).toBe('unauthenticated');
  });

  it('with a key of a wrong checksum is 401 without a look-up', async () => {
    const wrong = `${keys.full.slice(0, -1)}${keys.full.endsWith('0') ? '1' : '0'}`;
    for (const secret of [wrong, 'nonsense', '', `${keys.full} x`]) {
      expect((await programs({ authorization: `Bearer ${secret}` })).status).toBe(401);
    }
    expect((await programs({ authorization: 'Basic YTpi' })).status).toBe(401);
    expect(door.keyLookups).toEqual([]);
  });

  it('with a well-formed key that is nobody’s is 401, and a good cookie beside it does not help', async () => {
    expect((await programs(bearer(keys.unknown))).status).toBe(401);
    expect((await programs({ ...bearer(keys.unknown), cookie })).status).toBe(401);
    expect(acted).toEqual([]);
  });

  it('with a key that lacks the scope is 403', async () => {
    const answer = await programs(bearer(keys.authority));
    expect(answer.status).toBe(403);
    expect(codeOf(answer.text)).toBe('scope_missing');
  });

  it('with a key of the right scope acts as that key', async () => {
    expect((await programs(bearer(keys.full))).status).toBe(200);
    expect(acted).toMatchObject([{ kind: 'key', name: 'full' }]);
  });

  it('with a session acts as that person', async () => {
    expect((await programs({ cookie: `other=1; ${cookie}; more=2` })).status).toBe(200);
    expect(acted).toEqual([person]);
  });

  it('with a session that has ended is 401', async () => {
    expect((await programs({ cookie: 'session=ended' })).status).toBe(401);
    expect((await programs({ cookie: 'xsession=good' })).status).toBe(401);
  });

  it('with a key cannot do what only a person may: every such operation is 403', async () => {
    for (const { method, path, caller } of operations.filter((operation) => operation.caller === 'person')) {
      expect(caller).toBe('person');
      const filled = path
        .replace(/\{(program|context)\}/g, 'claims')
        .replace('{role}', 'risk')
        .replace(/\{\w+\}/g, person.personId);
      const answer = await raw(`${door.url}${filled}`, { method, headers: bearer(keys.full) });
      expect([path, answer.status, codeOf(answer.text)]).toEqual([path, 403, 'signer_not_human']);
    }
  });
});

describe('a write by cookie', () => {
  const signOut = (headers: Record<string, string>) => raw(`${door.url}/api/v1/session`, { method: 'DELETE', headers });

  it.each([
    undefined,
    'null',
    'http://evil.test',
    'http://lockgate.test.evil.test',
    'https://lockgate.test',
    `${origin}/`,
  ])('from the origin %s is 403', async (from) => {
    const answer = await signOut(from === undefined ? { cookie } : { cookie, origin: from });
    expect(answer.status).toBe(403);
    expect(codeOf(answer.text)).toBe('origin_refused');
    expect(acted).toEqual([]);
  });

  it('from the public origin is let through, and signing out clears the cookie', async () => {
    const answer = await signOut(asPerson);
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    expect(String(answer.headers['set-cookie'])).toMatch(/^session=; Path=\/; Expires=Thu, 01 Jan 1970 .*HttpOnly/);
  });
});

describe('signing in', () => {
  const signIn = (headers: Record<string, string>) =>
    raw(`${door.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      chunks: ['{"email":"ada@example.org","password":"p"}'],
    });

  it('answers 201 with who it is and a cookie that no script can read', async () => {
    const answer = await signIn({});
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.text)).toEqual({
      person: { id: person.personId, name: 'Ada', email: 'ada@example.org' },
      expiresAt: '2026-11-21T00:00:00.000Z',
    });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^session=sealed; Path=\/; Expires=.*; HttpOnly; SameSite=Lax$/,
    );
  });

  it('from another site is refused', async () => {
    expect((await signIn({ origin: 'http://evil.test' })).status).toBe(403);
  });
});

describe('every answer', () => {
  it('is for nobody else to keep, carries its request’s id, and is logged once under it', async () => {
    door.logged.length = 0;
    const answer = await programs(bearer(keys.full));
    const id = answer.headers['x-request-id'];
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(door.logged).toEqual([
      {
        message: 'request',
        fields: expect.objectContaining({
          requestId: id,
          status: 200,
          operation: 'listPrograms',
          actor: 'key key-full',
        }),
      },
    ]);
    expect(JSON.stringify(door.logged)).not.toContain(keys.full);
  });
});
