import { BigNumber } from 'bignumber.js';

// Shares as exact fractions. Whether a gate opens is decided on integers; only what is shown is ever rounded, downwards.

const Wide = BigNumber.clone({ DECIMAL_PLACES: 50, EXPONENTIAL_AT: 1e9 });

/** `good` of `n` records; both are exact counts. */
export type Share = { good: number; n: number };

/** The 97.5th percentile of the normal distribution, rounded up, so that the bound errs against the gate. */
const z = { numerator: 1_959_963_984_540_055n, denominator: 1_000_000_000_000_000n };

const fraction = (threshold: string): { numerator: bigint; denominator: bigint } => {
  const [whole = '0', places = ''] = threshold.split('.');
  return { numerator: BigInt(whole + places), denominator: 10n ** BigInt(places.length) };
};

/** good / n >= threshold, exactly; nothing of nothing is never enough. */
export const reaches = ({ good, n }: Share, threshold: string): boolean => {
  const { numerator, denominator } = fraction(threshold);
  return n > 0 && BigInt(good) * denominator >= numerator * BigInt(n);
};

/**
 * Whether the lower end of Wilson's 95 % score interval (Wilson 1927) reaches the threshold. By the interval's
 * definition that is p >= t and (p - t)^2 >= z^2 t (1 - t) / n, which integers decide without a root.
 */
export const wilsonReaches = (share: Share, threshold: string): boolean => {
  if (!reaches(share, threshold)) return false;
  const { numerator: t, denominator: d } = fraction(threshold);
  // No number of samples proves that nothing ever differs; here alone the squares would be equal for another reason.
  if (t === d) return false;
  const n = BigInt(share.n);
  const apart = BigInt(share.good) * d - t * n;
  return apart * apart * z.denominator ** 2n >= z.numerator ** 2n * t * (d - t) * n;
};

const shownPlaces = 8;

/** The share as decimal text, rounded down to eight places; null for nothing of nothing. */
export const shareText = ({ good, n }: Share): string | null =>
  n > 0 ? new Wide(good).div(n).decimalPlaces(shownPlaces, BigNumber.ROUND_FLOOR).toFixed() : null;

/** The lower end of Wilson's 95 % interval as decimal text, rounded down to eight places; null for nothing. */
export const wilsonText = ({ good, n }: Share): string | null => {
  if (n <= 0) return null;
  const count = new Wide(n);
  const p = new Wide(good).div(count);
  const quantile = new Wide(z.numerator.toString()).div(z.denominator.toString());
  const square = quantile.times(quantile);
  const spread = p
    .times(new Wide(1).minus(p))
    .div(count)
    .plus(square.div(count.times(count).times(4)))
    .sqrt();
  const low = p
    .plus(square.div(count.times(2)))
    .minus(quantile.times(spread))
    .div(square.div(count).plus(1));
  const floored = low.decimalPlaces(shownPlaces, BigNumber.ROUND_FLOOR);
  return (floored.isNegative() ? floored.abs().times(0) : floored).toFixed();
};
