import { apartMs, earlierOf, inOrder, nearestPairs, type Pair } from './nearest';
import type { Outcome } from './outcome';
import type { Span } from './periods';

// A record is one correlation id in one period: what both sides made of it, or what one of them did.

export type PairedRecord = {
  correlationId: string;
  /** Everything that belongs to it, in order, each said once. */
  outcomes: readonly Outcome[];
  /** In order of their earlier side. */
  pairs: readonly Pair[];
  /** A side spoke of this id more often than the other, or twice inside one window with other words. */
  duplicated: boolean;
};

export type Settled = {
  /** Null where everything in the period belongs to an earlier one. */
  record: PairedRecord | null;
  /** Outcomes of the time after the period that belong to it, since their other side does. */
  taken: readonly Outcome[];
};

const distinct = (outcomes: readonly Outcome[]): Outcome[] => [
  ...new Map([...outcomes].sort(inOrder).map((outcome) => [outcome.digest, outcome])).values(),
];

/** Two of one side, nearer to each other than the window: nobody can say which of them the other side means. */
const repeatsItself = (sorted: readonly Outcome[], windowMs: number): boolean => {
  const last = new Map<string, Outcome>();
  return sorted.some((outcome) => {
    const before = last.get(outcome.side);
    last.set(outcome.side, outcome);
    return before !== undefined && apartMs(before, outcome) <= windowMs;
  });
};

/**
 * What a period makes of one correlation id. `outcomes` are all of that id, observed in the period or in the matching
 * window after it, that no earlier period has taken.
 */
export const settleRecord = (
  outcomes: readonly Outcome[],
  { to, windowMs }: Pick<Span, 'to' | 'windowMs'>,
): Settled => {
  const sorted = distinct(outcomes);
  const isOwn = (outcome: Outcome): boolean => outcome.observedAt < to;
  const own = sorted.filter(isOwn);
  const [first] = own;
  if (first === undefined) return { record: null, taken: [] };
  const near = nearestPairs(sorted, windowMs).filter(({ legacy, target }) => isOwn(legacy) || isOwn(target));
  const paired = new Set(near.flatMap(({ legacy, target }) => [legacy, target]));
  // What is left of both sides lies further apart than the window: both came, and one of them too late.
  const far = nearestPairs(
    own.filter((outcome) => !paired.has(outcome)),
    Number.POSITIVE_INFINITY,
  );
  for (const { legacy, target } of far) paired.add(legacy).add(target);
  const taken = [...paired].filter((outcome) => !isOwn(outcome)).sort(inOrder);
  const all = [...own, ...taken].sort(inOrder);
  const pairs = [...near, ...far].sort((a, b) => inOrder(earlierOf(a), earlierOf(b)));
  const record: PairedRecord = {
    correlationId: first.correlationId,
    outcomes: all,
    pairs,
    duplicated: (pairs.length > 0 && paired.size < all.length) || repeatsItself(all, windowMs),
  };
  return { record, taken };
};
