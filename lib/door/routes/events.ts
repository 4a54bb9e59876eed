import { listUnclaimed, readEventBody, sendEvents, sendLineage } from '@/lib/contract/operations/events';
import { slug } from '@/lib/contract/v1/primitives';
import { accept, refuse } from '@/lib/domain/kernel/refusal';
import { problemOf } from '@/lib/door/problem';
import { jsonReply } from '@/lib/door/reply';
import { type Route, route, routeWith } from '@/lib/door/route';
import { arrivingEvents, arrivingLineage } from '@/lib/ingest/arriving';
import { readKeptEvent } from '@/lib/ingest/event-reader';
import type { TakenOrNot } from '@/lib/usecases/commands/take-events';

type Named = { source: string | null; id: string | null };

const itemOf = (item: TakenOrNot, named: Named, requestId: string) => {
  if ('refusal' in item) {
    const problem = problemOf(item.refusal, requestId);
    return { ...named, status: problem.status, answer: null, problem };
  }
  const { created, answer } = item.taken;
  return { ...named, status: created ? 201 : 200, answer, problem: null };
};

export const eventRoutes: Route[] = [
  route(sendEvents, async ({ context, params, headers, sent, around }) => {
    const arrived = arrivingEvents(headers, sent.bytes);
    if (!arrived.ok) return arrived;
    const { events } = arrived.value;
    const taken = await around.useCases.takeEvents(context, params.program, events, readKeptEvent);
    if (!taken.ok) return taken;
    const names = events.map((event): Named => {
      if (!event.ok) return { source: null, id: null };
      return { source: event.value.source, id: event.value.eventId };
    });
    const items = taken.value.map((item, at) =>
      itemOf(item, names[at] ?? { source: null, id: null }, context.requestId),
    );
    return accept({ items });
  }),
  routeWith(
    sendLineage,
    async ({ context, headers, sent, around }) => {
      const named = headers['x-lockgate-program']?.toString();
      if (named !== undefined && !slug.safeParse(named).success)
        return refuse('not_found', 'There is no such program.');
      const event = arrivingLineage(sent.bytes);
      return event.ok ? around.useCases.takeLineage(context, named, event.value, readKeptEvent) : event;
    },
    ({ created, answer }) => jsonReply(created ? 201 : 200, answer),
  ),
  route(listUnclaimed, ({ context, params, query, around }) =>
    around.useCases.listUnclaimed(context, params.program, query),
  ),
  routeWith(
    readEventBody,
    ({ context, params, around }) => around.useCases.readEventBody(context, params.program, params.event),
    // What a stranger sent is shown by no browser: it is only ever saved.
    ({ mediaType, bytes }) => ({
      status: 200,
      headers: { 'content-type': mediaType, 'content-disposition': 'attachment' },
      body: bytes,
    }),
  ),
];
