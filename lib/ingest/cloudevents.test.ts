import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivingEvents } from './arriving';
import { batchType, type CloudEvent, mostEvents, readCloudEvents, structuredType } from './cloudevents';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (data: CloudEvent['data']) => (data === null ? null : new TextDecoder().decode(data.bytes));
const minimal = { specversion: '1.0', id: 'A1', source: '/jobs', type: 'com.example.done' };

const structured = (event: object | string, contentType = structuredType) =>
  readCloudEvents({ 'content-type': contentType }, bytes(typeof event === 'string' ? event : JSON.stringify(event)));

const one = (read: ReturnType<typeof readCloudEvents>): CloudEvent => {
  const event = read.ok ? read.value.events[0] : read;
  if (event?.ok !== true) throw new Error(JSON.stringify(event));
  return event.value;
};

/** The place that is refused, or `accepted`. */
const refused = (read: ReturnType<typeof readCloudEvents>): string => {
  const event = read.ok ? read.value.events[0] : read;
  if (event === undefined) return 'nothing';
  return event.ok ? 'accepted' : `${event.refusal.code} ${event.refusal.errors?.[0]?.pointer ?? ''}`.trim();
};

describe('structured mode', () => {
  it('reads attributes as text, takes null for unset, and keeps extensions', () => {
    const event = one(structured({ ...minimal, subject: null, retries: 5, final: true, time: '2026-11-20T02:00:00Z' }));
    expect(event).toMatchObject({ id: 'A1', source: '/jobs', subject: null, time: '2026-11-20T02:00:00Z', data: null });
    expect(event.attributes).toMatchObject({ retries: '5', final: 'true' });
  });

  it('keeps JSON data exactly as it was written, numbers included', () => {
    const data = '{ "amount" : 1234567890123456789.10, "b":[1.0] }';
    const event = one(structured(`{"specversion":"1.0","id":"1","source":"s","type":"t","data":${data}}`));
    expect(text(event.data)).toBe(data);
    expect(event.data?.mediaType).toBe('application/json');
  });

  it.each([
    ['a number', '5', '5'],
    ['a text', '"x"', '"x"'],
    ['null', 'null', 'null'],
    ['a list', '[1]', '[1]'],
  ])('data may be %s', (_, written, read) => {
    expect(text(one(structured(`{"specversion":"1.0","id":"1","source":"s","type":"t","data":${written}}`)).data)).toBe(
      read,
    );
  });

  it('text of another media type is the data itself, and base64 is its bytes', () => {
    const csv = one(structured({ ...minimal, datacontenttype: 'text/csv', data: 'a,b\n1,2' }));
    expect([csv.data?.mediaType, text(csv.data)]).toEqual(['text/csv', 'a,b\n1,2']);
    const packed = one(structured({ ...minimal, datacontenttype: 'text/csv; header=present', data_base64: 'YSxi' }));
    expect([packed.data?.mediaType, text(packed.data)]).toEqual(['text/csv', 'a,b']);
  });

  it.each<[string, object | string, string]>([
    ['no id', { ...minimal, id: undefined }, 'invalid_body /id'],
    ['an empty id', { ...minimal, id: '' }, 'invalid_body /id'],
    ['a null source', { ...minimal, source: null }, 'invalid_body /source'],
    ['a source that is no URI-reference', { ...minimal, source: 'a b' }, 'invalid_body /source'],
    ['another version', { ...minimal, specversion: '0.3' }, 'invalid_body /specversion'],
    ['a number for a version', { ...minimal, specversion: 1.0 }, 'invalid_body /specversion'],
    ['a time of no offset', { ...minimal, time: '2026-11-20T02:00:00' }, 'invalid_body /time'],
    ['a day that is none', { ...minimal, time: '2026-13-40T02:00:00Z' }, 'invalid_body /time'],
    ['a relative dataschema', { ...minimal, dataschema: 'schema' }, 'invalid_body /dataschema'],
    ['a content type that is none', { ...minimal, datacontenttype: 'json' }, 'invalid_body /datacontenttype'],
    ['a name with capitals', { ...minimal, retryCount: 1 }, 'invalid_body /retryCount'],
    ['an extension that is a list', { ...minimal, tags: [] }, 'invalid_body /tags'],
    ['an extension that is a fraction', { ...minimal, share: 0.5 }, 'invalid_body /share'],
    ['an integer beyond 32 bits', { ...minimal, big: 2_147_483_648 }, 'invalid_body /big'],
    ['a control character', { ...minimal, subject: 'a\u0007' }, 'invalid_body /subject'],
    ['both kinds of data', { ...minimal, data: 1, data_base64: 'YQ==' }, 'invalid_body /data_base64'],
    ['data that is not base64', { ...minimal, data_base64: 'a b' }, 'invalid_body /data_base64'],
    ['a list', [minimal], 'invalid_body'],
    ['a name twice', '{"specversion":"1.0","id":"1","id":"2","source":"s","type":"t"}', 'malformed_json /id'],
    ['nothing', '', 'malformed_json'],
  ])('refuses %s', (_, event, place) => {
    expect(refused(structured(event))).toBe(place);
  });

  it('refuses another event format and another charset as types that it does not read', () => {
    expect(refused(structured(minimal, 'application/cloudevents+avro'))).toBe('unsupported_media_type');
    expect(refused(structured(minimal, `${structuredType}; charset=latin1`))).toBe('unsupported_media_type');
    expect(refused(structured(minimal, `${structuredType}; charset=UTF-8`))).toBe('accepted');
    expect(refused(structured(minimal, 'application/json'))).toBe('unsupported_media_type');
  });
});

