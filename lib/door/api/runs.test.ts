import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer } from '@/lib/door/door-under-test';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';

// A run that is refused leaves nothing; one that is answered with success is there. Over the real database.

let open: OpenHouse;
let key: string;
let job: Ask;
beforeAll(async () => {
  open = await openHouse();
  key = await issueKey(open, ['runs:write', 'program:read']);
  job = caller(open.url, bearer(key));
}, 120_000);
afterAll(() => open?.close());

const now = Date.now();
const hoursAgo = (hours: number) => new Date(now - hours * 3_600_000).toISOString();
const run = (externalId: string, more: object = {}) => ({
  source: 'nightly',
  externalId,
  context: 'payments',
  layer: 'outcome',
  window: { from: hoursAgo(26), to: hoursAgo(2) },
  status: 'completed',
  ...more,
});

const everything = async () => ({
  runs: await inSnapshot((db) => db.run.count()),
  bodies: await inSnapshot((db) => db.runBody.count()),
  patterns: await inSnapshot((db) => db.pattern.count()),
  receipts: await inSnapshot((db) => db.idempotencyReceipt.count()),
  entries: (await audit(databaseUrl())).entries,
});

const raw = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${open.url}${base}/runs`, {
    method: 'POST',
    headers: { ...bearer(key), 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    body: typeof body === 'string' ? body : new Uint8Array(body),
  });
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const text = JSON.stringify(run('refused'));

describe('a run that is refused leaves nothing', () => {
  it.each<[string, number, string, () => Promise<Response>]>([
    ['of broken JSON', 422, 'malformed_json', () => raw(text.slice(0, -1))],
    ['with a member twice', 422, 'malformed_json', () => raw(text.replace('{', '{"source":"a",'))],
    ['too deep', 422, 'malformed_json', () => raw(text.replace('{', `{"more":${nested(40)},`))],
    ['of broken text', 422, 'malformed_json', () => raw(Buffer.concat([Buffer.from(text), Buffer.from([0xff])]))],
    ['with an unknown field', 422, 'invalid_body', () => raw(JSON.stringify(run('refused', { colour: 'blue' })))],
    ['with a number for a count that is none', 422, 'invalid_body', () => raw(text.replace('"completed"', '1'))],
    ['over the limit', 413, 'body_too_large', () => raw(`"${'x'.repeat(1_048_577)}"`)],
    [
      'that inflates beyond its ratio',
      413,
      'body_too_large',
      () => raw(gzipSync(Buffer.alloc(1_000_000, ' ')), { 'content-encoding': 'gzip' }),
    ],
    ['of another type', 415, 'unsupported_media_type', () => raw(text, { 'content-type': 'text/plain' })],
    ['of another encoding', 415, 'unsupported_media_type', () => raw(text, { 'content-encoding': 'br' })],
    ['of nobody', 401, 'unauthenticated', () => raw(text, { authorization: 'Bearer lg_wrong' })],
    [
      'about a context that is not there',
      422,
      'run_unknown_context',
      () => raw(JSON.stringify(run('refused', { context: 'x' }))),
    ],
    [
      'whose window lies ahead',
      422,
      'run_invalid',
      () => raw(JSON.stringify(run('refused', { window: { from: hoursAgo(1), to: hoursAgo(-1) } }))),
    ],
    [
      'with an amount too fine to keep',
      422,
      'invalid_body',
      () => raw(JSON.stringify(run('refused', { totals: { legacy: 0.5 } }))),
    ],
  ])('%s: %i %s', async (_, status, code, send) => {
    const before = await everything();
    const answer = await send();
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const said = await answer.json();
    expect([answer.status, said.code, said.status]).toEqual([status, code, status]);
    expect(JSON.stringify(said)).not.toMatch(/select |insert |\/work\/|\.ts:|prisma/i);
    expect(await everything()).toEqual(before);
  });

  it('by a key without the scope, or a person without the role: 403', async () => {
    const reader = caller(open.url, bearer(await issueKey(open, ['program:read'])));
    const before = await everything();
    expect((await reader('POST', `${base}/runs`, run('refused'))).body.code).toBe('scope_missing');
    expect((await open.as('viewer')('POST', `${base}/runs`, run('refused'))).body.code).toBe('role_missing');
    expect(
      (await caller(open.url, { cookie: open.headersOf('lead').cookie ?? '' })('POST', `${base}/runs`, run('refused')))
        .body.code,
    ).toBe('origin_refused');
    expect(await everything()).toEqual(before);
  });
});

describe('a run that is answered', () => {
  it('sent at once by twenty is one: one 201, and 200 with the same body for the rest', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => job('POST', `${base}/runs`, run('at-once'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 19 }, () => 200), 201]);
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
  });

  it('sent at once under one Idempotency-Key is one, and every answer is the same', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => job('POST', `${base}/runs`, run('one-key'), headers)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(answers.filter((answer) => answer.headers.get('idempotent-replayed') !== 'true')).toHaveLength(1);
    expect(await inSnapshot((db) => db.run.count({ where: { externalId: 'one-key' } }))).toBe(1);
  });

  it('is given back byte for byte', async () => {
    const sent = JSON.stringify(run('bytes'), null, 3);
    const kept = await (await raw(sent)).json();
    const read = await fetch(`${open.url}${base}/runs/${kept.id}/body`, { headers: bearer(key) });
    expect(await read.text()).toBe(sent);
  });
});
