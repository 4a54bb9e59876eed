import { documentDigest } from '@/lib/domain/kernel/digest';
import type { FactData } from '@/lib/domain/ledger/fact';
import type { LanesRedrawn } from './plan-redraw';

/** What the ledger says of lanes that were drawn anew: which end, which begin and from what, and what the drawing is. */
export const redrawnData = ({
  payload,
  begun,
  effectiveFrom,
}: LanesRedrawn): Omit<FactData<'lanes.redrawn'>, 'decision'> => {
  const audiences = [...new Set(begun.map(({ audience }) => audience))];
  return {
    context: payload.context,
    effectiveFrom: effectiveFrom.toISOString(),
    ended: payload.lanes.map(({ workload, audience, epoch }) => ({ workload, audience, epoch })),
    begun: audiences.map((audience) => {
      const own = begun.filter((lane) => lane.audience === audience);
      return {
        audience,
        parents: [...new Set(own.flatMap(({ parents }) => parents))],
        lanes: own.map(({ workload, side, epoch, windowUntil }) => ({
          workload,
          side,
          epoch,
          wayBackUntil: windowUntil?.toISOString() ?? null,
        })),
      };
    }),
    digest: documentDigest({
      v: 1,
      workloads: payload.workloads,
      cohorts: payload.cohorts.map(({ slug, condition }) => ({ slug, condition })),
      subscribers: payload.subscribers?.map(({ slug, workloads }) => ({ slug, workloads })) ?? null,
    }),
  };
};
