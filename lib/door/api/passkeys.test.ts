import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { challengeOf } from '@/lib/domain/access/passkey-assertion';
import { type Bent, SoftwarePasskey } from '@/lib/domain/access/testing/software-passkey';
import { parseEntry } from '@/lib/domain/ledger/chain';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { base, type OpenHouse, openHouse, propose, stepUp } from '@/lib/door/testing/open-house';
import { inSnapshot, inTransaction } from '@/lib/store/database';
import { actsIn } from '@/lib/usecases/testing/acts';

// Passkeys from the door to the record, with an authenticator in software.

const origin = 'http://localhost:4999';
const mine = '/api/v1/account/passkeys';
const other = 'f'.repeat(64);
type Role = Parameters<OpenHouse['as']>[0];

let open: OpenHouse;
beforeAll(async () => {
  open = await openHouse();
  await actsIn(open.house).attestRunbook();
}, 120_000);
afterAll(() => open?.close());

const begin = (role: Role, proof: object = stepUp) => open.as(role)('POST', `${mine}/registration`, { stepUp: proof });
const asked = (role: Role, body: object = {}) => open.as(role)('POST', `${mine}/challenges`, body);

const register = async (role: Role, passkey = new SoftwarePasskey(origin), name = 'Key ring') => {
  const { body: options, status } = await begin(role);
  expect(status).toBe(200);
  const added = await open.as(role)('POST', mine, { name, registration: passkey.register(options) });
  expect([added.status, added.body.detail]).toEqual([201, undefined]);
  return { passkey, id: added.body.id as string };
};

const toShadow = () => propose(open, { kind: 'advance', to: 'shadow' });
type Decision = Awaited<ReturnType<typeof toShadow>>;

const withdraw = async ({ number }: Decision) =>
  expect((await open.as('lead')('POST', `${base}/decisions/${number}/withdrawal`, { reason: 'Done.' })).status).toBe(
    200,
  );

/** Asks for the challenge and signs with it. */
const signBy = async (decision: Decision, role: Role, passkey: SoftwarePasskey, bent: Bent = {}, more: object = {}) => {
  await asked(role, { evidenceHash: decision.evidenceHash });
  const assertion = passkey.answer(challengeOf(decision.evidenceHash), bent);
  return open.sign(decision, role, { stepUp: { method: 'passkey', assertion }, ...more });
};

const kept = async () =>
  JSON.stringify(
    await inSnapshot(async (db) => [
      await db.signOff.findMany(),
      await db.passkey.findMany(),
      await db.passkeyUse.findMany(),
      await db.passkeyChallenge.findMany({ where: { purpose: 'registration' } }),
      await db.ledger.findMany({ select: { size: true, head: true } }),
    ]),
    (_, value) => (typeof value === 'bigint' ? String(value) : value),
  );

/** Refused with step_up_failed, and nothing that counts has changed. */
const failing = async (act: () => Promise<{ status: number; body: { code: string; detail: string } }>, why: RegExp) => {
  const before = await kept();
  const { status, body } = await act();
  expect([status, body.code, body.detail]).toEqual([403, 'step_up_failed', expect.stringMatching(why)]);
  expect(await kept()).toBe(before);
};

