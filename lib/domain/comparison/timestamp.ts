import { type Calendar, dayNumber } from './calendar';
import { type LeapSecondPolicy, mayLeapAfter, smeared } from './leap-seconds';
import { instantInGap, instantsOfWallTime } from './wall-clock';

// Timestamps as jobs send them: with an offset, or naive in the zone that the rules declare for their side.

export const precisions = ['minute', 'second', 'millisecond', 'microsecond', 'nanosecond'] as const;
export type Precision = (typeof precisions)[number];

const nanoseconds: Record<Precision, bigint> = {
  minute: 60_000_000_000n,
  second: 1_000_000_000n,
  millisecond: 1_000_000n,
  microsecond: 1_000n,
  nanosecond: 1n,
};

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,30}))?)?(?: ?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/;

/**
 * What a text can mean, as nanoseconds since 1970: `once` an instant; `twice` a wall time that the end of summer time
 * repeats; `never` one that its beginning skips, or a second that the clock never had.
 */
export type Reading =
  | { kind: 'once'; instant: bigint; naive: boolean }
  | { kind: 'twice'; earlier: bigint; later: bigint }
  | { kind: 'never' };

/** How one side writes its timestamps, beyond the zone. */
export type Written = {
  calendar?: Calendar | undefined;
  /** 24:00:00 is the midnight after. */
  hour24?: boolean | undefined;
  leapSeconds?: LeapSecondPolicy | undefined;
  skipped?: 'earlier' | 'later' | undefined;
};

/** The day and time as written, in nanoseconds since 1970 as if in UTC; `offset` in nanoseconds, null where none was. */
export type WallReading = { wall: bigint; offset: bigint | null; dateOnly: boolean; inLeap: boolean };

const offsetNanoseconds = (offset: string): bigint | null => {
  if (offset === 'Z' || offset === 'z' || offset === 'UTC') return 0n;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(3).replace(':', '') || '0');
  if (hours > 23 || minutes > 59) return null;
  const size = BigInt(hours * 60 + minutes) * nanoseconds.minute;
  return offset.startsWith('-') ? -size : size;
};

/** Seconds of the day, 86,400 for 24:00:00; null where the clock has no such time. */
const secondsOfDay = (hour: number, minute: number, second: number, written: Written): number | null => {
  if (hour === 24) return written.hour24 && minute === 0 && second === 0 ? 86_400 : null;
  if (hour > 23 || minute > 59) return null;
  if (second > 59 && !(second === 60 && (written.leapSeconds ?? 'reject') !== 'reject')) return null;
  return hour * 3_600 + minute * 60 + Math.min(second, 59);
};

const digits = /^\d/;

/** Reads the day and the time as they are written; null where it is no timestamp or the calendar has no such day. */
export const readWall = (text: string, written: Written = {}): WallReading | null => {
  const trimmed = text.trim();
  const parts = digits.test(trimmed) ? pattern.exec(trimmed) : null;
  if (parts === null) return null;
  const day = dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]), written.calendar ?? 'gregorian');
  const second = Number(parts[6] ?? 0);
  const seconds = secondsOfDay(Number(parts[4] ?? 0), Number(parts[5] ?? 0), second, written);
  if (day === null || seconds === null) return null;
  const fraction = parts[7] === undefined ? 0 : Number(parts[7].slice(0, 9).padEnd(9, '0'));
  if (seconds === 86_400 && /[1-9]/.test(parts[7] ?? '')) return null;
  const offset = parts[8] === undefined ? null : offsetNanoseconds(parts[8]);
  if (parts[8] !== undefined && offset === null) return null;
  return {
    wall: BigInt(day * 86_400 + seconds) * nanoseconds.second + BigInt(fraction),
    offset,
    dateOnly: parts[4] === undefined,
    inLeap: second === 60,
  };
};

const instantsOf = (read: WallReading, zone: string, written: Written): bigint[] => {
  if (read.offset !== null) return [read.wall - read.offset];
  const instants = instantsOfWallTime(read.wall, zone);
  if (instants.length > 0 || written.skipped === undefined) return instants;
  return [instantInGap(read.wall, zone, written.skipped)];
};

/** The instants that a reading names, with leap seconds as its side counts them. */
export const readingOf = (read: WallReading, zone: string, written: Written = {}): Reading => {
  const named = instantsOf(read, zone, written).filter((instant) => !read.inLeap || mayLeapAfter(instant));
  const [first, second] =
    written.leapSeconds === 'smear' ? named.map((instant) => smeared(instant, read.inLeap)) : named;
  if (first === undefined) return { kind: 'never' };
  if (second !== undefined) return { kind: 'twice', earlier: first, later: second };
  return { kind: 'once', instant: first, naive: read.offset === null };
};

/** Reads a timestamp; `zone` is used only where the text carries no offset of its own. Null where it is none. */
export const readTimestamp = (text: string, zone: string, written: Written = {}): Reading | null => {
  const read = readWall(text, written);
  return read === null ? null : readingOf(read, zone, written);
};

/** Cut to the precision, towards the past, also before 1970. */
export const cutTo = (instant: bigint, precision: Precision): bigint => {
  const unit = nanoseconds[precision];
  const rest = ((instant % unit) + unit) % unit;
  return instant - rest;
};

/** Rounded to the nearest of the precision, half of it towards the future. */
export const roundTo = (instant: bigint, precision: Precision): bigint =>
  cutTo(instant + nanoseconds[precision] / 2n, precision);

/** RFC 3339 in UTC, with as many places of the second as it has. */
export const instantText = (instant: bigint): string => {
  const rest = ((instant % nanoseconds.second) + nanoseconds.second) % nanoseconds.second;
  const seconds = new Date(Number((instant - rest) / 1_000_000n)).toISOString().slice(0, -5);
  return rest === 0n ? `${seconds}Z` : `${seconds}.${rest.toString().padStart(9, '0').replace(/0+$/, '')}Z`;
};
