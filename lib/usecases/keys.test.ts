import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Scope } from '@/lib/domain/words';
import { inTransaction } from '@/lib/store/database';
import { createProgramFromManifest } from './commands/apply-manifest';
import { disablePerson } from './commands/disable-person';
import { grantRole } from './commands/grant-role';
import { issueKey } from './commands/issue-key';
import { proposeDecision } from './commands/propose-decision';
import { revokeKey } from './commands/revoke-key';
import { revokeRole } from './commands/revoke-role';
import { giveSignOff } from './commands/sign-decision';
import { withdrawDecision } from './commands/withdraw-decision';
import type { Context } from './context';
import { Replayed } from './idempotency';
import { callerOfKey } from './queries/find-caller';
import { listKeys } from './queries/list-keys';
import { enter, join, openTheDoor } from './testing/guests';
import { accepted, buildHouse, type House, testManifest } from './testing/house';

let house: House;
beforeAll(async () => {
  house = await buildHouse();
  openTheDoor();
});
afterAll(() => house?.drop());

const issue = async (scopes: Scope[], by: Context = house.as.admin, more: { person?: string } = {}) => {
  const issued = await accepted(issueKey(by, house.program, { name: 'Nightly', scopes, expiresAt: null, ...more }));
  return { ...issued, key: String(issued.key) };
};

const asKey = async (raw: string): Promise<Context> => {
  const actor = await accepted(callerOfKey(raw));
  if (actor === null) throw new Error('the key is not known');
  return { actor, requestId: 'key' };
};

/** As long as a confirmation may be remembered. */
const aSecond = () => new Promise((resume) => setTimeout(resume, 1100));

describe('a key', () => {
  test('is shown once and kept as a digest', async () => {
    const issued = await issue(['runs:write', 'runs:write']);
    expect(issued.key).toMatch(/^lg_[0-9A-Za-z]{36}$/);
    expect(issued).toMatchObject({ scopes: ['runs:write'], lastFour: issued.key.slice(-4), person: null });
    expect((await asKey(issued.key)).actor).toMatchObject({ kind: 'key', keyId: issued.id, scopes: ['runs:write'] });
    const everything = await inTransaction(
      (db) => db.$queryRaw<{ text: string }[]>`
        SELECT k::text AS text FROM api_key k UNION ALL SELECT convert_from(bytes, 'UTF8') FROM ledger_entry`,
    );
    expect(JSON.stringify(everything)).not.toContain(issued.key);
  });

  test('is not shown again when its answer is replayed', async () => {
    const context: Context = {
      ...house.as.admin,
      idempotency: { key: 'k-1', route: 'POST keys', fingerprint: 'f', status: 201 },
    };
    const input = { name: 'Once', scopes: ['runs:write' as const], expiresAt: null };
    const issued = await accepted(issueKey(context, house.program, input));
    const replayed = await issueKey(context, house.program, input).catch((error: unknown) => error);
    expect(replayed).toBeInstanceOf(Replayed);
    if (replayed instanceof Replayed) expect(JSON.parse(replayed.body)).toEqual({ ...issued, key: null });
  });

  test('with a wrong checksum is refused without asking the database', async () => {
    const { key } = await issue(['runs:write']);
    const url = process.env.DATABASE_URL;
    process.env.DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/none';
    try {
      const wrong = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
      expect(await accepted(callerOfKey(wrong))).toBeNull();
      expect(await accepted(callerOfKey(''))).toBeNull();
    } finally {
      process.env.DATABASE_URL = url;
    }
  });

  test('of good form and unknown is nobody’s', async () => {
    const { key, id } = await issue(['runs:write']);
    await accepted(revokeKey(house.as.admin, house.program, id));
    expect(await accepted(callerOfKey(key))).toBeNull();
  });

  test('is refused within a second of being revoked, by its id in its program only', async () => {
    const other = testManifest((manifest) => {
      manifest.program.slug = 'other';
    });
    await accepted(createProgramFromManifest(house.as.admin, other));
    const { key, id } = await issue(['runs:write']);
    await asKey(key);
    expect(await revokeKey(house.as.admin, 'other', id)).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await revokeKey(house.as.viewer, house.program, id)).toMatchObject({ refusal: { code: 'role_missing' } });
    await accepted(revokeKey(house.as.admin, house.program, id));
    await accepted(revokeKey(house.as.admin, house.program, id));
    await aSecond();
    expect(await accepted(callerOfKey(key))).toBeNull();
    expect(await inTransaction((db) => db.ledgerEntry.count({ where: { type: 'key.revoked', subjectId: id } }))).toBe(
      1,
    );
  });

  test('ends when it expires, ninety days from now unless told', async () => {
    const { key, id, expiresAt } = await issue(['runs:write']);
    const days = (new Date(String(expiresAt)).getTime() - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    await inTransaction((db) => db.$executeRaw`UPDATE api_key SET expires_at = now() WHERE id = ${id}::uuid`);
    expect(await accepted(callerOfKey(key))).toBeNull();
    const past = { name: 'Old', scopes: ['runs:write' as const], expiresAt: '2020-01-01T00:00:00Z' };
    expect(await issueKey(house.as.admin, house.program, past)).toMatchObject({
      refusal: { code: 'invalid_body', errors: [{ pointer: '/expiresAt' }] },
    });
  });

  test('says when it was last used', async () => {
    const { key, id } = await issue(['runs:write']);
    await asKey(key);
    const page = await accepted(listKeys(house.as.admin, house.program, { limit: 200 }));
    expect(page.items.find((item) => item.id === id)?.lastUsedAt).not.toBeNull();
  });

  test('is remembered while the database is gone, since nothing can be revoked there', async () => {
    const { key } = await issue(['authority:read']);
    await asKey(key);
    await aSecond();
    const url = process.env.DATABASE_URL;
    process.env.DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/none';
    try {
      expect(await accepted(callerOfKey(key))).toMatchObject({ kind: 'key' });
    } finally {
      process.env.DATABASE_URL = url;
    }
  });
});

