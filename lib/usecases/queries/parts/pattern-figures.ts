import type { PatternDetail } from '@/lib/contract/v1/patterns';
import type { NoiseRate, Spread, Standing } from '@/lib/store/read-models/one-pattern';

type Noise = NonNullable<PatternDetail['baselineNoise']>;

const rateOf = (rates: readonly NoiseRate[], baseline: boolean): number | null => {
  const found = rates.find((rate) => rate.baseline === baseline);
  return found === undefined || found.records <= 0 ? null : found.count / found.records;
};

/** How often legacy differs from itself in this way, beside how often target does; null where no baseline showed it. */
export const noiseOf = (standings: readonly Standing[], rates: readonly NoiseRate[]): Noise | null => {
  const noise = standings.filter(({ baseline }) => baseline);
  const [first] = noise;
  if (first === undefined) return null;
  const times = (of: (standing: Standing) => Date): number[] => noise.map((standing) => of(standing).getTime());
  return {
    runs: noise.reduce((sum, { runs }) => sum + runs, 0),
    total: noise.reduce((sum, { total }) => sum + total, 0),
    firstSeenAt: new Date(Math.min(...times(({ firstSeenAt }) => firstSeenAt))).toISOString(),
    lastSeenAt: new Date(Math.max(...times(({ windowTo }) => windowTo))).toISOString(),
    rate: rateOf(rates, true),
    comparedRate: rateOf(rates, false),
  };
};

export type SpreadView = { name: string; values: { value: string; count: number; open: number }[]; others: number };

/** Spreads by dimension, the most frequent value first; `others` are values that are too many to count each. */
export const spreadsOf = (spreads: readonly Spread[]): SpreadView[] =>
  [...new Set(spreads.map(({ name }) => name))].map((name) => {
    const own = spreads.filter((each) => each.name === name);
    return {
      name,
      values: own.filter(({ rest }) => !rest).map(({ value, count, open }) => ({ value, count, open })),
      others: own.filter(({ rest }) => rest).reduce((sum, { count }) => sum + count, 0),
    };
  });
