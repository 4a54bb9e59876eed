import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer } from '@/lib/door/door-under-test';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import {
  base,
  carryOut,
  issueKey,
  type OpenHouse,
  openHouse,
  payments,
  propose,
  stepUp,
} from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { createProgramFromManifest } from '@/lib/usecases/commands/apply-manifest';
import { issueKey as keep } from '@/lib/usecases/commands/issue-key';
import { beginDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { actsIn, dayMs, goodRun } from '@/lib/usecases/testing/acts';
import { accepted, testManifest } from '@/lib/usecases/testing/house';

// What the API promises of decisions, status by status, over the real database.

let open: OpenHouse;
let machine: Ask;
let acts: ReturnType<typeof actsIn>;
const reads = [{ workload: 'reads', audience: 'cohort:eu-motor' }];

beforeAll(async () => {
  open = await openHouse();
  machine = caller(
    open.url,
    bearer(await issueKey(open, ['decisions:write', 'program:read', 'authority:read', 'ledger:read'])),
  );
  acts = actsIn(open.house);
}, 120_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await open?.close();
});

const proposal = (more: object) => ({
  kind: 'advance',
  context: 'payments',
  title: 'A step',
  rationale: 'Due.',
  ...more,
});
const decided = () => inSnapshot((db) => db.decision.count());

describe('an Idempotency-Key', () => {
  const send = (key: string | undefined, body: object) =>
    fetch(`${open.url}${base}/decisions`, {
      method: 'POST',
      headers: {
        ...open.headersOf('lead'),
        'content-type': 'application/json',
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      body: JSON.stringify(body),
    });

  it('is needed, brings the first answer again, and is refused with another body', async () => {
    const body = proposal({ to: 'shadow' });
    const without = await send(undefined, body);
    expect([without.status, (await without.json()).code]).toEqual([400, 'idempotency_key_required']);
    expect(await decided()).toBe(0);
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(key, body)));
    const said = await Promise.all(answers.map((answer) => answer.json()));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 201));
    expect(new Set(said.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers.get('idempotent-replayed') === 'true')).toHaveLength(5);
    expect(await decided()).toBe(1);
    const other = await send(key, { ...body, title: 'Another' });
    expect([other.status, (await other.json()).code]).toEqual([422, 'idempotency_key_reused']);
    const [first] = said;
    expect(
      (await open.as('lead')('POST', `${base}/decisions/${first.id}/withdrawal`, { reason: 'Again.' })).status,
    ).toBe(200);
  });

  it('of a refused request is free: sent again when the way is clear, it is done', async () => {
    const key = randomUUID();
    const blocking = await propose(open, { kind: 'advance', to: 'shadow' });
    expect((await send(key, proposal({ to: 'shadow' }))).status).toBe(409);
    await open.as('lead')('POST', `${base}/decisions/${blocking.number}/withdrawal`, { reason: 'Make way.' });
    const done = await send(key, proposal({ to: 'shadow' }));
    expect([done.status, done.headers.get('idempotent-replayed')]).toEqual([201, null]);
    const { number } = await done.json();
    await open.as('lead')('POST', `${base}/decisions/${number}/withdrawal`, { reason: 'Enough.' });
  });
});

