import { Temporal } from 'temporal-polyfill';

// What instants a wall time names in a zone. The calendar library answers exactly and slowly, so that its answer for a
// day on which a zone's clock is not changed is kept and used for every other time of that day.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const perMs = 1_000_000n;

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

const offsetAt = (ms: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;

const mostKept = 10_000;
const kept = new Map<string, number | null>();

/** The zone's offset in ms where it is the same two days around this wall-clock day; null where it changes. */
const steadyOffset = (day: number, zone: string): number | null => {
  const name = `${zone} ${day}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const middle = day * dayMs + dayMs / 2;
  const offset = offsetAt(middle, zone);
  const samples = [-42, -30, -18, -6, 6, 18, 30, 42].map((hours) => offsetAt(middle + hours * hourMs, zone));
  const steady = samples.every((sample) => sample === offset) ? offset : null;
  if (kept.size >= mostKept) kept.clear();
  kept.set(name, steady);
  return steady;
};

/** By the calendar library: none where the clock skips this wall time, two where it repeats it. */
const slowly = (wall: bigint, zone: string): bigint[] => {
  const named = Temporal.Instant.fromEpochNanoseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  const earlier = named.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!earlier.toPlainDateTime().equals(named)) return [];
  const later = named.toZonedDateTime(zone, { disambiguation: 'later' });
  return earlier.epochNanoseconds === later.epochNanoseconds
    ? [earlier.epochNanoseconds]
    : [earlier.epochNanoseconds, later.epochNanoseconds];
};

/** The instants that a wall time names, earliest first. Both are nanoseconds since 1970, the wall time's as if in UTC. */
export const instantsOfWallTime = (wall: bigint, zone: string): bigint[] => {
  if (zone === 'UTC') return [wall];
  const day = Math.floor(Number(wall / perMs) / dayMs);
  const offset = steadyOffset(day, zone);
  return offset === null ? slowly(wall, zone) : [wall - BigInt(offset) * perMs];
};

/** The instant meant by a wall time that the clock skipped: by the offset after the change (earlier) or before it (later). */
export const instantInGap = (wall: bigint, zone: string, disambiguation: 'earlier' | 'later'): bigint =>
  Temporal.Instant.fromEpochNanoseconds(wall)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime()
    .toZonedDateTime(zone, { disambiguation }).epochNanoseconds;
