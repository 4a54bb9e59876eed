// Chance that can be had again: the seed is printed, and given back it brings the same order of things.

/** Numbers from 0 to below 1 by a seed (mulberry32). */
export const chanceOf = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number): number => Math.floor(next() * bound);
  /** The same things in another order. */
  const shuffled = <T>(things: readonly T[]): T[] =>
    things
      .map((thing) => ({ thing, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ thing }) => thing);
  return { below, shuffled };
};

/** A seed as told, or a new one; printed either way. */
export const printedSeed = (name: string, told: string | undefined): number => {
  const seed = told === undefined ? Date.now() % 2_147_483_647 : Number(told);
  console.log(`${name}: SEED=${seed}`);
  return seed;
};
