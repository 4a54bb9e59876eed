import { describe, expect, it } from 'vitest';
import { differing } from './differing';

describe('where two values differ', () => {
  it('marks the digits that differ, and only those', () => {
    expect(differing('12408.35', '12408.34')).toEqual([
      [
        { text: '12408.3', differs: false },
        { text: '5', differs: true },
      ],
      [
        { text: '12408.3', differs: false },
        { text: '4', differs: true },
      ],
    ]);
  });

  it('keeps what both share at the end', () => {
    expect(differing('2026-10-31T23:00Z', '2026-11-01T00:00Z')[0].at(-1)).toEqual({ text: ':00Z', differs: false });
  });

  it('marks nothing when they are equal, and all when nothing is shared', () => {
    expect(differing('a', 'a')).toEqual([[{ text: 'a', differs: false }], [{ text: 'a', differs: false }]]);
    expect(differing('', 'x')).toEqual([[], [{ text: 'x', differs: true }]]);
  });
});
