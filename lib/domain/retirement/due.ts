import { endOfDay } from '@/lib/domain/kernel/calendar';

/** `dueOn` is a calendar day, `YYYY-MM-DD`, in the program's zone. */
type Item = { state: string; dueOn: string };

/** The instant at which an item's day is over. */
export const dueAtOf = ({ dueOn }: Pick<Item, 'dueOn'>, zone: string): Date => endOfDay(dueOn, zone);

/** An item is overdue from the end of its day on, until it is done. */
export const isOverdue = (item: Item, zone: string, at: Date): boolean =>
  item.state === 'open' && dueAtOf(item, zone) <= at;
