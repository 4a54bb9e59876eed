// How fast what must go goes, and when it will all be gone if that goes on.

const weekMs = 7 * 86_400_000;

/** The longest stretch that today's pace is measured over, in weeks: old diligence says nothing about this month. */
const longestLook = 8;

export type BurnDown = {
  total: number;
  remaining: number;
  /** What remained after each change, oldest first, beginning with everything at `from`. */
  steps: { at: Date; remaining: number }[];
  /** Null while nothing has gone yet. `projectedEnd` is null when nothing went lately; `needed` without a date ahead. */
  pace: { perWeek: number; weeks: number; neededPerWeek: number | null; projectedEnd: Date | null } | null;
};

type BurnDownInput = {
  /** When each item was done; null for those that remain. */
  items: readonly { doneAt: Date | null }[];
  /** When counting began. */
  from: Date;
  hardDate: Date | null;
  now: Date;
};

const paceOf = (done: readonly Date[], remaining: number, input: BurnDownInput): BurnDown['pace'] => {
  if (done.length === 0) return null;
  const now = input.now.getTime();
  const weeks = Math.min(longestLook, Math.max(1, Math.ceil((now - input.from.getTime()) / weekMs)));
  const lately = done.filter((at) => at.getTime() > now - weeks * weekMs).length;
  const perWeek = lately / weeks;
  const left = input.hardDate === null ? 0 : (input.hardDate.getTime() - now) / weekMs;
  return {
    perWeek,
    weeks,
    neededPerWeek: left > 0 ? remaining / left : null,
    projectedEnd: perWeek === 0 || remaining === 0 ? null : new Date(now + (remaining / perWeek) * weekMs),
  };
};

/** Counts items down from `from`, and projects the pace of the last weeks forward in a straight line. */
export const burnDown = (input: BurnDownInput): BurnDown => {
  const { items, from, now } = input;
  const done = items
    .flatMap(({ doneAt }) => (doneAt === null || doneAt > now ? [] : [doneAt]))
    .sort((a, b) => a.getTime() - b.getTime());
  const total = items.length;
  const steps = done.map((at, index) => ({ at, remaining: total - index - 1 }));
  return {
    total,
    remaining: total - done.length,
    steps: [{ at: from, remaining: total }, ...steps],
    pace: paceOf(done, total - done.length, input),
  };
};
