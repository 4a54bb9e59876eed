import { v7 as uuid } from 'uuid';
import type { EventAnswer } from '@/lib/contract/v1/events';
import type { SentOutcome } from '@/lib/contract/v1/outcomes';
import { mayRecordRun } from '@/lib/domain/access/may';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { accept, type Refusal, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { dropUnanswered, findEvent, insertEvent, setAnswer, setState } from '@/lib/store/kept-events';
import { findProgram, findProgramById } from '@/lib/store/programs';
import { authorise } from '@/lib/usecases/authorise';
import { addDiscrepancies } from '@/lib/usecases/commands/add-discrepancies';
import { recordOutcomes } from '@/lib/usecases/commands/record-outcomes';
import type { Context } from '@/lib/usecases/context';
import type { ArrivingEvent, EventReader } from '@/lib/usecases/events/reader';
import { placeOf, settleEvent } from '@/lib/usecases/events/settle-event';
import { sourcesInForce } from '@/lib/usecases/events/sources';
import { read as inSnapshot, note, type ProgramTx, transact } from '@/lib/usecases/transact';

/** `created` is false where the same event was here already: the answer is then the first one, word for word. */
export type Taken = { answer: EventAnswer; created: boolean };

/** The event where it is here already; refuses, by throwing, another body under its identity. */
const knownEvent = async (tx: ProgramTx, event: ArrivingEvent) => {
  const known = await findEvent(tx.db, tx.program.id, event.channel, event.identity);
  if (known === null || known.digest === event.digest) return known;
  const detail = `${event.source} sent the event "${event.eventId}" before, with another body. The first one is kept.`;
  throw refused('event_conflict', detail, [{ pointer: '/id', detail: 'names another event' }]);
};

const takeIn = async (tx: ProgramTx, event: ArrivingEvent, read: EventReader): Promise<Taken> => {
  const known = await knownEvent(tx, event);
  if (known !== null) return { answer: JSON.parse(known.answer) as EventAnswer, created: false };
  const { sources, digest } = sourcesInForce(tx.program);
  const reading = read(event, sources);
  if (!reading.ok) throw new Refused(reading.refusal);
  const place = placeOf(reading.value, sources, digest);
  const id = uuid();
  await insertEvent(tx.db, { ...event, id, programId: tx.program.id, receivedAt: tx.at }, place);
  const answer = await settleEvent(tx, { id, reading: reading.value, place }, sources, read);
  await setAnswer(tx.db, id, JSON.stringify(answer));
  return { answer, created: true };
};

type Apart = Pick<EventAnswer, 'outcomes' | 'itemised' | 'warnings'>;

/**
 * Outcomes and discrepancies are kept apart, and the same ones once. So the event takes its identity first and its answer last: what breaks
 * off between is finished when it is sent again.
 */
const takeApart = async (
  context: Context,
  programSlug: string,
  event: ArrivingEvent,
  keep: () => Promise<Result<Apart>>,
): Promise<Result<Taken>> => {
  const claimed = await transact<{ id: string; answer: string }>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayRecordRun);
    const known = await knownEvent(tx, event);
    if (known !== null) return accept({ id: known.id, answer: known.answer });
    const id = uuid();
    const nobodys = { job: null, lineageRun: null, ends: false, says: false, claimedBy: null };
    const place = { ...nobodys, lookedWith: sourcesInForce(tx.program).digest, warnings: [] };
    await insertEvent(tx.db, { ...event, id, programId: tx.program.id, receivedAt: tx.at }, place);
    return accept({ id, answer: '' });
  });
  if (!claimed.ok) return claimed;
  const { id, answer: first } = claimed.value;
  if (first !== '') return accept({ answer: JSON.parse(first) as EventAnswer, created: false });
  const recorded = await keep();
  if (!recorded.ok) {
    await note(async (db) => accept(await dropUnanswered(db, id)));
    return recorded;
  }
  const about = { event: id, state: 'read' as const, claimedBy: null, runs: [] };
  const answer: EventAnswer = { ...about, ...recorded.value };
  return note<Taken>(async (db) => {
    await setState(db, id, { state: 'read', runId: null });
    await setAnswer(db, id, JSON.stringify(answer));
    return accept({ answer, created: true });
  });
};

