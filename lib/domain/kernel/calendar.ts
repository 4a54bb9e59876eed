import { Temporal } from 'temporal-polyfill';

/** The instant at which a calendar day (`YYYY-MM-DD`) ends in an IANA time zone. */
export const endOfDay = (day: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);
