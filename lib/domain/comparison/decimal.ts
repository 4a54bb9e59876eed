import { BigNumber } from 'bignumber.js';

// Exact decimals, bounded so that no sent value can cost more than it is worth: "1e1000000000" is text, not a number.

const Exact = BigNumber.clone({ EXPONENTIAL_AT: 1e9, DECIMAL_PLACES: 60 });

export type Decimal = BigNumber;

export const roundingModes = ['half_up', 'half_down', 'half_even', 'up', 'down', 'ceiling', 'floor'] as const;
export type RoundingMode = (typeof roundingModes)[number];

const modes: Record<RoundingMode, BigNumber.RoundingMode> = {
  half_up: BigNumber.ROUND_HALF_UP,
  half_down: BigNumber.ROUND_HALF_DOWN,
  half_even: BigNumber.ROUND_HALF_EVEN,
  up: BigNumber.ROUND_UP,
  down: BigNumber.ROUND_DOWN,
  ceiling: BigNumber.ROUND_CEIL,
  floor: BigNumber.ROUND_FLOOR,
};

/** The most characters a number may have, and the largest power of ten, either way. */
export const decimalBounds = { length: 1_000, exponent: 1_000 } as const;

const pattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,5}))?$/;

/** The exact value of decimal text (blanks around it allowed), or null where it is no number or beyond the bounds. */
export const readDecimal = (text: string): Decimal | null => {
  if (text.length > decimalBounds.length) return null;
  const trimmed = text.trim();
  const found = pattern.exec(trimmed);
  if (found === null || Math.abs(Number(found[1] ?? 0)) > decimalBounds.exponent) return null;
  const value = new Exact(trimmed);
  return value.isZero() ? new Exact(0) : value;
};

export const decimalOf = (value: number | string): Decimal => new Exact(value);

/** Rounds to `scale` decimal places: `up` is away from zero, `down` towards it. */
export const roundDecimal = (value: Decimal, scale: number, mode: RoundingMode): Decimal => {
  const rounded = value.decimalPlaces(scale, modes[mode]);
  return rounded.isZero() ? rounded.abs() : rounded;
};

/** Rounds to `digits` significant digits. */
export const roundSignificant = (value: Decimal, digits: number, mode: RoundingMode): Decimal =>
  value.isZero() ? value : value.precision(digits, modes[mode]);

/** Plain digits without an exponent, as short as they are exact, or with exactly `scale` places. */
export const decimalText = (value: Decimal, scale?: number): string =>
  scale === undefined ? value.toFixed() : value.toFixed(scale);

/** How many places after the point were written, counting zeros: 2 for "1.50", 0 for "15", 1 for "1.5e0". */
export const placesWritten = (text: string): number => {
  const [mantissa = '', power = '0'] = text.trim().split(/[eE]/);
  const point = mantissa.indexOf('.');
  return Math.max(0, (point < 0 ? 0 : mantissa.length - point - 1) - Number(power));
};
