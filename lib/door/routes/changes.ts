import { followChanges } from '@/lib/contract/operations/changes';
import { accept, refuse } from '@/lib/domain/kernel/refusal';
import { type Route, routeWith } from '@/lib/door/route';

/** Where a reader lost the stream; anything that no stream of ours says counts as nothing said. */
const lastSeen = (header: string | string[] | undefined): number | undefined =>
  /^\d{1,10}$/.test(String(header ?? '')) ? Number(header) : undefined;

const tooMany = {
  ...refuse('throttled', 'Too many streams are open. Close one, or ask for the ledger’s head instead.').refusal,
  retryAfterSeconds: 30,
};

const follow = routeWith(
  followChanges,
  async ({ context, params, query, headers, around }) => {
    if (around.changes.isClosed) return refuse('unavailable', 'Lockgate is shutting down. Try again in a moment.');
    const begun = await around.useCases.beginChanges(context, params.program);
    if (!begun.ok) return begun;
    if (!around.changes.hasRoom(context.actor)) return { ok: false as const, refusal: tooMany };
    const seen = begun.value.size - 1;
    const after = Math.min(lastSeen(headers['last-event-id']) ?? query.after ?? seen, seen);
    return accept({ actor: context.actor, programId: begun.value.programId, seen, after });
  },
  (to, request) => ({
    status: 200,
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
    body: null,
    ...(request === null ? {} : { stream: (response) => request.around.changes.listen(response, to) }),
  }),
);

export const changesRoutes: Route[] = [follow];
