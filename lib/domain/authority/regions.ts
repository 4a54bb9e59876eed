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

/** A set of cohorts, a bit for each in the order of its drawing: looked at as often as there are cells. */
type Takers = Int32Array;

const takersOf = (cohorts: readonly Drawn[], takes: (condition: CohortCondition) => boolean): Takers => {
  const takers = new Int32Array(Math.ceil(cohorts.length / 32));
  cohorts.forEach(({ condition }, at) => {
    if (takes(condition)) takers[at >> 5] = (takers[at >> 5] ?? 0) | (1 << (at & 31));
  });
  return takers;
};

/** Whom a value of a dimension leaves: a cohort asks it only of the dimensions that it names. */
const takesValue = (name: string, value: string | null) => (condition: CohortCondition) =>
  condition.kind !== 'dimensions' ||
  !Object.hasOwn(condition.where, name) ||
  (value !== null && (condition.where[name] ?? []).includes(value));

const takesStretch = (stretch: Stretch) => (condition: CohortCondition) =>
  condition.kind !== 'percentage' || condition.ranges.some(({ from, to }) => from <= stretch.from && stretch.to <= to);

/** Whom both leave, written into `into`. */
const both = (one: Takers, other: Takers, into: Takers): Takers => {
  for (let at = 0; at < into.length; at++) into[at] = (one[at] ?? 0) & (other[at] ?? 0);
  return into;
};

/** The place of the first one, or -1. */
const first = (takers: Takers): number => {
  for (let at = 0; at < takers.length; at++) {
    const bits = takers[at] ?? 0;
    if (bits !== 0) return at * 32 + 31 - Math.clz32(bits & -bits);
  }
  return -1;
};

const percentText = (buckets: number): string => String((buckets * 100) / bucketCount);

/** `motor/eu`, `other geography`, `keys from 10 to 20 %`: where in the traffic a cell lies. */
const placeText = ({ values, stretch }: Cell): string => {
  const named = [...values].map(([name, value]) => value ?? `other ${name}`).join('/');
  const whole = stretch.from === 0 && stretch.to === bucketCount;
  const keys = whole ? '' : `keys from ${percentText(stretch.from)} to ${percentText(stretch.to)} %`;
  return [named, keys].filter((part) => part !== '').join(', ') || 'everyone';
};

type Drawings = { before: readonly Drawn[]; after: readonly Drawn[] };
type TakersOfBoth = { before: Takers; after: Takers };

const takersOfBoth = ({ before, after }: Drawings, takes: (condition: CohortCondition) => boolean): TakersOfBoth => ({
  before: takersOf(before, takes),
  after: takersOf(after, takes),
});

/** Goes through all cells: the places of the cohorts that take each, -1 where none does, and where in the traffic it is. */
const forEachCell = (drawings: Drawings, visit: (from: number, to: number, cell: () => Cell) => void): void => {
  const all = [...drawings.before, ...drawings.after];
  const axes = axesOf(all).map(({ name, values }) => ({
    name,
    values: values.map((value) => ({ value, takers: takersOfBoth(drawings, takesValue(name, value)) })),
  }));
  const stretches = stretchesOf(all).map((stretch) => ({
    stretch,
    takers: takersOfBoth(drawings, takesStretch(stretch)),
  }));
  const chosen: (string | null)[] = [];
  const walk = (depth: number, left: TakersOfBoth): void => {
    const axis = axes[depth];
    const room = takersOfBoth(drawings, () => false);
    const narrowed = (by: TakersOfBoth): TakersOfBoth => ({
      before: both(left.before, by.before, room.before),
      after: both(left.after, by.after, room.after),
    });
    if (axis === undefined) {
      for (const { stretch, takers } of stretches) {
        const { before, after } = narrowed(takers);
        const cell = () => ({ values: new Map(axes.map(({ name }, at) => [name, chosen[at] ?? null])), stretch });
        visit(first(before), first(after), cell);
      }
      return;
    }
    for (const { value, takers } of axis.values) {
      chosen[depth] = value;
      walk(depth + 1, narrowed(takers));
    }
  };
  walk(
    0,
    takersOfBoth(drawings, () => true),
  );
};

/** Between which cohorts of two drawings keys go; null where there are more than `mostCells` cells. */
export const compareDrawings = (before: readonly Drawn[], after: readonly Drawn[]): Compared | null => {
  if (cellCount(before, after) > mostCells) return null;
  const taken = new Map<number, Taken>();
  const used = new Set<number>();
  forEachCell({ before, after }, (from, to, cell) => {
    const pair = from * after.length + to;
    if (taken.has(pair)) return;
    const [then, now] = [before[from], after[to]];
    if (then === undefined || now === undefined) throw new Error('a drawing does not take every request');
    used.add(to);
    taken.set(pair, { from: then.slug, to: now.slug, example: placeText(cell()) });
  });
  return {
    taken: [...taken.values()],
    empty: after.filter((_, at) => !used.has(at)).map(({ slug }) => slug),
  };
};
