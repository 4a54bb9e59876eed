import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '@/lib/store/database';
import { confirmIdentity } from './commands/confirm-identity';
import { disablePerson } from './commands/disable-person';
import { enablePerson } from './commands/enable-person';
import { forgetSignIns } from './commands/forget-sign-ins';
import { signIn } from './commands/sign-in';
import { signOut } from './commands/sign-out';
import { callerOfSession } from './queries/find-caller';
import { viewAccount } from './queries/view-account';
import { contextOf, enter, type Guest, join, openTheDoor, password, visitor } from './testing/guests';
import { accepted, buildHouse, type House } from './testing/house';

let house: House;
let ada: Guest;
beforeAll(async () => {
  house = await buildHouse();
  openTheDoor();
  ada = await join(house, 'ada@guests.example', ['engineer']);
});
afterAll(() => house?.drop());

const lives = async (context: Awaited<ReturnType<typeof enter>>): Promise<boolean> => {
  const { personId, sessionId } = context.actor;
  return (await accepted(callerOfSession({ personId, sessionId }))) !== null;
};

describe('signing in', () => {
  test('takes the address in any case', async () => {
    expect(await accepted(signIn(visitor, { email: ' ADA@guests.Example ', password }, '192.0.2.7'))).toMatchObject({
      person: { id: ada.id },
    });
  });

  test('answers alike for an unknown address, a wrong password and an account without a password', async () => {
    const attempt = (email: string) => signIn(visitor, { email, password: 'not the password' }, '192.0.2.8');
    const wrong = await attempt('ada@guests.example');
    expect(wrong).toMatchObject({ refusal: { code: 'sign_in_failed' } });
    expect(await attempt('nobody@guests.example')).toEqual(wrong);
    expect(await attempt('lead@house.example')).toEqual(wrong);
  });

  test('starts a session under a new id each time and ends the one that the browser had', async () => {
    const first = await enter(ada);
    const second = await contextOf(await accepted(signIn(first, { email: ada.email, password }, '192.0.2.1')));
    expect(second.actor.sessionId).not.toBe(first.actor.sessionId);
    expect(await lives(second)).toBe(true);
    expect(await lives(first)).toBe(false);
  });

  test('is undone at once by signing out, and only for that session', async () => {
    const here = await enter(ada);
    const there = await enter(ada);
    await accepted(signOut(here));
    expect(await lives(here)).toBe(false);
    expect(await lives(there)).toBe(true);
    const account = await accepted(viewAccount(there));
    expect(account.sessions.filter((session) => session.current)).toHaveLength(1);
  });

  test('nobody ends another person’s session', async () => {
    const mine = await enter(ada);
    const other = await enter(await join(house, 'mallory@guests.example', ['viewer']));
    await accepted(signOut(other, mine.actor.sessionId));
    expect(await lives(mine)).toBe(true);
  });
});

describe('a session', () => {
  const age = (sessionId: string, column: 'last_seen_at' | 'expires_at', to: string) =>
    inTransaction((db) =>
      db.$executeRawUnsafe(
        `UPDATE person_session SET ${column} = now() - interval '${to}' WHERE id = $1::uuid`,
        sessionId,
      ),
    );

  test('ends when it was idle for too long, and when it is too old however busy', async () => {
    const idle = await enter(ada);
    await age(idle.actor.sessionId, 'last_seen_at', '8 hours 1 second');
    expect(await lives(idle)).toBe(false);
    const old = await enter(ada);
    await age(old.actor.sessionId, 'expires_at', '1 second');
    expect(await lives(old)).toBe(false);
  });

  test('is kept alive by use', async () => {
    const used = await enter(ada);
    await age(used.actor.sessionId, 'last_seen_at', '2 minutes');
    expect(await lives(used)).toBe(true);
    const [row] = await inTransaction(
      (db) => db.$queryRaw<{ fresh: boolean }[]>`
        SELECT last_seen_at > now() - interval '1 minute' AS fresh FROM person_session
         WHERE id = ${used.actor.sessionId}::uuid`,
    );
    expect(row?.fresh).toBe(true);
  });

  test('is not found under another person’s id, or under what is no id at all', async () => {
    const { sessionId } = (await enter(ada)).actor;
    expect(await accepted(callerOfSession({ personId: house.people.lead, sessionId }))).toBeNull();
    expect(await accepted(callerOfSession({ personId: ada.id, sessionId: "' OR true --" }))).toBeNull();
  });

  test('dies at once with its person’s account, and stays dead when the account is opened again', async () => {
    const guest = await join(house, 'leaver@guests.example', ['engineer']);
    const session = await enter(guest);
    await accepted(disablePerson(house.as.admin, guest.id));
    expect(await lives(session)).toBe(false);
    expect(await signIn(visitor, { email: guest.email, password }, '192.0.2.9')).toMatchObject({
      refusal: { code: 'sign_in_failed' },
    });
    await accepted(enablePerson(house.as.admin, guest.id));
    expect(await lives(session)).toBe(false);
    expect(await lives(await enter(guest))).toBe(true);
  });
});

