import type { FilterOption, Page } from '@/lib/contract/views/parts';
import type { ItemsFilter, RunView } from '@/lib/contract/views/run';
import { byText } from '@/lib/domain/kernel/by-text';
import { checkOutcomes, discrepancyKinds } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { listRunItems, type PatternInRun, type RunItem } from '@/lib/store/read-models/run-items';
import { wordOf } from '@/lib/store/words';
import { placeOf } from '@/lib/usecases/queries/parts/paging';

const size = 50;

/** What a discrepancy of the whole record, and of no field, is filtered by. */
const noField = '-';

const itemView = (item: RunItem): RunView['discrepancies'][number] => ({
  place: item.place,
  correlationId: item.correlationId ?? '',
  kind: wordOf(discrepancyKinds, item.kind),
  field: item.field,
  legacy: item.legacy,
  target: item.target,
  outcome: wordOf(checkOutcomes, item.outcome),
  pattern: item.pattern,
});

const fieldOf = ({ field }: PatternInRun): string => field ?? noField;

const wantedOf = (patterns: readonly PatternInRun[], { pattern, field }: ItemsFilter): PatternInRun[] | null =>
  pattern === undefined && field === undefined
    ? null
    : patterns.filter(
        (each) =>
          (pattern === undefined || each.number === Number(pattern) || each.head === Number(pattern)) &&
          (field === undefined || fieldOf(each) === field),
      );

const summed = (patterns: readonly PatternInRun[], of: (pattern: PatternInRun) => string): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const pattern of patterns) counts.set(of(pattern), (counts.get(of(pattern)) ?? 0) + pattern.count);
  return counts;
};

const choicesOf = (counts: ReadonlyMap<string, number>, label: (value: string) => string): FilterOption[] =>
  [...counts.entries()].map(([value, count]) => ({ value, label: label(value), count }));

/** How the discrepancies of a run can be narrowed, counted by what is kept for good. */
export const itemChoices = (patterns: readonly PatternInRun[]): Pick<RunView, 'patternChoices' | 'fieldChoices'> => ({
  patternChoices: choicesOf(
    summed(patterns, ({ head }) => String(head)),
    (number) => `P-${number}`,
  ),
  fieldChoices: choicesOf(summed(patterns, fieldOf), (field) => (field === noField ? 'the whole record' : field)).sort(
    (a, b) => byText(a.label, b.label),
  ),
});

/** One page of a run's discrepancies; `all` is how many rows of it are there without a filter. */
export const itemsOf = async (
  db: Db,
  run: { id: string; all: number },
  patterns: readonly PatternInRun[],
  filter: ItemsFilter,
): Promise<Pick<RunView, 'discrepancies' | 'discrepanciesPage'>> => {
  const wanted = wantedOf(patterns, filter);
  const total = wanted === null ? run.all : wanted.reduce((sum, { count }) => sum + count, 0);
  const place = placeOf(filter.cursor);
  const back = place?.way === 'above';
  const fetched = await listRunItems(db, run.id, wanted === null ? null : wanted.map(({ id }) => id), {
    way: back ? 'before' : 'after',
    place: place?.number ?? 0,
    limit: size + 1,
  });
  const beyond = fetched.length > size;
  const rows = back && beyond ? fetched.slice(1) : fetched.slice(0, size);
  const [first, last] = [rows.at(0), rows.at(-1)];
  const page: Page = {
    next: (back || beyond) && last !== undefined ? `b${last.place + 1}` : null,
    previous: (back ? beyond : (place?.number ?? 0) > 0) && first !== undefined ? `a${first.place}` : null,
    total,
  };
  return { discrepancies: rows.map(itemView), discrepanciesPage: page };
};
