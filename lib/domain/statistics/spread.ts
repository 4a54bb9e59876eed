import { type Decimal, decimalOf, readDecimal } from '@/lib/domain/comparison/decimal';
import type { KnownMetric } from './metric-name';

// Where the values of a column lie, for drawing both sides on one scale. Positions are for the eye; texts stay exact.

export type Point = { measure: 'min' | 'quantile' | 'mean' | 'max'; quantile: string | null; text: string };

/** `at` is between 0 and 1; `beyond` says that it lies past the end of the scale, at which it is drawn. */
export type Mark = Point & { at: number; beyond: boolean };

export type Spread = { from: string; to: string; legacy: Mark[]; target: Mark[] };

type Placed = Point & { value: Decimal };

const isoDay = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?$/;

/** A number, or an instant as its milliseconds; null for other texts. */
const placeIn = (text: string): Decimal | null => {
  const number = readDecimal(text);
  if (number !== null) return number;
  const day = isoDay.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(day) ? null : decimalOf(day);
};

const placedOf = (points: readonly Point[]): Placed[] =>
  points.flatMap((point) => {
    const value = placeIn(point.text);
    return value === null ? [] : [{ ...point, value }];
  });

const isInner = ({ measure }: Point): boolean => measure === 'quantile' || measure === 'mean';

/** An end that lies further out than this many times what lies inside would press the rest into a line. */
const farOut = 2;

/** Fewer quantiles of one side say nothing of where most of its values lie. */
const leastInner = 3;

const scaleOf = (sides: readonly (readonly Placed[])[]): { low: Placed; high: Placed } | null => {
  const sorted = sides.flat().toSorted((a, b) => a.value.comparedTo(b.value) ?? 0);
  const inner = sorted.filter(isInner);
  const [low, high, innerLow, innerHigh] = [sorted.at(0), sorted.at(-1), inner.at(0), inner.at(-1)];
  if (low === undefined || high === undefined || low.value.eq(high.value)) return null;
  const told = sides.some((points) => points.filter(({ measure }) => measure === 'quantile').length >= leastInner);
  if (!told || innerLow === undefined || innerHigh === undefined) return { low, high };
  const reach = innerHigh.value.minus(innerLow.value).times(farOut);
  if (reach.isZero()) return { low, high };
  return {
    low: innerLow.value.minus(low.value).gt(reach) ? innerLow : low,
    high: high.value.minus(innerHigh.value).gt(reach) ? innerHigh : high,
  };
};

/**
 * Both sides on one scale; null where there are no two different values. Where an end lies far outside, the scale ends
 * at the values inside, and the end is marked as beyond it.
 */
export const spreadOf = (legacy: readonly Point[], target: readonly Point[]): Spread | null => {
  const sides = { legacy: placedOf(legacy), target: placedOf(target) };
  const scale = scaleOf([sides.legacy, sides.target]);
  if (scale === null) return null;
  const { low, high } = scale;
  const width = high.value.minus(low.value);
  const markOf = ({ value, ...point }: Placed): Mark => {
    const at = value.minus(low.value).div(width).toNumber();
    return { ...point, at: Math.min(1, Math.max(0, at)), beyond: at < 0 || at > 1 };
  };
  return {
    from: low.text,
    to: high.text,
    legacy: sides.legacy.map(markOf),
    target: sides.target.map(markOf),
  };
};

/** The point that a metric's value is; null for one that is no place among the values. */
export const pointOf = (known: KnownMetric | null, text: string | null): Point | null => {
  if (known === null || text === null) return null;
  const { measure, quantile } = known;
  return measure === 'min' || measure === 'max' || measure === 'mean' || measure === 'quantile'
    ? { measure, quantile, text }
    : null;
};