describe('guessing', () => {
  const guess = (email: string, origin: string) => signIn(visitor, { email, password: 'a wrong guess' }, origin);

  test('is slowed after five failures, with the seconds to wait; the owner elsewhere still comes in', async () => {
    const guest = await join(house, 'target@guests.example', ['viewer']);
    for (let turn = 0; turn < 5; turn += 1)
      expect(await guess(guest.email, '198.51.100.1')).toMatchObject({ ok: false });
    const result = await signIn(visitor, { email: guest.email, password }, '198.51.100.1');
    expect(result).toMatchObject({ refusal: { code: 'throttled' } });
    if (!result.ok) expect(result.refusal.retryAfterSeconds).toBeGreaterThan(20);
    expect(await accepted(signIn(visitor, { email: guest.email, password }, '198.51.100.2'))).toMatchObject({
      person: { id: guest.id },
    });
  });

  test('many guesses at once count each: no more than five are looked at', async () => {
    const guest = await join(house, 'flooded@guests.example', ['viewer']);
    const results = await Promise.all(Array.from({ length: 12 }, () => guess(guest.email, '198.51.100.3')));
    const codes = results.map((result) => (result.ok ? 'ok' : result.refusal.code));
    expect(codes.filter((code) => code === 'sign_in_failed')).toHaveLength(5);
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(7);
  });

  test('the table of attempts names nobody', async () => {
    await guess('secret.address@guests.example', '198.51.100.4');
    const rows = await inTransaction((db) => db.signInAttempt.findMany());
    expect(JSON.stringify(rows.map(({ subject }) => subject))).not.toMatch(/secret|198\.51/);
  });

  test('old attempts are forgotten', async () => {
    await inTransaction((db) => db.$executeRaw`UPDATE sign_in_attempt SET at = now() - interval '2 hours'`);
    expect((await accepted(forgetSignIns())).attempts).toBeGreaterThan(0);
    expect(await inTransaction((db) => db.signInAttempt.count())).toBe(0);
  });
});

describe('confirming identity', () => {
  test('takes the password again and says so on the session', async () => {
    const session = await enter(ada);
    expect(await accepted(confirmIdentity(session, { method: 'password', password }))).toBe('password');
    expect(await confirmIdentity(session, { method: 'password', password: 'wrong wrong wrong' })).toMatchObject({
      refusal: { code: 'step_up_failed' },
    });
  });

  test('throttles guesses from a session that was taken over', async () => {
    const session = await enter(await join(house, 'taken@guests.example', ['owner']));
    const guess = () => confirmIdentity(session, { method: 'password', password: 'wrong wrong wrong' });
    for (let turn = 0; turn < 5; turn += 1) await guess();
    expect(await guess()).toMatchObject({ refusal: { code: 'throttled' } });
  });

  test('a recent sign-in is enough for five minutes, for who has no password', async () => {
    const elsewhere = house.as.lead;
    const { actor } = elsewhere;
    if (actor.kind !== 'person') throw new Error('the lead is a person');
    const at = (ageMs: number) => ({
      ...elsewhere,
      actor: { ...actor, authenticatedAt: new Date(Date.now() - ageMs) },
    });
    expect(await accepted(confirmIdentity(at(240_000), { method: 'recent_sign_in' }))).toBe('recent_sign_in');
    for (const ageMs of [301_000, -3_600_000, Date.now()]) {
      expect(await confirmIdentity(at(ageMs), { method: 'recent_sign_in' })).toMatchObject({
        refusal: { code: 'step_up_required' },
      });
    }
    expect(await confirmIdentity(await enter(ada), { method: 'recent_sign_in' })).toMatchObject({
      refusal: { code: 'step_up_required' },
    });
  });

  test('a key cannot', async () => {
    const actor = { kind: 'key', keyId: 'k', name: 'k', programId: null, scopes: [], personId: ada.id } as const;
    expect(await confirmIdentity({ actor, requestId: 'k' }, { method: 'password', password })).toMatchObject({
      refusal: { code: 'signer_not_human' },
    });
  });
});
