import type { Audience, CohortAudience } from '@/lib/domain/authority/lane';
import { recordsOf } from '@/lib/domain/comparison/run-facts';
import type { RunFact } from './facts';
import type { Share } from './share';

// Which of a run's records belong to a lane's audience, where what the run says of itself decides that at all.

type Dimensions = Readonly<Record<string, string>>;

/** Whether all requests with these dimensions are in, none is, or these dimensions do not tell. */
type Place = 'in' | 'out' | 'open';

const holds = (where: Readonly<Record<string, readonly string[]>>, dimensions: Dimensions): Place => {
  const places = Object.entries(where).map(([name, values]): Place => {
    if (!Object.hasOwn(dimensions, name)) return 'open';
    return values.includes(dimensions[name] ?? '') ? 'in' : 'out';
  });
  if (places.includes('out')) return 'out';
  return places.includes('open') ? 'open' : 'in';
};

/** First match in order. Percentages cut every slice alike, so an earlier one takes nothing away from what is known. */
const placeIn = (cohort: CohortAudience, cohorts: readonly CohortAudience[], dimensions: Dimensions): Place => {
  const earlier = cohorts.filter((other) => other.position < cohort.position);
  for (const { condition } of earlier) {
    if (condition.kind !== 'dimensions') continue;
    const place = holds(condition.where, dimensions);
    if (place === 'in') return 'out';
    if (place === 'open') return 'open';
  }
  return cohort.condition.kind === 'dimensions' ? holds(cohort.condition.where, dimensions) : 'in';
};

type CohortTotals = RunFact['cohorts'][number];

const share = (parts: readonly Pick<CohortTotals, 'totals' | 'accepted'>[]): Share => ({
  good: parts.reduce((sum, { totals, accepted }) => sum + totals.matched + accepted, 0),
  n: parts.reduce((sum, { totals }) => sum + recordsOf(totals), 0),
});

/** Cohort totals by the names of their dimensions: those of one group never overlap. Fewest names first. */
const groupsOf = (run: RunFact): CohortTotals[][] => {
  const groups = new Map<string, CohortTotals[]>();
  for (const cohort of run.cohorts) {
    const names = Object.keys(cohort.dimensions).sort().join('\n');
    groups.set(names, [...(groups.get(names) ?? []), cohort]);
  }
  return [...groups.entries()].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)).map(([, group]) => group);
};

/** Nothing of the audience is left out: the group adds up to the run, or has every combination the condition names. */
const isWhole = (group: readonly CohortTotals[], run: RunFact, cohort: CohortAudience): boolean => {
  if (run.totals !== null && share(group).n === recordsOf(run.totals)) return true;
  if (cohort.condition.kind !== 'dimensions') return false;
  const { where } = cohort.condition;
  const names = Object.keys(group[0]?.dimensions ?? {});
  if (names.length !== Object.keys(where).length) return false;
  const wanted = Object.values(where).reduce((product, values) => product * new Set(values).size, 1);
  return group.filter(({ dimensions }) => holds(where, dimensions) === 'in').length === wanted;
};

/**
 * The records of a run that belong to an audience, or null where its dimensions do not determine them. A subscriber and
 * a percentage see a slice that no dimension marks, so the whole workload's totals count for them.
 */
export const audienceShare = (run: RunFact, audience: Audience, cohorts: readonly CohortAudience[]): Share | null => {
  if (run.totals === null) return null;
  const whole = share([{ totals: run.totals, accepted: run.accepted }]);
  if (audience.kind === 'subscriber' || audience.condition.kind === 'percentage') return whole;
  if (placeIn(audience, cohorts, {}) === 'in') return whole;
  for (const group of groupsOf(run)) {
    const placed = group.map((part) => ({ part, place: placeIn(audience, cohorts, part.dimensions) }));
    const open = placed.some(({ part, place }) => place === 'open' && recordsOf(part.totals) > 0);
    if (!open && isWhole(group, run, audience)) {
      return share(placed.filter(({ place }) => place === 'in').map(({ part }) => part));
    }
  }
  return null;
};

/** All records of a run; null where it has no totals. */
export const runShare = (run: RunFact): Share | null =>
  run.totals === null ? null : share([{ totals: run.totals, accepted: run.accepted }]);
