import { createHash } from 'node:crypto';
import { byText } from '@/lib/domain/kernel/by-text';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import type { ArrivingEvent } from '@/lib/usecases/events/reader';
import { type CloudEvent, readCloudEvents, structuredType } from './cloudevents';
import type { EventHeaders } from './cloudevents-headers';
import { readInstant, readLineage } from './openlineage';
import { type JsonWithNumberText, NumberText, parseJsonKeepingNumbers } from './strict-json';

// Events as they come in: what makes two of them the same, and what is kept of them.

const sha256Hex = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** JSON with its members in one order and its numbers as they were written: two writings of one document are the same. */
const ordered = (value: JsonWithNumberText): string => {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(ordered).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => byText(a, b));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${ordered(member)}`).join(',')}}`;
};

const contentDigest = (bytes: Uint8Array): string => {
  const parsed = parseJsonKeepingNumbers(bytes);
  return sha256Hex(parsed.ok ? ordered(parsed.value) : bytes);
};

const ofCloudEvent = (event: CloudEvent): ArrivingEvent => {
  const { data, attributes } = event;
  const structured = event.sent.mediaType === structuredType;
  const said = { attributes, data: data === null ? null : [data.mediaType, contentDigest(data.bytes)] };
  return {
    channel: 'cloudevents',
    identity: sha256Hex(canonicalJson([event.source, event.id])),
    digest: sha256Hex(canonicalJson(said)),
    source: event.source,
    eventId: event.id,
    type: event.type,
    eventAt: event.time === null ? null : (readInstant(event.time)?.at ?? null),
    mediaType: event.sent.mediaType,
    attributes: structured ? null : attributes,
    bytes: event.sent.bytes,
  };
};

/** The events of a request in any of the three modes; `batched` where it was a batch. */
export const arrivingEvents = (
  headers: EventHeaders,
  bytes: Uint8Array,
): Result<{ batched: boolean; events: Result<ArrivingEvent>[] }> => {
  const read = readCloudEvents(headers, bytes);
  if (!read.ok) return read;
  const events = read.value.events.map((event) => (event.ok ? accept(ofCloudEvent(event.value)) : event));
  return accept({ batched: read.value.batched, events });
};

/** One OpenLineage event. Two are the same when run, state, time and all they say are: other emitters give no id. */
export const arrivingLineage = (bytes: Uint8Array): Result<ArrivingEvent> => {
  const read = readLineage(bytes);
  if (!read.ok) return read;
  const { runId, state, at, shape, job, dataset } = read.value;
  const digest = contentDigest(bytes);
  const words = { run: state ?? 'OTHER', job: 'JobEvent', dataset: 'DatasetEvent' } as const;
  return accept({
    channel: 'openlineage',
    identity: sha256Hex(canonicalJson([runId, state, at.toISOString(), digest])),
    digest,
    source: job?.namespace ?? dataset?.namespace ?? '',
    eventId: runId ?? '',
    type: words[shape],
    eventAt: at,
    mediaType: 'application/json',
    attributes: null,
    bytes,
  });
};
