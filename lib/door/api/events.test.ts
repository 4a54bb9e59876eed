import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, raw } from '@/lib/door/door-under-test';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { hoursAgo, sources } from '@/lib/door/testing/emitters';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { testManifest } from '@/lib/usecases/testing/house';

// Emitters of CloudEvents, who know an address and a key, over the real database.

let open: OpenHouse;
let key: string;
let job: Ask;
beforeAll(async () => {
  open = await openHouse(testManifest((manifest) => Object.assign(manifest, { sources })));
  key = await issueKey(open, ['runs:write', 'program:read', 'program:write']);
  job = caller(open.url, bearer(key));
}, 120_000);
afterAll(() => open?.close());

const column = JSON.parse(readFileSync(new URL('../../ingest/adapters/fixtures/column.json', import.meta.url), 'utf8'));
const run = (externalId: string, more: object = {}) => ({
  source: 'nightly',
  externalId,
  context: 'payments',
  layer: 'outcome',
  window: { from: hoursAgo(26), to: hoursAgo(2) },
  status: 'completed',
  ...more,
});
const cloud = (id: string, more: { [attribute: string]: unknown } = {}) => ({
  specversion: '1.0',
  id,
  source: '/claims/nightly',
  type: 'dev.lockgate.run',
  ...more,
});

const structured = 'application/cloudevents+json';
const batched = 'application/cloudevents-batch+json';
const send = (body: unknown, type = structured, headers: Record<string, string> = {}) =>
  job('POST', `${base}/events`, body, { 'content-type': type, ...headers });

const everything = async () => ({
  events: await inSnapshot((db) => db.keptEvent.count()),
  runs: await inSnapshot((db) => db.run.count()),
  entries: (await audit(databaseUrl())).entries,
});

describe('a CloudEvent', () => {
  it('that carries a run is the run, once, whatever mode it comes in', async () => {
    const event = cloud('one', { data: run('ce-one') });
    const sent = await send(event);
    expect([sent.status, sent.body.items[0].status]).toEqual([200, 201]);
    expect(sent.body.items[0].answer).toMatchObject({ state: 'read', runs: [{ externalId: 'ce-one' }] });
    const again = await send(Object.fromEntries(Object.entries(event).reverse()));
    expect(again.body.items[0]).toEqual({ ...sent.body.items[0], status: 200 });
    const binary = await raw(`${open.url}${base}/events`, {
      method: 'POST',
      headers: {
        ...bearer(key),
        'content-type': 'application/json',
        'ce-specversion': '1.0',
        'ce-id': 'two',
        'ce-source': '/claims/nightly%20run',
        'ce-type': 'dev.lockgate.run',
      },
      chunks: [JSON.stringify(run('ce-two'))],
    });
    expect([binary.status, JSON.parse(binary.text).items?.[0]?.problem?.detail]).toEqual([422, undefined]);
    expect(JSON.parse(binary.text).errors[0].pointer).toBe('/source');
    const good = await raw(`${open.url}${base}/events`, {
      method: 'POST',
      headers: {
        ...bearer(key),
        'content-type': 'application/json; charset=utf-8',
        'ce-specversion': '1.0',
        'ce-id': 'two',
        'ce-source': '/claims/nightly',
        'ce-type': 'dev.lockgate.run',
      },
      chunks: [JSON.stringify(run('ce-two'))],
    });
    expect([good.status, JSON.parse(good.text).items[0].answer.runs[0].externalId]).toEqual([200, 'ce-two']);
    expect(await inSnapshot((db) => db.run.count({ where: { externalId: { in: ['ce-one', 'ce-two'] } } }))).toBe(2);
  });

  it('under a known source and id with another body is refused, and the first one stays', async () => {
    await send(cloud('twice', { data: run('ce-twice') }));
    const before = await everything();
    const other = await send(cloud('twice', { data: run('ce-twice-other') }));
    expect([other.status, other.body.code]).toEqual([409, 'event_conflict']);
    expect(await everything()).toEqual(before);
  });

  it('sent at once by ten is one event and one run', async () => {
    const event = cloud('at-once', { data: run('ce-at-once') });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(event)));
    const statuses = answers.map(({ body }) => body.items[0].status);
    expect(statuses.sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.items[0].answer))).size).toBe(1);
  });

  it('that carries another tool’s result is read by the address in its dataschema, or by the source that claims it', async () => {
    const dataschema =
      'https://lockgate.example/api/v1/programs/claims/runs:import?format=dvt&context=payments&legacy=source&target=target';
    const told = await send(cloud('foreign', { type: 'dev.lockgate.result', dataschema, data: column }));
    expect([told.status, told.body.detail]).toEqual([200, undefined]);
    expect(told.body.items[0].answer.runs[0]).toMatchObject({ source: 'dvt', outcome: 'mismatch' });
    const claimed = await send(cloud('claimed', { source: '/dvt/claims', type: 'com.example.done', data: column }));
    expect(claimed.body.items[0].answer).toMatchObject({
      state: 'read',
      claimedBy: 'dvt-nightly',
      runs: [{ source: 'dvt-nightly', context: 'payments' }],
    });
    const nowhere = await send(cloud('nowhere', { type: 'dev.lockgate.result', data: column }));
    expect([nowhere.status, nowhere.body.errors[0].pointer]).toEqual([422, '/dataschema']);
  });

  it('that carries outcomes of a side keeps them once, and one that is refused leaves nothing', async () => {
    const outcome = (more: object = {}) => ({
      context: 'payments',
      source: 'stream',
      side: 'legacy',
      correlationId: 'P-1',
      observedAt: hoursAgo(1),
      fields: { amount: '1.00' },
      ...more,
    });
    const event = cloud('outcomes', {
      type: 'dev.lockgate.outcomes',
      data: [outcome(), outcome({ correlationId: 'P-2' })],
    });
    const sent = await send(event);
    expect([sent.status, sent.body.detail]).toEqual([200, undefined]);
    expect(sent.body.items[0].answer).toMatchObject({ state: 'read', runs: [], outcomes: { received: 2, kept: 2 } });
    const again = await send(event);
    expect(again.body.items[0]).toEqual({ ...sent.body.items[0], status: 200 });
    const before = await everything();
    const wrong = cloud('astray', { type: 'dev.lockgate.outcomes', data: outcome({ context: 'moon' }) });
    expect((await send(wrong)).status).toBe(422);
    expect((await send(cloud('none', { type: 'dev.lockgate.outcomes', data: 5 }))).body.code).toBe('invalid_body');
    expect(await everything()).toEqual(before);
  });

  it('that carries more discrepancies of a run adds them to it once', async () => {
    const [made] = (await send(cloud('announces', { data: run('ce-more', { discrepanciesAnnounced: 2 }) }))).body
      .items[0].answer.runs;
    const data = ['P-1', 'P-2'].map((correlationId) => ({ correlationId, kind: 'missing_in_target' }));
    const event = cloud('more', { type: 'dev.lockgate.discrepancies', subject: made.id, data });
    const sent = await send(event);
    expect([sent.status, sent.body.detail]).toEqual([200, undefined]);
    expect(sent.body.items[0].answer).toMatchObject({ state: 'read', itemised: { run: made.id, lines: 2 } });
    expect((await send(event)).body.items[0]).toEqual({ ...sent.body.items[0], status: 200 });
    const listed = (await job('GET', `${base}/runs/${made.id}/discrepancies`)).body.items;
    expect(listed).toHaveLength(2);
    const astray = cloud('astray-too', { type: 'dev.lockgate.discrepancies', subject: 'x', data });
    expect((await send(astray)).body.errors[0].pointer).toBe('/subject');
  });

  it('that nobody claims is kept as it was sent, and listed', async () => {
    const event = cloud('odd', { type: 'com.example.moon', data: { phase: 'full' } });
    const sent = await send(event);
    expect(sent.body.items[0].answer).toMatchObject({ state: 'unclaimed', claimedBy: null, runs: [] });
    const { items } = (await job('GET', `${base}/unclaimed`)).body;
    const [line] = items.filter((item: { eventId: string }) => item.eventId === 'odd');
    expect(line).toMatchObject({ channel: 'cloudevents', type: 'com.example.moon', source: '/claims/nightly' });
    const body = await fetch(open.url + line.body, { headers: bearer(key) });
    expect(await body.text()).toBe(JSON.stringify(event));
    expect((await open.as('viewer')('GET', `${base}/unclaimed?limit=1`)).body.items).toHaveLength(1);
  });

  it.each<[string, number, string, unknown, string]>([
    ['that is no object', 422, 'invalid_body', 'x', structured],
    ['without an id', 422, 'invalid_body', { specversion: '1.0', source: '/s', type: 't' }, structured],
    ['whose run is none', 422, 'invalid_body', cloud('bad', { data: { source: 'x' } }), structured],
    ['without data', 422, 'invalid_body', cloud('bad'), structured],
    ['whose data is a number', 422, 'invalid_body', cloud('bad', { data: 5 }), structured],
    ['about no context', 422, 'run_unknown_context', cloud('bad', { data: run('x', { context: 'moon' }) }), structured],
    ['of another type', 415, 'unsupported_media_type', cloud('bad', { data: run('x') }), 'application/json'],
    ['over the limit', 413, 'body_too_large', cloud('bad', { data: 'x'.repeat(1_048_577) }), structured],
  ])('%s is refused with %i %s, and leaves nothing', async (_, status, code, body, type) => {
    const before = await everything();
    const answer = await send(body, type);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await everything()).toEqual(before);
  });
});

