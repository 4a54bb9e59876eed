import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bearer } from '@/lib/door/door-under-test';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { transactInstallation } from '@/lib/usecases/transact';

// What the API promises of holds, freezes and stopping the line, refusal by refusal, over the real database.

let open: OpenHouse;
let machine: Ask;
beforeAll(async () => {
  open = await openHouse();
  machine = caller(open.url, bearer(await issueKey(open, ['program:read', 'decisions:write'])));
  await makeInstallationAdmin('admin@door.example');
}, 120_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await open?.close();
});

const makeInstallationAdmin = (email: string) =>
  transactInstallation({ actor: { kind: 'system', name: 'Test' }, requestId: 'test' }, async (tx) => {
    const { id, name } = await tx.db.person.update({ where: { email }, data: { installationAdmin: true } });
    const data = { person: id, name };
    tx.record({ type: 'installation_admin.granted', subject: { kind: 'person', id }, data });
    return { ok: true, value: null };
  });

const everything = '/api/v1/holds';
const placed: [by: 'risk' | 'admin', path: string][] = [];
const place = async (by: 'risk' | 'admin', path: string, body: object) => {
  const answer = await open.as(by)('POST', path, body);
  expect([answer.status, answer.body.detail]).toEqual([201, undefined]);
  placed.push([by, `${path}/${answer.body.id}`]);
  return answer.body;
};
afterEach(async () => {
  for (const [by, path] of placed.splice(0)) await open.as(by)('DELETE', `${path}?reason=Over`);
});

const count = () => inSnapshot((db) => db.hold.count());
const freeze = { rule: 'FREQ=WEEKLY;BYDAY=FR', from: '2026-01-02T18:00', durationMinutes: 600, zone: 'Europe/Berlin' };
const later = (ms: number) => new Date(Date.now() + ms).toISOString();
/** Local date-times of UTC around now, so that one window is open. */
const around = (before: number) => later(-before * 60_000).slice(0, 16);

describe('a hold', () => {
  it('is placed on a context or the whole program, beside others, and listed with its owner and reason', async () => {
    const first = await place('risk', `${base}/holds`, { context: 'payments', reason: 'Close.' });
    const second = await place('risk', `${base}/holds`, {
      context: 'payments',
      reason: 'Audit.',
      until: later(60_000),
    });
    const wide = await place('risk', `${base}/holds`, { reason: 'Everyone rests.' });
    expect(first).toMatchObject({ scope: 'context', context: 'payments', holding: true, until: null, calendar: null });
    expect(wide).toMatchObject({ scope: 'program', context: null });
    expect(second.windows).toEqual([{ from: second.placedAt, until: second.until, open: true }]);
    const list = await machine('GET', `${base}/holds?context=payments`);
    expect(list.body.items.map(({ reason }: { reason: string }) => reason)).toEqual([
      'Close.',
      'Audit.',
      'Everyone rests.',
    ]);
    const page = await machine('GET', `${base}/holds?limit=2`);
    expect(page.body.items).toHaveLength(2);
    const rest = await machine('GET', `${base}/holds?limit=2&cursor=${page.body.nextCursor}`);
    expect(rest.body).toMatchObject({ items: [{ id: wide.id }], nextCursor: null });
    const context = await machine('GET', `${base}/contexts/payments`);
    expect([context.body.held, context.body.holds.length]).toEqual([true, 3]);
  });

  it('is lifted by a person with a reason, once, and stays on record', async () => {
    const { id } = await place('risk', `${base}/holds`, { context: null, reason: 'Close.' });
    const lifted = await open.as('lead')('DELETE', `${base}/holds/${id}?reason=Done`);
    expect(lifted.body).toMatchObject({ holding: false, windows: [], liftReason: 'Done' });
    const again = await open.as('lead')('DELETE', `${base}/holds/${id}?reason=Done`);
    expect([again.status, again.body.code]).toEqual([409, 'nothing_to_change']);
    expect((await machine('GET', `${base}/holds`)).body.items).toEqual([]);
    const ever = (await machine('GET', `${base}/holds?which=all`)).body.items;
    expect(ever.at(-1)).toMatchObject({ id, liftReason: 'Done' });
  });

  it('is placed once by a request sent twice', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const before = await count();
    const body = { context: 'payments', reason: 'Close.' };
    const [one, two] = await Promise.all([0, 1].map(() => open.as('risk')('POST', `${base}/holds`, body, headers)));
    expect([one?.status, two?.status, one?.body.id === two?.body.id]).toEqual([201, 201, true]);
    expect(await count()).toBe(before + 1);
    placed.push(['risk', `${base}/holds/${one?.body.id}`]);
  });

  it('that ends by itself ends, and cannot be lifted after', async () => {
    const { id, until } = await place('risk', `${base}/holds`, { reason: 'For a moment.', until: later(400) });
    while (Date.now() <= Date.parse(until) + 50) await new Promise((resume) => setTimeout(resume, 50));
    expect((await machine('GET', `${base}/holds`)).body.items).toEqual([]);
    const lift = await open.as('risk')('DELETE', `${base}/holds/${id}?reason=Over`);
    expect([lift.status, lift.body.code]).toEqual([409, 'nothing_to_change']);
  });
});

