import { describe, expect, it } from 'vitest';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { distributionOf } from './distribution';
import { rulesOf, traceOf } from './trace';

const amount = (legacy: string, target: string): Discrepancy => ({
  correlationId: 'CLM-1',
  kind: 'value',
  field: 'amount',
  legacy,
  target,
  dimensions: {},
  observedAt: null,
});

const rules = rulesOf({ fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_even' } }, classify: [] });

describe('a trace', () => {
  it('marks the step from which on the two sides are never alike again', () => {
    const steps = traceOf(amount('12408.35', '12408.34'), rules);
    expect(steps.map(({ parts }) => parts)).toEqual([true, ...steps.slice(1).map(() => false)]);
    expect(steps.at(-1)?.step).toBe('They differ by 0.01; no tolerance applies.');
  });

  it('marks nothing where normalisation brings both sides together', () => {
    const steps = traceOf(amount('1.004', '1.00'), rules);
    expect(steps.at(-1)).toMatchObject({ legacy: '1.00', target: '1.00' });
    expect(steps.some(({ parts }) => parts)).toBe(false);
  });
});

describe('a distribution of differences', () => {
  it('says that target is always lower', () => {
    const found = distributionOf([amount('2.00', '1.99'), amount('3.00', '2.50'), amount('9', '8')]);
    expect(found?.finding).toBe('Target is lower in all 3, from 0.01 to 1.');
    expect(found?.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(3);
  });

  it('puts every value into one bin where all are apart by the same', () => {
    expect(distributionOf([amount('2.00', '1.99'), amount('3.00', '2.99')])?.bins).toEqual([
      { from: '-0.01', to: '-0.01', count: 2 },
    ]);
  });

  it('is left out where the values are no numbers', () => {
    expect(distributionOf([amount('a', 'b')])).toBeNull();
  });
});