describe('a passkey is added', () => {
  it('after proof of identity, stands on record, and is seen by its owner alone', async () => {
    const unproved = await begin('viewer', { method: 'password', password: 'wrong wrong wrong' });
    expect([unproved.status, unproved.body.code]).toEqual([403, 'step_up_failed']);
    expect((await begin('viewer', { method: 'recent_sign_in' })).body.code).toBe('step_up_required');
    const { passkey, id } = await register('viewer');
    const [row] = (await open.as('viewer')('GET', mine)).body.items;
    expect(row).toMatchObject({ id, name: 'Key ring', credentialId: passkey.id, lastUsedAt: null });
    expect((await open.as('risk')('GET', mine)).body.items).toEqual([]);
    expect((await open.as('risk')('DELETE', `${mine}/${id}`)).status).toBe(404);
    const entries = await inSnapshot((db) =>
      db.ledgerEntry.findMany({ where: { type: 'passkey.added' }, select: { bytes: true } }),
    );
    const said = entries.map(({ bytes }) => parseEntry(bytes)).find(({ data }) => data.passkey === id);
    expect(said).toMatchObject({
      ledger: 'lockgate/installation',
      actor: { kind: 'person' },
      data: { label: 'Key ring', credentialId: passkey.id, publicKey: passkey.cose.toString('base64url') },
    });
  });

  it('only for a challenge of this session that is alive, once', async () => {
    const passkey = new SoftwarePasskey(origin);
    const { body: options } = await begin('owner');
    const registration = passkey.register(options);
    const add = (role: Role) => () => open.as(role)('POST', mine, { name: 'Key', registration });
    await failing(add('risk'), /was not asked/);
    const later = passkey.register({ ...options, challenge: challengeOf(other) });
    await failing(() => open.as('owner')('POST', mine, { name: 'Key', registration: later }), /was not asked/);
    expect((await add('owner')()).status).toBe(201);
    await failing(add('owner'), /was not asked/);
    const { body: again } = await begin('owner');
    expect(again.excludeCredentials).toMatchObject([{ id: passkey.id }]);
    const twice = await open.as('owner')('POST', mine, { name: 'Key', registration: passkey.register(again) });
    expect([twice.status, twice.body.code]).toEqual([409, 'conflict']);
  });

  it('not when its time is over', async () => {
    const { body: options } = await begin('business');
    await inTransaction(
      (db) =>
        db.$executeRaw`UPDATE passkey_challenge SET created_at = created_at - interval '6 minutes', expires_at = expires_at - interval '6 minutes'`,
    );
    const registration = new SoftwarePasskey(origin).register(options);
    await failing(() => open.as('business')('POST', mine, { name: 'Key', registration }), /five minutes/);
  });

  const bent: [string, Bent][] = [
    ['made on another page', { origin: 'http://localhost:5000' }],
    ['made for another site', { rpId: 'elsewhere.example' }],
    ['made without verifying its user', { verified: false }],
    ['that is a signature', { type: 'webauthn.get' }],
  ];
  it.each(bent)('not one %s', async (_, change) => {
    const { body: options } = await begin('risk');
    const registration = new SoftwarePasskey(origin).register(options, change);
    await failing(() => open.as('risk')('POST', mine, { name: 'Key', registration }), /not made here|was not asked/);
  });

  it('ten times at most, and an eleventh when one is removed', async () => {
    const ids = [];
    for (let turn = 0; turn < 10; turn += 1) ids.push((await register('admin')).id);
    const full = await begin('admin');
    expect([full.status, full.body.code]).toEqual([409, 'conflict']);
    for (const id of ids) expect((await open.as('admin')('DELETE', `${mine}/${id}`)).status).toBe(204);
    expect((await begin('admin')).status).toBe(200);
    expect((await open.as('admin')('GET', mine)).body.items).toEqual([]);
  });

  it('never by a body that is not one', async () => {
    const { body: options } = await begin('risk');
    const registration = new SoftwarePasskey(origin).register(options);
    const shaped = [
      { name: ' ', registration },
      { name: 'x'.repeat(81), registration },
      { name: 'Key', registration: { ...registration, more: 1 } },
      { name: 'Key', registration: { ...registration, id: 'no base64url!' } },
      {
        name: 'Key',
        registration: { ...registration, response: { ...registration.response, transports: Array(9).fill('usb') } },
      },
    ];
    for (const body of shaped) expect((await open.as('risk')('POST', mine, body)).status).toBe(422);
  });
});