describe('a freeze', () => {
  it('answers with its next windows in the zone’s clock, and holds only while one is open', async () => {
    const asked = await place('risk', `${base}/holds`, {
      context: 'payments',
      reason: 'Weekends.',
      calendar: {
        ...freeze,
        from: around(-3 * 24 * 60),
        rule: 'FREQ=WEEKLY',
      },
    });
    expect(asked).toMatchObject({ holding: false, calendar: { rule: 'FREQ=WEEKLY', durationMinutes: 600 } });
    expect(asked.windows).toHaveLength(5);
    expect((await machine('GET', `${base}/contexts/payments`)).body.held).toBe(false);
    const now = { rule: null, from: around(5), durationMinutes: 60 };
    const open_ = await place('risk', `${base}/holds`, { reason: 'Now.', calendar: { ...now, zone: 'UTC' } });
    expect(open_).toMatchObject({ holding: true, windows: [{ open: true }] });
    expect((await machine('GET', `${base}/contexts/payments`)).body.held).toBe(true);
  });
});

describe('everything', () => {
  it('is stopped and set free by an administrator of the installation, and everybody it stops sees it', async () => {
    const held = await place('admin', everything, { reason: 'Incident 7.' });
    expect(held).toMatchObject({ scope: 'installation', context: null, holding: true });
    expect((await open.as('viewer')('GET', everything)).body.items).toMatchObject([{ id: held.id }]);
    expect((await machine('GET', everything)).body.items).toMatchObject([{ id: held.id }]);
    expect((await machine('GET', `${base}/holds`)).body.items).toMatchObject([{ id: held.id }]);
    expect((await machine('GET', `${base}/contexts/payments`)).body.held).toBe(true);
    const lifted = await open.as('admin')('DELETE', `${everything}/${held.id}?reason=Solved`);
    expect(lifted.body).toMatchObject({ liftReason: 'Solved', holding: false });
    expect((await open.as('admin')('GET', `${everything}?which=all`)).body.items.at(-1)).toMatchObject({ id: held.id });
  });

  it('is not set free through a program, nor a program through everything', async () => {
    const wide = await place('admin', everything, { reason: 'Incident 8.' });
    const own = await place('risk', `${base}/holds`, { reason: 'Close.' });
    const one = await open.as('risk')('DELETE', `${base}/holds/${wide.id}?reason=Over`);
    const two = await open.as('admin')('DELETE', `${everything}/${own.id}?reason=Over`);
    expect([one, two].map(({ status, body }) => [status, body.code])).toEqual([
      [404, 'not_found'],
      [404, 'not_found'],
    ]);
  });
});

describe('changes nothing and says why', () => {
  const reason = 'Close.';
  const holds = `${base}/holds`;
  type Case = [string, number, string, () => ReturnType<Ask>];
  const calendar = (more: object) => ({ reason, calendar: { ...freeze, from: around(0), ...more } });
  const cases: Case[] = [
    ['a viewer placing', 403, 'role_missing', () => open.as('viewer')('POST', holds, { reason })],
    ['a key placing', 403, 'signer_not_human', () => machine('POST', holds, { reason })],
    ['a key stopping everything', 403, 'signer_not_human', () => machine('POST', everything, { reason })],
    ['a lead stopping everything', 403, 'forbidden', () => open.as('lead')('POST', everything, { reason })],
    ['an unknown context', 404, 'not_found', () => open.as('risk')('POST', holds, { context: 'nowhere', reason })],
    ['no reason', 422, 'invalid_body', () => open.as('risk')('POST', holds, { reason: '  ' })],
    ['an unknown member', 422, 'invalid_body', () => open.as('risk')('POST', holds, { reason, program: 'other' })],
    ['an end in the past', 422, 'invalid_body', () => open.as('risk')('POST', holds, { reason, until: later(-1) })],
    [
      'a rule that never occurs',
      422,
      'invalid_body',
      () => open.as('risk')('POST', holds, calendar({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })),
    ],
    [
      'a rule by the minute',
      422,
      'invalid_body',
      () => open.as('admin')('POST', everything, calendar({ rule: 'FREQ=MINUTELY' })),
    ],
    [
      'a window into the next',
      422,
      'invalid_body',
      () => open.as('risk')('POST', holds, calendar({ rule: 'FREQ=DAILY', durationMinutes: 1500 })),
    ],
    ['a zone that is none', 422, 'invalid_body', () => open.as('risk')('POST', holds, calendar({ zone: 'Mars/One' }))],
    ['an unknown hold', 404, 'not_found', () => open.as('risk')('DELETE', `${holds}/${randomUUID()}?reason=Over`)],
    ['lifting without a reason', 400, 'invalid_parameter', () => open.as('risk')('DELETE', `${holds}/${randomUUID()}`)],
    [
      'a business owner lifting',
      403,
      'role_missing',
      () => open.as('business')('DELETE', `${holds}/${randomUUID()}?reason=Over`),
    ],
    [
      'a lead setting everything free',
      403,
      'forbidden',
      () => open.as('lead')('DELETE', `${everything}/${randomUUID()}?reason=Over`),
    ],
    ['nobody listing', 401, 'unauthenticated', () => caller(open.url, {})('GET', everything)],
    ['a list of an unknown context', 404, 'not_found', () => open.as('risk')('GET', `${holds}?context=nowhere`)],
    ['a cursor of another list', 400, 'invalid_parameter', () => open.as('risk')('GET', `${holds}?cursor=x`)],
  ];
  it.each(cases)('%s (%i %s)', async (_, status, code, ask) => {
    const before = await count();
    const answer = await ask();
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await count()).toBe(before);
  });

  it('a fifty-first hold on one place (409 too_many_holds)', async () => {
    for (let index = 0; index < 50; index += 1) await place('risk', holds, { context: 'payments', reason });
    const answer = await open.as('risk')('POST', holds, { context: 'payments', reason });
    expect([answer.status, answer.body.code]).toEqual([409, 'too_many_holds']);
    await place('risk', holds, { reason });
  }, 60_000);
});
