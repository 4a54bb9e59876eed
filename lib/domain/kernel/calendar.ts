import { Temporal } from 'temporal-polyfill';

/** The instant at which a calendar day (`YYYY-MM-DD`) ends in an IANA time zone. */
export const endOfDay = (day: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);

/** The calendar day of an instant in an IANA time zone, as `YYYY-MM-DD`. */
export const dayIn = (instant: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
