// The demo's calendar counts days from the one on which it is loaded: day 0 is today, day -1 ended at the last midnight.

const dayMs = 86_400_000;

export type Calendar = { today: Date };

export const calendarOf = (now: Date): Calendar => ({ today: new Date(Math.floor(now.getTime() / dayMs) * dayMs) });

/** The instant of `time` (`HH:MM`, UTC) on a day of the demo. */
export const instantOn = ({ today }: Calendar, day: number, time = '00:00'): Date => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(today.getTime() + day * dayMs + hours * 3_600_000 + minutes * 60_000);
};

/** The window that a nightly run of that day covers: the whole day, in UTC. */
export const windowOf = (calendar: Calendar, day: number): { from: Date; to: Date } => ({
  from: instantOn(calendar, day),
  to: instantOn(calendar, day + 1),
});

const anchorLine = /^# anchor: (\d{4}-\d{2}-\d{2})$/m;
const dateText = /\b\d{4}-\d{2}-\d{2}\b/g;

/** A template's text with every date moved by as many days as lie between its anchor and today. */
export const movedToToday = (text: string, { today }: Calendar): string => {
  const anchor = anchorLine.exec(text)?.[1];
  if (anchor === undefined) throw new Error('the template has no line "# anchor: YYYY-MM-DD"');
  const shift = today.getTime() - Date.parse(`${anchor}T00:00:00Z`);
  return text.replace(dateText, (date) => new Date(Date.parse(`${date}T00:00:00Z`) + shift).toISOString().slice(0, 10));
};
