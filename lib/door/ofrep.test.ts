import { OFREPProvider } from '@openfeature/ofrep-provider';
import { OpenFeature } from '@openfeature/server-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ofrepBulk, ofrepEvaluation, ofrepFailure } from '@/lib/contract/v1/ofrep';
import { FakeAuthority, legacySince, standing, start, targetFrom } from './authority-under-test';
import { bearer, type DoorUnderTest, keys, openDoor, raw } from './door-under-test';

let source: FakeAuthority;
let door: DoorUnderTest;

beforeEach(async () => {
  source = new FakeAuthority();
  source.contexts = standing();
  door = await openDoor({}, { authority: source, memory: { steadyMs: source.steadyMs } });
});
afterEach(() => door.close());

type Sent = { context?: unknown; body?: string; headers?: Record<string, string>; key?: string };

const post = (path: string, { context = {}, body, headers = {}, key = keys.authority }: Sent) =>
  raw(`${door.url}/ofrep/v1/evaluate/flags${path}`, {
    method: 'POST',
    headers: { ...bearer(key), 'content-type': 'application/json; charset=utf-8', ...headers },
    chunks: [body ?? JSON.stringify({ context })],
  });
const one = (flag: string, sent: Sent = {}) => post(`/${flag}`, sent);
const all = (sent: Sent = {}) => post('', sent);
const motor = { targetingKey: 'k', productLine: 'motor' };

const good = async (flag: string, context: unknown) => {
  const answer = await one(flag, { context });
  expect(answer.status).toBe(200);
  return ofrepEvaluation.parse(JSON.parse(answer.text));
};

const failure = (answer: { text: string; headers: object }) => {
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json' });
  return ofrepFailure.parse(JSON.parse(answer.text));
};

