import { limits } from '@/lib/contract/limits';
import { type SentOutcome, sentOutcome } from '@/lib/contract/v1/outcomes';
import { accept, Refused, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { type LineFormat, LineReader } from './ndjson';
import { strictLine } from './strict-line';

const outcomeLine: LineFormat<SentOutcome> = { strict: (line) => strictLine(sentOutcome, line) };

const mebibyte = 1_048_576;
/** All lines of a request stand or fall together, so that they are held together. */
const most = { lines: 100_000, bytes: limits.bodyBytes.import };

const tooMany = (what: string) => refuse('body_too_large', `A request brings at most ${what}. Nothing of it was kept.`);

/** Every line of a body of outcomes, and the digest of the body; refuses at the first line that is wrong, with its number. */
export const readOutcomeLines = async (
  chunks: AsyncIterable<Buffer>,
): Promise<Result<{ sent: SentOutcome[]; digest: string }>> => {
  const reader = new LineReader(outcomeLine);
  const sent: SentOutcome[] = [];
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > most.bytes) return tooMany(`${most.bytes / mebibyte} MiB`);
      for (const value of reader.push(chunk)) sent.push(value);
      if (sent.length > most.lines) return tooMany(`${most.lines} lines`);
    }
    const { values, digest } = reader.end();
    sent.push(...values);
    if (sent.length > most.lines) return tooMany(`${most.lines} lines`);
    if (sent.length === 0) return refuse('invalid_body', 'The body has no lines.');
    return accept({ sent, digest });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
};
