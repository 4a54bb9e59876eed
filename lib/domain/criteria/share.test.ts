import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reaches, shareText, wilsonReaches, wilsonText } from './share';

const shares = fc.nat({ max: 2_000_000 }).chain((n) => fc.record({ n: fc.constant(n), good: fc.nat({ max: n }) }));
const thresholds = fc
  .integer({ min: 1, max: 10_000 })
  .map((units) => (units === 10_000 ? '1' : `0.${String(units).padStart(4, '0')}`));

/** The textbook formula in doubles, good to about 1e-12. */
const textbook = (good: number, n: number): number => {
  const [p, z] = [good / n, 1.959963984540054];
  const z2 = z * z;
  return (p + z2 / (2 * n) - z * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n);
};

describe('a share', () => {
  it('reaches a threshold exactly as integers say', () => {
    fc.assert(
      fc.property(shares, thresholds, (share, threshold) => {
        const units = BigInt(Math.round(Number(threshold) * 10_000));
        const expected = share.n > 0 && BigInt(share.good) * 10_000n >= units * BigInt(share.n);
        expect(reaches(share, threshold)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is never shown higher than it is, nor below a threshold that it reaches', () => {
    fc.assert(
      fc.property(shares, thresholds, (share, threshold) => {
        const shown = shareText(share);
        if (shown === null) return;
        expect(BigInt(share.good) * 10n ** 8n >= BigInt(Math.round(Number(shown) * 1e8)) * BigInt(share.n)).toBe(true);
        if (reaches(share, threshold)) expect(Number(shown)).toBeGreaterThanOrEqual(Number(threshold));
        else expect(Number(shown)).toBeLessThan(Number(threshold));
      }),
      { numRuns: 1_000 },
    );
  });

  it('of nothing reaches nothing', () => {
    expect(reaches({ good: 0, n: 0 }, '0.0001')).toBe(false);
    expect(wilsonReaches({ good: 0, n: 0 }, '0.0001')).toBe(false);
    expect(shareText({ good: 0, n: 0 })).toBeNull();
    expect(wilsonText({ good: 0, n: 0 })).toBeNull();
  });
});

describe('the lower Wilson bound', () => {
  it('agrees with the textbook formula and lies below the share', () => {
    fc.assert(
      fc.property(shares, (share) => {
        const shown = wilsonText(share);
        if (shown === null) return;
        expect(Number(shown)).toBeCloseTo(textbook(share.good, share.n), 7);
        expect(Number(shown)).toBeLessThanOrEqual(share.good / share.n);
        expect(Number(shown)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('decides as its value does, and never for a gate that the plain share keeps closed', () => {
    fc.assert(
      fc.property(shares, thresholds, (share, threshold) => {
        const passes = wilsonReaches(share, threshold);
        if (passes) expect(reaches(share, threshold)).toBe(true);
        if (share.n === 0) return;
        const bound = textbook(share.good, share.n);
        if (Math.abs(bound - Number(threshold)) > 1e-9) expect(passes).toBe(bound > Number(threshold));
      }),
      { numRuns: 2_000 },
    );
  });

  it('needs more samples than the plain share: 1 000 without a fault do not prove 99.9 %', () => {
    expect(reaches({ good: 1_000, n: 1_000 }, '0.999')).toBe(true);
    expect(wilsonReaches({ good: 1_000, n: 1_000 }, '0.999')).toBe(false);
    expect(wilsonReaches({ good: 10_000, n: 10_000 }, '0.999')).toBe(true);
    expect(wilsonReaches({ good: 10_000, n: 10_000 }, '1')).toBe(false);
  });
});
