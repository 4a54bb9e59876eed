// A few of many, each as likely as any other: every one gets a rank by chance, and the lowest ranks stay. Two such samples
// make one of the whole by the same rule, so that nobody counts how many each was taken from.

/** A number from 0 up to and without 1; given, so that what is picked can be foretold. */
export type Chance = () => number;

export type Ranked<T> = { rank: number; item: T };

/** At most this many examples of a pattern are kept. */
export const mostExamples = 20;

/** Keeps what has the lowest ranks, in their order. */
export class Reservoir<T> {
  readonly #size: number;
  #kept: Ranked<T>[] = [];

  constructor(size = mostExamples) {
    this.#size = size;
  }

  /** True where something of this rank would stay: asked first, so that a million others cost one comparison. */
  wants(rank: number): boolean {
    const last = this.#kept[this.#size - 1];
    return last === undefined || rank < last.rank;
  }

  /** Answers with what had to go for it. */
  take(rank: number, item: T): Ranked<T> | undefined {
    let place = this.#kept.length;
    while (place > 0 && (this.#kept[place - 1]?.rank ?? 0) > rank) place -= 1;
    this.#kept.splice(place, 0, { rank, item });
    return this.#kept.length > this.#size ? this.#kept.pop() : undefined;
  }

  get kept(): readonly Ranked<T>[] {
    return this.#kept;
  }
}

/** Of a full sample, so many are of the newest run, whatever their ranks: people look at what is there now. */
const fewestFresh = 5;

/** What is open comes before what rules accept, then the lower rank. */
const inOrder = (a: Ranked<{ open: boolean }>, b: Ranked<{ open: boolean }>): number =>
  a.item.open === b.item.open ? a.rank - b.rank : a.item.open ? -1 : 1;

/** One sample of all that two samples were taken from. */
export const mergeSamples = <T extends { open: boolean }>(
  kept: readonly Ranked<T>[],
  fresh: readonly Ranked<T>[],
  size = mostExamples,
): Ranked<T>[] => {
  const first = [...fresh].sort(inOrder).slice(0, Math.min(fewestFresh, size));
  const taken = new Set(first);
  const others = [...kept, ...fresh].filter((one) => !taken.has(one)).sort(inOrder);
  return [...first, ...others.slice(0, size - first.length)].sort(inOrder);
};
