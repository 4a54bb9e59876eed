import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { readAttributes } from './cloudevents-attributes';
import { type EventHeaders, oneOf, readHeaders } from './cloudevents-headers';
import { elementTexts, memberText } from './json-places';
import { bodyLimits, decodeUtf8, type JsonWithNumberText, NumberText, parseJsonKeepingNumbers } from './strict-json';

// CloudEvents 1.0 over HTTP in its three modes (spec.md, formats/json-format.md, bindings/http-protocol-binding.md of
// cloudevents/spec). Strict: what is not a valid event is refused with the place that is wrong, and kept nowhere.

/** What an event carries: nothing, or bytes with their media type in lower case and without parameters. */
export type EventData = { mediaType: string; bytes: Uint8Array } | null;

export type CloudEvent = {
  id: string;
  source: string;
  type: string;
  subject: string | null;
  dataschema: string | null;
  time: string | null;
  /** Every attribute that is set, by name, in its canonical text. */
  attributes: Readonly<Record<string, string>>;
  data: EventData;
  /** The event as it was sent: the whole in structured mode, the body alone in binary mode. */
  sent: { mediaType: string; bytes: Uint8Array };
};

/** `batched`: the answer is one for each. In a batch an event that is wrong leaves the others alone. */
export type ReadEvents = { batched: boolean; events: Result<CloudEvent>[] };

export const structuredType = 'application/cloudevents+json';
export const batchType = 'application/cloudevents-batch+json';

const wrong = (pointer: string, detail: string) =>
  refuse('invalid_body', `This is no CloudEvent 1.0: ${pointer.slice(1) || 'the event'} ${detail}.`, [
    { pointer, detail },
  ]);

const isJsonType = (mediaType: string): boolean => /^[^/]+\/(json|[^/]+\+json)$/.test(mediaType);

const mediaTypeIn = (contentType: string | undefined): string =>
  (contentType ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

const isMap = (value: JsonWithNumberText | undefined): value is { [member: string]: JsonWithNumberText } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);

const encoder = new TextEncoder();

const dataOf = (
  text: string,
  members: { [member: string]: JsonWithNumberText },
  contentType: string | undefined,
): Result<EventData> => {
  const mediaType = mediaTypeIn(contentType);
  const { data, data_base64: packed } = members;
  if (packed !== undefined && packed !== null) {
    if (data !== undefined) return wrong('/data_base64', 'stands beside data; an event has one of them');
    if (typeof packed !== 'string' || !base64.test(packed)) return wrong('/data_base64', 'is not base64 (RFC 4648)');
    return accept({ mediaType, bytes: Buffer.from(packed, 'base64') });
  }
  if (data === undefined) return accept(null);
  // Text of another type is the data itself; with a JSON type, or none, it is a JSON value.
  if (typeof data === 'string' && !isJsonType(mediaType)) return accept({ mediaType, bytes: encoder.encode(data) });
  const kept = isJsonType(mediaType) ? mediaType : 'application/json';
  return accept({ mediaType: kept, bytes: encoder.encode(memberText(text, 'data') ?? 'null') });
};

/** One event in the JSON format, from its text and what was read of it. */
const fromJson = (text: string, value: JsonWithNumberText, mediaType: string): Result<CloudEvent> => {
  if (!isMap(value)) return wrong('', 'is not a JSON object');
  const { data: _data, data_base64: _packed, ...rest } = value;
  const attributes = readAttributes(rest);
  if (!attributes.ok) return attributes;
  const data = dataOf(text, value, attributes.value.datacontenttype);
  if (!data.ok) return data;
  return accept(eventOf(attributes.value, data.value, { mediaType, bytes: encoder.encode(text) }));
};

const eventOf = (
  attributes: Readonly<Record<string, string>>,
  data: EventData,
  sent: CloudEvent['sent'],
): CloudEvent => ({
  id: attributes.id ?? '',
  source: attributes.source ?? '',
  type: attributes.type ?? '',
  subject: attributes.subject ?? null,
  dataschema: attributes.dataschema ?? null,
  time: attributes.time ?? null,
  attributes,
  data,
  sent,
});

const readJson = (bytes: Uint8Array): Result<{ text: string; value: JsonWithNumberText }> => {
  // Read for its form; what the data means is read again by whoever understands it.
  const read = parseJsonKeepingNumbers(bytes, { ...bodyLimits, depth: bodyLimits.depth + 2 });
  if (!read.ok) return read;
  const marked = bytes[0] === 0xef ? bytes.subarray(3) : bytes;
  return accept({ text: decodeUtf8(marked) ?? '', value: read.value });
};

const structured = (bytes: Uint8Array): Result<ReadEvents> => {
  const read = readJson(bytes);
  if (!read.ok) return read;
  const event = fromJson(read.value.text, read.value.value, structuredType);
  return event.ok ? accept({ batched: false, events: [event] }) : event;
};

/** A batch of more than this many events is refused whole. */
export const mostEvents = 1_000;

const batch = (bytes: Uint8Array): Result<ReadEvents> => {
  const read = readJson(bytes);
  if (!read.ok) return read;
  const { text, value } = read.value;
  if (!Array.isArray(value)) return wrong('', 'must be a JSON array in a batch');
  if (value.length > mostEvents) {
    const detail = `more than ${mostEvents} events in one batch`;
    return refuse('invalid_body', `There are ${detail}. Nothing was kept.`, [{ pointer: '', detail }]);
  }
  const texts = elementTexts(text);
  return accept({ batched: true, events: value.map((one, at) => fromJson(texts[at] ?? '', one, structuredType)) });
};

const binary = (headers: EventHeaders, bytes: Uint8Array): Result<ReadEvents> => {
  const said = readHeaders(headers);
  if (!said.ok) return said;
  const contentType = oneOf(headers['content-type']);
  const attributes = readAttributes(
    contentType === undefined ? said.value : { ...said.value, datacontenttype: contentType },
  );
  if (!attributes.ok) return attributes;
  const mediaType = contentType === undefined ? 'application/octet-stream' : mediaTypeIn(contentType);
  const data = bytes.length === 0 ? null : { mediaType, bytes };
  return accept({ batched: false, events: [accept(eventOf(attributes.value, data, { mediaType, bytes }))] });
};

const notOurs = refuse(
  'unsupported_media_type',
  `Send ${structuredType}, ${batchType}, or any content type with the ce- headers of the binary mode, in UTF-8.`,
);

/** Reads the events of a request in whatever mode it is; a refusal means that nothing of it is an event. */
export const readCloudEvents = (headers: EventHeaders, bytes: Uint8Array): Result<ReadEvents> => {
  const contentType = (oneOf(headers['content-type']) ?? '').toLowerCase();
  const charset = /charset="?([^";\s]+)/.exec(contentType)?.[1] ?? 'utf-8';
  if (contentType.startsWith('application/cloudevents')) {
    const mediaType = mediaTypeIn(contentType);
    if (!/^utf-?8$/.test(charset)) return notOurs;
    if (mediaType === batchType) return batch(bytes);
    return mediaType === structuredType ? structured(bytes) : notOurs;
  }
  return Object.keys(headers).some((name) => name.startsWith('ce-')) ? binary(headers, bytes) : notOurs;
};