describe('a single evaluation', () => {
  it('C1–C4, C15, C17: answers key, value, variant, reason and primitives, and nothing else', async () => {
    const answer = await one('intake.reads', { context: motor });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(ofrepEvaluation.parse(JSON.parse(answer.text))).toEqual({
      key: 'intake.reads',
      value: 'legacy',
      variant: 'selective',
      reason: 'TARGETING_MATCH',
      metadata: {
        epoch: 1,
        lane: 'reads/cohort:motor',
        legacy: 'authoritative',
        target: 'shadow',
        since: '2026-11-19T08:00:00.000Z',
        validUntil: '2026-11-20T08:00:30.000Z',
        decision: 1,
      },
    });
  });

  it('C2: says STATIC where nothing was asked, SPLIT where a percentage was, TARGETING_MATCH for a subscriber', async () => {
    expect(await good('payment.reads', {})).toMatchObject({ value: 'legacy', reason: 'STATIC', variant: 'planned' });
    expect(await good('fraud.reads', {})).toMatchObject({ reason: 'STATIC' });
    expect(await good('posting.writes', { targetingKey: 'a' })).toMatchObject({ reason: 'SPLIT' });
    expect((await good('fraud.reads', { subscriber: 'feed' })).metadata.lane).toBe('reads/subscriber:feed');
    expect(await good('fraud.reads', { subscriber: 'feed' })).toMatchObject({ reason: 'TARGETING_MATCH' });
    expect(await good('intake.reads', { productLine: 'home' })).toMatchObject({ reason: 'TARGETING_MATCH' });
  });

  it('a planned context answers legacy, epoch 0 and no decision', async () => {
    const { metadata } = await good('payment.writes', {});
    expect(metadata).toEqual({
      epoch: 0,
      legacy: 'authoritative',
      target: 'off',
      validUntil: '2026-11-20T08:00:30.000Z',
    });
  });

  it.each([
    'intake.writes',
    'intake.nothing',
    'nowhere.reads',
    'intake',
    '.reads',
    'intake.',
    'a.b.reads',
    'INTAKE.reads',
  ])('C5: an unknown key (%s) is 404 with its name', async (key) => {
    const answer = await one(key);
    expect(answer.status).toBe(404);
    expect(failure(answer)).toMatchObject({ key, errorCode: 'FLAG_NOT_FOUND' });
  });

  it.each(['{', '', '{"context":{},"context":{}}', '{"context":{"a":"\\u0000"}}'])(
    'C6: a body that is no JSON (%s) is 400 PARSE_ERROR with the key',
    async (body) => {
      const answer = await one('intake.reads', { body });
      expect(answer.status).toBe(400);
      expect(failure(answer)).toMatchObject({ key: 'intake.reads', errorCode: 'PARSE_ERROR' });
    },
  );

  it.each(['{}', '{"context":null}', '{"context":"a"}', '[]', '{"context":[]}'])(
    'C7: a body without a context (%s) is 400 INVALID_CONTEXT',
    async (body) => {
      const answer = await one('intake.reads', { body });
      expect(answer.status).toBe(400);
      expect(failure(answer)).toMatchObject({ key: 'intake.reads', errorCode: 'INVALID_CONTEXT' });
    },
  );

  it('a dimension that a reached condition reads and the request lacks is INVALID_CONTEXT, never a fall-through', async () => {
    for (const context of [{}, { geography: 'eu' }, { productLine: 7 }, { productLine: null }]) {
      const answer = await one('intake.reads', { context });
      expect(answer.status).toBe(400);
      expect(failure(answer)).toMatchObject({ errorCode: 'INVALID_CONTEXT' });
    }
  });

  it('C8: a targeting key is asked for only where a percentage needs it', async () => {
    for (const context of [{}, { targetingKey: '' }]) {
      const answer = await one('posting.writes', { context });
      expect(answer.status).toBe(400);
      expect(failure(answer)).toMatchObject({ key: 'posting.writes', errorCode: 'TARGETING_KEY_MISSING' });
    }
    expect((await one('intake.reads', { context: { productLine: 'home' } })).status).toBe(200);
  });

  it('C9: an encoded key is understood', async () => {
    expect((await one('intake%2Ereads', { context: motor })).status).toBe(200);
    expect((await one('intake%2Freads', { context: motor })).status).toBe(404);
  });

  it('C10: another method is 405, in the protocol’s own form', async () => {
    const answer = await raw(`${door.url}/ofrep/v1/evaluate/flags/intake.reads`, { headers: bearer(keys.authority) });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'POST']);
    expect(failure(answer)).toMatchObject({ key: 'intake.reads', errorCode: 'GENERAL' });
  });

  it('C11, C12: no key is 401, a wrong one 401, one without the scope 403, each with a body', async () => {
    for (const [key, status] of [
      ['', 401],
      ['lg_wrong', 401],
      [keys.unknown, 401],
      [keys.scopeless, 403],
    ] as const) {
      const answer = await one('intake.reads', { key });
      expect(answer.status).toBe(status);
      expect(failure(answer)).toMatchObject({ key: 'intake.reads', errorCode: 'GENERAL' });
    }
  });

  it('a key of another program does not see this one', async () => {
    expect((await one('intake.reads', { key: keys.other })).status).toBe(404);
    const headers = { 'x-lockgate-program': 'claims' };
    expect((await one('intake.reads', { key: keys.other, headers })).status).toBe(404);
    expect((await one('intake.reads', { context: motor, headers: { 'x-lockgate-program': 'orders' } })).status).toBe(
      404,
    );
    expect((await one('intake.reads', { context: motor, headers })).status).toBe(200);
  });

  it('a key of several programs says which', async () => {
    expect((await one('intake.reads', { key: keys.every, context: motor })).status).toBe(400);
    const headers = { 'x-lockgate-program': 'claims' };
    expect((await one('intake.reads', { key: keys.every, context: motor, headers })).status).toBe(200);
    for (const wrong of ['nowhere', '../claims', 'CLAIMS']) {
      const answer = await one('intake.reads', { key: keys.every, headers: { 'x-lockgate-program': wrong } });
      expect(answer.status).toBe(404);
    }
  });

  it('C14: a failure of ours is 500 with JSON and the key, and tells nothing', async () => {
    const broken = await openDoor(
      {},
      {
        authority: source,
        callers: {
          callerOfKey: async () => {
            throw new Error('SELECT secret');
          },
          callerOfSession: async () => {
            throw new Error('no');
          },
        },
      },
    );
    const answer = await raw(`${broken.url}/ofrep/v1/evaluate/flags/intake.reads`, {
      method: 'POST',
      headers: { ...bearer(keys.authority), 'content-type': 'application/json' },
      chunks: ['{"context":{}}'],
    });
    await broken.close();
    expect(answer.status).toBe(500);
    expect(failure(answer)).toMatchObject({ key: 'intake.reads', errorCode: 'GENERAL' });
    expect(answer.text).not.toContain('SELECT');
  });

  it('C16: a body over the limit is 413, another type 415', async () => {
    expect((await one('intake.reads', { body: ' '.repeat(1_048_577) })).status).toBe(413);
    expect((await one('intake.reads', { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
  });

  it('C29: query parameters that are not known are passed over', async () => {
    expect((await one('intake.reads?flagConfigEtag=x&a=1', { context: motor })).status).toBe(200);
  });

  it('attributes that are no dimension are passed over, whatever they are called', async () => {
    const body = '{"context":{"productLine":"motor","constructor":"x","nested":{"a":[1]},"at":"2020-01-01"}}';
    expect((await one('intake.reads', { body })).status).toBe(200);
  });
});

describe('a bulk evaluation', () => {
  it('C18, C19, C27: from the context alone, every flag in a stable order, failures among them', async () => {
    const answer = await all({ context: {} });
    expect(answer.status).toBe(200);
    const { flags } = ofrepBulk.parse(JSON.parse(answer.text));
    expect(flags.map(({ key }) => key)).toEqual([
      'fraud.reads',
      'intake.reads',
      'payment.reads',
      'payment.writes',
      'posting.writes',
    ]);
    expect(flags[1]).toMatchObject({ errorCode: 'INVALID_CONTEXT' });
    expect(flags[4]).toMatchObject({ errorCode: 'TARGETING_KEY_MISSING' });
    source.contexts.reverse();
    source.ledgerSize += 1;
    source.pass(1_000);
    expect(JSON.parse((await all({ context: {} })).text).flags.map(({ key }: { key: string }) => key)).toEqual(
      flags.map(({ key }) => key),
    );
  });

  it('C20, C21, C25: the same context gets the same tag, and 304 with nothing in it for that tag in any form', async () => {
    const first = await all({ context: motor });
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"[\w-]{43}"$/);
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`, `W/"x",W/${etag}`]) {
      const answer = await all({
        context: { productLine: 'motor', targetingKey: 'k' },
        headers: { 'if-none-match': held },
      });
      expect([answer.status, answer.text, answer.headers.etag]).toEqual([304, '', etag]);
    }
    for (const held of ['*', '"other"', etag.slice(1, -1), '']) {
      expect((await all({ context: motor, headers: { 'if-none-match': held } })).status).toBe(200);
    }
  });

  it('C22: another context is answered anew, even with the same targeting key', async () => {
    const etag = String((await all({ context: motor })).headers.etag);
    for (const context of [{ ...motor, productLine: 'home' }, { ...motor, unknown: 1 }, { targetingKey: 'k' }]) {
      const answer = await all({ context, headers: { 'if-none-match': etag } });
      expect(answer.status).toBe(200);
      expect(answer.headers.etag).not.toBe(etag);
    }
  });

  it('C23: a key of another scope is answered anew', async () => {
    const etag = String((await all({ context: motor })).headers.etag);
    const answer = await all({ context: motor, key: keys.full, headers: { 'if-none-match': etag } });
    expect(answer.status).toBe(200);
    expect(answer.headers.etag).not.toBe(etag);
  });

  it('C24: a change of authority changes the tag; what else is recorded, and time alone, do not', async () => {
    const etag = String((await all({ context: motor })).headers.etag);
    source.ledgerSize += 5;
    source.pass(1_500);
    expect((await all({ context: motor, headers: { 'if-none-match': etag } })).status).toBe(304);
    source.record(standing([legacySince, targetFrom(source.now - start + 2_000)]));
    source.pass(1_000);
    // recorded and not yet in effect: the same answer
    expect((await all({ context: motor, headers: { 'if-none-match': etag } })).status).toBe(304);
    source.pass(1_000);
    const after = await all({ context: motor, headers: { 'if-none-match': etag } });
    expect(after.status).toBe(200);
    expect(JSON.parse(after.text).flags[1]).toMatchObject({ key: 'intake.reads', value: 'target' });
  });

  it('C26: what is wrong with the whole request is said with an errorCode and no key', async () => {
    const answer = await all({ body: '{}' });
    expect(answer.status).toBe(400);
    expect(failure(answer)).toEqual({ errorCode: 'INVALID_CONTEXT', errorDetails: expect.any(String) });
    expect(failure(await all({ key: keys.other }))).toEqual({ errorCode: 'GENERAL', errorDetails: expect.any(String) });
  });

  it('with the lease run out is 503, not a list of failures', async () => {
    await all({ context: motor });
    source.gone = true;
    source.pass(30_001);
    const answer = await all({ context: motor });
    expect(answer.status).toBe(503);
    expect(failure(answer)).toMatchObject({ errorCode: 'GENERAL' });
  });
});

describe('a stock OpenFeature client', () => {
  const client = async (domain: string, key: string) => {
    const provider = new OFREPProvider({ baseUrl: door.url, headers: [['Authorization', `Bearer ${key}`]] });
    await OpenFeature.setProviderAndWait(domain, provider);
    return OpenFeature.getClient(domain);
  };

  it('E1, E3, E4: reads the side, and sees a shift and its way back within a second of their taking effect', async () => {
    const router = await client('shift', keys.authority);
    const side = () => router.getStringDetails('intake.reads', 'nobody decided this', { ...motor });
    expect(await side()).toMatchObject({ value: 'legacy', variant: 'selective', reason: 'TARGETING_MATCH' });
    source.record(standing([legacySince, targetFrom(31_000)]));
    source.pass(1_000);
    const before = await side();
    expect(before.value).toBe('legacy');
    expect(before.flagMetadata.validUntil).toBe(new Date(start + 31_000).toISOString());
    source.pass(30_000);
    expect(await side()).toMatchObject({ value: 'target', flagMetadata: { epoch: 2, legacy: 'standby', decision: 2 } });
    const back = { side: 'legacy' as const, from: 37_000, epoch: 3, decision: 3 };
    source.record(standing([legacySince, targetFrom(31_000), back]));
    source.pass(6_000);
    expect(await side()).toMatchObject({ value: 'legacy', flagMetadata: { epoch: 3, decision: 3 } });
  });

  it('gets the protocol’s own codes, and its caller’s default only with one of them', async () => {
    const router = await client('codes', keys.authority);
    const ask = (flag: string, context = {}) => router.getStringDetails(flag, 'default', context);
    expect(await ask('nowhere.reads')).toMatchObject({ value: 'default', errorCode: 'FLAG_NOT_FOUND' });
    expect(await ask('intake.reads')).toMatchObject({ value: 'default', errorCode: 'INVALID_CONTEXT' });
    expect(await ask('posting.writes')).toMatchObject({ value: 'default', errorCode: 'TARGETING_KEY_MISSING' });
    expect(await router.getBooleanDetails('intake.reads', true, motor)).toMatchObject({ errorCode: 'TYPE_MISMATCH' });
    expect(await ask('fraud.reads', { targetingKey: 'x' })).toMatchObject({ value: 'legacy' });
  });
});
