import { Temporal } from 'temporal-polyfill';

/** The instant at which a calendar day (`YYYY-MM-DD`) ends in an IANA time zone. */
export const endOfDay = (day: string, zone: string): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds);

/** The last calendar day (`YYYY-MM-DD`) that has ended at an instant in an IANA time zone: the inverse of `endOfDay`. */
export const dayEndedAt = (instant: Date, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime() - 1)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