describe('a sign-off by passkey', () => {
  it('is kept with its answer, and the record proves it without the server', async () => {
    const { passkey } = await register('business', new SoftwarePasskey(origin), 'Telephone');
    const decision = await toShadow();
    const role = decision.slots[0].role as Role;
    const signer = role === 'business' ? passkey : (await register(role)).passkey;
    const signed = await signBy(decision, role, signer);
    expect([signed.status, signed.body.detail]).toEqual([201, undefined]);
    expect(signed.body.signOffs).toMatchObject([{ role, confirmedBy: 'passkey' }]);
    const { body: record } = await open.as('lead')('GET', `${base}/decisions/${decision.number}/record`);
    const [signOff] = record.signOffs;
    expect(signOff.assertion).toMatchObject({ credentialId: signer.id, rpId: 'localhost', origin });
    const verdict = verifyDecisionRecord(record);
    expect(verdict.checks.flatMap(({ problems }) => problems)).toEqual([]);
    for (const [member, value] of Object.entries(signOff.assertion as Record<string, string>)) {
      const at = Math.floor(value.length / 2);
      const changed = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1);
      const bent = structuredClone(record);
      bent.signOffs[0].assertion[member] = changed;
      expect([member, verifyDecisionRecord(bent).ok]).toEqual([member, false]);
    }
    for (const bend of [
      { assertion: null },
      { confirmedBy: 'password' },
      { assertion: null, confirmedBy: 'password' },
    ]) {
      const bent = structuredClone(record);
      Object.assign(bent.signOffs[0], bend);
      expect(verifyDecisionRecord(bent).ok).toBe(false);
    }
    const [listed] = (await open.as(role)('GET', mine)).body.items.slice(-1);
    expect(listed.lastUsedAt).not.toBeNull();
    await withdraw(decision);
  });

  it.each(['EdDSA', 'RS256'] as const)('may be by an %s key, or one whose counter stands still', async (kind) => {
    const decision = await toShadow();
    const role = decision.slots[0].role as Role;
    const { passkey } = await register(role, new SoftwarePasskey(origin, kind, false));
    expect((await signBy(decision, role, passkey)).status).toBe(201);
    await withdraw(decision);
  });

  describe('fails', () => {
    let decision: Decision;
    let role: Role;
    let passkey: SoftwarePasskey;
    let passkeyId: string;
    beforeAll(async () => {
      decision = await toShadow();
      role = decision.slots[0].role;
      ({ passkey, id: passkeyId } = await register(role));
    });
    afterAll(() => withdraw(decision));

    const bent: [string, Bent, RegExp][] = [
      ['over the hash of another revision', { challenge: challengeOf(other) }, /another hash/],
      ['on another page', { origin: 'http://localhost:5000' }, /another page/],
      ['inside another page', { crossOrigin: true }, /another page/],
      ['for another site', { rpId: 'elsewhere.example' }, /another site/],
      ['without verifying its user', { verified: false }, /did not verify/],
      ['with nobody present', { present: false }, /nobody was present/],
      ['as a registration', { type: 'webauthn.create' }, /something else/],
      ['for somebody else', { userHandle: Buffer.from(randomUUID()).toString('base64url') }, /somebody else/],
    ];
    it.each(bent)('%s', async (_, change, why) => {
      await failing(() => signBy(decision, role, passkey, change), why);
    });

    it('when the session did not ask for it, or asked too long ago', async () => {
      const assertion = passkey.answer(challengeOf(decision.evidenceHash));
      const sign = () => open.sign(decision, role, { stepUp: { method: 'passkey', assertion } });
      await inTransaction((db) => db.passkeyChallenge.deleteMany());
      await failing(sign, /was not asked/);
      await asked(role, { evidenceHash: decision.evidenceHash });
      await inTransaction(
        (db) =>
          db.$executeRaw`UPDATE passkey_challenge SET created_at = created_at - interval '5 minutes', expires_at = expires_at - interval '5 minutes'`,
      );
      await failing(sign, /five minutes/);
    });

    it('when a challenge for something else is answered', async () => {
      await inTransaction((db) => db.passkeyChallenge.deleteMany());
      const { body: request } = await asked(role);
      const assertion = passkey.answer(request.challenge);
      await failing(() => open.sign(decision, role, { stepUp: { method: 'passkey', assertion } }), /another hash/);
    });

    it('with somebody else’s passkey, and with one that nobody registered', async () => {
      const stranger = role === 'risk' ? 'owner' : 'risk';
      const { passkey: theirs } = await register(stranger);
      await failing(() => signBy(decision, role, theirs), /none of yours/);
      await failing(() => signBy(decision, role, new SoftwarePasskey(origin), { userHandle: null }), /none of yours/);
    });

    it('when its counter went back', async () => {
      await inTransaction((db) => db.passkey.updateMany({ where: { id: passkeyId }, data: { signCount: 1_000n } }));
      await failing(() => signBy(decision, role, passkey, { counter: 1_000 }), /counter/);
      await failing(() => signBy(decision, role, passkey, { counter: 0 }), /counter/);
      expect((await signBy(decision, role, passkey, { counter: 1_001 })).status).toBe(201);
      await withdraw(decision);
      decision = await toShadow();
    });

    it('a second time, though the same request may be sent again', async () => {
      const still = new SoftwarePasskey(origin, 'ES256', false);
      await register(role, still);
      const { revision, evidenceHash, number } = decision;
      await asked(role, { evidenceHash });
      const assertion = still.answer(challengeOf(evidenceHash));
      const body = { revision, evidenceHash, role, verdict: 'approve', stepUp: { method: 'passkey', assertion } };
      const key = { 'idempotency-key': randomUUID() };
      const send = (headers = {}) => open.as(role)('POST', `${base}/decisions/${number}/sign-offs`, body, headers);
      const first = await send(key);
      const again = await send(key);
      expect([first.status, again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 201, 'true']);
      await asked(role, { evidenceHash });
      await failing(() => send(), /used before/);
    });

    it('once it is removed', async () => {
      expect((await open.as(role)('DELETE', `${mine}/${passkeyId}`)).status).toBe(204);
      expect((await open.as(role)('DELETE', `${mine}/${passkeyId}`)).status).toBe(404);
      await failing(() => signBy(decision, role, passkey, { counter: 2_000 }), /removed/);
    });

    it('by a body that is not one', async () => {
      const assertion = passkey.answer(challengeOf(decision.evidenceHash));
      const shaped = [
        { method: 'passkey' },
        { method: 'passkey', assertion: { ...assertion, more: 1 } },
        { method: 'passkey', assertion: { ...assertion, type: 'password' } },
        {
          method: 'passkey',
          assertion: { ...assertion, response: { ...assertion.response, signature: 'A'.repeat(3_000) } },
        },
      ];
      for (const proof of shaped) expect((await open.sign(decision, role, { stepUp: proof })).status).toBe(422);
    });
  });
});

