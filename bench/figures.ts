/** The middle one, or the mean of the two in the middle. @throws Error for none. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new Error('there is no median of nothing');
  return (upper + lower) / 2;
};

/** One thing measured against its floor, in the same unit and the same run. */
export type Figure = {
  name: string;
  unit: string;
  value: number;
  floor: { name: string; value: number };
  /** value ÷ floor, taken in each round, of which the median. */
  ratio: number;
  /** The 99th percentile of answers, in milliseconds, where answers were timed one by one. */
  p99?: { value: number; floor: number };
  rounds: { value: number; floor: number }[];
};

/** A figure from its rounds; the two of one round were measured one right after the other. */
export const figure = (
  { name, unit, floor }: { name: string; unit: string; floor: string },
  rounds: { value: number; floor: number }[],
): Figure => ({
  name,
  unit,
  value: median(rounds.map((round) => round.value)),
  floor: { name: floor, value: median(rounds.map((round) => round.floor)) },
  ratio: median(rounds.map((round) => round.value / round.floor)),
  rounds,
});
