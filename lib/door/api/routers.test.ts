import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer } from '@/lib/door/door-under-test';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { listContextStates } from '@/lib/store/contexts';
import { inSnapshot, inTransaction } from '@/lib/store/database';
import { foldObserved } from '@/lib/store/observations';
import { laneRouters } from '@/lib/usecases/queries/parts/lane-routers';
import { listDriftingPrograms, settleProgram } from '@/lib/usecases/routers/settle-program';
import { actsIn, dayMs } from '@/lib/usecases/testing/acts';
import { testManifest } from '@/lib/usecases/testing/house';

// What routers say and do, by the API: shown, compared with the record, and put on it where it differs.

let open: OpenHouse;
let router: Ask;
let reader: Ask;
let executed: { effectiveFrom: string };
const moved = { context: 'payments', workload: 'reads', audience: 'cohort:eu-motor' };
const stayed = { ...moved, audience: 'cohort:rest' };
const acknowledgements = `${base}/routers/edge/acknowledgements`;
const observations = `${base}/observations`;

beforeAll(async () => {
  open = await openHouse(
    testManifest((manifest) => {
      manifest.routers = [
        { slug: 'edge', name: 'Edge', staleAfterSeconds: 60 },
        { slug: 'spare', name: 'Spare', contexts: ['payments'], staleAfterSeconds: 60 },
      ];
    }),
  );
  router = caller(open.url, bearer(await issueKey(open, ['observations:write'])));
  reader = caller(open.url, bearer(await issueKey(open, ['program:read', 'ledger:read'])));
  const acts = actsIn(open.house);
  await acts.toShadow();
  await acts.toValidated();
  const decision = await acts.toSelective();
  executed = { effectiveFrom: String(decision.effectiveFrom) };
}, 120_000);
afterAll(() => open?.close());

const past = async (instant: string, ms: number) => {
  const wait = Date.parse(instant) + ms - Date.now();
  if (wait > 0) await new Promise((resume) => setTimeout(resume, wait));
};
const facts = async (type: string) => {
  const { body } = await reader('GET', `${base}/ledger?limit=1000&type=${type}`);
  return body.items.map(({ entry }: { entry: { data: object } }) => entry.data);
};
const edge = async () => {
  const { body } = await reader('GET', `${base}/routers`);
  return body.items.find(({ slug }: { slug: string }) => slug === 'edge');
};
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
const report = (items: object[], more: object = {}) =>
  router('POST', observations, { router: 'edge', from: ago(2), to: ago(1), items, ...more });

describe('acknowledgements', () => {
  it('are shown lane by lane, and only what is new becomes part of the record', async () => {
    const items = [
      { ...moved, epoch: 1, appliedAt: ago(5) },
      { ...stayed, epoch: 1 },
    ];
    const first = await router('POST', acknowledgements, { items });
    expect([first.status, first.body.detail]).toEqual([200, undefined]);
    expect(first.body).toMatchObject({ slug: 'edge', liveness: 'live', drift: [] });
    expect(await facts('router.acknowledged')).toMatchObject([
      { router: 'edge', ...moved, epoch: 1, previous: null },
      { router: 'edge', ...stayed, epoch: 1, previous: null },
    ]);
    const again = await router('POST', acknowledgements, { items: [{ ...stayed, epoch: 1 }] });
    expect(again.status).toBe(200);
    expect(Date.parse(again.body.lastSeenAt)).toBeGreaterThan(Date.parse(first.body.lastSeenAt));
    expect(await facts('router.acknowledged')).toHaveLength(2);
  });

  it('that lag behind the record for longer than the lease are drift, and end it when they follow', async () => {
    await past(executed.effectiveFrom, 2_100);
    const late = await router('POST', acknowledgements, {
      items: [
        { ...moved, epoch: 1 },
        { ...stayed, epoch: 0 },
      ],
    });
    expect(late.body.drift).toMatchObject([
      { kind: 'stale_epoch', place: 'payments/reads/cohort:eu-motor', expected: 'epoch 2' },
      { kind: 'stale_epoch', place: 'payments/reads/cohort:rest', found: 'went back to epoch 0' },
    ]);
    expect(late.body.drift[0].sentence).toContain('Router edge applies epoch 1');
    const followed = await router('POST', acknowledgements, {
      items: [
        { ...moved, epoch: 2 },
        { ...stayed, epoch: 1 },
      ],
    });
    expect(followed.body.drift).toEqual([]);
    expect(await facts('drift.found')).toHaveLength(2);
    expect(await facts('drift.cleared')).toHaveLength(2);
  });

  it('never shorten a lease', async () => {
    const authority = caller(open.url, bearer(await issueKey(open, ['authority:read'])));
    const ask = `${base}/authority/payments/reads?geography=eu&productLine=motor`;
    const before = await authority('GET', ask);
    await router('POST', acknowledgements, { items: [{ ...moved, epoch: 2 }] });
    const { body } = await authority('GET', ask);
    expect(body.epoch).toBe(before.body.epoch);
    expect(Date.parse(body.validUntil)).toBeGreaterThanOrEqual(Date.parse(before.body.validUntil));
  });

  it('of an epoch that is on no record are refused whole', async () => {
    const refused = await router('POST', acknowledgements, {
      items: [
        { ...stayed, epoch: 0 },
        { ...moved, epoch: 3 },
      ],
    });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'epoch_unknown', errors: [{ pointer: '/items/1/epoch' }] },
    });
    const { lanes } = await edge();
    expect(
      lanes.find(({ audience, workload }: typeof moved) => audience === stayed.audience && workload === 'reads'),
    ).toMatchObject({
      acknowledged: { epoch: 1 },
    });
  });

  it('of what is not there, twice, or in the future are refused', async () => {
    const status = async (items: object[]) => (await router('POST', acknowledgements, { items })).status;
    expect(await status([{ ...moved, audience: 'cohort:mars', epoch: 1 }])).toBe(422);
    expect(await status([{ ...moved, context: 'elsewhere', epoch: 1 }])).toBe(422);
    expect(
      await status([
        { ...moved, epoch: 2 },
        { ...moved, epoch: 2 },
      ]),
    ).toBe(422);
    expect(await status([{ ...moved, epoch: 1, appliedAt: ago(-3_600) }])).toBe(422);
    expect(await status([{ ...moved, epoch: -1 }])).toBe(422);
    const other = await router('POST', `${base}/routers/nobody/acknowledgements`, { items: [] });
    expect(other).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('need the scope, and are by key', async () => {
    expect(await reader('POST', acknowledgements, { items: [] })).toMatchObject({
      status: 403,
      body: { code: 'scope_missing' },
    });
    expect((await caller(open.url, {})('POST', acknowledgements, { items: [] })).status).toBe(401);
    const elsewhere = acknowledgements.replace('/claims/', '/nowhere/');
    expect((await router('POST', elsewhere, { items: [] })).status).toBe(404);
  });
});

