import { type Anchor, type Line, placeClear, type Spot } from './clear';

export const runwayPlot = { width: 1164, height: 74, lineTop: 16, lineEnd: 49 } as const;

/** Baselines from the line upwards: the marks' lines reach through the first, and end below the others. */
const rows = [26, 12, -2] as const;

export type RunwayMarks = {
  today: number;
  hard: { x: number; text: string } | null;
  projected: { x: number; text: string } | null;
  windows: { from: number; to: number; text: string } | null;
};

const spotsAt = (places: readonly [x: number, anchor: Anchor][]): Spot[] =>
  rows.flatMap((y) => places.map(([x, anchor]) => ({ x, y, anchor })));

/** Beside the mark's own line, on its left where there is room. */
const beside = (x: number): Spot[] =>
  spotsAt([
    [x - 8, 'end'],
    [x + 8, 'start'],
  ]);

/** Where each label of the runway stands: on no mark's line and on no other label, as near to the line as that goes. */
export const placeRunway = ({ today, hard, projected, windows }: RunwayMarks) => {
  const { width, lineTop, lineEnd } = runwayPlot;
  const lines = [hard, projected].flatMap((mark): Line[] =>
    mark === null ? [] : [[mark.x, lineTop, mark.x, lineEnd]],
  );
  const middle = spotsAt([
    [today, 'middle'],
    [Math.min(width, today + 6), 'end'],
    [Math.max(0, today - 6), 'start'],
  ]);
  return placeClear(
    [
      { key: 'today' as const, texts: ['today'], spots: middle },
      ...(hard === null ? [] : [{ key: 'hard' as const, texts: [hard.text], spots: beside(hard.x) }]),
      ...(projected === null
        ? []
        : [{ key: 'projected' as const, texts: [projected.text], spots: beside(projected.x) }]),
      ...(windows === null
        ? []
        : [
            {
              key: 'windows' as const,
              texts: [windows.text],
              spots: spotsAt([
                [windows.from, 'start'],
                [windows.to, 'end'],
                [windows.from - 6, 'end'],
                [windows.to + 6, 'start'],
              ]),
            },
          ]),
    ],
    { lines, within: { left: 0, right: width } },
  );
};
