import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { limits } from '@/lib/contract/limits';
import { accept, Refused, type Result, refuse, refused } from '@/lib/domain/kernel/refusal';

// A body that is read while it is used: whoever is slow at the end makes the sender wait, so that no part of it piles up.

const { inflationRatio } = limits;
/** What may come before a body has shown how well it packs. */
const slack = 1_048_576;

const brokeOff = () => refused('invalid_body', 'The body broke off. Nothing of it was kept.');

const late = (stallMs: number) =>
  refused('body_timeout', `Nothing came for ${stallMs / 1000} s. Nothing of the body was kept.`);

/** What comes over the wire, as long as something comes. The request is left as it is where nobody wants more. */
async function* arriving(request: IncomingMessage, stallMs: number): AsyncGenerator<Buffer> {
  const parts: AsyncIterator<Buffer> = request.iterator({ destroyOnReturn: false });
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const stalled = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late(stallMs)), stallMs);
    });
    const next = parts.next();
    // Whatever comes of it after a stall is nobody's any more.
    next.catch(() => undefined);
    const part = await Promise.race([next, stalled])
      .catch((error: unknown) => {
        throw error instanceof Refused ? error : brokeOff();
      })
      .finally(() => clearTimeout(timer));
    if (part.done === true) {
      if (!request.complete) throw brokeOff();
      return;
    }
    yield part.value;
  }
}

const bomb = () =>
  refused('body_too_large', `The body inflates to more than ${inflationRatio} times its size. Nothing of it was kept.`);

const broken = () => refused('malformed_json', 'The gzip stream is broken or cut short. Nothing of it was kept.');

/** The same inflated; the sizes are compared as it goes, and once more at its end. */
async function* inflated(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let taken = 0;
  let given = 0;
  const counted = async function* () {
    for await (const part of packed) {
      taken += part.length;
      yield part;
    }
  };
  const gunzip = createGunzip({ chunkSize: 65_536 });
  pipeline(Readable.from(counted(), { objectMode: true, highWaterMark: 1 }), gunzip, () => undefined);
  try {
    for await (const part of gunzip as AsyncIterable<Buffer>) {
      given += part.length;
      if (given > taken * inflationRatio + slack) throw bomb();
      yield part;
    }
  } catch (error) {
    throw error instanceof Refused ? error : broken();
  }
  if (given > taken * inflationRatio) throw bomb();
  // What follows the last member would otherwise be passed over in silence.
  if (gunzip.bytesWritten !== taken) throw broken();
}

/** The body's bytes as they come, inflated where they are gzip. Iterating throws `Refused` where the body is not sound. */
export const streamBody = (request: IncomingMessage, stallMs: number): Result<AsyncIterable<Buffer>> => {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding !== 'identity' && encoding !== 'gzip') {
    return refuse('unsupported_media_type', 'The only content encoding understood here is gzip.');
  }
  const parts = arriving(request, stallMs);
  return accept(encoding === 'gzip' ? inflated(parts) : parts);
};
