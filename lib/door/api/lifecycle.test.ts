import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { momentText } from '@/lib/domain/criteria/sentence';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { base, carryOut, type OpenHouse, openHouse, propose } from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { connectAs } from '@/lib/store/testing/raw';
import { executeAtItsDate, executeScheduled } from '@/lib/usecases/decisions/execute-scheduled';
import { actsIn, goodRun } from '@/lib/usecases/testing/acts';
import { accepted, testManifest } from '@/lib/usecases/testing/house';

// Drafts, dates, delegations and a policy that changes meanwhile, through the API and over the real database.

let open: OpenHouse;
let acts: ReturnType<typeof actsIn>;
const reads = [{ workload: 'reads', audience: 'cohort:eu-motor' }];
const step = {
  kind: 'advance',
  context: 'payments',
  to: 'selective',
  lanes: reads,
  title: 'A step',
  rationale: 'Due.',
};

beforeAll(async () => {
  open = await openHouse(
    testManifest((manifest) => {
      manifest.policy = { leaseSeconds: 1, windowLeaseSeconds: 1 };
    }),
  );
  acts = actsIn(open.house);
  await acts.attestRunbook();
  await carryOut(open, { kind: 'advance', to: 'shadow' }, 'owner');
  await accepted(acts.send(goodRun('r-1', acts.justNow())));
  await carryOut(open, { kind: 'advance', to: 'validated' }, 'owner', 'business');
}, 120_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await open?.close();
});

type Decided = { number: number; revision: number; evidenceHash: string };
const lead = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
  open.as('lead')(method, `${base}${path}`, body);
const withdraw = ({ number }: { number: number }) =>
  lead('POST', `/decisions/${number}/withdrawal`, { reason: 'Over.' });
const signAll = async (decision: Decided) => {
  for (const role of ['business', 'operations', 'risk'] as const) {
    const signed = await open.sign(decision, role);
    expect([role, signed.status, signed.body.detail]).toEqual([role, 201, undefined]);
  }
};
const read = async ({ number }: { number: number }) => (await lead('GET', `/decisions/${number}`)).body;
const verdictOf = async ({ number }: { number: number }) => {
  const record = await open.as('owner')('GET', `${base}/decisions/${number}/record`);
  return verifyDecisionRecord(typeof record.body === 'string' ? JSON.parse(record.body) : record.body);
};
/** As time would do it; nothing else of a decision is touched. */
const sleep = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

describe('a draft', () => {
  it('is edited, is nobody’s to sign or execute, opens as it reads then, and its record verifies at each step', async () => {
    const drafted = await lead('POST', '/decisions', { ...step, draft: true });
    expect([drafted.status, drafted.body.state, drafted.body.expiresAt]).toEqual([201, 'draft', null]);
    const draft = drafted.body;
    expect((await open.sign(draft, 'risk')).body).toMatchObject({ status: 409, code: 'decision_not_open' });
    expect((await open.execute(draft)).body).toMatchObject({ status: 409, code: 'decision_not_open' });
    const other = await propose(open, { ...step });
    await withdraw(other);
    const edited = await open.as('owner')('POST', `${base}/decisions/${draft.number}/revisions`, {
      revision: 1,
      reason: 'Clearer.',
      title: 'A better step',
    });
    expect([edited.status, edited.body.state, edited.body.revision]).toEqual([200, 'draft', 2]);
    expect((await verdictOf(draft)).checks.flatMap(({ problems }) => problems)).toEqual([]);
    const opening = `/decisions/${draft.number}/proposal`;
    expect((await open.as('owner')('POST', base + opening, { revision: 2 })).body).toMatchObject({ code: 'forbidden' });
    expect((await lead('POST', opening, { revision: 1 })).body).toMatchObject({ status: 409, code: 'stale_view' });
    // newer evidence with the same outcome makes no revision of a draft
    await accepted(acts.send(goodRun('r-2', acts.justNow())));
    expect((await read(draft)).revision).toBe(2);
    const opened = await lead('POST', opening, { revision: 2 });
    expect(opened.body).toMatchObject({ state: 'open', revision: 3, title: 'A better step' });
    expect(Date.parse(opened.body.expiresAt) - Date.parse(opened.body.proposedAt)).toBe(7 * 86_400_000);
    expect((await lead('POST', opening, { revision: 3 })).body).toMatchObject({ code: 'decision_not_open' });
    // who edited it wrote part of it
    expect((await open.sign(opened.body, 'owner', { role: 'owner' })).body).toMatchObject({ code: 'self_approval' });
    await signAll(opened.body);
    expect((await read(draft)).state).toBe('approved');
    await withdraw(draft);
    expect((await verdictOf(draft)).checks.flatMap(({ problems }) => problems)).toEqual([]);
  });

  it('is withdrawn, and then is over', async () => {
    const { body: draft } = await lead('POST', '/decisions', { ...step, draft: true });
    expect((await withdraw(draft)).body.state).toBe('withdrawn');
    expect((await lead('POST', `/decisions/${draft.number}/proposal`, { revision: 1 })).body.code).toBe(
      'decision_not_open',
    );
    expect((await verdictOf(draft)).ok).toBe(true);
  });
});

