import { type Decimal, decimalOf } from './decimal';

// The binary float nearest to a decimal, worked out from the digits as sent: no value passes through arithmetic of floats.

export const floatWidths = ['float32', 'float64'] as const;
export type FloatWidth = (typeof floatWidths)[number];

const bits = new DataView(new ArrayBuffer(8));

/** What a double is exactly, as a decimal: its mantissa times a power of two. */
const exactly = (double: number): Decimal => {
  bits.setFloat64(0, double);
  const word = bits.getBigUint64(0);
  const exponent = Number((word >> 52n) & 0x7ffn);
  const fraction = word & 0xfffffffffffffn;
  const mantissa = exponent === 0 ? fraction : fraction | 0x10000000000000n;
  const power = (exponent === 0 ? 1 : exponent) - 1075;
  const size =
    power >= 0
      ? decimalOf((mantissa << BigInt(power)).toString())
      : decimalOf((mantissa * 5n ** BigInt(-power)).toString()).shiftedBy(power);
  return double < 0 ? size.negated() : size;
};

const neighbour = (float: number, up: boolean): number => {
  bits.setFloat32(0, float);
  const word = bits.getInt32(0);
  if (float === 0) bits.setInt32(0, up ? 1 : -0x7fffffff);
  else bits.setInt32(0, word + (up === float > 0 ? 1 : -1));
  return bits.getFloat32(0);
};

/** Rounding to a double first can end half-way between two narrow floats; then the digits as sent decide. */
const narrow = (value: Decimal, double: number): number => {
  const float = Math.fround(double);
  const known = exactly(double).comparedTo(value) ?? 0;
  if (known === 0 || float === double || !Number.isFinite(float)) return float;
  const other = neighbour(float, double > float);
  const isHalfWay = exactly(double)
    .times(2)
    .eq(exactly(float).plus(exactly(other)));
  if (!isHalfWay) return float;
  const [lower, upper] = float < other ? [float, other] : [other, float];
  return known > 0 ? lower : upper;
};

/** The fewest digits that name this narrow float and no other. */
const shortest = (float: number): string => {
  for (let digits = 1; digits < 9; digits += 1) {
    const text = float.toPrecision(digits);
    if (Math.fround(Number(text)) === float) return text;
  }
  return float.toPrecision(9);
};

/** The nearest float of this width in its shortest digits, ties to even; null where it is beyond the width. */
export const toFloatWidth = (value: Decimal, width: FloatWidth): Decimal | null => {
  const double = Number(value.toString());
  const float = width === 'float64' ? double : narrow(value, double);
  if (!Number.isFinite(float)) return null;
  return decimalOf(width === 'float64' ? String(float) : shortest(float));
};
