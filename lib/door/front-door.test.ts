import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { sha256Hex } from '@/lib/domain/kernel/digest';
import { type Ask, caller } from './testing/api-client';
import { base, carryOut, type OpenHouse, openHouse, payments, stepUp } from './testing/open-house';

// One context goes from planned to selective and back, by HTTP alone, over the real database.

let open: OpenHouse;
let machine: Ask;
let machineKey: string;

beforeAll(async () => {
  open = await openHouse();
}, 120_000);
afterAll(() => open?.close());

const now = Date.now();
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();

const run = (externalId: string, matched = 1_000) => ({
  source: 'nightly',
  externalId,
  context: 'payments',
  layer: 'outcome',
  window: { from: hoursAgo(26), to: hoursAgo(2) },
  status: 'completed',
  totals: {
    legacy: 1_000,
    target: 1_000,
    compared: 1_000,
    matched,
    mismatched: 1_000 - matched,
    missingInTarget: 0,
    missingInLegacy: 0,
  },
});

const side = async (): Promise<{ side: string; epoch: number; audience: string }> =>
  (await machine('GET', `${base}/authority/payments/reads?geography=eu&productLine=motor`)).body;

const until = async (wanted: string): Promise<void> => {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    if ((await side()).side === wanted) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`authority did not come to be on ${wanted}`);
};

