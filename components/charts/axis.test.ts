import { describe, expect, it } from 'vitest';
import { mergeLabels, ticksOf } from './axis';

describe('labels of marks', () => {
  it('merges labels closer than 60 px into one at the last mark', () => {
    expect(
      mergeLabels([
        { x: 10, text: 'D-12' },
        { x: 40, text: 'D-13' },
        { x: 200, text: 'D-14' },
      ]),
    ).toEqual([
      { x: 40, text: 'D-12, D-13' },
      { x: 200, text: 'D-14' },
    ]);
  });

  it('leaves distant labels alone, whatever their order', () => {
    expect(
      mergeLabels([
        { x: 200, text: 'b' },
        { x: 10, text: 'a' },
      ]).map(({ text }) => text),
    ).toEqual(['a', 'b']);
  });
});

describe('ticks of time', () => {
  it('names the year in January of a long span', () => {
    const labels = ticksOf('2026-06-01T00:00:00Z', '2027-05-20T00:00:00Z', 12).map(({ label }) => label);
    expect(labels).toContain('Jan 2027');
    expect(labels).toContain('Nov');
  });

  it('names days in a short one', () => {
    expect(ticksOf('2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z', 4)[0]?.label).toMatch(/^\d+ Nov$/);
  });
});
