import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, raw } from '@/lib/door/door-under-test';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { hoursAgo, lineage, measured, sources, window } from '@/lib/door/testing/emitters';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { readKeptEvent } from '@/lib/ingest/event-reader';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { forgetEvents, rereadEvents } from '@/lib/usecases/commands/reread-events';
import { testManifest } from '@/lib/usecases/testing/house';

// Emitters of OpenLineage events, who know an address and a key, over the real database.

let open: OpenHouse;
let key: string;
let job: Ask;
beforeAll(async () => {
  open = await openHouse(testManifest((manifest) => Object.assign(manifest, { sources })));
  key = await issueKey(open, ['runs:write', 'program:read', 'program:write']);
  job = caller(open.url, bearer(key));
}, 120_000);
afterAll(() => open?.close());

const emit = (event: object) => job('POST', '/api/v1/lineage', event);

describe('an OpenLineage client, with an address and a key', () => {
  it('is taken as the Python client sends it: JSON, a bearer, and gzip where it is told to', async () => {
    const runId = randomUUID();
    const start = JSON.stringify(lineage({ state: 'START', runId }));
    const headers = { ...bearer(key), 'user-agent': 'openlineage-python', accept: '*/*' };
    const plain = await raw(`${open.url}/api/v1/lineage`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(start)) },
      chunks: [start],
    });
    expect([plain.status, JSON.parse(plain.text).state]).toEqual([201, 'pending']);
    const end = gzipSync(
      JSON.stringify(
        lineage({ state: 'COMPLETE', runId, inputs: [measured('legacy', 'a', 1), measured('target', 'a', 1)] }),
      ),
    );
    const packed = await raw(`${open.url}/api/v1/lineage`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      chunks: [end],
    });
    expect(JSON.parse(packed.text)).toMatchObject({
      state: 'read',
      claimedBy: 'spark-statistics',
      runs: [{ source: 'spark-statistics', externalId: runId, context: 'payments', outcome: 'match' }],
    });
  });

  it('is taken as the Java client sends it, chunked and with its charset', async () => {
    const answer = await raw(`${open.url}/api/v1/lineage`, {
      method: 'POST',
      headers: { ...bearer(key), 'content-type': 'application/json; charset=UTF-8', 'transfer-encoding': 'chunked' },
      chunks: [JSON.stringify(lineage({ state: 'FAIL', runId: randomUUID() }))],
    });
    expect(JSON.parse(answer.text)).toMatchObject({ state: 'read', runs: [{ outcome: 'errored' }] });
  });

  it('with a key of every program says which; another program is not there', async () => {
    const event = lineage({ state: 'START', runId: randomUUID() });
    const asked = await job('POST', '/api/v1/lineage', event, { 'x-lockgate-program': 'moon' });
    expect(asked.status).toBe(404);
    expect((await job('POST', '/api/v1/lineage', event, { 'x-lockgate-program': 'claims' })).status).toBe(201);
  });

  it('whose run says more than is read together is told so, and nothing of that event is kept', async () => {
    const runId = randomUUID();
    const debug = { said: 'x'.repeat(7 * 1_048_576) };
    const telling = (n: number) =>
      lineage({ state: 'RUNNING', runId, inputs: [measured('legacy', 'a', n)], facets: { debug } });
    for (let n = 0; n < 5; n += 1) expect((await emit(telling(n))).status).toBe(201);
    const end = lineage({ state: 'COMPLETE', runId });
    expect([await emit(end), await emit(end)]).toMatchObject([
      { status: 413, body: { code: 'body_too_large' } },
      { status: 413 },
    ]);
  }, 60_000);

  it('whose event comes twice gets the first answer again', async () => {
    const event = lineage({ state: 'ABORT', runId: randomUUID() });
    const first = await emit(event);
    const again = await emit(event);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
  });
});

const runsOf = (externalId: string) =>
  inSnapshot((db) =>
    db.run.findMany({
      where: { source: 'spark-statistics', externalId: { startsWith: externalId } },
      select: { id: true, externalId: true, outcome: true, supersededBy: true, digest: true },
      orderBy: { number: 'asc' },
    }),
  );