describe('observations', () => {
  it('are added up by lane and side, once for each report', async () => {
    const items = [
      { ...stayed, side: 'legacy', count: 40, epoch: 1 },
      {
        context: 'payments',
        workload: 'reads',
        dimensions: { geography: 'uk', productLine: 'home' },
        side: 'legacy',
        count: 2,
      },
    ];
    const body = { router: 'edge', from: ago(2), to: ago(1), items };
    const first = await router('POST', observations, body);
    expect(first).toMatchObject({ status: 200, body: { counted: 42, repeated: false, unclaimed: [] } });
    expect(await router('POST', observations, body)).toMatchObject({ status: 200, body: { repeated: true } });
    const other = await router('POST', observations, { ...body, instance: 'b' });
    expect(other.body.repeated).toBe(false);
    const { lanes, drift } = await edge();
    expect(
      lanes.find(({ audience, workload }: typeof moved) => audience === stayed.audience && workload === 'reads'),
    ).toMatchObject({
      observed: { legacy: 84, target: 0 },
      liveness: 'live',
    });
    expect(drift).toEqual([]);
  });

  it('of the wrong side are drift, on record, and block nothing', async () => {
    await past(executed.effectiveFrom, 4_200);
    const answer = await report([{ ...moved, side: 'legacy', count: 3, epoch: 1 }]);
    expect(answer.status).toBe(200);
    const { drift } = await edge();
    const place = 'payments/reads/cohort:eu-motor';
    expect(drift).toMatchObject([
      { kind: 'stale_epoch', place, found: 'served by epoch 1' },
      { kind: 'wrong_side', place, expected: 'target', found: 'legacy' },
    ]);
    const wrong = (await facts('drift.found')).filter(({ kind }: { kind: string }) => kind === 'wrong_side');
    expect(wrong).toMatchObject([{ router: 'edge', place, found: 'legacy' }]);
    // said again, it is the same drift
    await report([{ ...moved, side: 'legacy', count: 3, epoch: 1 }]);
    expect((await edge()).drift).toHaveLength(2);
  });

  it('that no lane covers are kept and shown as unclaimed', async () => {
    const answer = await report([{ ...moved, audience: 'cohort:mars', side: 'target', count: 9 }]);
    expect(answer.body.unclaimed).toEqual(['payments/reads/cohort:mars']);
    const { unclaimed, drift } = await edge();
    expect(unclaimed).toEqual([{ place: 'payments/reads/cohort:mars', legacy: 0, target: 9 }]);
    expect(drift.map(({ kind }: { kind: string }) => kind)).toContain('unclaimed');
  });

  it('of a window that is open, backward, endless or long past, or of broken counts, are refused and counted nowhere', async () => {
    const one = [{ ...stayed, side: 'legacy', count: 1 }];
    const refused = async (items: object[], more: object = {}) => (await report(items, more)).status;
    expect(await refused(one, { to: ago(-60) })).toBe(422);
    expect(await refused(one, { from: ago(0), to: ago(5) })).toBe(422);
    expect(await refused(one, { from: ago(90_000), to: ago(10) })).toBe(422);
    expect(await refused(one, { from: ago(9 * 86_400), to: ago(8 * 86_400) })).toBe(422);
    expect(await refused([{ ...stayed, side: 'legacy', count: -1 }])).toBe(422);
    expect(await refused([{ ...stayed, side: 'legacy', count: 1.5 }])).toBe(422);
    expect(await refused([{ ...stayed, side: 'both', count: 1 }])).toBe(422);
    expect(await refused([{ ...stayed, dimensions: {}, side: 'legacy', count: 1 }])).toBe(422);
    expect(await refused([{ ...stayed, side: 'legacy', count: 1, epoch: 9 }])).toBe(409);
    const lacking = await report([
      { context: 'payments', workload: 'reads', dimensions: { geography: 'eu' }, side: 'legacy', count: 1 },
    ]);
    expect(lacking).toMatchObject({ status: 400, body: { code: 'dimension_missing' } });
    expect(await refused(one, { router: 'nobody' })).toBe(404);
    const { lanes } = await edge();
    const seen = lanes.find(
      ({ audience, workload }: typeof moved) => audience === stayed.audience && workload === 'reads',
    );
    expect(seen.observed).toEqual({ legacy: 84, target: 0 });
  });

  it('need the scope', async () => {
    const answer = await reader('POST', observations, { router: 'edge', from: ago(2), to: ago(1), items: [] });
    expect(answer).toMatchObject({ status: 403, body: { code: 'scope_missing' } });
  });

  it('are folded into hours without losing one', async () => {
    const before = (await edge()).lanes;
    const later = new Date(Date.now() + 3_600_000);
    const none = new Date(0);
    await inTransaction((db) => foldObserved(db, { minutes: later, hours: none, receipts: none }));
    await inTransaction((db) => foldObserved(db, { minutes: later, hours: none, receipts: none }));
    expect((await edge()).lanes).toEqual(before);
  });
});

