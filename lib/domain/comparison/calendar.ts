// Days since 1 January 1970 of a date, in the calendar in which it was written.

export const calendars = ['gregorian', 'hybrid'] as const;
/** `gregorian` reaches back without an end; `hybrid` is the Julian calendar before 15 October 1582. */
export type Calendar = (typeof calendars)[number];

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number, calendar: 'gregorian' | 'julian'): boolean =>
  year % 4 === 0 && (calendar === 'julian' || year % 100 !== 0 || year % 400 === 0);

/** Days from 1 March of the year 0, so that the leap day is the last of a year. */
const daysFromMarch = (year: number, month: number, day: number): { years: number; days: number } => {
  const years = month > 2 ? year : year - 1;
  const shifted = (month + 9) % 12;
  return { years, days: Math.floor((153 * shifted + 2) / 5) + day - 1 };
};

/** Days since 1970 of year, month (1 to 12) and day; null where the calendar has no such day. */
export const dayNumber = (year: number, month: number, day: number, calendar: Calendar): number | null => {
  const written = year * 10_000 + month * 100 + day;
  if (calendar === 'hybrid' && written > 1582_10_04 && written < 1582_10_15) return null;
  const counted = calendar === 'hybrid' && written < 1582_10_15 ? 'julian' : 'gregorian';
  const length = month === 2 && isLeap(year, counted) ? 29 : lengths[month - 1];
  if (length === undefined || day < 1 || day > length) return null;
  const { years, days } = daysFromMarch(year, month, day);
  const common = years * 365 + Math.floor(years / 4) + days;
  // 1 March of the year 0 is 719,468 days before 1970 in the Gregorian calendar and 719,470 in the Julian.
  return counted === 'julian' ? common - 719_470 : common - Math.floor(years / 100) + Math.floor(years / 400) - 719_468;
};