const attest = (assertion: object) =>
  open.as('operations')('POST', `${base}/contexts/payments/attestations`, {
    criterion: 'runbook',
    role: 'operations',
    statement: 'The runbook was rehearsed.',
    evidence: 'Minutes of Tuesday.',
    stepUp: { method: 'passkey', assertion },
  });

it('another act is confirmed by a random challenge, and by no answer to anything else', async () => {
  const { passkey } = await register('operations');
  await asked('operations', { evidenceHash: other });
  await failing(() => attest(passkey.answer(challengeOf(other))), /was not asked/);
  const { body: request } = await asked('operations');
  expect((await attest(passkey.answer(request.challenge))).status).toBe(201);
  await failing(() => attest(passkey.answer(request.challenge)), /was not asked/);
});

it('the database keeps keys and their uses as they were, whatever the application asks', async () => {
  const { id, passkey } = await register('operations');
  const { body: request } = await asked('operations');
  expect((await attest(passkey.answer(request.challenge))).status).toBe(201);
  const { id: gone } = await register('operations');
  expect((await open.as('operations')('DELETE', `${mine}/${gone}`)).status).toBe(204);
  const rejected = async (sql: string) =>
    expect(await inTransaction((db) => db.$executeRawUnsafe(sql)).then(() => '', String)).toMatch(
      /can only be used|append-only|permission denied|without a ledger entry|passkey_challenge_is_short/,
    );
  await rejected(`UPDATE passkey SET public_key = 'AA' WHERE id = '${id}'`);
  await rejected(
    `UPDATE passkey SET person_id = (SELECT min(id::text)::uuid FROM person WHERE email LIKE 'lead%') WHERE id = '${id}'`,
  );
  await rejected(`UPDATE passkey SET sign_count = sign_count - 1 WHERE id = '${id}'`);
  await rejected(`UPDATE passkey SET removed_at = now() WHERE id = '${id}'`);
  await rejected(`UPDATE passkey SET removed_at = NULL WHERE id = '${gone}'`);
  await rejected(`DELETE FROM passkey WHERE id = '${id}'`);
  await rejected(`UPDATE passkey_use SET used_at = now()`);
  await rejected('DELETE FROM passkey_use');
  await asked('risk');
  await rejected(`UPDATE passkey_challenge SET expires_at = expires_at + interval '1 hour'`);
});

it('a session waits for twenty answers at most', async () => {
  for (let turn = 0; turn < 25; turn += 1) expect((await asked('risk')).status).toBe(200);
  const waiting = await inSnapshot((db) => db.passkeyChallenge.count({ where: { purpose: 'step_up' } }));
  expect(waiting).toBeLessThanOrEqual(21);
});

it('keys have no passkeys, and who has none is told so', async () => {
  const none = await asked('lead');
  expect([none.status, none.body.code]).toEqual([409, 'conflict']);
});
