import type { DivergenceChart } from '@/lib/contract/views/charts';
import type { Category } from '@/lib/domain/words';
import type { DayDivergence } from '@/lib/store/read-models/context-page';
import { plainWord } from '@/lib/usecases/queries/parts/options';
import { counted, dayMs, dayText } from '@/lib/usecases/queries/parts/say';

type Counts = Partial<Record<Category, number>>;

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const findingOf = (last: { day: Date; counts: Counts } | undefined, now: Date): string => {
  if (last === undefined || total(last.counts) === 0) return 'No difference was found lately.';
  const [most] = Object.entries(last.counts).sort(([, a], [, b]) => b - a);
  const day = dayText(last.day, 'UTC', now);
  const which = most === undefined ? '' : `, most of them ${plainWord(most[0])}`;
  return `${counted(total(last.counts), 'difference')} on ${day}${which}.`;
};

/** What differed, day by day and by category; null where nothing ever did. */
export const divergenceChart = (rows: readonly DayDivergence[], now: Date): DivergenceChart | null => {
  if (rows.length === 0) return null;
  const days = new Map<number, Counts>();
  for (const { day, category, count } of rows) {
    days.set(day.getTime(), { ...days.get(day.getTime()), [category]: count });
  }
  const buckets = [...days.entries()]
    .sort(([a], [b]) => a - b)
    .map(([day, counts]) => ({ day: new Date(day), counts }));
  return {
    grain: 'day',
    buckets: buckets.map(({ day, counts }) => ({
      from: day.toISOString(),
      to: new Date(day.getTime() + dayMs).toISOString(),
      counts,
    })),
    finding: findingOf(buckets.at(-1), now),
  };
};
