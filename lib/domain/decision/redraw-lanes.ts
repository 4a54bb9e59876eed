import { audienceRef, type SubscriberAudience } from '@/lib/domain/authority/lane';
import type { CohortPlan, CohortPlans } from '@/lib/domain/authority/redraw';
import type { RefusalDetail } from '@/lib/domain/kernel/refusal';
import { workloads as allWorkloads, type Side, type Workload } from '@/lib/domain/words';
import { type ContextState, type LaneState, sideOnRecord, stageOnRecord } from './context-state';
import type { BegunLane, SubscriberAsked } from './redraw-payload';

// Which lanes a redrawing ends and begins: each that begins has the one side of all lanes that it takes keys from.

export type SubscriberNow = { audience: SubscriberAudience; lanes: LaneState[] };

export const subscribersIn = (context: ContextState): SubscriberNow[] => {
  const found = new Map<string, SubscriberNow>();
  for (const state of context.lanes) {
    const { audience } = state.lane;
    if (audience.kind !== 'subscriber') continue;
    const known = found.get(audience.slug) ?? { audience, lanes: [] };
    found.set(audience.slug, { ...known, lanes: [...known.lanes, state] });
  }
  return [...found.values()].sort((a, b) => a.audience.position - b.audience.position);
};

export const workloadsIn = (context: ContextState): Workload[] =>
  allWorkloads.filter((workload) => context.lanes.some(({ lane }) => lane.workload === workload));

const laneAt = (context: ContextState, workload: Workload, audience: string): LaneState | undefined =>
  context.lanes.find(({ lane }) => lane.workload === workload && audienceRef(lane.audience) === audience);

/** Above its parents' and every earlier lane's of its name, so that no epoch is ever used twice. */
const firstEpoch = (
  context: ContextState,
  workload: Workload,
  audience: string,
  parents: readonly LaneState[],
): number => {
  const named = [...context.lanes, ...(context.former ?? [])].filter(
    ({ lane }) => lane.workload === workload && audienceRef(lane.audience) === audience,
  );
  return 1 + Math.max(0, ...[...parents, ...named].flatMap(({ intervals }) => intervals.map(({ epoch }) => epoch)));
};

type Lanes = { begun: BegunLane[]; ended: LaneState[]; errors: RefusalDetail[] };

/** The lanes of one new cohort, each with the one side of all lanes that it takes keys from. */
export const cohortLanes = (
  context: ContextState,
  plan: Extract<CohortPlan, { kind: 'begun' }>,
  at: number,
  workloads: readonly Workload[],
  { taken }: CohortPlans,
): Pick<Lanes, 'begun' | 'errors'> => {
  const audience = `cohort:${plan.slug}`;
  const errors: RefusalDetail[] = [];
  if (plan.parents.length === 0) {
    errors.push({ pointer: `/cohorts/${at}`, detail: `cohort ${plan.slug} would take no request at all` });
  }
  const begun = workloads.map((workload): BegunLane => {
    const parents = plan.parents.flatMap((slug) => laneAt(context, workload, `cohort:${slug}`) ?? []);
    const own = parents.find(({ lane }) => lane.audience.slug === plan.slug) ?? parents[0];
    const side: Side = own === undefined ? 'legacy' : sideOnRecord(own);
    for (const parent of parents.filter((state) => sideOnRecord(state) !== side)) {
      const from = sideOnRecord(parent);
      const where = taken.find((keys) => keys.to === plan.slug && keys.from === parent.lane.audience.slug);
      const detail = `${where?.example ?? parent.lane.audience.slug} (${workload}) would go from ${from} to ${side}`;
      errors.push({ pointer: `/cohorts/${at}`, detail });
    }
    return {
      workload,
      audience,
      side,
      epoch: firstEpoch(context, workload, audience, parents),
      parents: parents.map(({ lane }) => audienceRef(lane.audience)).sort(),
      parentIds: parents.map(({ lane }) => lane.id).sort(),
    };
  });
  return { begun, errors };
};

/** A workload that is new here begins on legacy, in every cohort that stays. */
export const newWorkloadLanes = (context: ContextState, plans: CohortPlans, added: readonly Workload[]): BegunLane[] =>
  plans.cohorts
    .filter(({ kind }) => kind === 'kept')
    .flatMap(({ slug }) =>
      added.map((workload): BegunLane => {
        const audience = `cohort:${slug}`;
        return {
          workload,
          audience,
          side: 'legacy',
          epoch: firstEpoch(context, workload, audience, []),
          parents: [],
          parentIds: [],
        };
      }),
    );

/** A subscriber's keys fall back to the cohorts: all of them must stand where it stands. */
const leavingProblems = (context: ContextState, { lane, ...state }: LaneState): RefusalDetail[] => {
  const side = sideOnRecord({ lane, ...state });
  return context.lanes
    .filter(
      (other) =>
        other.lane.audience.kind === 'cohort' && other.lane.workload === lane.workload && sideOnRecord(other) !== side,
    )
    .map((other) => ({
      pointer: '/subscribers',
      detail: `${lane.workload} of subscriber ${lane.audience.slug} would go from ${side} to ${sideOnRecord(other)} where it reaches ${audienceRef(other.lane.audience)}`,
    }));
};

export const subscriberLanes = (
  context: ContextState,
  asked: readonly SubscriberAsked[],
  kept: (slug: string) => boolean,
): Lanes => {
  const before = subscribersIn(context);
  const full = stageOnRecord(context) === 'full';
  const ended = before.filter(({ audience }) => !kept(audience.slug)).flatMap(({ lanes }) => lanes);
  const stays = ({ lane }: LaneState) =>
    asked.some(({ slug, workloads }) => slug === lane.audience.slug && workloads.includes(lane.workload));
  const errors = ended.filter((state) => !stays(state)).flatMap((state) => leavingProblems(context, state));
  const begun = asked
    .filter(({ slug }) => !kept(slug))
    .flatMap(({ slug, workloads }) =>
      workloads.map((workload): BegunLane => {
        const audience = `subscriber:${slug}`;
        const parent = laneAt(context, workload, audience);
        const parents = parent === undefined ? [] : [parent];
        return {
          workload,
          audience,
          side: parent === undefined ? (full ? 'target' : 'legacy') : sideOnRecord(parent),
          epoch: firstEpoch(context, workload, audience, parents),
          parents: parents.map(({ lane }) => audienceRef(lane.audience)),
          parentIds: parents.map(({ lane }) => lane.id),
        };
      }),
    );
  return { begun, ended, errors };
};
