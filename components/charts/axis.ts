// Months on an axis, and labels that merge when they come closer than 60 px.

import { scaleUtc } from 'd3-scale';
import { widthOf } from './clear';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const day = 86_400_000;

export const timeScale = (from: string, to: string, left: number, right: number) =>
  scaleUtc()
    .domain([new Date(from), new Date(to)])
    .range([left, right]);

export type Tick = { at: Date; label: string };

const label = (at: Date, span: number, first: boolean): string => {
  const month = months[at.getUTCMonth()] ?? '';
  if (span < 3 * day) return `${at.getUTCHours().toString().padStart(2, '0')}:00`;
  if (span < 100 * day) return `${at.getUTCDate()} ${month}`;
  return at.getUTCMonth() === 0 || first ? `${month}${at.getUTCMonth() === 0 ? ` ${at.getUTCFullYear()}` : ''}` : month;
};

/** About `count` ticks at round instants; months once the span is long, days or hours when it is short. */
export const ticksOf = (from: string, to: string, count: number): Tick[] => {
  const span = Date.parse(to) - Date.parse(from);
  return timeScale(from, to, 0, 1)
    .ticks(count)
    .map((at, index) => ({ at, label: label(at, span, index === 0) }));
};

export type Labelled = { x: number; text: string };

/** Labels closer than `gap` px become one: "D-12, D-13, D-14". Each stands at the last of its marks. */
export const mergeLabels = (marks: readonly Labelled[], gap = 60): Labelled[] => {
  const merged: Labelled[] = [];
  for (const mark of marks.toSorted((a, b) => a.x - b.x)) {
    const last = merged.at(-1);
    if (last !== undefined && mark.x - last.x < gap) {
      last.text = `${last.text}, ${mark.text}`;
      last.x = mark.x;
    } else {
      merged.push({ ...mark });
    }
  }
  return merged;
};

export type Placed = { x: number; anchor: 'start' | 'end'; text: string };

/** How far from its mark a label may begin and still be read as the mark's. */
const farthest = 32;

type Room = { x: number; first: number; before: number; limit: number };

/** Right of its mark at `x`; where a line would cut it there, left of its `first` mark, or past a line that is close. */
const offLines = (text: string, { x, first, before, limit }: Room, lines: readonly number[]): Placed => {
  const width = widthOf(text);
  const cuts = lines.filter((line) => line > x + 4 && line < x + 12 + width);
  if (cuts.length === 0) return { x: x + 8, anchor: 'start', text };
  if (first - 8 - width > before) return { x: first - 8, anchor: 'end', text };
  const past = Math.max(...cuts) + 5;
  return { x: past <= x + farthest && past + width <= limit ? past : x + 8, anchor: 'start', text };
};

/**
 * Labels beside their marks, inside `right` px and never over one another: where there is no room for the long text
 * stands the short one, where there is none for that the marks' labels merge into the last one. One that would lie on an
 * upright of `lines` stands on the other side of its marks where there is room for it, else just past the line.
 */
export const placeLabels = (
  marks: readonly { x: number; short: string; long: string }[],
  right: number,
  lines: readonly number[] = [],
): Placed[] => {
  const placed: Placed[] = [];
  const ordered = marks.toSorted((a, b) => a.x - b.x);
  let edge = Number.NEGATIVE_INFINITY;
  let waiting: string[] = [];
  ordered.forEach((mark, index) => {
    const limit = (ordered[index + 1]?.x ?? right + 12) - 12;
    const short = [...waiting, mark.short].join(', ');
    const fits = [mark.long, short].find(
      (text, at) => (at === 1 || waiting.length === 0) && mark.x + 8 + widthOf(text) <= limit,
    );
    if (fits !== undefined) {
      const begins = index - waiting.length;
      const before = Math.max(edge, (ordered[begins - 1]?.x ?? Number.NEGATIVE_INFINITY) + 8);
      const spot = offLines(fits, { x: mark.x, first: ordered[begins]?.x ?? mark.x, before, limit }, lines);
      placed.push(spot);
      edge = spot.anchor === 'end' ? mark.x + 4 : spot.x + widthOf(fits);
      waiting = [];
    } else if (index === ordered.length - 1) {
      const left = (ordered[index - waiting.length]?.x ?? mark.x) - 8;
      if (left - widthOf(short) > edge) placed.push({ x: left, anchor: 'end', text: short });
    } else {
      waiting = [...waiting, mark.short];
    }
  });
  return placed;
};

/** A diamond of 8 px around (x, y). */
export const diamond = (x: number, y: number): string => `M${x} ${y - 4}l4 4-4 4-4-4Z`;

/** As wide as a diamond: what changed nothing. */
export const cross = (x: number, y: number): string => `M${x - 3} ${y - 3}l6 6M${x + 3} ${y - 3}l-6 6`;
