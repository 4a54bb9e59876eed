import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '@/lib/contract/v1/problem';
import { bearer } from '@/lib/door/door-under-test';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';

// Outcomes through the door: lines in, each of them or none, and what waits told back.

let open: OpenHouse;
let key: string;
beforeAll(async () => {
  open = await openHouse();
  key = await issueKey(open, ['runs:write', 'program:read']);
}, 120_000);
afterEach(async () => {
  expect((await fetch(`${open.url}/healthz`)).status).toBe(200);
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await open?.close();
});

const outcome = (correlationId: string, more: object = {}) => ({
  context: 'payments',
  source: 'bus',
  side: 'legacy',
  correlationId,
  observedAt: new Date(Date.now() - 60_000).toISOString(),
  fields: { amount: '10.00', note: null },
  ...more,
});
const linesOf = (...outcomes: object[]): string => outcomes.map((each) => `${JSON.stringify(each)}\n`).join('');

const post = async (body: string | Buffer, headers: Record<string, string> = {}, at = base) => {
  const response = await fetch(`${open.url}${at}/outcomes`, {
    method: 'POST',
    headers: { ...bearer(key), 'content-type': 'application/x-ndjson', ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
};

const stored = () => inSnapshot((db) => db.outcome.count());

describe('outcomes', () => {
  it('are kept, told again as repeated, and shown as waiting', async () => {
    const body = linesOf(outcome('A'), outcome('A', { side: 'target', version: '2.1' }));
    const first = await post(gzipSync(body), { 'content-encoding': 'gzip', 'idempotency-key': 'k-1' });
    expect([first.status, first.body]).toMatchObject([200, { received: 2, kept: 2, repeated: 0 }]);
    const replayed = await post(gzipSync(body), { 'content-encoding': 'gzip', 'idempotency-key': 'k-1' });
    expect([replayed.body, replayed.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
    expect((await post(body)).body).toMatchObject({ kept: 0, repeated: 2 });
    expect(await post(linesOf(outcome('B')), { 'idempotency-key': 'k-1' })).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    const listed = await open.as('viewer')('GET', `${base}/outcomes?context=payments`);
    expect(listed.body.items).toMatchObject([
      { context: 'payments', source: 'bus', workload: null, byDefault: true, waiting: [{ legacy: 1, target: 1 }] },
    ]);
  });

  const bad = (more: object): string => linesOf(outcome('X'), outcome('Y', more));

  it.each<[string, number, string, () => ReturnType<typeof post>, string?]>([
    ['nothing at all', 422, 'invalid_body', () => post('')],
    ['an empty line', 422, 'malformed_json', () => post(`${linesOf(outcome('X'))}\n`), '/lines/2'],
    ['a line that is no JSON', 422, 'malformed_json', () => post(`${linesOf(outcome('X'))}{"a":`)],
    ['a name twice', 422, 'malformed_json', () => post(linesOf(outcome('X')).replace('{', '{"side":"target",'))],
    ['half a surrogate pair', 422, 'malformed_json', () => post(bad({ correlationId: '\ud800' }))],
    [
      'a field that is a number',
      422,
      'invalid_body',
      () => post(bad({ fields: { amount: 10 } })),
      '/lines/2/fields/amount',
    ],
    ['a side that is none', 422, 'invalid_body', () => post(bad({ side: 'both' })), '/lines/2/side'],
    ['an unknown member', 422, 'invalid_body', () => post(bad({ colour: 'blue' })), '/lines/2/colour'],
    ['no instant', 422, 'invalid_body', () => post(bad({ observedAt: 'yesterday' })), '/lines/2/observedAt'],
    ['the future', 422, 'invalid_body', () => post(bad({ observedAt: '2099-01-01T00:00:00Z' })), '/lines/2/observedAt'],
    ['another context', 422, 'run_unknown_context', () => post(bad({ context: 'other' })), '/lines/2/context'],
    ['another workload', 422, 'invalid_body', () => post(bad({ workload: 'streaming' })), '/lines/2/workload'],
    ['a line over 64 KiB', 413, 'body_too_large', () => post(bad({ fields: { a: 'x'.repeat(65_536) } }))],
    [
      'truncated gzip',
      422,
      'malformed_json',
      () => post(gzipSync(bad({})).subarray(0, -9), { 'content-encoding': 'gzip' }),
    ],
    [
      'a bomb',
      413,
      'body_too_large',
      () => post(gzipSync(Buffer.alloc(100 * 1_048_576, 0x20)), { 'content-encoding': 'gzip' }),
    ],
    ['too many lines', 413, 'body_too_large', () => post(linesOf(outcome('X')).repeat(100_001))],
    ['another media type', 415, 'unsupported_media_type', () => post(bad({}), { 'content-type': 'application/json' })],
    ['another program', 404, 'not_found', () => post(bad({}), {}, '/api/v1/programs/other')],
    [
      'two bodies under one id',
      409,
      'outcome_conflict',
      () => post(linesOf(outcome('X', { id: 'e' }), outcome('Y', { id: 'e' }))),
      '/lines/2/id',
    ],
  ])(
    '%s leaves nothing',
    async (_, status, code, attempt, pointer) => {
      const before = await stored();
      const answer = await attempt();
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      const said = problem.parse(answer.body);
      if (pointer !== undefined) expect(said.errors).toMatchObject([{ pointer }]);
      expect(JSON.stringify(said)).not.toMatch(/\bat .*\.ts:|node_modules|SELECT|INSERT|prisma/i);
      expect(await stored()).toBe(before);
    },
    30_000,
  );
});
