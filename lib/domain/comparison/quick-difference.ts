import type { Side } from '@/lib/domain/words';
import type { Difference, DifferenceClass } from './difference';
import { mostDigits, type PlainDecimal, powerOfTen, readPlain, rescaled } from './plain-decimal';

// The class of difference of two short plain amounts, in whole numbers: what most discrepancies are, at a fraction of the
// cost. It says what the long way says, or nothing.

const said = (name: DifferenceClass, side: Side | null, detail = ''): Difference => ({ class: name, side, detail });

/** How many zeros a whole number ends with; it is not zero. */
const zerosOf = (units: number): number => {
  let zeros = 0;
  for (let rest = units; rest % 10 === 0; rest /= 10) zeros += 1;
  return zeros;
};

/** Whether the coarser number is what rounding the finer one can give: the one towards zero, or the next away from it. */
const isRounded = (coarser: PlainDecimal, finer: PlainDecimal): boolean => {
  const unit = powerOfTen(finer.places - coarser.places);
  const whole = Math.trunc(finer.units / unit);
  const rest = finer.units % unit;
  return coarser.units === whole || (rest !== 0 && coarser.units === whole + Math.sign(finer.units));
};

const magnitudes = (x: number, y: number, coarse: number, places: number): Difference => {
  const [a, b] = [Math.abs(x), Math.abs(y)];
  const larger: Side = b > a ? 'target' : 'legacy';
  const apart = Math.abs(x - y);
  if (coarse > 0 && apart === powerOfTen(places - coarse)) return said('last_place', larger);
  // A thousand times more than 12 digits is more than any of the two can be.
  const isSlight = apart < powerOfTen(mostDigits - 3) && apart * 1_000 < Math.max(a, b);
  return said(isSlight ? 'slight_amount' : 'amount', larger);
};

/** The difference of two plain amounts that are no same text; null where they have to be read the long way. */
export const quickDifference = (legacy: string, target: string): Difference | null => {
  const a = readPlain(legacy);
  const b = a === null ? null : readPlain(target);
  if (a === null || b === null) return null;
  const places = Math.max(a.places, b.places);
  const [x, y] = [rescaled(a, places), rescaled(b, places)];
  if (x === null || y === null) return null;
  if (x === y) return said('same_number', null);
  if (x === 0 || y === 0) return said('zero', x === 0 ? 'legacy' : 'target');
  if (x === -y) return said('sign', y < 0 ? 'target' : 'legacy');
  const [zerosX, zerosY] = [zerosOf(x), zerosOf(y)];
  if (x / powerOfTen(zerosX) === y / powerOfTen(zerosY)) {
    return said('scale_shift', zerosY > zerosX ? 'target' : 'legacy', String(Math.abs(zerosY - zerosX)));
  }
  if (a.places !== b.places) {
    const isLegacy = a.places < b.places;
    if (isRounded(isLegacy ? a : b, isLegacy ? b : a)) return said('rounded', isLegacy ? 'legacy' : 'target');
  }
  return magnitudes(x, y, Math.min(a.places, b.places), places);
};
