import type { PatternView } from '@/lib/contract/views/reconciliation';
import { type Decimal, decimalOf, decimalText, readDecimal } from '@/lib/domain/comparison/decimal';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { integerText } from '@/lib/usecases/queries/parts/say';

type Distribution = NonNullable<PatternView['distribution']>;

const mostBins = 12;

/** target − legacy, where both sides sent numbers. */
const apartOf = ({ legacy, target }: Discrepancy): Decimal[] => {
  if (typeof legacy !== 'string' || typeof target !== 'string') return [];
  const [a, b] = [readDecimal(legacy), readDecimal(target)];
  return a === null || b === null ? [] : [b.minus(a)];
};

/** The smallest of 1, 2 and 5 times a power of ten that is at least `least`. */
const roundStep = (least: Decimal): Decimal => {
  const power = decimalOf(1).shiftedBy(least.e ?? 0);
  return [1, 2, 5].map((times) => power.times(times)).find((step) => step.gte(least)) ?? power.times(10);
};

const binsOf = (apart: readonly Decimal[], least: Decimal, most: Decimal): Distribution['bins'] => {
  if (least.eq(most)) return [{ from: decimalText(least), to: decimalText(most), count: apart.length }];
  const step = roundStep(most.minus(least).div(mostBins - 1));
  const first = least.div(step).integerValue(3).times(step);
  const count = most.minus(first).div(step).integerValue(3).toNumber() + 1;
  const bins = Array.from({ length: count }, (_, index) => ({
    from: decimalText(first.plus(step.times(index))),
    to: decimalText(first.plus(step.times(index + 1))),
    count: 0,
  }));
  for (const value of apart) {
    const bin = bins[value.minus(first).div(step).integerValue(3).toNumber()];
    if (bin !== undefined) bin.count += 1;
  }
  return bins;
};

const rangeText = (least: Decimal, most: Decimal): string =>
  least.eq(most) ? `by ${decimalText(least)}` : `from ${decimalText(least)} to ${decimalText(most)}`;

const findingOf = (apart: readonly Decimal[], sizes: { least: Decimal; most: Decimal }): string => {
  const lower = apart.filter((value) => value.isNegative()).length;
  const higher = apart.filter((value) => value.gt(0)).length;
  const total = integerText(apart.length);
  const range = rangeText(sizes.least, sizes.most);
  if (lower === apart.length) return `Target is lower in all ${total}, ${range}.`;
  if (higher === apart.length) return `Target is higher in all ${total}, ${range}.`;
  return `Target is lower in ${integerText(lower)} and higher in ${integerText(higher)} of ${total}, ${range} in size.`;
};

/**
 * How far apart the two sides are, target minus legacy, in bins of a round width; null where most of it is no number.
 * Bins hold their lower end and not their upper one.
 */
export const distributionOf = (discrepancies: readonly Discrepancy[]): Distribution | null => {
  const apart = discrepancies.flatMap(apartOf).sort((a, b) => a.comparedTo(b) ?? 0);
  const [least, most] = [apart.at(0), apart.at(-1)];
  if (least === undefined || most === undefined || apart.length * 2 < discrepancies.length) return null;
  const magnitudes = apart.map((value) => value.abs()).sort((a, b) => a.comparedTo(b) ?? 0);
  const sizes = { least: magnitudes.at(0) ?? least, most: magnitudes.at(-1) ?? most };
  const median = apart[Math.floor((apart.length - 1) / 2)] ?? least;
  return {
    bins: binsOf(apart, least, most),
    finding: findingOf(apart, sizes),
    median: decimalText(median),
    oneSided: most.isNegative() ? 'lower' : least.gt(0) ? 'higher' : null,
  };
};
