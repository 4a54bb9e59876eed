import { describe, expect, it } from 'vitest';
import { agreementOf, ninesOf } from '@/lib/domain/agreement';

describe('agreement in nines', () => {
  it('counts 99.9 % as three nines and 99.99 % as four', () => {
    expect(ninesOf(0.999)).toBeCloseTo(3, 9);
    expect(ninesOf(0.9999)).toBeCloseTo(4, 9);
  });

  it('never stands above the brim or below the bed', () => {
    expect(ninesOf(1)).toBe(5);
    expect(ninesOf(0)).toBe(0);
  });

  it('caps a perfect result by how much was compared', () => {
    expect(agreementOf({ produced: 1000, matched: 1000 }).nines).toBeCloseTo(3, 9);
    expect(agreementOf({ produced: 100, matched: 100 }).nines).toBeCloseTo(2, 9);
  });

  it('shows no level where nothing was compared', () => {
    expect(agreementOf({ produced: 0, matched: 0 })).toEqual({ share: null, sampleSize: 0, nines: 0 });
  });

  it('keeps the share exact', () => {
    expect(agreementOf({ produced: 8, matched: 7 }).share).toBe('0.875');
  });
});
