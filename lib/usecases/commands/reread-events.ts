import { accept, Refused, type Result } from '@/lib/domain/kernel/refusal';
import { databaseNow } from '@/lib/store/database';
import {
  deleteEvents,
  findKept,
  listToReread,
  listWaitingPrograms,
  markLooked,
  placeEvent,
} from '@/lib/store/kept-events';
import { findProgram } from '@/lib/store/programs';
import type { Context } from '@/lib/usecases/context';
import type { EventReader } from '@/lib/usecases/events/reader';
import { placeOf, settleEvent } from '@/lib/usecases/events/settle-event';
import { sourcesInForce } from '@/lib/usecases/events/sources';
import { read as inSnapshot, note, transact } from '@/lib/usecases/transact';

// Events that nobody claimed, or that wait, are read again once other sources are in force: oldest first, each whole or
// not at all, in the name of Lockgate. What they come to is on record like any run.

const reader = (requestId: string): Context => ({ actor: { kind: 'system', name: 'Lockgate' }, requestId });

const atOnce = 500;

const rereadOne = (context: Context, program: string, id: string, read: EventReader): Promise<Result<null>> =>
  transact<null>(context, program, async (tx) => {
    const row = await findKept(tx.db, tx.program.id, id);
    const { sources, digest } = sourcesInForce(tx.program);
    if (row === null || row.lookedWith === digest) return accept(null);
    const reading = read({ ...row, attributes: row.attributes as Record<string, string> | null }, sources);
    if (!reading.ok) throw new Refused(reading.refusal);
    const place = placeOf(reading.value, sources, digest);
    await placeEvent(tx.db, id, place);
    await settleEvent(tx, { id, reading: reading.value, place }, sources, read);
    return accept(null);
  });

/** Reads again what waits in one program and was not yet held against the sources in force; answers with how many. */
export const rereadEvents = async (program: string, read: EventReader, requestId: string): Promise<Result<number>> => {
  const context = reader(requestId);
  const found = await inSnapshot(async (db) => {
    const row = await findProgram(db, program);
    if (row === null) return { ids: [], digest: '' };
    const { digest } = sourcesInForce(row);
    return { ids: (await listToReread(db, row.id, digest, atOnce)).map(({ id }) => id), digest };
  });
  if (!found.ok) return found;
  for (const id of found.value.ids) {
    const done = await rereadOne(context, program, id, read);
    if (done.ok) continue;
    if (done.refusal.code === 'unavailable') return done;
    // It stays as it was, and is asked again when the sources change again.
    const { digest } = found.value;
    await note(async (db) => accept(await markLooked(db, id, digest, [done.refusal.detail])));
  }
  return accept(found.value.ids.length);
};

/** Programs that hold events which other sources may claim. */
export const listProgramsToReread = (): Promise<Result<string[]>> => inSnapshot(listWaitingPrograms);

/** How long an event is kept after it came. Runs made of it keep their own copy, for good. */
export const eventDays = 90;

/** Housekeeping: forgets events that came longer ago than they are kept. Answers with how many went. */
export const forgetEvents = (): Promise<Result<number>> =>
  note(async (db) =>
    accept(await deleteEvents(db, new Date((await databaseNow(db)).getTime() - eventDays * 86_400_000))),
  );
