import { describe, expect, it } from 'vitest';
import { percentText } from '@/lib/domain/criteria/sentence';
import { neededText, rateText, valueText } from './value';

const plain = (text: string) => text.replaceAll('\u202f', '_');
const rate = (threshold: string) => ({ unit: 'share', threshold }) as const;
const needed = (threshold: string) => neededText({ ...rate(threshold), bound: 'at_least', value: null });

describe('a measured value', () => {
  it('has the places of its sentence, which are those of what is needed and one more', () => {
    expect(plain(valueText('0.98779612', rate('0.9995')))).toBe('98.779_%');
    expect(plain(valueText('0.99975388', rate('0.998')))).toBe('99.97_%');
    expect(plain(valueText('0.6', rate('1')))).toBe('60_%');
    expect(valueText('3', { unit: 'patterns', threshold: '0' })).toBe('3');
    expect(valueText(null, rate('0.9995'))).toBe('none');
  });

  it.each(['0.9', '0.998', '0.9995', '0.99999', '0.9999999', '1'])(
    'a hair below %s is never written as what is needed',
    (threshold) => {
      const below = (Number(threshold) - 1e-8).toFixed(8);
      expect(`≥\u202f${valueText(below, rate(threshold))}`).not.toBe(needed(threshold));
      expect(Number.parseFloat(valueText(below, rate(threshold)))).toBeLessThan(Number(threshold) * 100);
      expect(`≥\u202f${valueText(threshold, rate(threshold))}`).toBe(needed(threshold));
    },
  );

  it('a share of which nothing is asked has the digits that its miss needs', () => {
    expect(plain(rateText('0.99957', null))).toBe('99.957_%');
    expect(rateText('0.99957', '0.9995')).toBe(percentText('0.99957', 3));
  });
});
