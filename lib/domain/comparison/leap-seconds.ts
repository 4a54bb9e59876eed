// Leap seconds: 27 were put in, each at the end of a month as 23:59:60 UTC; none is announced.

export const leapSecondPolicies = ['clamp', 'smear', 'reject'] as const;
export type LeapSecondPolicy = (typeof leapSecondPolicies)[number];

const days = [
  '1972-07-01',
  '1973-01-01',
  '1974-01-01',
  '1975-01-01',
  '1976-01-01',
  '1977-01-01',
  '1978-01-01',
  '1979-01-01',
  '1980-01-01',
  '1981-07-01',
  '1982-07-01',
  '1983-07-01',
  '1985-07-01',
  '1988-01-01',
  '1990-01-01',
  '1991-01-01',
  '1992-07-01',
  '1993-07-01',
  '1994-07-01',
  '1996-01-01',
  '1997-07-01',
  '1999-01-01',
  '2006-01-01',
  '2009-01-01',
  '2012-07-01',
  '2015-07-01',
  '2017-01-01',
];

const second = 1_000_000_000n;
const halfDay = 43_200n * second;
const day = 2n * halfDay;

/** The midnights before which a leap second was put in, as nanoseconds since 1970. */
export const leapMidnights: ReadonlySet<bigint> = new Set(days.map((text) => BigInt(Date.parse(text)) * 1_000_000n));

const floorTo = (instant: bigint, unit: bigint): bigint => instant - (((instant % unit) + unit) % unit);

/** Whether the second after this instant of second 59 may be a leap second: the end of a month in UTC. */
export const mayLeapAfter = (instant: bigint): boolean => {
  const next = floorTo(instant, second) + second;
  return next % day === 0n && new Date(Number(next / 1_000_000n)).getUTCDate() === 1;
};

/**
 * Where a clock that spreads each leap second evenly from noon to noon stands when one that shows it stands at
 * `instant`. `inLeap`: the instant is of second 60, and given as that of second 59 with the same fraction.
 */
export const smeared = (instant: bigint, inLeap: boolean): bigint => {
  const midnight = floorTo(instant + halfDay, day);
  if (!leapMidnights.has(midnight)) return instant;
  const noon = midnight - halfDay;
  const elapsed = instant - noon + (inLeap || instant >= midnight ? second : 0n);
  return noon + (elapsed * 86_400n) / 86_401n;
};
