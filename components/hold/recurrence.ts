import { listed, longMonths } from '@/lib/domain/kernel/in-words';

// RFC 5545 rules for the freezes that people mean most often, made from the first window; all of it wall-clock time.

export const repeats = ['never', 'weekly', 'month_end', 'yearly', 'rule'] as const;
export type Repeat = (typeof repeats)[number];

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

export const weekdayWords: Record<Weekday, string> = {
  MO: 'Monday',
  TU: 'Tuesday',
  WE: 'Wednesday',
  TH: 'Thursday',
  FR: 'Friday',
  SA: 'Saturday',
  SU: 'Sunday',
};

/** A local date-time without an offset, as a date-time box gives it ("2026-12-24T18:00"); null for anything else. */
const parts = (local: string) => {
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local) ? new Date(`${local}:00Z`) : null;
  if (at === null || Number.isNaN(at.getTime())) return null;
  const end = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
  return {
    weekday: weekdays[(at.getUTCDay() + 6) % 7] ?? 'MO',
    day: at.getUTCDate(),
    month: at.getUTCMonth() + 1,
    /** Counted from the end of its month: -1 is the last day. */
    fromEnd: at.getUTCDate() - end - 1,
    clock: local.slice(11),
  };
};

export const weekdayOf = (local: string): Weekday | null => parts(local)?.weekday ?? null;

type Wish = { repeat: Repeat; from: string; days: readonly Weekday[]; rule: string };

/** The rule that a wish means; null where the window comes once, or where there is no first window yet. */
export const ruleOf = ({ repeat, from, days, rule }: Wish): string | null => {
  const first = parts(from);
  if (repeat === 'rule') return rule.trim().replace(/^RRULE:/i, '') || null;
  if (first === null || repeat === 'never') return null;
  if (repeat === 'month_end') return `FREQ=MONTHLY;BYMONTHDAY=${first.fromEnd}`;
  if (repeat === 'yearly') return `FREQ=YEARLY;BYMONTH=${first.month};BYMONTHDAY=${first.day}`;
  const on = weekdays.filter((day) => days.includes(day));
  return `FREQ=WEEKLY;BYDAY=${(on.length === 0 ? [first.weekday] : on).join(',')}`;
};

/** When its windows begin, in a sentence; empty where nothing can be said yet. */
export const repeatText = (wish: Wish): string => {
  const first = parts(wish.from);
  if (first === null) return '';
  const { clock, fromEnd, day, month, weekday } = first;
  switch (wish.repeat) {
    case 'never':
      return 'Once.';
    case 'month_end':
      return fromEnd === -1
        ? `On the last day of every month at ${clock}.`
        : `Every month at ${clock}, ${-fromEnd} days before it ends.`;
    case 'yearly':
      return `Every year on ${day} ${longMonths[month - 1]} at ${clock}.`;
    case 'weekly': {
      const on = weekdays.filter((each) => wish.days.includes(each));
      return `Every ${listed((on.length === 0 ? [weekday] : on).map((each) => weekdayWords[each]))} at ${clock}.`;
    }
    case 'rule':
      return 'As the rule says, from the first window on.';
  }
};
