import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '@/lib/store/database';
import { acceptInvitation } from './commands/accept-invitation';
import { createProgramFromManifest } from './commands/apply-manifest';
import { invitePerson } from './commands/invite-person';
import { signIn } from './commands/sign-in';
import type { Context } from './context';
import { Replayed } from './idempotency';
import { listPeople } from './queries/list-people';
import { viewWelcome } from './queries/view-entry';
import { invite, join, openTheDoor, password, tokenIn, visitor } from './testing/guests';
import { accepted, buildHouse, type House, testManifest } from './testing/house';
import { transact } from './transact';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
  openTheDoor();
});
afterAll(() => house?.drop());

const rolesOf = async (id: string) => {
  const people = await accepted(listPeople(house.as.viewer, house.program, { limit: 200 }));
  return people.items.find((member) => member.id === id)?.roles;
};

describe('an invitation', () => {
  test('makes an account with the roles that it names, once', async () => {
    const token = await invite(house, 'New.One@guests.example', ['risk', 'engineer']);
    expect(await accepted(viewWelcome(token))).toMatchObject({
      purpose: 'invitation',
      email: 'new.one@guests.example',
      program: { slug: house.program },
      roles: ['engineer', 'risk'],
    });
    const { person } = await accepted(acceptInvitation(visitor, { token, name: 'New One', password }));
    expect(person).toMatchObject({ name: 'New One', email: 'new.one@guests.example' });
    expect(await rolesOf(person.id)).toEqual(['engineer', 'risk']);
    expect(await acceptInvitation(visitor, { token, name: 'Other', password })).toMatchObject({
      refusal: { code: 'link_invalid' },
    });
    expect(await viewWelcome(token)).toMatchObject({ refusal: { code: 'link_invalid' } });
  });

  test('used several times at once succeeds once', async () => {
    const token = await invite(house, 'parallel@guests.example', ['viewer']);
    const results = await Promise.all(
      ['One', 'Two', 'Three', 'Four'].map((name) => acceptInvitation(visitor, { token, name, password })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const codes = results.flatMap((result) => (result.ok ? [] : [result.refusal.code]));
    expect(codes.every((code) => code === 'link_invalid' || code === 'person_exists')).toBe(true);
    expect(await inTransaction((db) => db.person.count({ where: { email: 'parallel@guests.example' } }))).toBe(1);
  });

  test('is replaced by a newer one for the same address, and ends after seven days', async () => {
    const first = await invite(house, 'twice@guests.example', ['viewer']);
    const second = await invite(house, 'twice@guests.example', ['engineer']);
    expect(await viewWelcome(first)).toMatchObject({ refusal: { code: 'link_invalid' } });
    expect((await accepted(viewWelcome(second))).roles).toEqual(['engineer']);
  });

  test('ends after seven days', async () => {
    const token = await invite(house, 'late@guests.example', ['viewer']);
    const { expiresAt } = await accepted(viewWelcome(token));
    const days = (new Date(expiresAt).getTime() - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.99);
    expect(days).toBeLessThanOrEqual(7);
    await accepted(
      transact(house.as.admin, house.program, async (tx) => {
        await tx.db.invitation.updateMany({ where: { email: 'late@guests.example' }, data: { expiresAt: tx.at } });
        tx.record({ type: 'person.invited', data: { person: 'late', name: 'Late' } });
        return { ok: true, value: null };
      }),
    );
    expect(await acceptInvitation(visitor, { token, name: 'Late', password })).toMatchObject({
      refusal: { code: 'link_invalid' },
    });
  });

  test('refuses a weak password and leaves the link as it was', async () => {
    const token = await invite(house, 'weak@guests.example', ['viewer']);
    expect(await acceptInvitation(visitor, { token, name: 'Weak', password: 'lockgate-demo' })).toMatchObject({
      refusal: { code: 'invalid_body', errors: [{ pointer: '/password' }] },
    });
    expect((await acceptInvitation(visitor, { token, name: 'Weak', password })).ok).toBe(true);
  });

  test('keeps neither token nor link anywhere, not even for a replay', async () => {
    const input = { email: 'replay@guests.example', name: 'Replay', roles: ['viewer' as const] };
    const context: Context = {
      ...house.as.admin,
      idempotency: { key: 'invite-1', route: 'POST people', fingerprint: 'f', status: 201 },
    };
    const token = tokenIn((await accepted(invitePerson(context, house.program, input))).invitation?.link);
    const replayed = await invitePerson(context, house.program, input).catch((error: unknown) => error);
    expect(replayed).toBeInstanceOf(Replayed);
    if (replayed instanceof Replayed) expect(JSON.parse(replayed.body)).toMatchObject({ invitation: { link: null } });
    const everything = await inTransaction(
      (db) => db.$queryRaw<{ text: string }[]>`
        SELECT i::text AS text FROM invitation i
        UNION ALL SELECT convert_from(bytes, 'UTF8') FROM ledger_entry
        UNION ALL SELECT body FROM idempotency_receipt`,
    );
    expect(JSON.stringify(everything)).not.toContain(token);
  });

  test('of a person with an account gives the roles at once, without a link', async () => {
    const guest = await join(house, 'known@guests.example', ['viewer']);
    const again = await accepted(
      invitePerson(house.as.admin, house.program, { email: 'KNOWN@guests.example', name: 'x', roles: ['finance'] }),
    );
    expect(again).toMatchObject({ member: { id: guest.id, roles: ['viewer', 'finance'] }, invitation: null });
  });

  test('whose address got an account meanwhile asks for that account’s own password', async () => {
    const other = testManifest((manifest) => {
      manifest.program.slug = 'other';
    });
    await accepted(createProgramFromManifest(house.as.admin, other));
    const here = await invite(house, 'both@guests.example', ['risk']);
    const there = await invite({ ...house, program: 'other' }, 'both@guests.example', ['viewer']);
    const { person } = await accepted(acceptInvitation(visitor, { token: there, name: 'Both', password }));
    const guess = await acceptInvitation(visitor, { token: here, name: 'Thief', password: 'another password' });
    expect(guess).toMatchObject({ refusal: { code: 'person_exists' } });
    const joined = await accepted(acceptInvitation(visitor, { token: here, name: 'Ignored', password }));
    expect(joined.person).toEqual(person);
    expect(await rolesOf(person.id)).toEqual(['risk']);
  });

  test('can be given only by an administrator, never by a key', async () => {
    const input = { email: 'x@guests.example', name: 'X', roles: ['viewer' as const] };
    expect(await invitePerson(house.as.lead, house.program, input)).toMatchObject({
      refusal: { code: 'role_missing' },
    });
    const key: Context = {
      actor: { kind: 'key', keyId: 'k', name: 'k', programId: null, scopes: ['program:write'], personId: null },
      requestId: 'key',
    };
    expect(await invitePerson(key, house.program, input)).toMatchObject({ refusal: { code: 'signer_not_human' } });
  });
});

test('an invited person can sign in with the password that they chose', async () => {
  const guest = await join(house, 'signs.in@guests.example', ['owner']);
  expect(await accepted(signIn(visitor, { email: guest.email, password }, '192.0.2.50'))).toMatchObject({
    person: { id: guest.id },
  });
});
