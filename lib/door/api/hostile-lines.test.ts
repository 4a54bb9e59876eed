import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '@/lib/contract/v1/problem';
import { bearer } from '@/lib/door/door-under-test';
import { issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { amount, amounts, type Job, linesOf, nothing, openJob, stored, type Told } from '@/lib/door/testing/streams';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';

// What senders get wrong, and what they try: each ends with one clear problem, nothing of it stored, the process alive.

let open: OpenHouse;
let job: Job;
beforeAll(async () => {
  open = await openHouse();
  job = await openJob(open);
}, 120_000);
afterEach(async () => {
  expect((await fetch(`${open.url}/healthz`)).status).toBe(200);
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await open?.close();
});

describe('a body that must not come in leaves nothing and disturbs nobody', () => {
  let run: string;
  beforeAll(async () => {
    run = (await job.sendRun()).id;
  });
  const good = linesOf(amounts('A', 2));
  const nested = `${'['.repeat(40)}${']'.repeat(40)}`;

  it.each<[string, number, string, () => Promise<Told>]>([
    [
      'truncated gzip',
      422,
      'malformed_json',
      () => job.post(run, gzipSync(good).subarray(0, -9), { 'content-encoding': 'gzip' }),
    ],
    ['text that calls itself gzip', 422, 'malformed_json', () => job.post(run, good, { 'content-encoding': 'gzip' })],
    [
      'gzip with something behind it',
      422,
      'malformed_json',
      () => job.post(run, Buffer.concat([gzipSync(good), Buffer.from(good)]), { 'content-encoding': 'gzip' }),
    ],
    [
      'a bomb of long lines',
      413,
      'body_too_large',
      () => job.post(run, gzipSync(Buffer.alloc(200 * 1_048_576, 0x20)), { 'content-encoding': 'gzip' }),
    ],
    [
      'a bomb of good lines',
      413,
      'body_too_large',
      () => job.post(run, gzipSync(linesOf([amount('A')]).repeat(100_000)), { 'content-encoding': 'gzip' }),
    ],
    ['another compression', 415, 'unsupported_media_type', () => job.post(run, good, { 'content-encoding': 'br' })],
    [
      'another media type',
      415,
      'unsupported_media_type',
      () => job.post(run, good, { 'content-type': 'application/json' }),
    ],
    ['nothing at all', 422, 'invalid_body', () => job.post(run, '')],
    ['an empty line', 422, 'malformed_json', () => job.post(run, `${good}\n${good}`)],
    ['JSON too deep', 422, 'malformed_json', () => job.post(run, `${good}{"a":${nested}}\n`)],
    [
      'a name twice',
      422,
      'malformed_json',
      () => job.post(run, `${good}{"correlationId":"B","kind":"value","kind":"value"}\n`),
    ],
    [
      'half a surrogate pair',
      422,
      'malformed_json',
      () => job.post(run, `${good}{"correlationId":"\\ud800","kind":"value"}\n`),
    ],
    [
      'a number beyond doubles',
      422,
      'malformed_json',
      () => job.post(run, `${good}{"correlationId":1e400,"kind":"value"}\n`),
    ],
    [
      'bytes that are no UTF-8',
      422,
      'malformed_json',
      () => job.post(run, Buffer.concat([Buffer.from(good), Buffer.from([0xff])])),
    ],
    [
      'an unknown member',
      422,
      'invalid_body',
      () => job.post(run, linesOf([amount('A'), amount('B', { colour: 'blue' })])),
    ],
    ['an unknown kind', 422, 'invalid_body', () => job.post(run, linesOf([amount('A'), amount('B', { kind: 'odd' })]))],
    [
      'a line over 64 KiB',
      413,
      'body_too_large',
      () => job.post(run, linesOf([amount('A', { legacy: 'x'.repeat(65_536) })])),
    ],
    ['a line without an end', 413, 'body_too_large', () => job.post(run, ' '.repeat(10 * 1_048_576))],
    ['more than the run counted', 422, 'run_invalid', () => job.post(run, linesOf(amounts('A', 5)))],
    [
      'more ways to differ than a comparison has',
      422,
      'run_invalid',
      () => job.post(run, linesOf(Array.from({ length: 2_001 }, (_, n) => amount('A', { field: `f${n}` })))),
    ],
    ['another program', 404, 'not_found', () => job.post(run, good, {}, '/api/v1/programs/other')],
    ['a run that is none', 404, 'not_found', () => job.post('01934a5e-0000-7000-8000-0000000000aa', good)],
  ])('%s', async (_, status, code, attempt) => {
    const { status: told, headers, body } = await attempt();
    expect([told, body.code]).toEqual([status, code]);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(JSON.stringify(problem.parse(body))).not.toMatch(/\bat .*\.ts:|node_modules|SELECT|COPY|prisma/i);
    expect(await stored(run)).toEqual(nothing);
  });

  it('names the line and the member that are wrong', async () => {
    const { body } = await job.post(run, linesOf([...amounts('A', 16), amount('B', { kind: 'odd' })]));
    expect(problem.parse(body).errors).toMatchObject([{ pointer: '/lines/17/kind' }]);
  });

  it('is nobody’s who may not send runs', async () => {
    const poor = await issueKey(open, ['program:read']);
    const refused = await job.post(run, good, bearer(poor));
    expect([refused.status, refused.body.code]).toEqual([403, 'scope_missing']);
    expect(await stored(run)).toEqual(nothing);
  });

  it('breaks off half-way', async () => {
    const { sent } = job.stream(run);
    sent.on('error', () => undefined);
    sent.write(linesOf(amounts('A', 2)));
    await sleep(200);
    sent.destroy();
    await sleep(200);
    expect(await stored(run)).toEqual(nothing);
    expect(
      await inSnapshot(
        (db) => db.$queryRaw`SELECT 1 FROM pg_stat_activity WHERE query LIKE 'COPY discrepancy%' AND state = 'active'`,
      ),
    ).toEqual([]);
  });

  it('loses its database between the last line and the commit: 503, and it may be sent again', async () => {
    const { sent, answer } = job.stream(run, { 'idempotency-key': 'cut' });
    sent.write(linesOf(amounts('A', 2)));
    await sleep(300);
    const admin = new pg.Client({ connectionString: databaseUrl() });
    await admin.connect();
    const { rowCount } = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY discrepancy%'`,
    );
    await admin.end();
    expect(rowCount).toBe(1);
    sent.end(linesOf(amounts('B', 2)));
    expect(await answer.then(({ status }) => status)).toBe(503);
    expect(await stored(run)).toEqual(nothing);
    const again = await job.post(run, linesOf([...amounts('A', 2), ...amounts('B', 2)]), { 'idempotency-key': 'cut' });
    expect(again.status).toBe(201);
    expect(await stored(run)).toEqual({ rows: 4, batches: 1, count: 4 });
  });
});
