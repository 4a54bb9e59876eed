// Whether a JSON number keeps its value when it becomes an ECMAScript number.

/** Significant digits without zeros at either end, and the power of ten of the last one; null digits for zero. */
const normalised = (text: string): { digits: string; exponent: number } => {
  const [mantissa = '', power = '0'] = (text.startsWith('-') ? text.slice(1) : text).split(/[eE]/);
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  let end = all.length;
  while (end > 0 && all[end - 1] === '0') end -= 1;
  let start = 0;
  while (start < end && all[start] === '0') start += 1;
  return { digits: all.slice(start, end), exponent: Number(power) - fraction.length + (all.length - end) };
};

/**
 * True when reading `text` (a well-formed JSON number) and writing it again gives the same value: no digit lost, no
 * overflow, no underflow, and no integer beyond 2^53 - 1.
 */
export const numberSurvives = (text: string): boolean => {
  const value = Number(text);
  if (!Number.isFinite(value)) return false;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return false;
  const sent = normalised(text);
  const kept = normalised(String(value));
  if (sent.digits === '' || kept.digits === '') return sent.digits === kept.digits;
  return sent.digits === kept.digits && sent.exponent === kept.exponent;
};