describe('a key for a person', () => {
  test('is issued to members only, and falls with its person’s account', async () => {
    const guest = await join(house, 'operator@guests.example', ['operations']);
    const { key, person } = await issue(['runs:write'], house.as.admin, { person: guest.id });
    expect(person?.id).toBe(guest.id);
    await accepted(disablePerson(house.as.admin, guest.id));
    expect(await accepted(callerOfKey(key))).toBeNull();
    const stranger = { name: 'x', scopes: ['runs:write' as const], expiresAt: null, person: 'nobody' };
    expect(await issueKey(house.as.admin, house.program, stranger)).toMatchObject({
      refusal: { code: 'invalid_body', errors: [{ pointer: '/person' }] },
    });
  });

  test('that rolls back is issued by that person alone', async () => {
    const guest = await join(house, 'operator2@guests.example', ['operations']);
    const input = { name: 'Pager', scopes: ['rollback:write' as const], expiresAt: null, person: guest.id };
    expect(await issueKey(house.as.admin, house.program, input)).toMatchObject({ refusal: { code: 'forbidden' } });
    const own = await accepted(issueKey(await enter(guest), house.program, input));
    expect((await asKey(String(own.key))).actor).toMatchObject({ personId: guest.id, scopes: ['rollback:write'] });
    expect((await accepted(listKeys(await enter(guest), house.program, {}))).items.map(({ id }) => id)).toEqual([
      own.id,
    ]);
  });
});

describe('what a key proposes', () => {
  test('is not signed off by who issued it, whomever it was issued to', async () => {
    await accepted(grantRole(house.as.admin, house.program, house.people.admin, 'owner'));
    const body = { kind: 'advance', context: 'payments', to: 'shadow', title: 'By key', rationale: 'Due.' } as const;
    for (const more of [{}, { person: house.people.lead }]) {
      const robot = await asKey((await issue(['decisions:write', 'keys:write'], house.as.admin, more)).key);
      const child = await asKey((await issue(['decisions:write'], robot)).key);
      for (const by of [robot, child]) {
        const { id, revision, evidenceHash } = await accepted(
          proposeDecision(by, house.program, { ...body, lanes: [] }),
        );
        const given = { revision, evidenceHash, role: 'owner', verdict: 'approve', method: 'password' } as const;
        expect(await giveSignOff(house.as.admin, house.program, id, given)).toMatchObject({
          refusal: { code: 'self_approval' },
        });
        await accepted(withdrawDecision(house.as.owner, house.program, id, { reason: 'Asked.' }));
      }
    }
    await accepted(revokeRole(house.as.admin, house.program, house.people.admin, 'owner'));
  });
});

describe('a key that issues keys', () => {
  test('gives what it holds and no more, in its own program', async () => {
    const { key } = await issue(['keys:write', 'runs:write']);
    const robot = await asKey(key);
    expect((await issue(['runs:write'], robot)).scopes).toEqual(['runs:write']);
    const wider = { name: 'x', scopes: ['decisions:write' as const], expiresAt: null };
    expect(await issueKey(robot, house.program, wider)).toMatchObject({ refusal: { code: 'scope_missing' } });
    expect(await issueKey(robot, 'other', { ...wider, scopes: ['runs:write'] })).toMatchObject({
      refusal: { code: 'not_found' },
    });
  });

  test('pages through the list, newest first', async () => {
    const first = await accepted(listKeys(house.as.admin, house.program, { limit: 2 }));
    expect(first.items).toHaveLength(2);
    const second = await accepted(
      listKeys(house.as.admin, house.program, { limit: 2, cursor: String(first.nextCursor) }),
    );
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(await listKeys(house.as.admin, house.program, { cursor: "' OR 1" })).toMatchObject({
      refusal: { code: 'invalid_parameter' },
    });
  });
});