describe('the events of a run', () => {
  it('become one run in whatever order they come, and nothing before one ends it', async () => {
    const runId = randomUUID();
    const both = [measured('legacy', 'order', 5), measured('target', 'order', 5)];
    const running = lineage({ state: 'RUNNING', runId, inputs: both, time: hoursAgo(1.5) });
    expect((await emit(running)).body).toMatchObject({ state: 'pending', runs: [] });
    expect(await runsOf(runId)).toEqual([]);
    expect((await emit(lineage({ state: 'COMPLETE', runId }))).body).toMatchObject({ state: 'read' });
    expect((await emit(lineage({ state: 'START', runId, time: hoursAgo(2) }))).body.runs).toHaveLength(1);
    expect(await runsOf(runId)).toMatchObject([{ externalId: runId, outcome: 'match', supersededBy: null }]);
  });

  it('that say something else later make a run that supersedes, visibly', async () => {
    const runId = randomUUID();
    const inputs = [measured('legacy', 'late', 5), measured('target', 'late', 5)];
    await emit(lineage({ state: 'COMPLETE', runId, inputs }));
    await emit(lineage({ state: 'RUNNING', runId, inputs: [measured('target', 'late', 6)], time: hoursAgo(0.5) }));
    const [first, second] = await runsOf(runId);
    expect(first).toMatchObject({ outcome: 'match', supersededBy: second?.id });
    expect(second).toMatchObject({ externalId: `${runId}#2`, outcome: 'mismatch', supersededBy: null });
  });

  it('that end it badly after all stand beside the first run and take nothing from it', async () => {
    const runId = randomUUID();
    const inputs = [measured('legacy', 'bad', 5), measured('target', 'bad', 5)];
    await emit(lineage({ state: 'COMPLETE', runId, inputs }));
    const failed = await emit(
      lineage({ state: 'FAIL', runId, time: hoursAgo(0.5), facets: { errorMessage: { message: 'disk full' } } }),
    );
    expect(failed.body.runs[0].warnings.join(' ')).toContain('stands beside');
    expect(await runsOf(runId)).toMatchObject([
      { outcome: 'match', supersededBy: null },
      { externalId: `${runId}#2`, outcome: 'errored', supersededBy: null },
    ]);
  });

  it('are kept with the run as they were sent', async () => {
    const runId = randomUUID();
    const event = lineage({
      state: 'COMPLETE',
      runId,
      inputs: [measured('legacy', 'k', 1), measured('target', 'k', 1)],
    });
    const [made] = (await emit(event)).body.runs;
    const body = await fetch(`${open.url}${base}/runs/${made.id}/body`, { headers: bearer(key) });
    expect(await body.text()).toBe(`[${JSON.stringify(event)}]`);
  });
});

describe('numbers of one side', () => {
  it('wait, and are compared once the other side’s come from another run of the same period', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const sent = await emit(lineage({ state: 'COMPLETE', runId: one, inputs: [measured('legacy', 'pair', 7)] }));
    expect(sent.body).toMatchObject({ state: 'pending', runs: [] });
    const waiting = (await job('GET', `${base}/unclaimed?state=pending`)).body.items;
    expect(waiting.filter((item: { eventId: string }) => item.eventId === one)).toHaveLength(1);
    const met = await emit(
      lineage({ state: 'COMPLETE', runId: other, name: 'statistics.cloud', inputs: [measured('target', 'pair', 8)] }),
    );
    expect(met.body).toMatchObject({ state: 'read', runs: [{ outcome: 'mismatch' }] });
    const left = (await job('GET', `${base}/unclaimed?state=pending`)).body.items;
    expect(left.filter((item: { eventId: string }) => item.eventId === one)).toEqual([]);
    const again = await emit(
      lineage({ state: 'COMPLETE', runId: randomUUID(), inputs: [measured('target', 'pair', 7)], time: hoursAgo(0.2) }),
    );
    expect(again.body.runs).toMatchObject([{ outcome: 'match' }]);
    const period = `${window.nominalStartTime}/${window.nominalEndTime} pair`;
    expect(await runsOf(period)).toMatchObject([
      { externalId: period, outcome: 'mismatch' },
      { externalId: `${period}#2`, outcome: 'match', supersededBy: null },
    ]);
  });
});

describe('what nobody claims', () => {
  it('is read again once a source of the manifest claims it, with every event of its run', async () => {
    const runId = randomUUID();
    const name = 'checks.nightly';
    const inputs = [measured('legacy', 'later', 1), measured('target', 'later', 1)];
    expect((await emit(lineage({ state: 'RUNNING', runId, name, inputs, time: hoursAgo(1.2) }))).body.state).toBe(
      'unclaimed',
    );
    expect((await emit(lineage({ state: 'COMPLETE', runId, name }))).body.state).toBe('unclaimed');
    const before = (await job('GET', `${base}/manifest`)).body;
    const more = { ...before.sources[0], name: 'checks', jobs: [{ namespace: 'spark', name: 'checks.*' }] };
    const put = await job('PUT', `${base}/manifest`, { ...before, sources: [...before.sources, more] });
    expect([put.status, put.body.changes.map(({ path }: { path: string }) => path)]).toEqual([
      200,
      ['/contexts/0/sources'],
    ]);
    expect(await rereadEvents('claims', readKeptEvent, randomUUID())).toMatchObject({ ok: true });
    const { items } = (await job('GET', `${base}/runs?source=checks`)).body;
    expect(items).toMatchObject([{ externalId: runId, outcome: 'match' }]);
    // Nothing is left to ask these sources about.
    expect(await rereadEvents('claims', readKeptEvent, randomUUID())).toEqual({ ok: true, value: 0 });
    expect((await audit(databaseUrl())).problems).toEqual([]);
  });

  it('is no evidence and takes no part in anything: job and dataset events are kept', async () => {
    const at = { eventTime: hoursAgo(1) };
    const own = { ...at, job: { namespace: 'spark', name: 'statistics.x' } };
    expect((await emit(own)).body).toMatchObject({ state: 'kept', claimedBy: 'spark-statistics', runs: [] });
    expect((await emit({ ...at, dataset: { namespace: 'kafka', name: 'x' } })).body.state).toBe('unclaimed');
  });

  it('is forgotten in the end, and not before', async () => {
    expect(await forgetEvents()).toEqual({ ok: true, value: 0 });
  });
});
