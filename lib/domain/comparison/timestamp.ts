import { Temporal } from 'temporal-polyfill';

// Timestamps as jobs send them: with an offset, or naive in the zone that the rules declare for their side.

export const precisions = ['minute', 'second', 'millisecond', 'microsecond'] as const;
export type Precision = (typeof precisions)[number];

const nanoseconds: Record<Precision, bigint> = {
  minute: 60_000_000_000n,
  second: 1_000_000_000n,
  millisecond: 1_000_000n,
  microsecond: 1_000n,
};

/** Whether this is a zone that can be calculated with: an IANA name, or an offset such as +01:00. */
export const isZone = (zone: string): boolean => {
  if (zone.length === 0 || zone.length > 64) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,30}))?)?(?: ?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/;

/**
 * What a text can mean, as nanoseconds since 1970: `once` an instant; `twice` a wall time that the end of summer time
 * repeats; `never` one that its beginning skips. Null where it is no timestamp.
 */
export type Reading =
  | { kind: 'once'; instant: bigint; naive: boolean; dateOnly: boolean }
  | { kind: 'twice'; earlier: bigint; later: bigint }
  | { kind: 'never' };

const offsetNanoseconds = (offset: string): bigint | null => {
  if (offset === 'Z' || offset === 'z' || offset === 'UTC') return 0n;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || '0');
  if (hours > 23 || minutes > 59) return null;
  const size = BigInt(hours * 60 + minutes) * nanoseconds.minute;
  return offset.startsWith('-') ? -size : size;
};

const wallTime = (parts: readonly (string | undefined)[]): Temporal.PlainDateTime | null => {
  const number = (index: number): number => Number(parts[index] ?? 0);
  const fraction = (parts[7] ?? '').slice(0, 9).padEnd(9, '0');
  try {
    return Temporal.PlainDateTime.from(
      {
        year: number(1),
        month: number(2),
        day: number(3),
        hour: number(4),
        minute: number(5),
        second: number(6),
        millisecond: Number(fraction.slice(0, 3)),
        microsecond: Number(fraction.slice(3, 6)),
        nanosecond: Number(fraction.slice(6)),
      },
      { overflow: 'reject' },
    );
  } catch {
    return null;
  }
};

/** Reads a timestamp; `zone` is used only where the text carries no offset of its own. */
export const readTimestamp = (text: string, zone: string): Reading | null => {
  const parts = pattern.exec(text.trim());
  const wall = parts === null ? null : wallTime(parts);
  if (parts === null || wall === null) return null;
  const dateOnly = parts[4] === undefined;
  const offset = parts[8];
  if (offset !== undefined) {
    const shift = offsetNanoseconds(offset);
    if (shift === null) return null;
    return { kind: 'once', instant: wall.toZonedDateTime('UTC').epochNanoseconds - shift, naive: false, dateOnly };
  }
  const earlier = wall.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!earlier.toPlainDateTime().equals(wall)) return { kind: 'never' };
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochNanoseconds === later.epochNanoseconds) {
    return { kind: 'once', instant: earlier.epochNanoseconds, naive: true, dateOnly };
  }
  return { kind: 'twice', earlier: earlier.epochNanoseconds, later: later.epochNanoseconds };
};

/** Cut to the precision, towards the past, also before 1970. */
export const cutTo = (instant: bigint, precision: Precision): bigint => {
  const unit = nanoseconds[precision];
  const rest = ((instant % unit) + unit) % unit;
  return instant - rest;
};

export const instantText = (instant: bigint): string => Temporal.Instant.fromEpochNanoseconds(instant).toString();
