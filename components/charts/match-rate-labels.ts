import { type Box, type Line, placeClear, type Spot } from './clear';

export const ratePlot = { width: 860, left: 58, right: 856, top: 34, bottom: 176 } as const;

type RateMarks = {
  curve: readonly Line[];
  need: { y: number; text: string } | null;
  last: { x: number; y: number; text: string };
  /** The x of each decision's line. */
  decisions: readonly number[];
  /** Where words stand already. */
  taken: readonly Box[];
};

const { left, right, top, bottom } = ratePlot;

/** Over the line or under it, at the left where people look first, else at the right; only with no room anywhere on the curve. */
const spotsOfNeed = (y: number): Spot[] => {
  const ends: Spot[] = [
    { x: left + 4, y: y - 5, anchor: 'start' },
    { x: right - 2, y: y - 5, anchor: 'end' },
    { x: left + 4, y: y + 13, anchor: 'start' },
    { x: right - 2, y: y + 13, anchor: 'end' },
  ];
  return [...ends, ...ends.slice(0, 1)];
};

const spotsOfLast = ({ x, y }: RateMarks['last']): Spot[] => {
  const [above, below] = [
    [-10, -16, -22, -28, -34],
    [18, 24, 30, 36],
  ];
  const shifts = y > bottom - 44 ? [...above, ...below] : [...below, ...above];
  const inside = shifts.map((shift) => y + shift).filter((at) => at > top - 4 && at < bottom);
  return [...inside, ...inside.slice(0, 1)].map((at) => ({ x: Math.min(x, right - 2), y: at, anchor: 'end' }));
};

/** Where what is needed and what came last are said: not on the curve, and not on each other. */
export const placeMatchRate = ({ curve, need, last, decisions, taken }: RateMarks) =>
  placeClear(
    [
      ...(need === null ? [] : [{ key: 'need' as const, texts: [need.text], spots: spotsOfNeed(need.y) }]),
      { key: 'last' as const, texts: [last.text], spots: spotsOfLast(last) },
    ],
    {
      lines: [
        ...curve,
        ...decisions.map((x): Line => [x, 18, x, bottom]),
        ...(need === null ? [] : [[left, need.y, right, need.y] as const]),
      ],
      within: { left: left - 2, right },
      taken,
    },
  );
