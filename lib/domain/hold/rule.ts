import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';

// Recurrence rules as RFC 5545 writes them, read strictly before the library sees them: a part that it would pass over, or
// follow for minutes, never reaches it. The library expands on the wall clock, as if in UTC; `calendar.ts` says what instants
// those readings of the clock are, so that a window is never left out because the clock skips its beginning.

/** Readings of a wall clock in milliseconds, as if the zone were UTC. */
export type Wall = number;

const mostText = 256;
const mostValues = 62;
const frequencies = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY'];
const bounds = { maxIterations: 10_000, maxCandidateEvaluations: 200_000 };

const between = (low: number, high: number) => (value: string) =>
  /^[+-]?\d{1,4}$/.test(value) && Number(value) >= low && Number(value) <= high;
const eitherWay = (high: number) => (value: string) => between(-high, high)(value) && Number(value) !== 0;
const list = (fits: (value: string) => boolean) => (value: string) => {
  const values = value.split(',');
  return values.length <= mostValues && new Set(values).size === values.length && values.every(fits);
};
const day = /^([+-]?([1-9]|[1-4]\d|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)$/;
const utcInstant = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

const until = (value: string): Date | null => {
  const found = utcInstant.exec(value);
  if (found === null) return null;
  const at = new Date(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
};

const parts: Record<string, { fits: (value: string) => boolean; wants: string }> = {
  FREQ: { fits: (value) => frequencies.includes(value), wants: `one of ${frequencies.join(', ')}` },
  INTERVAL: { fits: between(1, 1000), wants: '1 to 1000' },
  COUNT: { fits: between(1, 1000), wants: '1 to 1000' },
  UNTIL: { fits: (value) => until(value) !== null, wants: 'an instant in UTC such as 20271231T235959Z' },
  BYMONTH: { fits: list(between(1, 12)), wants: 'months, 1 to 12' },
  BYMONTHDAY: { fits: list(eitherWay(31)), wants: 'days of the month, 1 to 31 or -1 to -31' },
  BYYEARDAY: { fits: list(eitherWay(366)), wants: 'days of the year, 1 to 366 or -1 to -366' },
  BYWEEKNO: { fits: list(eitherWay(53)), wants: 'weeks, 1 to 53 or -1 to -53' },
  BYDAY: { fits: list((value) => day.test(value)), wants: 'weekdays such as MO or -1FR' },
  BYHOUR: { fits: list(between(0, 23)), wants: 'hours, 0 to 23' },
  BYMINUTE: { fits: between(0, 59), wants: 'one minute, 0 to 59' },
  BYSETPOS: { fits: list(eitherWay(366)), wants: 'places, 1 to 366 or -1 to -366' },
  WKST: { fits: (value) => /^(MO|TU|WE|TH|FR|SA|SU)$/.test(value), wants: 'a weekday' },
};

const wrong = (detail: string) =>
  refuse('invalid_body', 'The rule of the calendar cannot be used.', [{ pointer: '/calendar/rule', detail }]);

/** What speaks against the parts together; the library says the rest of what RFC 5545 forbids. */
const together = (found: ReadonlyMap<string, string>): string | null => {
  if (!found.has('FREQ')) return 'needs FREQ';
  if (found.has('COUNT') && found.has('UNTIL')) return 'has COUNT or UNTIL, not both';
  if (found.has('BYSETPOS') && ![...found.keys()].some((name) => name.startsWith('BY') && name !== 'BYSETPOS'))
    return 'BYSETPOS needs another part that begins with BY';
  return null;
};

/** The rule in one spelling, or a refusal (`invalid_body`) that says which part cannot be used. */
export const readRule = (text: string): Result<string> => {
  if (text.length > mostText) return wrong(`has ${mostText} characters at most`);
  const found = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name = '', value = '', ...more] = part.split('=');
    const known = parts[name];
    if (known === undefined || more.length > 0)
      return wrong(`${JSON.stringify(part.slice(0, 40))} is no part known here`);
    if (found.has(name)) return wrong(`${name} stands twice`);
    if (!known.fits(value)) return wrong(`${name} is ${known.wants}`);
    found.set(name, value);
  }
  const amiss = together(found);
  return amiss === null ? accept([...found].map(([name, value]) => `${name}=${value}`).join(';')) : wrong(amiss);
};

const compact = (wall: Wall): string => new Date(wall).toISOString().replace(/[-:]|\.\d{3}/g, '');

const wallOfUntil = (value: string, zone: string): string => {
  const at = until(value);
  if (at === null) throw new Error('a rule on record ends at no instant');
  const reading = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDateTime();
  return compact(reading.toZonedDateTime('UTC').epochMilliseconds);
};

/**
 * The beginnings that a rule gives from a wall time up to another, both included, in order; none before `from`.
 * @throws where RFC 5545 forbids the rule, or it would take too long to follow
 */
export const beginningsOf = (
  { rule, from, zone }: { rule: string; from: Wall; zone: string },
  range: { from: Wall; to: Wall },
): Wall[] => {
  const floating = rule.replace(/(?<=UNTIL=)[^;]+/, (value) => wallOfUntil(value, zone));
  const expanded = new RRuleTemporal({
    rruleString: `DTSTART:${compact(from)}\nRRULE:${floating}`,
    temporal: Temporal,
    strict: true,
    ...bounds,
  });
  return expanded.between(new Date(range.from), new Date(range.to), true).map((reading) => reading.epochMilliseconds);
};