describe('a date', () => {
  it('in the past, or not before it expires, is refused', async () => {
    for (const ms of [-1, 7 * 86_400_000 + 60_000]) {
      const refused = await lead('POST', '/decisions', {
        ...step,
        scheduledFor: new Date(Date.now() + ms).toISOString(),
      });
      expect(refused.body).toMatchObject({ status: 422, code: 'invalid_body', errors: [{ pointer: '/scheduledFor' }] });
    }
  });

  it('is not signed away: moved or cleared, sign-offs given for it count no more', async () => {
    const decision = await propose(open, { ...step, scheduledFor: new Date(Date.now() + 3_600_000).toISOString() });
    await signAll(decision);
    expect((await read(decision)).state).toBe('scheduled');
    expect((await open.execute(decision)).body).toMatchObject({ status: 409, code: 'not_yet' });
    const body = { revision: 1, reason: 'By hand.', scheduledFor: null };
    const cleared = await lead('POST', `/decisions/${decision.number}/revisions`, body);
    expect(cleared.body).toMatchObject({ state: 'open', revision: 2, scheduledFor: null });
    expect(cleared.body.signOffs.map(({ counted }: { counted: boolean }) => counted)).toEqual([false, false, false]);
    expect((await open.execute(decision)).body.code).toBe('stale_view');
    await withdraw(decision);
  });

  it('that comes unapproved executes nothing', async () => {
    const decision = await propose(open, { ...step, scheduledFor: new Date(Date.now() + 400).toISOString() });
    await sleep(500);
    await executeScheduled();
    expect(await read(decision)).toMatchObject({ state: 'open', revision: 1 });
    await withdraw(decision);
  });

  it('that a hold stands against is not kept: open again, without one, in words', async () => {
    const decision = await propose(open, { ...step, scheduledFor: new Date(Date.now() + 2_500).toISOString() });
    await signAll(decision);
    const hold = await open.as('risk')('POST', `${base}/holds`, {
      context: 'payments',
      reason: 'Quarter close.',
    });
    expect(hold.status).toBe(201);
    await sleep(Math.max(0, Date.parse(decision.scheduledFor) - Date.now()) + 50);
    await executeScheduled();
    const after = await read(decision);
    expect(after).toMatchObject({ state: 'open', revision: 2, scheduledFor: null });
    expect(after.revisions.at(-1).reason).toContain('Quarter close.');
    expect((await open.as('risk')('DELETE', `${base}/holds/${hold.body.id}?reason=Over`)).status).toBe(200);
    await withdraw(decision);
  });

  it('is kept once by two workers, in the proposer’s name by Lockgate, and the record verifies', async () => {
    const decision = await propose(open, { ...step, scheduledFor: new Date(Date.now() + 2_500).toISOString() });
    await signAll(decision);
    await sleep(Math.max(0, Date.parse(decision.scheduledFor) - Date.now()) + 50);
    const done = await Promise.all([1, 2, 3].map(() => executeAtItsDate('claims', decision.id)));
    expect(done.map((result) => result.ok && result.value).sort()).toEqual(['executed', 'waits', 'waits']);
    const after = await read(decision);
    expect([after.state, after.executedBy]).toEqual(['executed', decision.proposedBy]);
    const entry = await inSnapshot((db) =>
      db.ledgerEntry.findFirst({ where: { type: 'decision.executed', subjectId: decision.id } }),
    );
    expect(entry?.actorId).toBe('system');
    expect((await verdictOf(decision)).checks.flatMap(({ problems }) => problems)).toEqual([]);
  });
});