const outcomesOf = async (
  context: Context,
  programSlug: string,
  sent: readonly SentOutcome[],
): Promise<Result<Apart>> => {
  const kept = await recordOutcomes(context, programSlug, sent);
  return kept.ok ? accept({ outcomes: kept.value, itemised: null, warnings: kept.value.warnings }) : kept;
};

const itemisedOf = async (
  context: Context,
  programSlug: string,
  { run, sent }: { run: string; sent: readonly Discrepancy[] },
): Promise<Result<Apart>> => {
  const batches = (async function* () {
    yield sent;
  })();
  // By what they are, and not by the event that brought them: the same ones count once.
  const digest = documentDigest(JSON.parse(JSON.stringify(sent)));
  const body = { batches, digest: () => digest, contextFor: () => context };
  const added = await addDiscrepancies(context, programSlug, run, body);
  if (!added.ok) return added;
  const { answer } = added.value;
  return accept({ outcomes: null, itemised: answer, warnings: answer.warnings });
};

const takeWhole = (context: Context, programSlug: string, event: ArrivingEvent, read: EventReader) =>
  transact<Taken>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayRecordRun);
    return accept(await takeIn(tx, event, read));
  });

const take = (
  context: Context,
  programSlug: string,
  event: ArrivingEvent,
  read: EventReader,
): Promise<Result<Taken>> => {
  const alone = read(event, []);
  if (!alone.ok) return takeWhole(context, programSlug, event, read);
  const { value } = alone;
  if (value.kind === 'outcomes')
    return takeApart(context, programSlug, event, () => outcomesOf(context, programSlug, value.sent));
  if (value.kind === 'discrepancies')
    return takeApart(context, programSlug, event, () => itemisedOf(context, programSlug, value));
  return takeWhole(context, programSlug, event, read);
};

export type TakenOrNot = { taken: Taken } | { refusal: Refusal };

/** Whatever stands between all of them and the record: asking again is safe, so that nothing is answered for the rest. */
const stopsAll = ({ code }: Refusal): boolean => code === 'unavailable';

/**
 * Takes events one by one, in order, each whole or not at all; an event that was refused before it came here stays so.
 * Refuses as a whole who may not, and where every event is refused: by the first refusal.
 */
export const takeEvents = async (
  context: Context,
  programSlug: string,
  events: readonly Result<ArrivingEvent>[],
  read: EventReader,
): Promise<Result<TakenOrNot[]>> => {
  const allowed = await inSnapshot(async (db) => {
    const program = await findProgram(db, programSlug);
    if (program === null) throw refused('not_found', 'There is no such program.');
    await authorise(db, context.actor, program, mayRecordRun);
  });
  if (!allowed.ok) return allowed;
  const items: TakenOrNot[] = [];
  for (const event of events) {
    const taken = event.ok ? await take(context, programSlug, event.value, read) : event;
    if (!taken.ok && stopsAll(taken.refusal)) return taken;
    items.push(taken.ok ? { taken: taken.value } : { refusal: taken.refusal });
  }
  const first = items[0];
  const none = items.every((item) => 'refusal' in item);
  return none && first !== undefined && 'refusal' in first ? { ok: false, refusal: first.refusal } : accept(items);
};

const named = 'X-Lockgate-Program';

const programOf = (context: Context, slug: string | undefined): Promise<Result<string>> =>
  inSnapshot(async (db) => {
    const { actor } = context;
    const own = actor.kind === 'key' && actor.programId !== null ? await findProgramById(db, actor.programId) : null;
    if (own === null && slug === undefined)
      throw refused('invalid_parameter', `This key reaches several programs: name one with ${named}.`);
    if (own !== null && slug !== undefined && slug !== own.slug)
      throw refused('not_found', 'There is no such program.');
    return own?.slug ?? slug ?? '';
  });

/** Takes one lineage event; the key names its program, and one that reaches several says which. */
export const takeLineage = async (
  context: Context,
  programSlug: string | undefined,
  event: ArrivingEvent,
  read: EventReader,
): Promise<Result<Taken>> => {
  const program = await programOf(context, programSlug);
  return program.ok ? take(context, program.value, event, read) : program;
};
