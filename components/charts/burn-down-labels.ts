import { type Line, linesThrough, placeClear, type Spot } from './clear';

export const burnPlot = { left: 30, right: 1164, top: 24, bottom: 260, hardTop: 6 } as const;

type Point = { x: number; y: number };

/** The points of the steps that remain, one after the other, to today. */
export const stepPoints = (steps: readonly Point[], today: Point): [number, number][] => [
  ...steps.flatMap(({ x, y }, index): [number, number][] => {
    const before = steps[index - 1];
    return before === undefined
      ? [[x, y]]
      : [
          [x, before.y],
          [x, y],
        ];
  }),
  [today.x, today.y],
];

type BurnMarks = {
  today: Point & { text: string };
  steps: readonly Point[];
  hard: { x: number; text: string } | null;
  /** Where the projection meets the ground, or with `beyond` where it leaves the chart. */
  end: (Point & { texts: readonly string[]; beyond: boolean }) | null;
};

/** Each height above the end in small steps: the pace that would meet the hard date may pass close over it. */
const heights = Array.from({ length: 16 }, (_, index) => index * 6);

const spotsOfEnd = ({ x, y, beyond }: NonNullable<BurnMarks['end']>): Spot[] =>
  heights.flatMap((height): Spot[] => {
    const at = y - 12 - height;
    return beyond
      ? [{ x, y: at, anchor: 'end' }]
      : [
          { x, y: at, anchor: 'middle' },
          { x, y: at, anchor: 'start' },
          { x, y: at, anchor: 'end' },
        ];
  });

/** The straight lines to the ground: today's pace, and the one that would meet the hard date. */
const paces = ({ today, hard, end }: BurnMarks): Line[] => [
  ...(hard === null ? [] : [[today.x, today.y, hard.x, burnPlot.bottom] as const]),
  ...(end === null ? [] : [[today.x, today.y, end.x, end.y] as const]),
];

/** Where the burn-down's labels stand: what remains, the hard date, and above its marker the end of today's pace. */
export const placeBurnDown = (marks: BurnMarks) => {
  const { today, hard, end, steps } = marks;
  const upright: Line[] = hard === null ? [] : [[hard.x, burnPlot.hardTop, hard.x, burnPlot.bottom]];
  return placeClear(
    [
      ...(hard === null
        ? []
        : [
            {
              key: 'hard' as const,
              texts: [hard.text],
              spots: [
                { x: hard.x - 7, y: 16, anchor: 'end' as const },
                { x: hard.x + 7, y: 16, anchor: 'start' as const },
              ],
            },
          ]),
      {
        key: 'today' as const,
        texts: [today.text],
        spots: [
          { x: today.x + 9, y: today.y - 6, anchor: 'start' as const },
          { x: today.x - 9, y: today.y + 18, anchor: 'end' as const },
        ],
      },
      ...(end === null ? [] : [{ key: 'end' as const, texts: end.texts, spots: spotsOfEnd(end) }]),
    ],
    {
      lines: [...linesThrough(stepPoints(steps, today)), ...paces(marks), ...upright],
      within: { left: 0, right: burnPlot.right },
    },
  );
};
