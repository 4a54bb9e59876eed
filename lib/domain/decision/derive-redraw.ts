import { cohortProblems } from '@/lib/domain/authority/audiences';
import { shareOf } from '@/lib/domain/authority/condition';
import type { CohortAudience } from '@/lib/domain/authority/lane';
import { type CohortAsked, type CohortPlans, planCohorts } from '@/lib/domain/authority/redraw';
import { mostCells } from '@/lib/domain/authority/regions';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { stageAgreesWithLanes } from '@/lib/domain/stage/agreement';
import { workloads as allWorkloads, type Workload } from '@/lib/domain/words';
import { type ContextState, type LaneState, sideOnRecord, stageOnRecord } from './context-state';
import { payloadLanes } from './find-lanes';
import type { Ground } from './kinds/kind';
import { scheduledIn } from './kinds/schedule-of';
import {
  cohortLanes,
  newWorkloadLanes,
  type SubscriberNow,
  subscriberLanes,
  subscribersIn,
  workloadsIn,
} from './redraw-lanes';
import type {
  BegunLane,
  RedrawLanesPayload,
  RedrawLanesProposal,
  RedrawnSubscriber,
  SubscriberAsked,
} from './redraw-payload';
import { windowProblems } from './redraw-windows';
import { stakesOf } from './stakes-of';

export const notAllowed = (errors: readonly RefusalDetail[]) =>
  refuse('lanes_not_allowed', `${errors.map(({ detail }) => detail).join('; ')}.`, [...errors]);

const restAsked = { slug: 'rest', name: 'Everyone else', condition: { kind: 'rest' as const } };

const cohortsIn = (context: ContextState): CohortAudience[] => [
  ...new Map(
    context.lanes.flatMap(({ lane: { audience } }) => (audience.kind === 'cohort' ? [[audience.slug, audience]] : [])),
  ).values(),
];

const workloadProblems = (context: ContextState, asked: readonly Workload[]): RefusalDetail[] => {
  const before = workloadsIn(context);
  const added = asked.filter((workload) => !before.includes(workload));
  const moved = context.lanes.some((state) => sideOnRecord(state) === 'target');
  return [
    ...before
      .filter((workload) => !asked.includes(workload))
      .map((workload) => ({ pointer: '/workloads', detail: `${workload} cannot be taken away from a context` })),
    ...(added.length > 0 && moved
      ? [{ pointer: '/workloads', detail: `with a lane on target ${added.join(', ')} is a new context` }]
      : []),
  ];
};

const sameSubscriber = (now: SubscriberNow | undefined, asked: SubscriberAsked): boolean =>
  now !== undefined &&
  canonicalJson(now.lanes.map(({ lane }) => lane.workload).sort()) === canonicalJson([...asked.workloads].sort());

const notDrawn = (context: ContextState) => {
  const stage = stageOnRecord(context);
  if (stage === 'retired') {
    return refuse('transition_not_allowed', `${context.slug} is retired, and is drawn no more.`);
  }
  return context.lanes.every(({ intervals }) => intervals.length === 0)
    ? refuse('transition_not_allowed', `${context.slug} has not left planned: its manifest draws its lanes.`)
    : null;
};

/** Names and shares of the traffic belong to the drawing, though no request goes elsewhere by them. */
const tellsMore = (
  before: readonly CohortAudience[],
  asked: readonly CohortAsked[],
  now: readonly SubscriberNow[],
  subscribers: readonly SubscriberAsked[],
): boolean => {
  const differs = (
    old: { name: string; trafficPercent?: number | undefined } | undefined,
    told: { name: string; trafficPercent?: number | undefined },
    own: number | undefined,
  ) => old?.name !== told.name || old.trafficPercent !== (told.trafficPercent ?? own);
  return (
    asked.some((cohort) =>
      differs(
        before.find(({ slug }) => slug === cohort.slug),
        cohort,
        shareOf(cohort.condition),
      ),
    ) ||
    subscribers.some((told) =>
      differs(now.find(({ audience }) => audience.slug === told.slug)?.audience, told, undefined),
    )
  );
};

/**
 * A share that was not known counted as all of the traffic: telling one, or a smaller one, lets later moves of these
 * lanes ask fewer people.
 */
const tellsLess = (
  before: readonly CohortAudience[],
  asked: readonly CohortAsked[],
  now: readonly SubscriberNow[],
  subscribers: readonly SubscriberAsked[],
): boolean => {
  const less = (known: number | undefined, told: number | undefined) => told !== undefined && told < (known ?? 100);
  const shareBefore = ({ slug, condition }: CohortAsked): number | undefined =>
    before.find((cohort) => cohort.slug === slug)?.trafficPercent ?? shareOf(condition);
  return (
    asked.some((cohort) => less(shareBefore(cohort), cohort.trafficPercent)) ||
    subscribers.some(({ slug, trafficPercent }) =>
      less(now.find(({ audience }) => audience.slug === slug)?.audience.trafficPercent, trafficPercent),
    )
  );
};

/** Shares of the traffic are parts of one whole; a share of the keys counts for itself. */
const trafficProblems = (cohorts: readonly CohortAsked[], subscribers: readonly SubscriberAsked[]): RefusalDetail[] => {
  const shares = [
    ...cohorts.map(({ trafficPercent, condition }) => trafficPercent ?? shareOf(condition) ?? 0),
    ...subscribers.map(({ trafficPercent }) => trafficPercent ?? 0),
  ];
  const whole = shares.reduce((sum, share) => sum + share, 0);
  return whole > 100.0005 ? [{ pointer: '/cohorts', detail: 'shares of the traffic come to more than 100 %' }] : [];
};

