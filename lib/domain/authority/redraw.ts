import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import type { CohortCondition } from './condition';
import { type Compared, compareDrawings, type Drawn, type Taken } from './regions';

/** A cohort as a redrawing asks for it. */
export type CohortAsked = {
  slug: string;
  name: string;
  condition: CohortCondition;
  trafficPercent?: number | undefined;
};

/** A cohort of the new drawing: one that stays, with its lanes and epochs, or one that begins. */
export type CohortPlan =
  | { kind: 'kept'; slug: string; asked: CohortAsked; position: number }
  | { kind: 'begun'; slug: string; asked: CohortAsked; position: number; parents: string[] };

export type CohortPlans = {
  cohorts: CohortPlan[];
  /** Slugs of cohorts that end. */
  ended: string[];
  taken: Taken[];
};

/** The largest and smallest gaps that a double still tells apart are far beyond what anybody draws. */
const between = (after: number | undefined, before: number | undefined): number => {
  if (after === undefined) return before === undefined ? 0 : before - 1;
  return before === undefined ? after + 1 : (after + before) / 2;
};

const takesTheSame = ({ taken }: Compared, slug: string): boolean =>
  taken.every(({ from, to }) => (from === slug) === (to === slug));

type Placed = Drawn & { position: number };

/** Which cohorts stay: same name, same condition, exactly the same keys, in the order in which they stood. */
const keptOf = (before: readonly Placed[], after: readonly CohortAsked[], compared: Compared): Set<string> => {
  const kept = new Set<string>();
  let last = Number.NEGATIVE_INFINITY;
  for (const asked of after) {
    const old = before.find(({ slug }) => slug === asked.slug);
    if (old === undefined || canonicalJson(old.condition) !== canonicalJson(asked.condition)) continue;
    if (!takesTheSame(compared, asked.slug) || old.position <= last) continue;
    kept.add(asked.slug);
    last = old.position;
  }
  return kept;
};

/** Places for the new drawing that leave those who stay where they are; strictly increasing. */
const positionsFor = (
  before: readonly Placed[],
  after: readonly CohortAsked[],
  kept: ReadonlySet<string>,
): number[] => {
  const places: number[] = [];
  const placeOf = (slug: string) => before.find((cohort) => cohort.slug === slug)?.position;
  after.forEach((asked, at) => {
    const next = after.slice(at).find(({ slug }) => kept.has(slug));
    const own = kept.has(asked.slug) ? placeOf(asked.slug) : undefined;
    places.push(own ?? between(places.at(-1), next === undefined ? undefined : placeOf(next.slug)));
  });
  return places;
};

/**
 * How one drawing of the cohorts becomes another. Null where the two cannot be compared within `mostCells`. A cohort that
 * takes keys of several is refused elsewhere, if their lanes stand on different sides.
 */
export const planCohorts = (before: readonly Placed[], after: readonly CohortAsked[]): CohortPlans | null => {
  const inOrder = [...before].sort((a, b) => a.position - b.position);
  const compared = compareDrawings(inOrder, after);
  if (compared === null) return null;
  let kept = keptOf(inOrder, after, compared);
  let positions = positionsFor(inOrder, after, kept);
  // Where no place is left between two that stay, they begin anew in the room that is there.
  if (positions.some((place, at) => at > 0 && place <= (positions[at - 1] ?? place))) {
    kept = new Set();
    positions = after.map((_, at) => at);
  }
  const cohorts = after.map((asked, at): CohortPlan => {
    const position = positions[at] ?? at;
    const { slug } = asked;
    if (kept.has(slug)) return { kind: 'kept', slug, asked, position };
    const parents = compared.taken.filter(({ to }) => to === slug).map(({ from }) => from);
    return { kind: 'begun', slug, asked, position, parents };
  });
  return {
    cohorts,
    ended: inOrder.map(({ slug }) => slug).filter((slug) => !kept.has(slug)),
    taken: compared.taken,
  };
};
