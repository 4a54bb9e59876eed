import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { paths } from '@/lib/contract/paths';
import type { PersonActor } from '@/lib/domain/access/actor';
import { inTransaction } from '@/lib/store/database';
import { confirmIdentity } from '@/lib/usecases/commands/confirm-identity';
import { disablePerson } from '@/lib/usecases/commands/disable-person';
import { signIn } from '@/lib/usecases/commands/sign-in';
import { invite, join, openTheDoor, password, visitor } from '@/lib/usecases/testing/guests';
import { accepted, buildHouse, type House } from '@/lib/usecases/testing/house';
import { callerOfCookie, sealSession, sessionCookieName, sessionCookieOptions, unsealSession } from './session-cookie';
import { answerSignOn } from './single-sign-on';
import { Browser } from './testing/browser';
import { startProvider, type TestProvider } from './testing/oidc-provider';

const origin = 'http://localhost:4999';
let house: House;
let provider: TestProvider;
let browser: Browser;

beforeAll(async () => {
  house = await buildHouse();
  openTheDoor();
  provider = await startProvider(`${origin}/api/auth/callback/oidc`);
  process.env.AUTH_OIDC_ISSUER = provider.issuer;
  process.env.AUTH_OIDC_ID = provider.client.id;
  process.env.AUTH_OIDC_SECRET = provider.client.secret;
});
beforeEach(() => {
  browser = new Browser({ origin, answer: answerSignOn });
});
afterAll(async () => {
  for (const name of ['ISSUER', 'ID', 'SECRET']) delete process.env[`AUTH_OIDC_${name}`];
  await provider?.close();
  await house?.drop();
});

const isPage = (url: string) => url.startsWith(origin) && !url.startsWith(`${origin}/api/auth/`);

const enter = (login: string, query = 'next=/programs/claims') =>
  browser.signIn(`${origin}/api/auth/signin/oidc?${query}`, login, isPage);

const current = async (): Promise<PersonActor | null> => {
  const cookie = browser.jar(origin).get(sessionCookieName());
  return cookie === undefined ? null : accepted(callerOfCookie(cookie));
};

const expectPerson = async (): Promise<PersonActor> => {
  const person = await current();
  if (person === null) throw new Error('nobody is signed in');
  return person;
};

describe('a first sign-in at the provider', () => {
  test('joins who was invited at the verified address, with the roles, and leads to where they wanted to go', async () => {
    provider.accounts.set('sub-ida', { email: 'Ida@corp.example', email_verified: true, name: 'Ida Berg' });
    await invite(house, 'ida@corp.example', ['business', 'risk']);
    expect((await enter('sub-ida')).url).toBe(`${origin}/programs/claims`);
    const ida = await expectPerson();
    expect(ida).toMatchObject({ name: 'Ida Berg', email: 'ida@corp.example', installationAdmin: false });
    const row = await inTransaction((db) =>
      db.person.findUnique({ where: { id: ida.personId }, include: { members: true } }),
    );
    expect(row).toMatchObject({ oidcIssuer: provider.issuer, oidcSubject: 'sub-ida', passwordHash: null });
    expect(row?.members.map(({ role }) => role).sort()).toEqual(['business', 'risk']);
  });

  test('of somebody whom nobody invited leads back to the sign-in page, with no session', async () => {
    provider.accounts.set('sub-eve', { email: 'eve@corp.example', email_verified: true });
    expect((await enter('sub-eve')).url).toBe(`${origin}/sign-in?error=sign_in_failed`);
    expect(await current()).toBeNull();
  });

  test.each([
    ['an unverified address', { email: 'una@corp.example', email_verified: false }],
    ['an address that the provider says nothing about', { email: 'una@corp.example' }],
    ['no address', {}],
  ])('with %s joins nobody, though that address was invited', async (_, account) => {
    provider.accounts.set('sub-una', account);
    await invite(house, 'una@corp.example', ['admin']);
    expect((await enter('sub-una')).url).toContain('error=sign_in_failed');
    expect(await current()).toBeNull();
  });

  test('never takes over an account that has a password, though the address is the same and verified', async () => {
    const guest = await join(house, 'paul@corp.example', ['operations']);
    provider.accounts.set('sub-paul', { email: 'paul@corp.example', email_verified: true });
    expect((await enter('sub-paul')).url).toContain('error=sign_in_failed');
    expect(await current()).toBeNull();
    const row = await inTransaction((db) => db.person.findUnique({ where: { id: guest.id } }));
    expect(row?.oidcSubject).toBeNull();
  });
});

describe('a known person', () => {
  beforeAll(async () => {
    provider.accounts.set('sub-kim', { email: 'kim@corp.example', email_verified: true, name: 'Kim' });
    await invite(house, 'kim@corp.example', ['owner']);
  });

  test('is known by subject, whatever the address has become, under a new session each time', async () => {
    await enter('sub-kim');
    const first = await expectPerson();
    const before = String(browser.jar(origin).get(sessionCookieName()));
    provider.accounts.set('sub-kim', { email: 'married@corp.example', email_verified: false });
    await enter('sub-kim');
    const second = await expectPerson();
    expect(second.personId).toBe(first.personId);
    expect(second.sessionId).not.toBe(first.sessionId);
    expect(await accepted(callerOfCookie(before))).toBeNull();
  });

  test('confirms identity by signing in again there: asked for the login although the provider knows them', async () => {
    expect((await enter('sub-kim')).logins).toBe(1);
    expect((await enter('sub-kim')).logins).toBe(0);
    const again = await enter('sub-kim', 'next=/programs/claims/decisions/1&prompt=login');
    expect(again).toEqual({ url: `${origin}/programs/claims/decisions/1`, logins: 1 });
    const actor = await expectPerson();
    expect(Date.now() - actor.authenticatedAt.getTime()).toBeLessThan(60_000);
    const context = { actor, requestId: 'test' };
    expect(await accepted(confirmIdentity(context, { method: 'recent_sign_in' }))).toBe('recent_sign_in');
    expect(await confirmIdentity(context, { method: 'password', password: 'any password' })).toMatchObject({
      ok: false,
    });
  });

  test('does not come in with a disabled account', async () => {
    await enter('sub-kim');
    const { personId } = await expectPerson();
    await accepted(disablePerson(house.as.admin, personId));
    expect(await current()).toBeNull();
    expect((await enter('sub-kim')).url).toContain('error=sign_in_failed');
  });
});

