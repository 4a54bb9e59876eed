import { type Workload, workloads } from '@/lib/domain/words';
import type { CohortCondition } from './condition';

export type CohortAudience = {
  kind: 'cohort';
  slug: string;
  name: string;
  /** Order among the context's cohorts; the lowest is asked first. */
  position: number;
  condition: CohortCondition;
  /** Its share of the traffic, in percent; left out: not known. */
  trafficPercent?: number | undefined;
};

export type SubscriberAudience = {
  kind: 'subscriber';
  slug: string;
  name: string;
  position: number;
  condition: null;
  trafficPercent?: number | undefined;
};

export type Audience = CohortAudience | SubscriberAudience;

/** Authority is held by lane. */
export type Lane = { id: string; contextId: string; workload: Workload; audience: Audience };

/** How a lane is named in a proposal, in a payload and on the wire. */
export type LaneName = { workload: Workload; audience: string };

/** `cohort:eu-motor`, `subscriber:ledger-feed`. */
export const audienceRef = (audience: Pick<Audience, 'kind' | 'slug'>): string => `${audience.kind}:${audience.slug}`;

/** `reads/cohort:eu-motor`: one lane of a context, as text. */
export const laneText = (lane: LaneName): string => `${lane.workload}/${lane.audience}`;

/** "reads of EU motor": one lane of a context, as sentences call it. */
export const laneWords = ({ workload, audience }: Pick<Lane, 'workload' | 'audience'>): string =>
  `${workload} of ${audience.name}`;

export const laneNameOf = (lane: Pick<Lane, 'workload' | 'audience'>): LaneName => ({
  workload: lane.workload,
  audience: audienceRef(lane.audience),
});

/** The order of lanes everywhere: by workload, cohorts before subscribers, each in the manifest's order. */
export const byPlace = (a: Pick<Lane, 'workload' | 'audience'>, b: Pick<Lane, 'workload' | 'audience'>): number =>
  workloads.indexOf(a.workload) - workloads.indexOf(b.workload) ||
  (a.audience.kind === b.audience.kind ? 0 : a.audience.kind === 'cohort' ? -1 : 1) ||
  a.audience.position - b.audience.position;