describe('a policy', () => {
  const more = { ...step, lanes: [{ workload: 'reads', audience: 'cohort:rest' }] };
  /** Writes over the policy in force, as only somebody with the database in hand could. Answers with what stood there. */
  const overwrite = async (document: unknown): Promise<unknown> => {
    const client = await connectAs(databaseUrl(), 'owner');
    try {
      await client.query('SET session_replication_role = replica');
      const last = '(SELECT max(version) FROM policy_version)';
      const { rows } = await client.query(`SELECT document FROM policy_version WHERE version = ${last}`);
      await client.query(`UPDATE policy_version SET document = $1 WHERE version = ${last}`, [JSON.stringify(document)]);
      return rows[0]?.document;
    } finally {
      await client.end();
    }
  };

  it('that is loosened never loosens what is open: signed afterwards it asks for the old number', async () => {
    const decision = await propose(open, more);
    const document = {
      leaseSeconds: 1,
      windowLeaseSeconds: 1,
      transitions: { 'selective>selective': [{ role: 'risk', count: 1 }] },
    };
    await carryOut(open, { kind: 'change_policy', context: undefined, document }, 'owner', 'risk');
    expect((await open.sign(decision, 'risk')).body.code).toBe('stale_view');
    const revised = await read(decision);
    expect([revised.revision, revised.slots.map(({ role }: { role: string }) => role)]).toEqual([
      2,
      ['business', 'operations', 'risk'],
    ]);
    expect((await open.sign(revised, 'risk')).body.state).toBe('open');
    expect((await open.execute(revised)).body.code).toBe('sign_offs_missing');
    const fresh = await open.as('lead')('POST', `${base}/decisions:preflight`, {
      ...more,
      title: undefined,
      rationale: undefined,
    });
    expect(fresh.body.slots.map(({ role }: { role: string }) => role)).toEqual(['risk']);
    await withdraw(decision);
  });

  it('that cannot be read lets nothing go on: 503', async () => {
    const decision = await propose(open, more);
    const before = await overwrite({ quorum: 'whoever' });
    const closed = { status: 503, code: 'policy_unreadable' };
    expect((await open.sign(decision, 'risk')).body).toMatchObject(closed);
    expect((await open.execute(decision)).body).toMatchObject(closed);
    expect((await lead('POST', '/decisions', more)).body).toMatchObject(closed);
    await overwrite(before);
    expect((await read(decision)).number).toBe(decision.number);
    await withdraw(decision);
  });
});

describe('a delegation', () => {
  const soon = () => new Date(Date.now() + 86_400_000).toISOString();
  const lend = (more: object = {}) =>
    open.as('risk')('POST', `${base}/delegations`, {
      to: 'viewer@door.example',
      role: 'risk',
      until: soon(),
      reason: 'Leave.',
      ...more,
    });
  const more = { ...step, lanes: [{ workload: 'reads', audience: 'cohort:rest' }] };

  it('is refused for too long, for a role that one does not hold, to a stranger, in an unknown context', async () => {
    const tooLong = new Date(Date.now() + 15 * 86_400_000).toISOString();
    expect((await lend({ until: tooLong })).body).toMatchObject({ status: 422, errors: [{ pointer: '/until' }] });
    expect((await lend({ role: 'business' })).body).toMatchObject({ status: 403, code: 'role_missing' });
    expect((await lend({ to: 'nobody@door.example' })).body).toMatchObject({ status: 403, code: 'delegation_invalid' });
    expect((await lend({ to: 'risk@door.example' })).body).toMatchObject({ status: 403, code: 'delegation_invalid' });
    expect((await lend({ contexts: ['nowhere'] })).status).toBe(404);
    expect((await open.as('viewer')('GET', `${base}/delegations`)).body.items).toEqual([]);
  });

  it('lets the other sign in that role once, as who lent it, until it ends', async () => {
    const decision = await propose(open, more);
    const given = await lend({ contexts: ['payments'] });
    expect([given.status, given.body.counts, given.body.contexts]).toEqual([201, true, ['payments']]);
    const risk = given.body.from.id;
    const signFor = (role = 'risk') => open.sign(decision, 'viewer', { role, onBehalfOf: risk });
    expect((await open.sign(decision, 'viewer', { role: 'risk' })).body).toMatchObject({
      status: 403,
      code: 'role_missing',
    });
    expect((await signFor('operations')).body).toMatchObject({ status: 403, code: 'delegation_invalid' });
    const signed = await signFor();
    expect([signed.status, signed.body.signOffs[0].onBehalfOf]).toEqual([201, given.body.from]);
    expect((await signFor()).body.code).toBe('already_signed');
    expect((await open.sign(decision, 'risk')).body.code).toBe('already_signed');
    expect((await lead('DELETE', `/delegations/${given.body.id}`)).body).toMatchObject({ status: 403 });
    const ended = await open.as('viewer')('DELETE', `${base}/delegations/${given.body.id}`);
    expect([ended.status, ended.body.counts]).toEqual([200, false]);
    expect((await read(decision)).signOffs.map(({ counted }: { counted: boolean }) => counted)).toEqual([false]);
    expect((await open.as('risk')('DELETE', `${base}/delegations/${given.body.id}`)).body.code).toBe(
      'nothing_to_change',
    );
    await withdraw(decision);
  });

  it('that was signed under is in the record that verifies', async () => {
    const decision = await propose(open, more);
    const given = await lend();
    const signed = await open.sign(decision, 'viewer', { role: 'risk', onBehalfOf: given.body.from.id });
    expect(signed.status).toBe(201);
    const done = await open.execute(decision);
    expect([done.status, done.body.detail]).toEqual([200, undefined]);
    expect((await verdictOf(decision)).checks.flatMap(({ problems }) => problems)).toEqual([]);
  });
});

