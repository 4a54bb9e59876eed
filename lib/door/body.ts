import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { limits } from '@/lib/contract/limits';
import { manifestRefusal, readManifest } from '@/lib/contract/manifest-yaml';
import type { Operation } from '@/lib/contract/operations/operation';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { schemaDetails } from '@/lib/domain/kernel/schema-refusal';
import { parseStrictJson } from '@/lib/ingest/strict-json';
import type { Held } from './bodies-in-memory';
import { mediaTypeOf } from './media-type';
import { type BodyLimit, readBody } from './request-body';
import { streamBody } from './streamed-body';

/**
 * A body that has passed: its bytes, the JSON in it before its schema (undefined for other bodies), its value after.
 * `chunks` is what is still to come of a body that is read while it is used; its bytes are empty then.
 */
export type Sent = {
  mediaType: string;
  bytes: Uint8Array;
  parsed: unknown;
  value: unknown;
  chunks?: AsyncIterable<Buffer>;
};

/** How long the kinds of bodies may take to arrive, in milliseconds. */
export type BodyPatience = {
  json: number;
  import: number;
  /** Of a body that is read as it comes: how long nothing may come. */
  stall?: number;
};

const noBytes = accept(Buffer.alloc(0));

const mediaTypes = {
  json: ['application/json'],
  ofrep: ['application/json'],
  manifest: ['application/json', 'application/yaml', 'application/x-yaml', 'text/yaml'],
  import: ['application/json', 'text/csv', 'application/x-ndjson', 'text/plain'],
  lineage: ['application/json'],
  ndjson: ['application/x-ndjson'],
} as const;

const limitOf = (kind: keyof typeof limits.bodyBytes, patience: BodyPatience): BodyLimit => ({
  bytes: limits.bodyBytes[kind],
  ms: kind === 'import' ? patience.import : patience.json,
});

const check = (schema: z.ZodType, parsed: unknown): Result<unknown> => {
  const checked = schema.safeParse(parsed);
  if (checked.success) return accept(checked.data);
  const errors = schemaDetails(checked.error);
  const [first] = errors;
  const where = first === undefined || first.pointer === '' ? 'the document' : first.pointer;
  return refuse('invalid_body', `The body is not valid at ${where}: ${first?.detail ?? 'it does not fit'}`, errors);
};

const decode = (operation: Operation, mediaType: string, bytes: Uint8Array): Result<Sent> => {
  const { body } = operation;
  if (body.kind === 'manifest') {
    const read = readManifest(bytes, mediaType === 'application/json' ? 'json' : 'yaml');
    if (!read.ok) return { ok: false, refusal: manifestRefusal(read.errors) };
    return accept({ mediaType, bytes, parsed: undefined, value: read.manifest });
  }
  if (body.kind === 'json' || body.kind === 'ofrep') {
    const parsed = parseStrictJson(bytes);
    if (!parsed.ok) return parsed;
    const value = check(body.schema, parsed.value);
    return value.ok ? accept({ mediaType, bytes, parsed: parsed.value, value: value.value }) : value;
  }
  return accept({ mediaType, bytes, parsed: undefined, value: undefined });
};

const announcesBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/** Reads the body as its operation declares it. One that declares none accepts none. */
export const bodyOf = async (
  request: IncomingMessage,
  operation: Operation,
  patience: BodyPatience,
  held: Held,
): Promise<Result<Sent>> => {
  const { kind } = operation.body;
  if (kind === 'none') {
    const empty = announcesBody(request) ? await readBody(request, limitOf('none', patience), held) : noBytes;
    if (empty.ok) return accept({ mediaType: '', bytes: empty.value, parsed: undefined, value: undefined });
    return empty.refusal.code === 'body_too_large' ? refuse('invalid_body', 'This takes no body.') : empty;
  }
  // A CloudEvent in binary mode has the type of its data: whoever reads it asks.
  const media = kind === 'events' ? accept('') : mediaTypeOf(request, mediaTypes[kind]);
  if (!media.ok) return media;
  if (kind === 'ndjson') {
    const chunks = streamBody(request, patience.stall ?? limits.stallSeconds * 1000);
    if (!chunks.ok) return chunks;
    return accept({
      mediaType: media.value,
      bytes: Buffer.alloc(0),
      parsed: undefined,
      value: undefined,
      chunks: chunks.value,
    });
  }
  const bytes = await readBody(request, limitOf(kind, patience), held);
  return bytes.ok ? decode(operation, media.value, bytes.value) : bytes;
};
