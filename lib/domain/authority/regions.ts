import { bucketCount, type CohortCondition } from './condition';

// Two drawings of one context compared exactly: every request stands in one cell, and within a cell both drawings take all
// requests alike. A dimension has a cell for each value that a condition names and one for all others, keys have one for
// each stretch between two ends of a share.

/** A cohort as a drawing orders it: the first whose condition holds takes the request. */
export type Drawn = { slug: string; condition: CohortCondition };

/** Keys that go from one cohort to another, and a place where one finds them, in words. */
export type Taken = { from: string; to: string; example: string };

export type Compared = {
  /** For each pair of cohorts between which keys go, once: the same cohort on both sides included. */
  taken: Taken[];
  /** Cohorts of the new drawing that would take nothing. */
  empty: string[];
};

/** More than this is not compared: a drawing so fine is a mistake, and looking at it would take the database's time. */
export const mostCells = 200_000;

type Axis = { name: string; values: (string | null)[] };
type Stretch = { from: number; to: number };

const axesOf = (cohorts: readonly Drawn[]): Axis[] => {
  const axes = new Map<string, Set<string>>();
  for (const { condition } of cohorts) {
    if (condition.kind !== 'dimensions') continue;
    for (const [name, values] of Object.entries(condition.where)) {
      const known = axes.get(name) ?? new Set<string>();
      for (const value of values) known.add(value);
      axes.set(name, known);
    }
  }
  return [...axes].map(([name, values]) => ({ name, values: [...values, null] }));
};

const stretchesOf = (cohorts: readonly Drawn[]): Stretch[] => {
  const ends = cohorts.flatMap(({ condition }) =>
    condition.kind === 'percentage' ? condition.ranges.flatMap(({ from, to }) => [from, to]) : [],
  );
  const cuts = [...new Set([0, ...ends, bucketCount])].sort((a, b) => a - b);
  return cuts.slice(1).map((to, at) => ({ from: cuts[at] ?? 0, to }));
};

/** How many cells both drawings have to be held against. */
export const cellCount = (before: readonly Drawn[], after: readonly Drawn[]): number => {
  const all = [...before, ...after];
  return axesOf(all).reduce((product, { values }) => product * values.length, stretchesOf(all).length);
};

type Cell = { values: ReadonlyMap<string, string | null>; stretch: Stretch };

const takes = ({ condition }: Drawn, { values, stretch }: Cell): boolean => {
  if (condition.kind === 'rest') return true;
  if (condition.kind === 'percentage') {
    return condition.ranges.some(({ from, to }) => from <= stretch.from && stretch.to <= to);
  }
  return Object.entries(condition.where).every(([name, allowed]) => {
    const value = values.get(name) ?? null;
    return value !== null && allowed.includes(value);
  });
};

const reached = (cohorts: readonly Drawn[], cell: Cell): string | undefined =>
  cohorts.find((cohort) => takes(cohort, cell))?.slug;

const percentText = (buckets: number): string => String((buckets * 100) / bucketCount);

/** `motor/eu`, `other geography`, `keys from 10 to 20 %`: where in the traffic a cell lies. */
const placeText = ({ values, stretch }: Cell): string => {
  const named = [...values].map(([name, value]) => value ?? `other ${name}`).join('/');
  const whole = stretch.from === 0 && stretch.to === bucketCount;
  const keys = whole ? '' : `keys from ${percentText(stretch.from)} to ${percentText(stretch.to)} %`;
  return [named, keys].filter((part) => part !== '').join(', ') || 'everyone';
};

const forEachCell = (axes: readonly Axis[], stretches: readonly Stretch[], visit: (cell: Cell) => void): void => {
  const walk = (at: number, values: Map<string, string | null>): void => {
    const axis = axes[at];
    if (axis === undefined) {
      for (const stretch of stretches) visit({ values, stretch });
      return;
    }
    for (const value of axis.values) walk(at + 1, new Map([...values, [axis.name, value]]));
  };
  walk(0, new Map());
};

/** Between which cohorts of two drawings keys go; null where there are more than `mostCells` cells. */
export const compareDrawings = (before: readonly Drawn[], after: readonly Drawn[]): Compared | null => {
  if (cellCount(before, after) > mostCells) return null;
  const all = [...before, ...after];
  const taken = new Map<string, Taken>();
  const used = new Set<string>();
  forEachCell(axesOf(all), stretchesOf(all), (cell) => {
    const [from, to] = [reached(before, cell), reached(after, cell)];
    if (from === undefined || to === undefined) throw new Error('a drawing does not take every request');
    used.add(to);
    const pair = `${from}>${to}`;
    if (!taken.has(pair)) taken.set(pair, { from, to, example: placeText(cell) });
  });
  return {
    taken: [...taken.values()],
    empty: after.map(({ slug }) => slug).filter((slug) => !used.has(slug)),
  };
};
