import { describe, expect, it } from 'vitest';
import { mergeLabels, placeLabels, ticksOf } from './axis';

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

describe('labels beside marks', () => {
  const mark = (x: number, number: number, word: string) => ({ x, short: `D-${number}`, long: `D-${number} ${word}` });

  it('writes the long text where there is room', () => {
    expect(placeLabels([mark(50, 3, 'shadow'), mark(400, 9, 'validated')], 856)).toEqual([
      { x: 58, anchor: 'start', text: 'D-3 shadow' },
      { x: 408, anchor: 'start', text: 'D-9 validated' },
    ]);
  });

  it('gathers crowded marks into one label after the last of them', () => {
    expect(placeLabels([mark(600, 12, 'reads'), mark(615, 13, 'writes'), mark(625, 14, 'back')], 856)).toEqual([
      { x: 633, anchor: 'start', text: 'D-12, D-13, D-14' },
    ]);
  });

  it('turns to the left at the right edge, and never over an earlier label', () => {
    expect(placeLabels([mark(840, 14, 'back')], 856)).toEqual([{ x: 832, anchor: 'end', text: 'D-14' }]);
    expect(placeLabels([mark(806, 3, 'x'), mark(850, 14, 'back')], 856)).toHaveLength(1);
  });

  it('turns to the left where a line would cut it, or begins past a line close to its mark', () => {
    const cut = (...marks: ReturnType<typeof mark>[]) => placeLabels(marks, 856, [430]);
    expect(cut(mark(400, 26, 'x'))).toEqual([{ x: 392, anchor: 'end', text: 'D-26 x' }]);
    expect(cut(mark(440, 26, 'x'))).toEqual([{ x: 448, anchor: 'start', text: 'D-26 x' }]);
    expect(cut(mark(350, 25, 'reads'), mark(418, 26, 'x')).at(-1)).toEqual({ x: 435, anchor: 'start', text: 'D-26 x' });
    expect(cut(mark(330, 25, 'reads'), mark(392, 26, 'x')).at(-1)).toEqual({ x: 400, anchor: 'start', text: 'D-26 x' });
    expect(cut(mark(396, 25, 'x'), mark(415, 26, 'x'))).toEqual([{ x: 388, anchor: 'end', text: 'D-25, D-26' }]);
  });
});
