// Figures and days as sentences of the record write them: with plain spaces, which screens set as thin ones.

import { Temporal } from 'temporal-polyfill';
import { months } from '@/lib/domain/kernel/in-words';

const minute = 60_000;
const hour = 60 * minute;
export const dayMs = 24 * hour;

/** "912 040" */
export const integerText = (value: number): string => {
  const digits = Math.abs(Math.trunc(value)).toString();
  return `${value < 0 ? '−' : ''}${digits.replace(/\B(?=(\d{3})+$)/g, ' ')}`;
};

/** "1 item", "3 items" */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${integerText(value)} ${value === 1 ? one : many}`;

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** "two decisions", "13 decisions", "no decision" */
export const countedInWords = (value: number, one: string, many = `${one}s`): string =>
  `${small[value] ?? integerText(value)} ${value === 1 || value === 0 ? one : many}`;

/** A share as per cent, cut and never rounded up, with as many digits as its miss needs: 0.99957 is "99.957 %". */
export const shareText = (share: string | number): string => {
  const value = Number(share);
  const miss = (1 - value) * 100;
  const digits = miss <= 0 ? 0 : Math.min(6, Math.max(1, Math.ceil(-Math.log10(miss)) + 1));
  // The addend undoes binary noise (0.9991 * 100 may be 99.90999…) and stays far below a digit.
  const cut = Math.floor(value * 100 * 10 ** digits + 1e-6) / 10 ** digits;
  return `${Number(cut.toFixed(digits))} %`;
};

const inZone = (at: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);

/** "24 Nov" in the zone, with the year where it is not that of `now`. */
export const dayText = (at: Date, zone: string, now?: Date): string => {
  const date = inZone(at, zone);
  const day = `${date.day} ${months[date.month - 1]}`;
  return now !== undefined && inZone(now, zone).year === date.year ? day : `${day} ${date.year}`;
};

const two = (value: number): string => value.toString().padStart(2, '0');

/** "24 Nov 06:00 UTC" */
export const momentText = (at: Date, now?: Date): string => {
  const date = inZone(at, 'UTC');
  return `${dayText(at, 'UTC', now)} ${two(date.hour)}:${two(date.minute)} UTC`;
};

/** Two units at most: "9 h 28 min", "11 d 15 h", "44 d", "12 s". */
export const spanText = (milliseconds: number): string => {
  const span = Math.abs(milliseconds);
  if (span < minute) return `${Math.floor(span / 1000)} s`;
  if (span < hour) return `${Math.floor(span / minute)} min`;
  if (span < dayMs) {
    const minutes = Math.floor((span % hour) / minute);
    return `${Math.floor(span / hour)} h${minutes === 0 ? '' : ` ${minutes} min`}`;
  }
  const hours = Math.floor((span % dayMs) / hour);
  return `${Math.floor(span / dayMs)} d${hours === 0 || span >= 30 * dayMs ? '' : ` ${hours} h`}`;
};

/** The last instant of what ends at `end`: a calendar day shown by it is the day that was meant. */
export const lastInstantBefore = (end: Date): Date => new Date(end.getTime() - 1);
