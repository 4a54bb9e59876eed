import { byText } from '@/lib/domain/kernel/by-text';
import type { Outcome } from './outcome';

export type Pair = { legacy: Outcome; target: Outcome };

/** An order of outcomes that depends on nothing but what they say. */
export const inOrder = (a: Outcome, b: Outcome): number =>
  a.observedAt.getTime() - b.observedAt.getTime() || byText(a.side, b.side) || byText(a.digest, b.digest);

export const apartMs = (a: Outcome, b: Outcome): number => Math.abs(a.observedAt.getTime() - b.observedAt.getTime());

/** Whichever of the two was observed first. */
export const earlierOf = ({ legacy, target }: Pair): Outcome => (inOrder(legacy, target) < 0 ? legacy : target);

type Candidate = { left: number; right: number; apart: number };

/** Nearest first; of equally near ones those with the fewest between them, then the earliest. */
const before = (a: Candidate, b: Candidate): boolean => {
  if (a.apart !== b.apart) return a.apart < b.apart;
  const [between, others] = [a.right - a.left, b.right - b.left];
  return between === others ? a.left < b.left : between < others;
};

class Heap {
  private readonly items: Candidate[] = [];

  push(item: Candidate): void {
    const { items } = this;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = items[up];
      if (parent === undefined || !before(item, parent)) break;
      items[at] = parent;
      at = up;
    }
    items[at] = item;
  }

  pop(): Candidate | undefined {
    const { items } = this;
    const [first] = items;
    const last = items.pop();
    if (last === undefined || items.length === 0) return first;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      let child = items[down];
      const other = items[down + 1];
      if (child === undefined) break;
      if (other !== undefined && before(other, child)) {
        down += 1;
        child = other;
      }
      if (!before(child, last)) break;
      items[at] = child;
      at = down;
    }
    items[at] = last;
    return first;
  }
}

/**
 * Pairs outcomes of the two sides one to one, the nearest in time first, none further apart than `withinMs`. `sorted` is
 * in order. The nearest two are always neighbours among those left, so that many under one id cost little more than few.
 */
export const nearestPairs = (sorted: readonly Outcome[], withinMs: number): Pair[] => {
  const heap = new Heap();
  const next = sorted.map((_, at) => at + 1);
  const previous = sorted.map((_, at) => at - 1);
  const gone = new Set<number>();
  const offer = (left: number, right: number): void => {
    const [a, b] = [sorted[left], sorted[right]];
    if (a === undefined || b === undefined || a.side === b.side) return;
    const apart = apartMs(a, b);
    if (apart <= withinMs) heap.push({ left, right, apart });
  };
  sorted.forEach((_, at) => {
    offer(at, at + 1);
  });
  const pairs: Pair[] = [];
  for (let found = heap.pop(); found !== undefined; found = heap.pop()) {
    const { left, right } = found;
    const [a, b] = [sorted[left], sorted[right]];
    if (a === undefined || b === undefined || gone.has(left) || gone.has(right)) continue;
    gone.add(left).add(right);
    pairs.push(a.side === 'legacy' ? { legacy: a, target: b } : { legacy: b, target: a });
    const [outerLeft, outerRight] = [previous[left] ?? -1, next[right] ?? sorted.length];
    if (outerLeft >= 0) next[outerLeft] = outerRight;
    if (outerRight < sorted.length) previous[outerRight] = outerLeft;
    offer(outerLeft, outerRight);
  }
  return pairs;
};
