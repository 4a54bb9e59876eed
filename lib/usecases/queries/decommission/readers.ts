import type { DecommissionView } from '@/lib/contract/views/decommission';
import { authorityAt } from '@/lib/domain/authority/interval';
import { placeText } from '@/lib/domain/router/place';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { contextRefOf } from '@/lib/usecases/queries/parts/refs';

/** Subscribers that legacy still serves; `seen` says when routers last counted a place on legacy. */
export const readersOf = (
  contexts: readonly ListedContext[],
  seen: ReadonlyMap<string, Date>,
  now: Date,
): DecommissionView['readers'] =>
  contexts.flatMap((context) => {
    const served = context.lanes.filter(
      ({ lane, intervals }) =>
        lane.audience.kind === 'subscriber' && (authorityAt(intervals, now)?.side ?? 'legacy') === 'legacy',
    );
    const slugs = [...new Set(served.map(({ lane }) => lane.audience.slug))];
    return slugs.map((slug) => {
      const own = served.filter(({ lane }) => lane.audience.slug === slug);
      const times = own.flatMap(({ lane: { workload } }) => {
        const place = placeText({ context: context.slug, workload, audience: `subscriber:${slug}` });
        return seen.get(place)?.getTime() ?? [];
      });
      return {
        context: contextRefOf(context),
        name: own[0]?.lane.audience.name ?? slug,
        owner: context.subscriberOwners.get(slug) ?? null,
        workloads: own.map(({ lane }) => lane.workload),
        lastSeenAt: times.length === 0 ? null : new Date(Math.max(...times)).toISOString(),
      };
    });
  });
