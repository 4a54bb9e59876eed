import { validate as isId } from 'uuid';
import type { KeptEventView, UnclaimedQuery } from '@/lib/contract/v1/events';
import type { Page } from '@/lib/contract/v1/primitives';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { type EventLine, findKept, listEvents } from '@/lib/store/kept-events';
import type { Context } from '@/lib/usecases/context';
import { inProgram } from './parts/viewing';

const viewOf = (program: string, row: EventLine): KeptEventView => ({
  id: row.id,
  channel: row.channel,
  type: row.type,
  source: row.source,
  eventId: row.eventId,
  job: row.jobNamespace === null || row.jobName === null ? null : { namespace: row.jobNamespace, name: row.jobName },
  at: row.eventAt?.toISOString() ?? null,
  receivedAt: row.receivedAt.toISOString(),
  state: row.state,
  claimedBy: row.claimedBy,
  warnings: row.warnings,
  bytes: row.bytes,
  body: `/api/v1/programs/${program}/events/${row.id}/body`,
});

const cursorOf = ({ receivedAt, id }: Pick<EventLine, 'receivedAt' | 'id'>): string =>
  Buffer.from(`${receivedAt.toISOString()} ${id}`).toString('base64url');

const placeIn = (cursor: string | undefined): { receivedAt: Date; id: string } | null => {
  if (cursor === undefined) return null;
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  const receivedAt = new Date(at);
  if (!isId(id) || Number.isNaN(receivedAt.getTime())) throw refused('invalid_parameter', 'The cursor leads nowhere.');
  return { receivedAt, id };
};

/** Events of one state, newest first: those that nobody claims unless another is asked for. */
export const listUnclaimed = (
  context: Context,
  programSlug: string,
  { limit = 50, cursor, state = 'unclaimed' }: UnclaimedQuery,
): Promise<Result<Page<KeptEventView>>> =>
  inProgram(context, programSlug, async ({ db, program }) => {
    const rows = await listEvents(db, program.id, state, limit + 1, placeIn(cursor));
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map((row) => viewOf(program.slug, row)),
      nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
    };
  });

/** What was sent as an event, as it was sent. */
export const readEventBody = (
  context: Context,
  programSlug: string,
  event: string,
): Promise<Result<{ mediaType: string; bytes: Uint8Array }>> =>
  inProgram(context, programSlug, async ({ db, program }) => {
    const row = await findKept(db, program.id, event);
    if (row === null) throw refused('not_found', 'This program keeps no such event.');
    return { mediaType: row.mediaType, bytes: row.bytes };
  });