describe('by HTTP alone', () => {
  it('an administrator issues a key, which is shown once', async () => {
    const scopes = ['authority:read', 'runs:write', 'program:read', 'ledger:read'];
    const issued = await open.as('admin')(
      'POST',
      `${base}/keys`,
      { name: 'job', scopes, expiresAt: null },
      { 'idempotency-key': 'k' },
    );
    expect(issued.status).toBe(201);
    machineKey = issued.body.key;
    machine = caller(open.url, { authorization: `Bearer ${machineKey}` });
    const again = await open.as('admin')(
      'POST',
      `${base}/keys`,
      { name: 'job', scopes, expiresAt: null },
      { 'idempotency-key': 'k' },
    );
    expect([again.status, again.headers.get('idempotent-replayed'), again.body.key]).toEqual([201, 'true', null]);
    const listed = await open.as('admin')('GET', `${base}/keys`);
    expect(JSON.stringify(listed.body)).not.toContain(machineKey);
    expect(listed.body.items).toHaveLength(1);
  });

  it('a planned context answers legacy, and leaves planned when operations attested and the owner signed', async () => {
    expect(await side()).toMatchObject({ side: 'legacy', epoch: 0 });
    const attested = await open.as('operations')('POST', `${payments}/attestations`, {
      criterion: 'runbook',
      role: 'operations',
      statement: 'The runbook was rehearsed.',
      evidence: 'Minutes of Monday.',
      stepUp,
    });
    expect(attested.status).toBe(201);
    const decision = await carryOut(open, { kind: 'advance', to: 'shadow' }, 'owner');
    expect(decision).toMatchObject({ from: 'planned', to: 'shadow' });
    await new Promise((resume) => setTimeout(resume, 1_000));
    expect(await side()).toMatchObject({ side: 'legacy', epoch: 1, audience: 'cohort:eu-motor' });
  });

  it('a run is kept once: sent again it is 200 with the same answer, with another body 409', async () => {
    const first = await machine('POST', `${base}/runs`, run('r1'), { 'idempotency-key': 'run-1' });
    expect([first.status, first.body.detail]).toEqual([201, undefined]);
    const replayed = await machine('POST', `${base}/runs`, run('r1'), { 'idempotency-key': 'run-1' });
    expect([replayed.status, replayed.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    const again = await machine('POST', `${base}/runs`, run('r1'));
    expect([again.status, again.body]).toEqual([200, first.body]);
    const conflict = await machine('POST', `${base}/runs`, run('r1', 999));
    expect([conflict.status, conflict.body.code]).toEqual([409, 'run_conflict']);
    const reused = await machine('POST', `${base}/runs`, run('r2'), { 'idempotency-key': 'run-1' });
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency_key_reused']);
    const unknown = await machine('POST', `${base}/runs`, { ...run('r3'), context: 'nowhere' });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'run_unknown_context']);
    const contradictory = { ...run('r4'), totals: { ...run('r4').totals, legacy: 5 } };
    expect((await machine('POST', `${base}/runs`, contradictory)).status).toBe(422);
    const { body: read } = await machine('GET', `${base}/runs/${first.body.id}`);
    expect(read).toMatchObject({ externalId: 'r1', source: 'nightly', layer: 'outcome' });
    const sent = await machine('GET', `${base}/runs/${first.body.id}/body`);
    expect(JSON.parse(sent.body)).toEqual(run('r1'));
    expect((await machine('GET', `${base}/runs/${first.body.id}/discrepancies`)).body.items).toEqual([]);
    expect((await machine('GET', `${base}/runs?source=nightly`)).body.items).toHaveLength(1);
  });

  it('authority shifts by two more decisions, and a stock OpenFeature client sees it', async () => {
    await carryOut(open, { kind: 'advance', to: 'validated' }, 'owner', 'business');
    const provider = new OFREPProvider({ baseUrl: open.url, headers: [['Authorization', `Bearer ${machineKey}`]] });
    await OpenFeature.setProviderAndWait('front-door', provider);
    const router = OpenFeature.getClient('front-door');
    const asked = { targetingKey: 'P-1', geography: 'eu', productLine: 'motor' };
    expect(await router.getStringDetails('payments.reads', 'none', asked)).toMatchObject({ value: 'legacy' });
    const lanes = [{ workload: 'reads', audience: 'cohort:eu-motor' }];
    const decision = await carryOut(
      open,
      { kind: 'advance', to: 'selective', lanes },
      'business',
      'operations',
      'risk',
    );
    expect(decision.effectiveFrom).not.toBeNull();
    await until('target');
    const details = await router.getStringDetails('payments.reads', 'none', asked);
    expect(details).toMatchObject({ value: 'target', variant: 'selective', reason: 'TARGETING_MATCH' });
    expect(details.flagMetadata).toMatchObject({ epoch: 2, decision: decision.number, legacy: 'standby' });
    const elsewhere = await router.getStringDetails('payments.reads', 'none', { ...asked, geography: 'uk' });
    expect(elsewhere.value).toBe('legacy');
    const then = await machine(
      'GET',
      `${base}/authority/payments/reads?geography=eu&productLine=motor&at=${hoursAgo(0)}`,
    );
    expect(then.body).toMatchObject({ side: 'legacy', validUntil: null });
    const asPerson = await open.as('viewer')('GET', `${base}/authority/payments/reads?geography=eu&productLine=motor`);
    expect(asPerson.body).toMatchObject({ side: 'target', epoch: 2 });
    const all = await open.as('viewer')('GET', `${base}/authority`);
    expect(all.body.items.filter((item: { side: string }) => item.side === 'target')).toHaveLength(1);
  });

  it('operations rolls back alone and at once, a review opens, and the router sees it', async () => {
    const lanes = [{ workload: 'reads', audience: 'cohort:eu-motor' }];
    const outside = await open.as('operations')('POST', `${payments}/rollback`, {
      lanes: [...lanes, { workload: 'writes', audience: 'cohort:eu-motor' }],
      reason: 'Too much at once.',
    });
    expect(outside.status).toBe(409);
    const notTheirs = await open.as('viewer')('POST', `${payments}/rollback`, { lanes, reason: 'No.' });
    expect(notTheirs.status).toBe(403);
    const back = await open.as('operations')('POST', `${payments}/rollback`, {
      lanes,
      reason: 'Complaints from motor.',
    });
    expect([back.status, back.body.detail]).toEqual([200, undefined]);
    await until('legacy');
    expect(await side()).toMatchObject({ epoch: 3 });
    const review = await open.as('lead')('GET', `${base}/decisions/${back.body.review.number}`);
    expect(review.body).toMatchObject({ kind: 'review_rollback', state: 'open' });
  });

  it('the record chains from the first entry to its head, and one decision can be taken away whole', async () => {
    const { body: head } = await machine('GET', `${base}/ledger/head`);
    let prev = sha256Hex(`lockgate-ledger-genesis/v1\n${head.origin}\n`);
    let count = 0;
    let path: string | null = `${base}/ledger?limit=7`;
    while (path !== null) {
      const { body: page } = await machine('GET', path);
      for (const { leaf, entry } of page.items) {
        expect(entry.prev).toBe(prev);
        const bytes = Buffer.concat([Buffer.from([0]), Buffer.from(canonicalJson(entry))]);
        expect(sha256Hex(bytes)).toBe(leaf);
        prev = leaf;
        count += 1;
      }
      path = page.nextCursor === null ? null : `${base}/ledger?limit=7&after=${page.nextCursor}`;
    }
    expect([count, prev]).toEqual([head.size, head.head]);
    const decisions = await machine('GET', `${base}/decisions?kind=advance&limit=1`);
    const record = await machine('GET', `${base}/decisions/${decisions.body.items[0].number}/record`);
    expect(record.headers.get('content-disposition')).toContain('attachment');
    expect(record.body.runs).toHaveLength(1);
    for (const revision of record.body.revisions) {
      expect(sha256Hex(canonicalJson(revision.document))).toBe(revision.evidenceHash);
    }
  });
});

describe('every reading place', () => {
  it.each([
    '/api/v1/programs',
    `${base}/manifest`,
    `${base}/contexts`,
    payments,
    `${payments}/criteria`,
    `${payments}/criteria?transition=selective>selective&lanes=reads/cohort:rest`,
    `${payments}/rules`,
    `${base}/runs`,
    `${base}/patterns`,
    `${base}/decisions`,
    `${base}/retirement-items`,
    `${base}/deadlines`,
    `${base}/people`,
    `${base}/authority?limit=1`,
    `${base}/ledger`,
  ])('%s answers a member as promised, and nobody else', async (path) => {
    const read = await open.as('lead')('GET', path);
    expect([read.status, read.body.detail]).toEqual([200, undefined]);
    expect((await caller(open.url, {})('GET', path)).status).toBe(401);
    const wrong = await open.as('lead')('GET', path.replace('/claims', '/nowhere'));
    expect(wrong.status).toBe(path === '/api/v1/programs' ? 200 : 404);
  });

  it('is ready while the database answers', async () => {
    expect((await caller(open.url, {})('GET', '/readyz')).body.status).toBe('ready');
  });
});