describe('the way there', () => {
  test('carries state, nonce, a PKCE challenge, and asks when identity was proved', async () => {
    const response = await browser.go(
      `${origin}${paths.signOn('/', true)}&scope=everything&redirect_uri=https://evil.example`,
    );
    const url = new URL(String(response.headers.get('location')));
    expect(url.origin).toBe(provider.issuer);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      scope: 'openid email profile',
      redirect_uri: `${origin}/api/auth/callback/oidc`,
      code_challenge_method: 'S256',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{20,}$/),
      nonce: expect.stringMatching(/^[\w-]{20,}$/),
      max_age: '28800',
      prompt: 'login',
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the way back', () => {
  test('leads to no other site', async () => {
    provider.accounts.set('sub-lee', { email: 'lee@corp.example', email_verified: true });
    await invite(house, 'lee@corp.example', ['viewer']);
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', '/api/auth/signin/oidc']) {
      expect((await enter('sub-lee', `next=${encodeURIComponent(next)}`)).url).toBe(`${origin}/`);
    }
  });

  test('does not count in another browser, or with another state', async () => {
    provider.accounts.set('sub-mia', { email: 'mia@corp.example', email_verified: true });
    await invite(house, 'mia@corp.example', ['viewer']);
    const callback = await browser.signIn(`${origin}/api/auth/signin/oidc`, 'sub-mia', (url) =>
      url.startsWith(`${origin}/api/auth/callback/`),
    );
    const victim = new Browser({ origin, answer: answerSignOn });
    const stolen = await victim.signIn(callback.url, 'x', isPage);
    expect(stolen.url).toContain('/sign-in?error=');
    expect(victim.jar(origin).has(sessionCookieName())).toBe(false);
    const forged = callback.url.replace(/state=[^&]+/, 'state=forged');
    expect((await browser.signIn(forged, 'x', isPage)).url).toContain('/sign-in?error=');
    expect(await current()).toBeNull();
  });

  test('with the provider gone leads to the sign-in page', async () => {
    process.env.AUTH_OIDC_ISSUER = 'http://127.0.0.1:1';
    try {
      expect((await enter('anybody')).url).toContain('/sign-in?error=');
    } finally {
      process.env.AUTH_OIDC_ISSUER = provider.issuer;
    }
  });
});

describe('nothing else of next-auth', () => {
  test.each(['session', 'csrf', 'providers', '_log', 'signout', 'callback/credentials', 'signin', ''])(
    'answers at /api/auth/%s',
    async (path) => {
      expect((await browser.go(`${origin}/api/auth/${path}`)).status).toBe(404);
      expect((await browser.go(`${origin}/api/auth/${path}`, { csrfToken: 'x' })).status).toBe(404);
    },
  );

  test('answers at all without a provider', async () => {
    const { AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET } = process.env;
    for (const name of ['ISSUER', 'ID', 'SECRET']) delete process.env[`AUTH_OIDC_${name}`];
    expect((await browser.go(`${origin}/api/auth/signin/oidc`)).status).toBe(404);
    Object.assign(process.env, { AUTH_OIDC_ISSUER, AUTH_OIDC_ID, AUTH_OIDC_SECRET });
  });
});

describe('the session cookie', () => {
  test('is the same for a password and for single sign-on, and hides what it holds', async () => {
    const guest = await join(house, 'cookie@corp.example', ['viewer']);
    const sealed = await sealSession(await accepted(signIn(visitor, { email: guest.email, password }, '192.0.2.1')));
    expect(sealed).not.toContain(guest.id);
    expect(await accepted(callerOfCookie(sealed))).toMatchObject({ personId: guest.id });
    expect(sessionCookieName()).toBe('lockgate-session');
    expect(sessionCookieOptions()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: false });
  });

  test('is tied to host and TLS where the public origin has them', () => {
    process.env.LOCKGATE_URL = 'https://lockgate.example';
    try {
      expect(sessionCookieName()).toBe('__Host-lockgate-session');
      expect(sessionCookieOptions()).toEqual({ httpOnly: true, sameSite: 'lax', path: '/', secure: true });
    } finally {
      process.env.LOCKGATE_URL = origin;
    }
  });

  test('is nobody’s when it was changed, cut, sealed with another secret or made up', async () => {
    const sealed = await sealSession({ person: { id: 'p', name: 'n', email: 'e' }, sessionId: 's' });
    expect(await unsealSession(sealed)).toEqual({ personId: 'p', sessionId: 's' });
    const others = [sealed.slice(0, -2), `${sealed}x`, '', 'x'.repeat(5000), 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJwIn0.'];
    for (const value of others) expect(await unsealSession(value)).toBeNull();
    process.env.AUTH_SECRET = 'another secret of thirty-two characters';
    expect(await unsealSession(sealed)).toBeNull();
    openTheDoor();
  });
});
