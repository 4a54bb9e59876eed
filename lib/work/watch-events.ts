import { randomUUID } from 'node:crypto';
import { readKeptEvent } from '@/lib/ingest/event-reader';
import { log } from '@/lib/log';
import { listProgramsToReread, rereadEvents } from '@/lib/usecases/commands/reread-events';

/** Reads again the events that waited for a source, where other sources are in force since. */
export const watchEvents = async (): Promise<void> => {
  const waiting = await listProgramsToReread();
  if (!waiting.ok) return;
  for (const program of waiting.value) {
    const read = await rereadEvents(program, readKeptEvent, randomUUID());
    if (!read.ok) log.warn({ program, code: read.refusal.code }, 'kept events could not be read again');
    else if (read.value > 0) log.info({ program, events: read.value }, 'kept events were read again');
  }
};