const headers = {
  'ce-specversion': '1.0',
  'ce-id': '1',
  'ce-source': '/s',
  'ce-type': 't',
  'content-type': 'text/csv',
};

describe('binary mode', () => {
  it('reads attributes from headers, and the body is the data as it is', () => {
    const event = one(readCloudEvents({ ...headers, 'ce-retries': '5' }, bytes('a,b')));
    expect(event).toMatchObject({ id: '1', source: '/s', type: 't', attributes: { retries: '5' } });
    expect([event.data?.mediaType, text(event.data)]).toEqual(['text/csv', 'a,b']);
    expect(one(readCloudEvents(headers, bytes(''))).data).toBeNull();
  });

  it('decodes values once, unquotes them first, and takes what was sent unescaped as UTF-8', () => {
    const subject = (value: string) => one(readCloudEvents({ ...headers, 'ce-subject': value }, bytes(''))).subject;
    expect(subject('Euro%20%E2%82%AC%20%F0%9F%98%80')).toBe('Euro € 😀');
    expect(subject('%2525')).toBe('%25');
    expect(subject('%e2%82%ac')).toBe('€');
    expect(subject('"a \\"b\\" c"')).toBe('a "b" c');
    expect(subject(Buffer.from('Zürich').toString('latin1'))).toBe('Zürich');
  });

  it.each([
    ['an overlong encoding', { 'ce-subject': '%C0%A0' }, 'invalid_body /subject'],
    ['a percent sign alone', { 'ce-subject': '100%' }, 'invalid_body /subject'],
    ['a datacontenttype of its own', { 'ce-datacontenttype': 'text/csv' }, 'invalid_body /datacontenttype'],
    ['a name with a hyphen', { 'ce-my-name': '1' }, 'invalid_body /my-name'],
    ['no type', { 'ce-type': undefined }, 'invalid_body /type'],
  ])('refuses %s', (_, more, place) => {
    expect(refused(readCloudEvents({ ...headers, ...more }, bytes('')))).toBe(place);
  });

  it('is not what has no ce- header at all', () => {
    expect(refused(readCloudEvents({ 'content-type': 'text/csv' }, bytes('a')))).toBe('unsupported_media_type');
  });
});

describe('a batch', () => {
  const batch = (body: string) => readCloudEvents({ 'content-type': batchType }, bytes(body));

  it('may be empty', () => {
    expect(batch('[]')).toEqual({ ok: true, value: { batched: true, events: [] } });
  });

  it('gives each event its own answer, in order, and what each was as it was written', () => {
    const read = batch(
      `[${JSON.stringify(minimal)}, {"specversion":"1.0"} , ${JSON.stringify({ ...minimal, id: 'B' })}]`,
    );
    if (!read.ok) throw new Error(read.refusal.detail);
    const [first, second, third] = read.value.events;
    expect(first?.ok === true && new TextDecoder().decode(first.value.sent.bytes)).toBe(JSON.stringify(minimal));
    expect(second?.ok === false && second.refusal.code).toBe('invalid_body');
    expect(third?.ok === true && third.value.id).toBe('B');
  });

  it('refuses what is no list, and more events than it takes', () => {
    expect(refused(batch(JSON.stringify(minimal)))).toBe('invalid_body');
    expect(refused(batch(`[${Array.from({ length: mostEvents + 1 }, () => '1').join(',')}]`))).toBe('invalid_body');
  });
});

