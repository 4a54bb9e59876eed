import { decimalOf, roundDecimal } from './decimal';
import type { DecimalRule, Tolerance } from './field-rules';
import { integerOf, mostDigits, readPlain, roundPlain } from './plain-decimal';
import type { ComparedOutcome } from './steps';

// The quick way for what most discrepancies are: two short plain amounts, rounded to a scale, an absolute tolerance.

/** Two values compared; null where they have to be compared the long way. */
export type QuickComparator = (legacy: string, target: string) => ComparedOutcome | null;

/** The most whole units of the scale that an absolute tolerance forgives; null where it takes more than fits. */
const mostUnits = (tolerance: Tolerance, scale: number): number | null => {
  if (tolerance.absolute === undefined) return 0;
  const units = decimalOf(tolerance.absolute).shiftedBy(scale);
  if (tolerance.boundary !== 'exclusive') return integerOf(roundDecimal(units, 0, 'floor'));
  const below = integerOf(roundDecimal(units, 0, 'ceiling').minus(1));
  return below === null ? null : Math.max(0, below);
};

/** Whether two whole numbers of units are within a share of their base; null where a floor may be the base. */
type WithinShare = (x: number, y: number, apart: number) => boolean | null;

const withinShare = (tolerance: Tolerance, scale: number): WithinShare => {
  const { relative, base = 'legacy', boundary } = tolerance;
  if (relative === undefined) return () => false;
  const point = relative.indexOf('.');
  const share = BigInt(relative.replace('.', ''));
  // Twice, so that the mean of two whole numbers is one, too.
  const whole = 2n * 10n ** BigInt(point < 0 ? 0 : relative.length - point - 1);
  const floor =
    2 *
    decimalOf(tolerance.floor ?? 0)
      .shiftedBy(scale)
      .toNumber();
  return (x, y, apart) => {
    const [a, b] = [Math.abs(x), Math.abs(y)];
    const twice = base === 'mean' ? a + b : 2 * (base === 'larger' ? Math.max(a, b) : base === 'legacy' ? a : b);
    if (floor > 0 && twice <= floor * 2) return null;
    const [is, most] = [BigInt(apart) * whole, BigInt(twice) * share];
    return boundary === 'exclusive' ? is < most : is <= most;
  };
};

/** The quick comparator of a rule, or null where the rule has none. */
export const quickDecimals = (rule: DecimalRule): QuickComparator | null => {
  const { scale, rounding, tolerance } = rule;
  if (scale === undefined || scale > mostDigits || tolerance.of === 'sent') return null;
  const most = mostUnits(tolerance, scale);
  if (most === null) return null;
  const modes = typeof rounding === 'string' ? { legacy: rounding, target: rounding } : rounding;
  const isWithin = withinShare(tolerance, scale);
  const zerosDiffer = rule.negativeZero === 'differs';
  return (legacy, target) => {
    const a = readPlain(legacy);
    const b = a === null ? null : readPlain(target);
    if (a === null || b === null || (zerosDiffer && a.units === 0 && b.units === 0)) return null;
    const x = roundPlain(a, scale, modes.legacy);
    const y = roundPlain(b, scale, modes.target);
    if (x === null || y === null) return null;
    const apart = Math.abs(x - y);
    if (apart === 0) return 'match';
    if (apart <= most) return 'match_within_tolerance';
    const within = isWithin(x, y, apart);
    return within === null ? null : within ? 'match_within_tolerance' : 'mismatch';
  };
};
