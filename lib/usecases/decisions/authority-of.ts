import { answerFor } from '@/lib/domain/authority/answer';
import type { LaneName } from '@/lib/domain/authority/lane';
import { audienceRef } from '@/lib/domain/authority/lane';
import type { RecordedContext } from '@/lib/store/contexts';
import { wireAnswer } from '@/lib/usecases/queries/parts/authority-answer';

/** What routers are told of these lanes right after a move, each with when it changes. */
export const authorityOf = (
  after: RecordedContext,
  leases: Parameters<typeof answerFor>[0]['leases'],
  at: Date,
  lanes: readonly LaneName[],
) =>
  after.lanes
    .filter(({ lane }) =>
      lanes.some((named) => named.workload === lane.workload && named.audience === audienceRef(lane.audience)),
    )
    .map(({ lane, intervals, windows }) =>
      wireAnswer(answerFor({ context: after, lane, intervals, windows, leases, at, confirmedAt: at })),
    );
