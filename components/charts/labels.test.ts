import { describe, expect, it } from 'vitest';
import { burnPlot, placeBurnDown, stepPoints } from './burn-down-labels';
import { boxOf, crosses, type Line, linesThrough, overlap } from './clear';
import { placeMatchRate } from './match-rate-labels';
import { placeRunway, runwayPlot } from './runway-labels';

// Labels of the demo's own charts, which once lay on lines and on one another.

describe('the runway', () => {
  const hard = { x: 1115, text: 'hard date 28 Feb 2027, in 99 d' };
  const projected = { x: 1009, text: 'items gone at today’s pace, 13 Feb 2027' };
  const windows = { from: 295, to: 490, text: 'ways back open' };
  const texts = { today: 'today', hard: hard.text, projected: projected.text, windows: windows.text };
  const boxes = (marks: Parameters<typeof placeRunway>[0]) =>
    [...placeRunway(marks)].map(([key, spot]) => boxOf([texts[key]], spot));
  const lineAt = (x: number): Line => [x, runwayPlot.lineTop, x, runwayPlot.lineEnd];

  it.each([
    ['with both ends close together', { today: 422, hard, projected, windows }],
    ['with the end before the hard date by a day', { today: 422, hard, projected: { ...projected, x: 1111 }, windows }],
    ['with everything close to today', { today: 1000, hard, projected, windows: { ...windows, from: 980, to: 1050 } }],
    ['with the hard date behind', { today: 422, hard: { ...hard, x: 400 }, projected, windows }],
    ['on its first day', { today: 4, hard: { ...hard, x: 30 }, projected: null, windows: null }],
  ])('has no label on a line or on another, %s', (_, marks) => {
    const placed = boxes(marks);
    expect(placed).toHaveLength(Object.values(marks).filter((mark) => mark !== null).length);
    placed.forEach((box, index) => {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.right).toBeLessThanOrEqual(runwayPlot.width);
      for (const mark of [marks.hard, marks.projected])
        if (mark !== null) expect(crosses(lineAt(mark.x), box)).toBe(false);
      for (const other of placed.slice(index + 1)) expect(overlap(box, other)).toBe(false);
    });
  });

  it('keeps the labels near their line where there is room', () => {
    const spots = placeRunway({ today: 361, hard, projected: { ...projected, x: 800 }, windows: null });
    expect([...spots.values()].map(({ y }) => y)).toEqual([26, 26, 26]);
  });
});

describe('the burn-down', () => {
  const today = { x: 405, y: 119, text: '12 remain today' };
  const steps = [
    { x: 30, y: 24 },
    { x: 123, y: 40 },
    { x: 380, y: 119 },
  ];
  const hard = { x: 1019, text: 'hard date 28 Feb 2027' };
  const texts = ['13 Feb 2027', 'at today’s pace'];
  const end = { x: 926, y: burnPlot.bottom, texts, beyond: false };

  it('says the end of today’s pace above its marker, clear of the pace that would meet the hard date', () => {
    const spot = placeBurnDown({ today, steps, hard, end }).get('end');
    if (spot === undefined) throw new Error('the end has a label');
    const box = boxOf(texts, spot);
    expect(box.bottom).toBeLessThan(burnPlot.bottom - 6);
    expect(box.left).toBeLessThanOrEqual(end.x);
    expect(box.right).toBeGreaterThanOrEqual(end.x);
    expect(crosses([today.x, today.y, hard.x, burnPlot.bottom], box)).toBe(false);
    expect(crosses([today.x, today.y, end.x, end.y], box)).toBe(false);
    expect(crosses([hard.x, 0, hard.x, burnPlot.bottom], box)).toBe(false);
  });

  it('keeps a projection that leaves the chart off the line it belongs to', () => {
    const far = { x: burnPlot.right, y: 200, texts: ['none left on 1 Jan 2030', 'at today’s pace'], beyond: true };
    const spot = placeBurnDown({ today, steps, hard, end: far }).get('end');
    if (spot === undefined) throw new Error('the end has a label');
    expect(crosses([today.x, today.y, far.x, far.y], boxOf(far.texts, spot))).toBe(false);
  });

  it('says what remains on the other side where the hard date is close', () => {
    const spot = placeBurnDown({ today, steps, hard: { ...hard, x: 420 }, end: null }).get('today');
    expect(spot?.anchor).toBe('end');
  });

  it('draws each step level, then down', () => {
    expect(stepPoints(steps.slice(0, 2), today)).toEqual([
      [30, 24],
      [123, 24],
      [123, 40],
      [405, 119],
    ]);
  });
});

describe('the match rate', () => {
  // Up through the threshold in the first days, down in the last: both labels stood on the curve.
  const points: [number, number][] = [
    [84, 132],
    [110, 34],
    [626, 34],
    [652, 143],
    [704, 132],
    [780, 143],
    [808, 134],
  ];
  const marks = {
    curve: linesThrough(points),
    need: { y: 95, text: 'needed 99.95 %' },
    last: { x: 856, y: 143, text: '98.7 % last' },
    decisions: [380],
    taken: [boxOf(['not run'], { x: 818, y: 168, anchor: 'middle' })],
  };

  it('says what is needed where the curve is not, and the last value clear of the curve before it', () => {
    const spots = placeMatchRate(marks);
    for (const key of ['need', 'last'] as const) {
      const spot = spots.get(key);
      if (spot === undefined) throw new Error(`${key} has a label`);
      const box = boxOf([marks[key].text], spot);
      expect(marks.curve.some((line) => crosses(line, box))).toBe(false);
      expect(marks.taken.some((each) => overlap(each, box))).toBe(false);
    }
    expect(spots.get('need')?.anchor).toBe('end');
  });

  it('leaves what is needed at the left where nothing is in its way', () => {
    const spots = placeMatchRate({
      ...marks,
      curve: linesThrough([
        [84, 40],
        [856, 40],
      ]),
    });
    expect(spots.get('need')).toMatchObject({ anchor: 'start', y: 90 });
  });
});
