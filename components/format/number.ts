import { capitalised } from '@/lib/domain/kernel/in-words';

// Figures as they are written on screen: thin spaces, a real minus, nothing rounded up past what was measured.

const thin = '\u202f';

/** "912 040": thin spaces between thousands, U+2212 for a minus. */
export const integer = (value: number): string => {
  const digits = Math.abs(Math.trunc(value)).toString();
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, thin);
  return value < 0 ? `−${grouped}` : grouped;
};

/** Decimal text as sent ("-12408.3500"), grouped, every digit kept. */
export const decimal = (text: string): string => {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', fraction = ''] = match;
  return `${sign === '-' ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, thin)}${fraction}`;
};

const percentDigits = (miss: number): number => {
  if (miss <= 0) return 0;
  return Math.min(6, Math.max(1, Math.ceil(-Math.log10(miss)) + 1));
};

/** A share as per cent, cut and never rounded up, with as many digits as its miss needs: 0.99957 is "99.957 %". */
export const percent = (share: string | number): string => {
  const value = Number(share);
  if (!Number.isFinite(value)) return String(share);
  const digits = percentDigits((1 - value) * 100);
  const scale = 10 ** digits;
  // The small addend undoes binary noise (0.9991 * 100 = 99.91000000000001 or 99.90999…) and stays far below a digit.
  const cut = Math.floor(value * 100 * scale + 1e-6) / scale;
  const text = cut.toFixed(digits).replace(/\.?0+$/, (zeros) => (zeros.startsWith('.') ? '' : zeros));
  return `${text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text}${thin}%`;
};

/** "1.68 M", "12.4 k"; below ten thousand the number itself. */
export const compact = (value: number): string => {
  if (value < 10_000) return integer(value);
  const [scaled, unit] = value >= 1_000_000 ? [value / 1_000_000, 'M'] : [value / 1000, 'k'];
  const digits = scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2;
  return `${scaled.toFixed(digits)}${thin}${unit}`;
};

/** "3.4 kB" */
export const bytes = (value: number): string => {
  if (value < 1000) return `${value}${thin}B`;
  return value < 1_000_000 ? `${(value / 1000).toFixed(1)}${thin}kB` : `${(value / 1_000_000).toFixed(1)}${thin}MB`;
};

/** "1 item", "3 items". */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${integer(value)} ${value === 1 ? one : many}`;

/** Thin spaces where a sentence of the record has plain ones: before units and between thousands. */
export const typeset = (sentence: string): string =>
  sentence
    .replace(/(\d) (?=\d{3}(?!\d))/g, `$1${thin}`)
    .replace(/(\d) (?=(?:%|d|h|min|s|ms|k|M|kB|MB)(?![A-Za-z]))/g, `$1${thin}`)
    .replace(/n = /g, 'n\u00a0=\u00a0');

/** "Epoch 2, 31 s after it is executed." */
export const sentenceOf = (words: string): string => `${capitalised(words)}${words.endsWith('.') ? '' : '.'}`;
