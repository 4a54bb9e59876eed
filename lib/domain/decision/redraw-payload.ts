import type { CohortCondition } from '@/lib/domain/authority/condition';
import type { LaneName } from '@/lib/domain/authority/lane';
import type { CohortAsked } from '@/lib/domain/authority/redraw';
import type { Side, Workload } from '@/lib/domain/words';
import type { AskedTold, PayloadLane, Told } from './told';

/** A cohort of the new drawing, in its order; one that is kept goes on with its lanes and their epochs. */
export type RedrawnCohort = {
  slug: string;
  name: string;
  condition: CohortCondition;
  trafficPercent: number | null;
  position: number;
  kept: boolean;
};

export type RedrawnSubscriber = {
  slug: string;
  name: string;
  workloads: Workload[];
  owner: string;
  trafficPercent: number | null;
  position: number;
  kept: boolean;
};

/** A lane that begins: its side and first epoch, and the lanes that it takes its keys from. */
export type BegunLane = LaneName & { side: Side; epoch: number; parents: string[]; parentIds: string[] };

export type RedrawLanesPayload = Told & {
  kind: 'redraw_lanes';
  context: string;
  workloads: Workload[];
  cohorts: RedrawnCohort[];
  /** Null: as they are. */
  subscribers: RedrawnSubscriber[] | null;
  /** The lanes that end. */
  lanes: PayloadLane[];
  begun: BegunLane[];
};

export type SubscriberAsked = {
  slug: string;
  name: string;
  workloads: readonly Workload[];
  owner: string;
  trafficPercent?: number | undefined;
};

/** The whole drawing as it shall be; subscribers and workloads that are left out stay as they are. */
export type RedrawLanesProposal = AskedTold & {
  kind: 'redraw_lanes';
  cohorts: readonly CohortAsked[];
  subscribers?: readonly SubscriberAsked[] | undefined;
  workloads?: readonly Workload[] | undefined;
};
