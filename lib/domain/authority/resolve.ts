import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Workload } from '@/lib/domain/words';
import { bucketOf, inRanges } from './bucket';
import type { CohortAudience, Lane } from './lane';

/** A request as authority sees it. `key` is what percentages hash; `subscriber` is a slug. */
export type AuthorityRequest = {
  workload: Workload;
  dimensions: Readonly<Record<string, string>>;
  key?: string | undefined;
  subscriber?: string | undefined;
};

type Asked = { context: string; request: AuthorityRequest };

const dimensionMissing = (cohort: CohortAudience, names: string[]) =>
  refuse(
    'dimension_missing',
    `Cohort ${cohort.slug} is decided by ${names.join(', ')}, which the request does not say.`,
    names.map((name) => ({ pointer: name, detail: 'is needed to decide the lane' })),
  );

const keyMissing = (cohort: CohortAudience) =>
  refuse('key_missing', `Cohort ${cohort.slug} is a share of the keys, and the request has no key.`, [
    { pointer: 'key', detail: 'is needed to decide the lane' },
  ]);

/** Whether a cohort takes the request; every dimension that its condition reads must be there to say so. */
const takes = (cohort: CohortAudience, { context, request }: Asked): Result<boolean> => {
  const { condition } = cohort;
  if (condition.kind === 'rest') return accept(true);
  if (condition.kind === 'percentage') {
    if (request.key === undefined || request.key === '') return keyMissing(cohort);
    return accept(inRanges(bucketOf(context, request.key), condition.ranges));
  }
  const said = new Map(Object.entries(request.dimensions));
  const missing = Object.keys(condition.where).filter((name) => said.get(name) === undefined);
  if (missing.length > 0) return dimensionMissing(cohort, missing);
  return accept(Object.entries(condition.where).every(([name, values]) => values.includes(said.get(name) ?? '')));
};

/**
 * The one lane that a request reaches among a context's lanes: its subscriber's own for this workload, else the first
 * cohort in order whose condition holds. Refuses with `dimension_missing` or `key_missing`, never falls through.
 */
export const laneOf = <L extends Lane>(context: string, lanes: readonly L[], request: AuthorityRequest): Result<L> => {
  const ofWorkload = lanes.filter((lane) => lane.workload === request.workload);
  const own = ofWorkload.find(
    (lane) => lane.audience.kind === 'subscriber' && lane.audience.slug === request.subscriber,
  );
  if (own !== undefined) return accept(own);
  const cohorts = ofWorkload
    .flatMap((lane) => (lane.audience.kind === 'cohort' ? [{ lane, cohort: lane.audience }] : []))
    .sort((a, b) => a.cohort.position - b.cohort.position);
  for (const { lane, cohort } of cohorts) {
    const taken = takes(cohort, { context, request });
    if (!taken.ok) return taken;
    if (taken.value) return accept(lane);
  }
  return refuse('not_found', `Context ${context} has no lane for ${request.workload}.`);
};