describe('two events', () => {
  const arrived = (head: Record<string, string>, body: string) => {
    const read = arrivingEvents(head, bytes(body));
    const event = read.ok ? read.value.events[0] : read;
    if (event?.ok !== true) throw new Error(JSON.stringify(event));
    return event.value;
  };
  const json = { 'content-type': structuredType };

  it('are the same by source and id, and say the same in whatever order and mode', () => {
    const a = arrived(json, '{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"a":1.0,"b":2}}');
    const b = arrived(json, '{"type":"t","source":"/s", "id":"1","specversion":"1.0","data":{"b":2,  "a":1.0}}');
    expect([b.identity, b.digest]).toEqual([a.identity, a.digest]);
    const c = arrived(json, '{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"a":1.00,"b":2}}');
    expect([c.identity === a.identity, c.digest === a.digest]).toEqual([true, false]);
  });

  it('are two where source and id only read alike', () => {
    const a = arrived(json, JSON.stringify({ ...minimal, source: 'a/b', id: 'c' }));
    const b = arrived(json, JSON.stringify({ ...minimal, source: 'a', id: 'b/c' }));
    expect(a.identity).not.toBe(b.identity);
  });
});

it('never throws, whatever comes', () => {
  const file = JSON.stringify({ ...minimal, data: { a: [1, 'x'] } });
  const holds = (sent: Uint8Array) => {
    for (const type of [structuredType, batchType, 'text/plain'])
      arrivingEvents({ 'content-type': type, 'ce-id': '1' }, sent);
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), holds));
  fc.assert(fc.property(fc.json(), (noise) => holds(bytes(noise))));
  fc.assert(
    fc.property(fc.nat(file.length), fc.nat(10), fc.string({ maxLength: 4 }), (at, cut, piece) =>
      holds(bytes(file.slice(0, at) + piece + file.slice(at + cut))),
    ),
  );
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.string({ maxLength: 8 }).map((name) => `ce-${name}`),
        fc.string(),
      ),
      (said) => {
        readCloudEvents(said, bytes(''));
      },
    ),
  );
});

const samples = join(fileURLToPath(new URL('../../..', import.meta.url)), 'shared', 'samples', 'cloudevents');

describe.skipIf(!existsSync(samples))('the examples of the specification', () => {
  const sample = (name: string) => readFileSync(join(samples, name), 'utf8');

  it('read as they are meant, and the placeholder that is no base64 is refused', () => {
    const json = one(structured(sample('structured_json_object_data.json')));
    expect(json).toMatchObject({ id: 'C234-1234-1234', source: '/mycontext', subject: null });
    expect(json.attributes).toMatchObject({ comexampleextension1: 'value', comexampleothervalue: '5' });
    expect(JSON.parse(text(json.data) ?? '')).toEqual({ appinfoA: 'abc', appinfoB: 123, appinfoC: true });
    expect(refused(structured(sample('structured_0.json')))).toBe('invalid_body /data_base64');
    expect(readCloudEvents({ 'content-type': batchType }, bytes(sample('batch_empty.json')))).toMatchObject({
      value: { events: [] },
    });
    const [head = '', ...body] = sample('binary_json_object_data.http.txt').split(/\r?\n\r?\n/);
    const said = Object.fromEntries(head.split(/\r?\n/).map((line) => line.split(/:\s*(.*)/s).slice(0, 2)));
    const binary = one(readCloudEvents(said, bytes(body.join('\n\n'))));
    expect(binary.attributes).toEqual(json.attributes);
    expect(JSON.parse(text(binary.data) ?? '')).toEqual(JSON.parse(text(json.data) ?? ''));
    // A schema of events is none.
    expect(refused(structured(sample('cloudevents.schema.json')))).toContain('invalid_body');
  });
});
