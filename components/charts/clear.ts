// Where a label can stand without lying on a line or on another label, as plain numbers in a chart's own pixels.

export type Anchor = 'start' | 'middle' | 'end';
export type Spot = { x: number; y: number; anchor: Anchor };
export type Line = readonly [x1: number, y1: number, x2: number, y2: number];
export type Box = { left: number; right: number; top: number; bottom: number };

/** About how wide 11 px text is. */
export const widthOf = (text: string): number => text.length * 5.9;

/** What text of 11 px covers at a spot: its lines hang below one another, the last with its baseline at `y`. */
export const boxOf = (texts: readonly string[], { x, y, anchor }: Spot): Box => {
  const width = Math.max(0, ...texts.map(widthOf));
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - 9 - 13 * (texts.length - 1), bottom: y + 3 };
};

export const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Whether any of a straight line lies in a box: what of it is left after it is cut at each side (Liang and Barsky). */
export const crosses = ([x1, y1, x2, y2]: Line, { left, right, top, bottom }: Box): boolean => {
  const [dx, dy] = [x2 - x1, y2 - y1];
  let [from, to] = [0, 1];
  for (const [step, room] of [
    [-dx, x1 - left],
    [dx, right - x1],
    [-dy, y1 - top],
    [dy, bottom - y1],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) from = Math.max(from, room / step);
    else to = Math.min(to, room / step);
  }
  return from <= to;
};

type Wish<K extends string> = { key: K; texts: readonly string[]; spots: readonly Spot[] };

/**
 * Places labels one after the other, each at the first of its spots that is inside `within`, on no line and on no label
 * placed before; where there is none, at its last.
 */
export const placeClear = <K extends string>(
  wishes: readonly Wish<K>[],
  {
    lines,
    within,
    taken = [],
  }: { lines: readonly Line[]; within: { left: number; right: number }; taken?: readonly Box[] },
): ReadonlyMap<K, Spot> => {
  const placed = new Map<K, Spot>();
  const boxes = [...taken];
  for (const { key, texts, spots } of wishes) {
    const free = spots.find((spot) => {
      const box = boxOf(texts, spot);
      if (box.left < within.left || box.right > within.right) return false;
      return !boxes.some((each) => overlap(each, box)) && !lines.some((line) => crosses(line, box));
    });
    const spot = free ?? spots.at(-1);
    if (spot === undefined) continue;
    placed.set(key, spot);
    boxes.push(boxOf(texts, spot));
  }
  return placed;
};

/** The points of a curve as the lines between them. */
export const linesThrough = (points: readonly (readonly [x: number, y: number])[]): Line[] =>
  points.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = points[index] ?? [x, y];
    return [fromX, fromY, x, y];
  });
