import { once } from 'node:events';
import { setImmediate as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { MappedFormat } from '@/lib/contract/mapped-format';
import type { ImportQuery } from '@/lib/contract/v1/runs';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { importedSubmission } from '@/lib/ingest/submission';
import type { Submission } from '@/lib/usecases/commands/record-run';
import { Turns } from '@/lib/usecases/turns';
import { type Asked, type Told, tooManyShown } from './import-words';

// Large results are read in a thread of their own. A result of sixty megabytes takes seconds to read, and all that while
// nobody else would be answered: no router that asks who is authoritative, no lease renewed.

type Sent = { mediaType: string; bytes: Uint8Array };

/** Below this, reading takes a few milliseconds and a thread would only cost more. */
const apartFrom = 65_536;
const longestMs = 120_000;
/** What reading sixty megabytes takes, with room; a thread that needs more ends, and nothing else does. */
const memoryMb = 2_048;

const turns = new Turns(1, longestMs);
let thread: Worker | null = null;

const end = (ended: Worker): void => {
  if (thread === ended) thread = null;
  void ended.terminate();
};

const begin = (): Worker => {
  if (thread !== null) return thread;
  const begun = new Worker(new URL('./import-thread.mjs', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  // A thread that waits keeps no process from ending.
  begun.unref();
  begun.on('exit', () => end(begun));
  begun.on('error', () => end(begun));
  thread = begun;
  return begun;
};

const ask = async (worker: Worker, asked: Asked, signal: AbortSignal): Promise<Told> => {
  const answered = once(worker, 'message', { signal });
  worker.postMessage(asked, asked.ask === 'read' ? [asked.bytes.buffer as ArrayBuffer] : []);
  const [told] = (await answered) as [Told];
  return told;
};

const tooMuch = (detail: string) => refuse('body_too_large', `${detail} Nothing of it was kept.`);

const failure = (error: unknown, signal: AbortSignal) => {
  if (signal.aborted) return tooMuch(`Reading the result took more than ${longestMs / 1000} s.`);
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return tooMuch('Reading the result needs more memory than there is for it.');
  throw error;
};

const readApart = async (
  query: ImportQuery,
  sent: Sent,
  map: MappedFormat | undefined,
): Promise<Result<Submission>> => {
  const worker = begin();
  const signal = AbortSignal.timeout(longestMs);
  try {
    const { mediaType } = sent;
    const told = await ask(worker, { ask: 'read', query, mediaType, bytes: new Uint8Array(sent.bytes), map }, signal);
    if (told.tell === 'refused') return { ok: false, refusal: told.refusal };
    if (told.tell !== 'read') throw new Error('the thread that reads imports said something else');
    const discrepancies: Discrepancy[] = [];
    for (;;) {
      const more = await ask(worker, { ask: 'more' }, signal);
      if (more.tell !== 'more') throw new Error('the thread that reads imports said something else');
      if (more.items.length === 0) break;
      for (const item of more.items) discrepancies.push(item);
      await pause();
    }
    const { facts, ...submission } = told.submission;
    return accept({ ...submission, body: sent, facts: { ...facts, discrepancies } });
  } catch (error) {
    end(worker);
    return failure(error, signal);
  }
};

/** A run in another tool's format, read beside everything else where it is large. @throws Refused where no turn came. */
export const readImport = async (query: ImportQuery, sent: Sent, map?: MappedFormat): Promise<Result<Submission>> => {
  if (sent.bytes.length >= apartFrom) return turns.take(() => readApart(query, sent, map));
  const read = importedSubmission(query, sent, map);
  if (!read.ok) return read;
  const tooMany = tooManyShown(read.value.facts);
  return tooMany === null ? read : { ok: false, refusal: tooMany };
};