describe('a role', () => {
  it('given once something has begun counts for a sign-off only after the cooling-off', async () => {
    const { items } = (await open.as('admin')('GET', `${base}/people`)).body;
    const viewer = items.find(({ email }: { email: string }) => email === 'viewer@door.example');
    const grant = `${base}/people/${viewer.id}/roles/risk`;
    expect((await open.as('admin')('PUT', grant)).status).toBe(200);
    const row = await inSnapshot((db) => db.member.findFirst({ where: { personId: viewer.id, role: 'risk' } }));
    const admin = items.find(({ email }: { email: string }) => email === 'admin@door.example');
    expect([row?.grantedBy, row?.inSetUp]).toEqual([admin.id, false]);
    const lanes = [{ workload: 'writes', audience: 'cohort:eu-motor' }];
    const decision = await propose(open, { ...step, lanes });
    const refused = await open.sign(decision, 'viewer', { role: 'risk' });
    expect(refused.body).toMatchObject({ status: 403, code: 'role_cooling_off' });
    const ends = new Date((row?.grantedAt.getTime() ?? 0) + 86_400_000);
    expect(refused.body.detail).toContain(momentText(ends));
    expect((await open.as('admin')('DELETE', grant)).status).toBe(200);
    await withdraw(decision);
  });
});

describe('a preflight', () => {
  const ask = (body: object, role: 'lead' | 'viewer' = 'lead') =>
    open.as(role)('POST', `${base}/decisions:preflight`, body);
  const codes = ({ body }: { body: { missing: { code: string }[] } }) => [
    ...new Set(body.missing.map(({ code }) => code)),
  ];

  it('says everything at once, also of what could not be proposed, and writes nothing', async () => {
    const counted = () => inSnapshot((db) => db.ledgerEntry.count());
    const before = await counted();
    const on = { workload: 'reads', audience: 'cohort:eu-motor' };
    const off = { workload: 'writes', audience: 'cohort:eu-motor' };
    const asked = await ask(
      {
        kind: 'advance',
        context: 'payments',
        to: 'selective',
        lanes: [on, off],
        rollbackDays: 365,
        scheduledFor: new Date(0).toISOString(),
      },
      'viewer',
    );
    expect([asked.status, asked.body.proposable]).toEqual([200, false]);
    expect(codes(asked)).toEqual(
      expect.arrayContaining(['role_missing', 'lanes_not_allowed', 'invalid_body', 'sign_offs_missing']),
    );
    expect(asked.body.payload.lanes).toMatchObject([off]);
    expect((await ask({ kind: 'advance', context: 'payments', to: 'validated' })).body).toMatchObject({
      proposable: false,
      payload: null,
      missing: expect.arrayContaining([expect.objectContaining({ code: 'transition_not_allowed', stops: 'proposal' })]),
    });
    expect((await ask({ kind: 'advance', context: 'nowhere', to: 'shadow' })).status).toBe(404);
    expect(await counted()).toBe(before);
  });

  it('of what can be proposed says what it would be, and what a live decision lacks', async () => {
    const lane = { workload: 'writes', audience: 'cohort:eu-motor' };
    const body = { kind: 'advance', context: 'payments', to: 'selective', lanes: [lane], rollbackDays: 3 };
    const asked = await ask(body);
    expect(asked.body).toMatchObject({
      proposable: true,
      payload: { from: 'selective', to: 'selective', lanes: [lane], rollbackDays: 3 },
      slots: [{ role: 'risk', count: 1, people: [] }],
      evaluations: expect.arrayContaining([expect.objectContaining({ key: 'outcomes-match', outcome: 'met' })]),
    });
    expect(asked.body.slots[0].candidates).toBeGreaterThan(0);
    expect(Date.parse(asked.body.rollbackUntil) - Date.parse(asked.body.effectiveFrom)).toBe(3 * 86_400_000);
    expect(codes(asked)).toEqual(['sign_offs_missing']);
    const decision = await propose(open, body);
    expect(codes(await ask(body))).toContain('decision_overlap');
    expect(codes(await ask({ decision: String(decision.number) }))).toEqual(['sign_offs_missing']);
    await withdraw(decision);
    expect(codes(await ask({ decision: decision.id }))).toContain('decision_not_open');
  });
});
