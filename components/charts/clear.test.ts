import { describe, expect, it } from 'vitest';
import { boxOf, crosses, linesThrough, overlap, placeClear } from './clear';

const box = { left: 10, right: 20, top: 10, bottom: 20 };

describe('a line and a box', () => {
  it('meet where the line passes through, ends inside or touches', () => {
    expect(crosses([0, 15, 30, 15], box)).toBe(true);
    expect(crosses([0, 0, 30, 30], box)).toBe(true);
    expect(crosses([15, 0, 15, 15], box)).toBe(true);
    expect(crosses([20, 0, 20, 30], box)).toBe(true);
  });

  it('do not meet where it passes by or ends before', () => {
    expect(crosses([0, 25, 30, 25], box)).toBe(false);
    expect(crosses([0, 22, 22, 0.5], { ...box, left: 12, top: 12 })).toBe(false);
    expect(crosses([0, 15, 9, 15], box)).toBe(false);
    expect(crosses([15, 25, 15, 40], box)).toBe(false);
  });
});

it('text covers what hangs above its last baseline, on the side of its anchor', () => {
  expect(boxOf(['1234567890'], { x: 100, y: 50, anchor: 'end' })).toEqual({
    left: 41,
    right: 100,
    top: 41,
    bottom: 53,
  });
  expect(boxOf(['1234567890', 'x'], { x: 100, y: 50, anchor: 'start' })).toMatchObject({
    left: 100,
    right: 159,
    top: 28,
  });
  expect(overlap(box, { ...box, left: 20, right: 30 })).toBe(false);
});

it('a curve is the lines between its points', () => {
  expect(
    linesThrough([
      [0, 0],
      [1, 2],
      [3, 4],
    ]),
  ).toEqual([
    [0, 0, 1, 2],
    [1, 2, 3, 4],
  ]);
});

it('a label takes the first spot that is inside, on no line and on no other label; else its last', () => {
  const spots = [10, 100, 200].map((x) => ({ x, y: 50, anchor: 'start' as const }));
  const within = { left: 0, right: 300 };
  const wishes = [
    { key: 'a', texts: ['abc'], spots },
    { key: 'b', texts: ['abc'], spots },
  ];
  const free = placeClear(wishes, { lines: [], within });
  expect([free.get('a')?.x, free.get('b')?.x]).toEqual([10, 100]);
  const lined = placeClear(wishes, {
    lines: [[12, 0, 12, 90]],
    within,
    taken: [boxOf(['abc'], { x: 110, y: 50, anchor: 'start' })],
  });
  expect([lined.get('a')?.x, lined.get('b')?.x]).toEqual([200, 200]);
});
