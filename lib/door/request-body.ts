import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { limits } from '@/lib/contract/limits';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { type Held, tooManyBodies } from './bodies-in-memory';

/** Bytes are counted as they come, compressed and inflated alike; `ms` bounds the whole arrival. */
export type BodyLimit = { bytes: number; ms: number };

const { inflationRatio } = limits;
const inflate = promisify(gunzip);

const shownSize = (bytes: number): string => (bytes >= 1_048_576 ? `${bytes / 1_048_576} MiB` : `${bytes} bytes`);

const tooLarge = (limit: BodyLimit) =>
  refuse('body_too_large', `The body is larger than ${shownSize(limit.bytes)}. Nothing of it was kept.`);

/** Reads what arrives until the end, the limit or the deadline. Leaves the rest unread where it refuses. */
const arrive = (request: IncomingMessage, limit: BodyLimit, held: Held): Promise<Result<Buffer>> =>
  new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const settle = (result: Result<Buffer>) => {
      clearTimeout(deadline);
      request.off('data', take).off('end', finish).off('error', broken).off('close', broken);
      request.pause();
      resolve(result);
    };
    const take = (part: Buffer) => {
      size += part.length;
      if (size > limit.bytes) return settle(tooLarge(limit));
      if (!held.take(part.length)) return settle(tooManyBodies());
      parts.push(part);
    };
    const finish = () => settle(accept(Buffer.concat(parts)));
    const broken = () => settle(refuse('invalid_body', 'The body broke off. Nothing of it was kept.'));
    const late = () => settle(refuse('body_timeout', `The body did not arrive within ${limit.ms / 1000} s.`));
    const deadline = setTimeout(late, limit.ms);
    request.on('data', take).on('end', finish).on('error', broken).on('close', broken);
  });

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

const unpack = async (packed: Buffer, limit: BodyLimit): Promise<Result<Buffer>> => {
  const byRatio = packed.length * inflationRatio;
  try {
    return accept(await inflate(packed, { maxOutputLength: Math.max(1, Math.min(limit.bytes, byRatio)) }));
  } catch (error) {
    if (!isCode(error, 'ERR_BUFFER_TOO_LARGE'))
      return refuse('malformed_json', 'The gzip stream is broken or cut short.');
    if (byRatio >= limit.bytes) return tooLarge(limit);
    return refuse('body_too_large', `The body inflates to more than ${inflationRatio} times its size.`);
  }
};

/** The whole body, inflated where it is gzip; refuses by size, encoding, time and what all bodies hold. */
export const readBody = async (request: IncomingMessage, limit: BodyLimit, held: Held): Promise<Result<Buffer>> => {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    return refuse('unsupported_media_type', 'The only content encoding understood here is gzip.');
  }
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit.bytes) return tooLarge(limit);
  const arrived = await arrive(request, limit, held);
  if (!arrived.ok || encoding === 'identity') return arrived;
  const inflated = await unpack(arrived.value, limit);
  return inflated.ok && !held.take(inflated.value.length) ? tooManyBodies() : inflated;
};

/** After an early answer: takes in what is still coming for a moment, so that the answer can be read, then hangs up. */
export const discardRest = (request: IncomingMessage): void => {
  if (request.complete || request.destroyed) return;
  let left = 8 * 1_048_576;
  const hangUp = () => request.destroy();
  const linger = setTimeout(hangUp, 2_000);
  linger.unref();
  request.on('data', (part: Buffer) => {
    left -= part.length;
    if (left < 0) hangUp();
  });
  request.on('close', () => clearTimeout(linger));
  request.on('error', () => clearTimeout(linger));
  request.resume();
};
