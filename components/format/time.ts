// Times as they are written on screen. Always UTC, so that server and browser write the same; local time is on hover.

import { longMonths, months } from '@/lib/domain/kernel/in-words';

const thin = '\u202f';
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const longWeekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const two = (value: number): string => value.toString().padStart(2, '0');

/** "06:00" */
export const clock = (at: string): string => {
  const date = new Date(at);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
};

/** "24 Nov", with the year when it is not `now`'s. */
export const dayOf = (at: string, now?: string): string => {
  const date = new Date(at);
  const text = `${date.getUTCDate()}\u00a0${months[date.getUTCMonth()]}`;
  const year = date.getUTCFullYear();
  return now !== undefined && new Date(now).getUTCFullYear() === year ? text : `${text}\u00a0${year}`;
};

/** "24 Nov 06:00 UTC" */
export const dayAndClock = (at: string, now?: string): string => `${dayOf(at, now)} ${clock(at)}\u00a0UTC`;

/** "2026-11-24 06:00:00.000 UTC": exact, for titles and print. */
export const exactUtc = (at: string): string => `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} UTC`;

/** "24 Nov 2026, 06:00:12" */
export const stamp = (at: string): string => {
  const date = new Date(at);
  return `${dayOf(at)}, ${clock(at)}:${two(date.getUTCSeconds())}`;
};

/** "Friday 20 November" */
export const longDay = (at: string): string => {
  const date = new Date(at);
  return `${longWeekdays[date.getUTCDay()]} ${date.getUTCDate()} ${longMonths[date.getUTCMonth()]}`;
};

/** Two units at most: "9 h 28 min", "11 d 15 h", "44 d", "12 s". */
export const duration = (milliseconds: number): string => {
  const span = Math.abs(milliseconds);
  if (span < minute) return `${Math.floor(span / second)}${thin}s`;
  if (span < hour) return `${Math.floor(span / minute)}${thin}min`;
  if (span < day) {
    const minutes = Math.floor((span % hour) / minute);
    return `${Math.floor(span / hour)}${thin}h${minutes === 0 ? '' : ` ${minutes}${thin}min`}`;
  }
  const days = Math.floor(span / day);
  const hours = Math.floor((span % day) / hour);
  return `${days}${thin}d${hours === 0 || days >= 30 ? '' : ` ${hours}${thin}h`}`;
};

/** One unit: "4 s ago", "in 2 d". */
export const relative = (at: string, now: string): string => {
  const span = Date.parse(at) - Date.parse(now);
  const size = Math.abs(span);
  const text =
    size < minute
      ? `${Math.floor(size / second)}${thin}s`
      : size < hour
        ? `${Math.floor(size / minute)}${thin}min`
        : size < 2 * day
          ? `${Math.floor(size / hour)}${thin}h`
          : `${Math.floor(size / day)}${thin}d`;
  if (size < second) return 'now';
  return span < 0 ? `${text} ago` : `in ${text}`;
};

/** What is due: "in 12 d", "1 d over". */
export const dueIn = (at: string, now: string): string => {
  const span = Date.parse(at) - Date.parse(now);
  const size = Math.abs(span);
  const text =
    size < 2 * hour
      ? `${Math.floor(size / minute)}${thin}min`
      : size < day
        ? `${Math.floor(size / hour)}${thin}h`
        : `${Math.floor(size / day)}${thin}d`;
  return span < 0 ? `${text} over` : `in ${text}`;
};

/** In a feed: the clock today, the weekday this week, else the day. */
export const feedTime = (at: string, now: string): string => {
  const [then, today] = [new Date(at), new Date(now)];
  const days = Math.floor(Date.parse(now) / day) - Math.floor(Date.parse(at) / day);
  if (days === 0) return clock(at);
  if (days > 0 && days < 7) return weekdays[then.getUTCDay()] ?? '';
  return dayOf(at, today.toISOString());
};

/** "today 11:04", "18 Nov 16:20" */
export const sinceTime = (at: string, now: string): string => {
  const days = Math.floor(Date.parse(now) / day) - Math.floor(Date.parse(at) / day);
  if (days === 0) return `today ${clock(at)}`;
  if (days === 1) return `yesterday ${clock(at)}`;
  return `${dayOf(at, now)} ${clock(at)}`;
};
