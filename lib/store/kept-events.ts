import type { Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { json } from './json-column';

// Events as they were sent, beside what became of them.

export type Channel = 'cloudevents' | 'openlineage';
export type EventState = 'read' | 'pending' | 'kept' | 'unclaimed';

export type NewEvent = {
  id: string;
  programId: string;
  channel: Channel;
  /** SHA-256 of what makes two events the same, and of all that they say. */
  identity: string;
  digest: string;
  source: string;
  eventId: string;
  type: string;
  eventAt: Date | null;
  receivedAt: Date;
  mediaType: string;
  attributes: Readonly<Record<string, string>> | null;
  bytes: Uint8Array;
};

/** What is known of an event beside its bytes. */
export type EventPlace = {
  job: { namespace: string; name: string } | null;
  lineageRun: string | null;
  ends: boolean;
  says: boolean;
  claimedBy: string | null;
  lookedWith: string;
  warnings: readonly string[];
};

export const findEvent = (db: Db, programId: string, channel: Channel, identity: string) =>
  db.keptEvent.findUnique({
    where: { programId_channel_identity: { programId, channel, identity } },
    select: { id: true, digest: true, answer: true },
  });

const placed = ({ job, warnings, ...place }: EventPlace) => ({
  ...place,
  jobNamespace: job?.namespace ?? null,
  jobName: job?.name ?? null,
  warnings: [...warnings],
});

/** Keeps an event that nobody has looked at yet; what became of it follows in the same transaction. */
export const insertEvent = async (db: Db, event: NewEvent, place: EventPlace): Promise<void> => {
  const { attributes, bytes, ...said } = event;
  const data = { ...said, ...placed(place), bytes: new Uint8Array(bytes), state: 'kept', answer: '' };
  await db.keptEvent.create({ data: { ...data, ...(attributes === null ? {} : { attributes: json(attributes) }) } });
};

/** Holds a kept event against other sources than before. */
export const placeEvent = async (db: Db, id: string, place: EventPlace): Promise<void> => {
  const state = place.claimedBy === null ? 'unclaimed' : 'kept';
  await db.keptEvent.update({ where: { id }, data: { ...placed(place), runId: null, state } });
};

export type Became = { state: EventState; runId: string | null };

export const setState = async (db: Db, id: string, { state, runId }: Became): Promise<void> => {
  await db.keptEvent.update({ where: { id }, data: { state, ...(runId === null ? {} : { runId }) } });
};

/** Undoes a claim of an identity that came to nothing. */
export const dropUnanswered = async (db: Db, id: string): Promise<void> => {
  await db.keptEvent.deleteMany({ where: { id, answer: '' } });
};

export const setAnswer = async (db: Db, id: string, answer: string): Promise<void> => {
  await db.keptEvent.update({ where: { id }, data: { answer } });
};

type OfRun = { programId: string; claimedBy: string; lineageRun: string };

/** How much the events of one lineage run come to that end it or say something. */
export const sizeOfTelling = async (
  db: Db,
  { programId, claimedBy, lineageRun }: OfRun,
): Promise<{ events: number; bytes: number }> => {
  const [row] = await db.$queryRaw<{ events: number; bytes: number }[]>`
    SELECT count(*)::int AS events, COALESCE(sum(octet_length(bytes)), 0)::float8 AS bytes FROM kept_event
     WHERE program_id = ${programId}::uuid AND claimed_by = ${claimedBy} AND lineage_run = ${lineageRun}
       AND (ends OR says OR type = 'START')`;
  return row ?? { events: 0, bytes: 0 };
};

/** The events of one lineage run that end it or say something, in the order in which they came. */
export const listTelling = (db: Db, { programId, claimedBy, lineageRun }: OfRun) =>
  db.keptEvent.findMany({
    where: { programId, claimedBy, lineageRun, OR: [{ ends: true }, { says: true }, { type: 'START' }] },
    select: { id: true, channel: true, mediaType: true, attributes: true, bytes: true, ends: true, says: true },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
  });

export const hasEnded = async (db: Db, { programId, claimedBy, lineageRun }: OfRun): Promise<boolean> =>
  (await db.keptEvent.findFirst({
    where: { programId, claimedBy, lineageRun, ends: true },
    select: { id: true },
  })) !== null;

/** What became of all events of a lineage run. */
export const setStateOfRun = async (db: Db, of: OfRun, { state, runId }: Became): Promise<void> => {
  await db.keptEvent.updateMany({ where: of, data: { state, ...(runId === null ? {} : { runId }) } });
};

export const findKept = (db: Db, programId: string, id: string) => db.keptEvent.findFirst({ where: { programId, id } });

/** Events that other sources than these were asked about, oldest first. */
export const listToReread = (db: Db, programId: string, lookedWith: string, limit: number) =>
  db.keptEvent.findMany({
    where: { programId, state: { in: ['unclaimed', 'pending'] }, lookedWith: { not: lookedWith } },
    select: { id: true },
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
    take: limit,
  });

/** That these sources were asked, whatever came of it. */
export const markLooked = async (
  db: Db,
  id: string,
  lookedWith: string,
  warnings: readonly string[],
): Promise<void> => {
  await db.keptEvent.update({ where: { id }, data: { lookedWith, warnings: [...warnings] } });
};

export type EventLine = Awaited<ReturnType<typeof listEvents>>[number];

/** Events of a state, newest first, at most `limit`, older than a place in that order. */
export const listEvents = (
  db: Db,
  programId: string,
  state: EventState,
  limit: number,
  before: { receivedAt: Date; id: string } | null,
) =>
  db.$queryRaw<
    {
      id: string;
      channel: Channel;
      type: string;
      source: string;
      eventId: string;
      jobNamespace: string | null;
      jobName: string | null;
      eventAt: Date | null;
      receivedAt: Date;
      state: EventState;
      claimedBy: string | null;
      warnings: string[];
      bytes: number;
    }[]
  >`
    SELECT id::text, channel, type, source, event_id AS "eventId", job_namespace AS "jobNamespace", job_name AS "jobName",
           event_at AS "eventAt", received_at AS "receivedAt", state, claimed_by AS "claimedBy", warnings,
           octet_length(bytes) AS bytes
      FROM kept_event
     WHERE program_id = ${programId}::uuid AND state = ${state}
       AND (${before === null} OR (received_at, id) < (${before?.receivedAt ?? new Date(0)}::timestamptz,
            ${before?.id ?? '00000000-0000-0000-0000-000000000000'}::uuid))
     ORDER BY received_at DESC, id DESC LIMIT ${limit}`;

/** Programs that hold events which may be claimed some day. */
export const listWaitingPrograms = async (db: Db): Promise<string[]> => {
  const rows = await db.$queryRaw<{ slug: string }[]>`
    SELECT p.slug FROM program p
     WHERE EXISTS (SELECT 1 FROM kept_event e WHERE e.program_id = p.id AND e.state IN ('unclaimed', 'pending'))
     ORDER BY p.slug`;
  return rows.map(({ slug }) => slug);
};

/** Forgets what came before an instant: events, and measurements that found no other side. */
export const deleteEvents = async (db: Db, before: Date): Promise<number> => {
  const where: Prisma.KeptEventWhereInput = { receivedAt: { lt: before } };
  const { count } = await db.keptEvent.deleteMany({ where });
  await db.lineageMeasure.deleteMany({ where: { receivedAt: { lt: before } } });
  return count;
};
