import type { EvaluationView } from '@/lib/contract/views/parts';
import { percentPlaces, percentText, ratePlaces } from '@/lib/domain/criteria/sentence';
import { counted, decimal, percent } from './number';

type Measured = Pick<EvaluationView, 'unit' | 'bound' | 'value' | 'threshold'>;

const nouns: Record<Exclude<EvaluationView['unit'], 'share'>, [string, string]> = {
  patterns: ['pattern', 'patterns'],
  conditions: ['condition', 'conditions'],
  attestations: ['attestation', 'attestations'],
  checks: ['check', 'checks'],
  workloads: ['workload', 'workloads'],
};

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?$/.test(text);

/** A match rate as sentences write it beside what is needed; where nothing is, as any share. */
export const rateText = (share: string, needed: string | null): string =>
  needed === null || !isNumber(needed) ? percent(share) : percentText(share, ratePlaces(needed));

/** "99.957 %", "2"; "none" where nothing was measured. */
export const valueText = (value: string | null, { unit, threshold }: Pick<Measured, 'unit' | 'threshold'>): string => {
  if (value === null) return 'none';
  if (!isNumber(value)) return value;
  return unit === 'share' ? rateText(value, threshold) : decimal(value);
};

/** "≥ 99.95 %", "≤ 2", "3 conditions". */
export const neededText = ({ unit, bound, threshold }: Measured): string => {
  if (!isNumber(threshold)) return threshold;
  if (unit === 'share') {
    return `${bound === 'at_least' ? '≥' : '≤'}\u202f${percentText(threshold, percentPlaces(threshold))}`;
  }
  if (bound === 'at_most') return threshold === '0' ? 'none' : `≤\u202f${decimal(threshold)}`;
  const [one, many] = nouns[unit];
  return counted(Number(threshold), one, many);
};