type Drawing = {
  plans: CohortPlans;
  ended: LaneState[];
  begun: BegunLane[];
  workloads: Workload[];
  keeps: (subscriber: string) => boolean;
  /** It tells of less traffic than is known. */
  loosens: boolean;
};

const payloadOf = (
  context: ContextState,
  proposal: RedrawLanesProposal,
  { plans, ended, begun, workloads, keeps, loosens }: Drawing,
): RedrawLanesPayload => {
  const { subscribers } = proposal;
  return {
    kind: 'redraw_lanes',
    context: context.slug,
    workloads,
    cohorts: plans.cohorts.map(({ kind, slug, asked: { name, condition, trafficPercent }, position }) => ({
      slug,
      name,
      condition,
      trafficPercent: trafficPercent ?? null,
      position,
      kept: kind === 'kept',
    })),
    subscribers:
      subscribers === undefined
        ? null
        : subscribers.map(
            ({ slug, name, workloads: own, owner, trafficPercent }, position): RedrawnSubscriber => ({
              slug,
              name,
              workloads: allWorkloads.filter((workload) => own.includes(workload)),
              owner,
              trafficPercent: trafficPercent ?? null,
              position,
              kept: keeps(slug),
            }),
          ),
    lanes: payloadLanes(ended),
    begun: begun.sort((a, b) => (`${a.workload}/${a.audience}` < `${b.workload}/${b.audience}` ? -1 : 1)),
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: { ...stakesOf(context, ended), loosens },
  };
};

/**
 * What drawing the lanes of a context anew would end and begin, from the record as it is. Refuses with
 * `transition_not_allowed`, `lanes_not_allowed` (naming what would change side), `invalid_body` or `nothing_to_change`.
 */
export const deriveRedraw = (
  context: ContextState,
  { program, at }: Pick<Ground, 'program' | 'at'>,
  proposal: RedrawLanesProposal,
): Result<RedrawLanesPayload> => {
  const refused = notDrawn(context);
  if (refused !== null) return refused;
  const asked = proposal.cohorts.some(({ slug }) => slug === 'rest')
    ? proposal.cohorts
    : [...proposal.cohorts, restAsked];
  const shaped = asked.map((cohort, position): CohortAudience => ({ kind: 'cohort', position, ...cohort }));
  const problems = [
    ...cohortProblems(shaped, program.dimensions).map(({ pointer, detail }) => ({
      pointer: `/cohorts${pointer}`,
      detail,
    })),
    ...trafficProblems(asked, proposal.subscribers ?? []),
  ];
  if (problems.length > 0)
    return refuse('invalid_body', 'The drawing does not take every request exactly once.', problems);
  const before = cohortsIn(context);
  const plans = planCohorts(before, asked);
  if (plans === null) {
    const detail = `Both drawings together cut the traffic into more than ${mostCells} pieces, which nobody can compare.`;
    return refuse('lanes_not_allowed', detail, [{ pointer: '/cohorts', detail: 'is too fine to be compared' }]);
  }
  const workloads = allWorkloads.filter((workload) => (proposal.workloads ?? workloadsIn(context)).includes(workload));
  const old = workloadsIn(context).filter((workload) => workloads.includes(workload));
  const drawn = plans.cohorts.map((plan, at) =>
    plan.kind === 'begun' ? cohortLanes(context, plan, at, workloads, plans) : { begun: [], errors: [] },
  );
  const added = newWorkloadLanes(
    context,
    plans,
    workloads.filter((workload) => !old.includes(workload)),
  );
  const now = subscribersIn(context);
  const subscribers = proposal.subscribers;
  const keeps = (slug: string) => {
    const wish = subscribers?.find((subscriber) => subscriber.slug === slug);
    return (
      subscribers === undefined ||
      (wish !== undefined &&
        sameSubscriber(
          now.find(({ audience }) => audience.slug === slug),
          wish,
        ))
    );
  };
  const served = subscriberLanes(context, subscribers ?? [], keeps);
  const errors = [...workloadProblems(context, workloads), ...drawn.flatMap((lanes) => lanes.errors), ...served.errors];
  if (errors.length > 0) return notAllowed(errors);
  const ended = [
    ...context.lanes.filter(({ lane }) => lane.audience.kind === 'cohort' && plans.ended.includes(lane.audience.slug)),
    ...served.ended,
  ];
  const begun = [...drawn.flatMap((lanes) => lanes.begun), ...added, ...served.begun];
  const uneven = windowProblems(context, { begun, ended }, at);
  if (uneven.length > 0) return notAllowed(uneven);
  if (begun.length === 0 && ended.length === 0 && !tellsMore(before, asked, now, subscribers ?? [])) {
    return refuse('nothing_to_change', 'Every request would reach the lane that it reaches now.');
  }
  const after = [
    ...context.lanes.filter((state) => !ended.includes(state)).map(sideOnRecord),
    ...begun.map(({ side }) => side),
  ];
  if (!stageAgreesWithLanes(stageOnRecord(context), after)) {
    return notAllowed([
      { pointer: '/cohorts', detail: `the lanes would no longer agree with the stage ${stageOnRecord(context)}` },
    ]);
  }
  const loosens = tellsLess(before, asked, now, subscribers ?? []);
  return accept(payloadOf(context, proposal, { plans, ended, begun, workloads, keeps, loosens }));
};