describe('a batch', () => {
  it('may be empty, and is no run', async () => {
    expect(await send([], batched)).toMatchObject({ status: 200, body: { items: [] } });
  });

  it('answers for each event in order; each is whole or not there', async () => {
    const events = [
      cloud('b1', { data: run('batch-1') }),
      { specversion: '1.0' },
      cloud('b2', { data: run('batch-2', { context: 'moon' }) }),
      cloud('b3', { data: run('batch-3') }),
    ];
    const sent = await send(events, batched);
    expect(sent.status).toBe(200);
    expect(
      sent.body.items.map(({ status, problem }: never) => [status, (problem as { code?: string } | null)?.code]),
    ).toEqual([
      [201, undefined],
      [422, 'invalid_body'],
      [422, 'run_unknown_context'],
      [201, undefined],
    ]);
    expect((await send(events, batched)).body.items.map(({ status }: { status: number }) => status)).toEqual([
      200, 422, 422, 200,
    ]);
    expect(await inSnapshot((db) => db.keptEvent.count({ where: { eventId: 'b2' } }))).toBe(0);
  });

  it('of which every event is refused is refused, by the first', async () => {
    const sent = await send([cloud('c1'), { specversion: '1.0' }], batched);
    expect([sent.status, sent.body.code, sent.body.errors[0].pointer]).toEqual([422, 'invalid_body', '/data']);
  });

  it('is for those who may send runs', async () => {
    const poor = caller(open.url, bearer(await issueKey(open, ['program:read'])));
    const body = cloud('poor', { data: run('poor') });
    const headers = { 'content-type': structured };
    expect((await poor('POST', `${base}/events`, body, headers)).body.code).toBe('scope_missing');
    expect((await open.as('viewer')('POST', `${base}/events`, body, headers)).body.code).toBe('role_missing');
  });
});
