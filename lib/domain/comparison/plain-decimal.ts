import type { Decimal, RoundingMode } from './decimal';

// Decimals as people write amounts: an optional sign, digits, perhaps a point. Up to 15 digits they are whole numbers of
// their last place and fit a safe integer, in which adding, scaling and comparing are exact.

/** A whole number of units of 10^-places; `digits` is how many digits it may take, leading zeros included. */
export type PlainDecimal = { units: number; places: number; digits: number };

/** The most digits that stay exact whatever is done here. */
export const mostDigits = 15;

const zeroCode = 48;

/** The number in a short plain text; null for anything else, which is then read the long way. */
export const readPlain = (text: string): PlainDecimal | null => {
  const { length } = text;
  if (length === 0 || length > mostDigits + 2) return null;
  const first = text.charCodeAt(0);
  const signed = first === 45 || first === 43;
  let units = 0;
  let digits = 0;
  let point = -1;
  for (let at = signed ? 1 : 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= zeroCode && code <= 57) {
      units = units * 10 + (code - zeroCode);
      digits += 1;
    } else if (code === 46 && point < 0) {
      point = at;
    } else {
      return null;
    }
  }
  if (digits === 0 || digits > mostDigits) return null;
  return { units: first === 45 ? -units : units, places: point < 0 ? 0 : length - point - 1, digits };
};

const powers = Array.from({ length: mostDigits + 1 }, (_, exponent) => 10 ** exponent);

/** 10^exponent, for exponents from 0 to 15. */
export const powerOfTen = (exponent: number): number => powers[exponent] ?? Number.NaN;

/** In units of 10^-places, more of them than it has; null where that takes too many digits. */
export const rescaled = (value: PlainDecimal, places: number): number | null =>
  value.digits + places - value.places > mostDigits ? null : value.units * powerOfTen(places - value.places);

/** Whether a magnitude of `whole` and a rest out of `unit`, not zero, becomes `whole + 1`. */
const goesUp = (mode: RoundingMode, isNegative: boolean, whole: number, rest: number, unit: number): boolean => {
  switch (mode) {
    case 'half_up':
      return rest * 2 >= unit;
    case 'half_down':
      return rest * 2 > unit;
    case 'half_even':
      return rest * 2 > unit || (rest * 2 === unit && whole % 2 === 1);
    case 'up':
      return true;
    case 'down':
      return false;
    case 'ceiling':
      return !isNegative;
    case 'floor':
      return isNegative;
  }
};

/** Rounded, in units of 10^-scale; null where that takes too many digits. */
export const roundPlain = (value: PlainDecimal, scale: number, mode: RoundingMode): number | null => {
  if (value.places <= scale) return rescaled(value, scale);
  // All places but `mostDigits` of them are zeros that cannot be: there are no more digits than that.
  const unit = powerOfTen(value.places - scale);
  const size = Math.abs(value.units);
  const rest = size % unit;
  const whole = (size - rest) / unit;
  const rounded = rest !== 0 && goesUp(mode, value.units < 0, whole, rest, unit) ? whole + 1 : whole;
  return value.units < 0 ? -rounded : rounded;
};

/** The same as a safe integer, where it is one. */
export const integerOf = (value: Decimal): number | null => {
  const number = value.toNumber();
  return value.isInteger() && Number.isSafeInteger(number) ? number : null;
};