describe('silence', () => {
  const long = new Date(Date.now() - dayMs);

  it('is found by time alone, told once, and ends when the router is heard', async () => {
    await inTransaction(async (db) => {
      await db.$executeRaw`UPDATE router SET last_seen_at = now() - interval '2 minutes', declared_at = now() - interval '1 day'`;
    });
    expect(await listDriftingPrograms(new Date())).toEqual({ ok: true, value: [] });
    expect(await listDriftingPrograms(long)).toEqual({ ok: true, value: [open.house.program] });
    expect((await settleProgram(open.house.program, long)).ok).toBe(true);
    expect(await listDriftingPrograms(long)).toEqual({ ok: true, value: [] });
    const { drift, liveness } = await edge();
    expect([liveness, drift.some(({ kind }: { kind: string }) => kind === 'silent')]).toEqual(['silent', true]);
    const heard = await router('POST', acknowledgements, { items: [{ ...moved, epoch: 2 }] });
    expect(heard.body.liveness).toBe('live');
    expect(heard.body.drift.some(({ kind }: { kind: string }) => kind === 'silent')).toBe(false);
    const silent = (all: { kind: string; router: string }[]) =>
      all.filter(({ kind, router: slug }) => kind === 'silent' && slug === 'edge').length;
    expect([silent(await facts('drift.found')), silent(await facts('drift.cleared'))]).toEqual([1, 1]);
  });
});

it('screens are told lane by lane who applies what, and what was seen', async () => {
  const views = await inSnapshot(async (db) => {
    const program = await db.program.findUniqueOrThrow({ where: { slug: open.house.program } });
    return laneRouters(db, program.id, await listContextStates(db, program.id), new Date());
  });
  const view = views.get('payments/reads/cohort:eu-motor');
  expect(view).toMatchObject({ epoch: 2, acknowledged: 1, of: 2 });
  expect(view?.routers).toMatchObject([
    { slug: 'edge', liveness: 'live', epoch: 2, isCurrent: true },
    { slug: 'spare', liveness: 'silent', epoch: null, isCurrent: false },
  ]);
  expect(view?.drift.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['wrong_side']));
  expect(view?.observed).toMatchObject({ target: 0, targetShare: 0 });
  expect(views.get('payments/writes/cohort:rest')?.observed.targetShare).toBeNull();
});

it('the list pages, and names only what the manifest declares', async () => {
  const first = await reader('GET', `${base}/routers?limit=1`);
  expect(first.body.items.map(({ slug }: { slug: string }) => slug)).toEqual(['edge']);
  const second = await reader('GET', `${base}/routers?limit=1&cursor=${first.body.nextCursor}`);
  expect(second.body).toMatchObject({ items: [{ slug: 'spare' }], nextCursor: null });
  expect((await router('GET', `${base}/routers`)).status).toBe(403);
});