describe('a sign-off', () => {
  it('while a criterion is not met is 409 with every reason, and a refusal goes through', async () => {
    const decision = await propose(open, { kind: 'advance', to: 'shadow' });
    expect(decision.missing.map(({ code }: { code: string }) => code)).toContain('criteria_not_met');
    const early = await open.sign(decision, 'owner');
    expect([early.status, early.body.code]).toEqual([409, 'criteria_not_met']);
    expect(early.body.errors).toMatchObject([{ pointer: '/criteria/runbook' }]);
    const refusing = await open.sign(decision, 'owner', { verdict: 'refuse', comment: 'No rehearsal.' });
    expect([refusing.status, refusing.body.state]).toEqual([201, 'rejected']);
    const late = await open.sign(decision, 'owner');
    expect([late.status, late.body.code]).toEqual([409, 'decision_not_open']);
  });

  it('by a key is 403, by cookie from elsewhere is 403, and of something else than was shown is 409', async () => {
    await acts.attestRunbook();
    const decision = await propose(open, { kind: 'advance', to: 'shadow' });
    const { number, revision, evidenceHash } = decision;
    const body = { revision, evidenceHash, role: 'owner', verdict: 'approve', stepUp };
    const path = `${base}/decisions/${number}/sign-offs`;
    expect((await machine('POST', path, body)).body).toMatchObject({ status: 403, code: 'signer_not_human' });
    const { cookie = '' } = open.headersOf('owner');
    expect((await caller(open.url, { cookie })('POST', path, body)).body).toMatchObject({
      status: 403,
      code: 'origin_refused',
    });
    const elsewhere = caller(open.url, { cookie, origin: 'https://evil.example' });
    expect((await elsewhere('POST', path, body)).body).toMatchObject({ status: 403, code: 'origin_refused' });
    expect((await open.as('viewer')('POST', path, body)).status).toBe(403);
    const stale = await open.sign({ ...decision, evidenceHash: 'f'.repeat(64) }, 'owner');
    expect(stale.body).toMatchObject({ status: 409, code: 'stale_view', errors: [{ pointer: '/evidenceHash' }] });
    expect((await open.execute(decision)).body).toMatchObject({ status: 409, code: 'sign_offs_missing' });
    expect((await open.sign(decision, 'owner')).status).toBe(201);
    expect((await open.sign(decision, 'owner')).body).toMatchObject({ status: 409, code: 'already_signed' });
    const byKey = await machine('POST', `${base}/decisions/${number}/execution`, { revision, evidenceHash });
    expect([byKey.status, byKey.body.state]).toEqual([200, 'executed']);
    expect((await open.execute(decision)).body).toMatchObject({ status: 409, code: 'decision_not_open' });
  });
});

describe('another program', () => {
  it('does not know this one’s decisions, contexts or runs, and a key of one is not good for the other: 404', async () => {
    const { answer } = await accepted(acts.send(goodRun('r-1', acts.justNow())));
    const other = testManifest((manifest) => {
      manifest.program.slug = 'second';
    });
    await accepted(createProgramFromManifest(open.house.as.admin, other));
    const made = await keep(open.house.as.admin, 'second', {
      name: 'job',
      scopes: ['program:read', 'decisions:write', 'ledger:read', 'authority:read'],
      expiresAt: null,
    });
    const elsewhere = caller(open.url, bearer(String((await accepted(Promise.resolve(made))).key)));
    const { items } = (await machine('GET', `${base}/decisions`)).body;
    const [{ id }] = items;
    const second = '/api/v1/programs/second';
    for (const path of [
      `${second}/decisions/${id}`,
      `${second}/runs/${answer.id}`,
      `${base}/decisions/${id}`,
      `${base}/contexts/payments`,
      `${base}/ledger/head`,
      `${base}/authority`,
    ]) {
      const read = await elsewhere('GET', path);
      expect([path, read.status, read.body.code]).toEqual([path, 404, 'not_found']);
    }
    const act = await elsewhere('POST', `${second}/decisions/${id}/execution`, {
      revision: 1,
      evidenceHash: 'f'.repeat(64),
    });
    expect([act.status, act.body.code]).toEqual([404, 'not_found']);
    const person = await open.as('lead')('GET', `${second}/contexts`);
    const nowhere = await open.as('lead')('GET', '/api/v1/programs/nowhere/contexts');
    expect([person.status, person.body.detail]).toEqual([404, nowhere.body.detail]);
  });
});

describe('a rollback', () => {
  it('outside its window is 409 window_closed, and nothing moves', async () => {
    await carryOut(open, { kind: 'advance', to: 'validated' }, 'owner', 'business');
    await carryOut(
      open,
      { kind: 'advance', to: 'selective', lanes: reads, rollbackDays: 1 },
      'business',
      'operations',
      'risk',
    );
    const silent = await open.as('operations')('POST', `${payments}/rollback`, { lanes: reads, reason: ' ' });
    expect(silent.status).toBe(422);
    const byKey = await machine('POST', `${payments}/rollback`, { lanes: reads, reason: 'By machine.' });
    expect(byKey.body).toMatchObject({ status: 403, code: 'scope_missing' });
    // two days pass: time never goes back below the last entry of the ledger
    await accepted(beginDemoLoading());
    acts.goForward(2);
    await accepted(acts.send(goodRun('two-days-on', new Date(acts.instant().getTime() - dayMs))));
    const intervals = await inSnapshot((db) => db.authorityInterval.count());
    const late = await open.as('operations')('POST', `${payments}/rollback`, { lanes: reads, reason: 'Too late.' });
    expect(late.body).toMatchObject({ status: 409, code: 'window_closed', errors: [{ pointer: '/lanes' }] });
    expect(await inSnapshot((db) => db.authorityInterval.count())).toBe(intervals);
  });
});
