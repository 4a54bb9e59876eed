import { instantsOfWallTime } from './wall-clock';

// Timestamps as jobs send them: with an offset, or naive in the zone that the rules declare for their side.

export const precisions = ['minute', 'second', 'millisecond', 'microsecond'] as const;
export type Precision = (typeof precisions)[number];

const nanoseconds: Record<Precision, bigint> = {
  minute: 60_000_000_000n,
  second: 1_000_000_000n,
  millisecond: 1_000_000n,
  microsecond: 1_000n,
};

const pattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,30}))?)?(?: ?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?))?)?$/;

/**
 * What a text can mean, as nanoseconds since 1970: `once` an instant; `twice` a wall time that the end of summer time
 * repeats; `never` one that its beginning skips. Null where it is no timestamp.
 */
export type Reading =
  | { kind: 'once'; instant: bigint; naive: boolean }
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

/** Nanoseconds since 1970 of the named day and time as if in UTC, or null where the calendar or clock has none such. */
const wallTime = (parts: readonly (string | undefined)[]): bigint | null => {
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((index) => Number(parts[index] ?? 0));
  if (hour === undefined || hour > 23 || minute === undefined || minute > 59) return null;
  if (second === undefined || second > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return null;
  date.setUTCHours(hour, minute, second);
  return BigInt(date.getTime()) * 1_000_000n + BigInt((parts[7] ?? '').slice(0, 9).padEnd(9, '0'));
};

/** Reads a timestamp; `zone` is used only where the text carries no offset of its own. */
export const readTimestamp = (text: string, zone: string): Reading | null => {
  const parts = pattern.exec(text.trim());
  const wall = parts === null ? null : wallTime(parts);
  if (parts === null || wall === null) return null;
  const offset = parts[8];
  if (offset !== undefined) {
    const shift = offsetNanoseconds(offset);
    if (shift === null) return null;
    return { kind: 'once', instant: wall - shift, naive: false };
  }
  const [first, second] = instantsOfWallTime(wall, zone);
  if (first === undefined) return { kind: 'never' };
  if (second !== undefined) return { kind: 'twice', earlier: first, later: second };
  return { kind: 'once', instant: first, naive: true };
};

/** Cut to the precision, towards the past, also before 1970. */
export const cutTo = (instant: bigint, precision: Precision): bigint => {
  const unit = nanoseconds[precision];
  const rest = ((instant % unit) + unit) % unit;
  return instant - rest;
};

/** RFC 3339 in UTC, with as many places of the second as it has. */
export const instantText = (instant: bigint): string => {
  const rest = ((instant % nanoseconds.second) + nanoseconds.second) % nanoseconds.second;
  const seconds = new Date(Number((instant - rest) / 1_000_000n)).toISOString().slice(0, -5);
  return rest === 0n ? `${seconds}Z` : `${seconds}.${rest.toString().padStart(9, '0').replace(/0+$/, '')}Z`;
};
