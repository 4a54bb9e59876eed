import { expect, it } from 'vitest';
import type { AuthorityInterval } from './interval';
import { type Question, tellAuthority } from './sentence';

const day = (date: string) => new Date(`${date}Z`);
const interval = (
  epoch: number,
  side: AuthorityInterval['side'],
  from: string,
  to: string | null,
  entries: [number, number | null],
): AuthorityInterval => ({
  laneId: 'lane',
  epoch,
  side,
  from: day(from),
  to: to === null ? null : day(to),
  decision: { id: `d-${epoch}`, number: 10 + epoch },
  openedAtEntry: entries[0],
  closedAtEntry: entries[1],
});

const intervals = [
  interval(4, 'legacy', '2026-10-01T00:00:00', '2026-11-05T10:00:31', [5, 9]),
  interval(5, 'target', '2026-11-05T10:00:31', null, [9, null]),
];
const stages = [{ stage: 'planned' as const, from: day('2026-09-01T00:00:00'), to: null }];

const tell = (at: string, over: Partial<Question> = {}) =>
  tellAuthority({
    context: 'Payments',
    workload: 'writes',
    audience: 'EU',
    stages,
    intervals,
    now: day('2026-11-20T00:00:00'),
    at: day(at),
    entryAt: 7,
    known: null,
    ...over,
  }).sentence;

it('says who was authoritative, because of what, and that it was known', () => {
  expect(tell('2026-10-31T23:59:00')).toBe(
    'On 31 October 2026 at 23:59 UTC, legacy was authoritative for Payments, writes, EU, because of decision D-14. It was known at that time.',
  );
});

it('says where it was not known at that time', () => {
  expect(tell('2026-11-05T10:00:31', { entryAt: 8 })).toBe(
    'On 5 November 2026 at 10:00:31 UTC, target was authoritative for Payments, writes, EU, because of decision D-15. It was not known at that time.',
  );
});

it('says what was known then, and what the record says today', () => {
  expect(tell('2026-11-06T00:00:00', { known: { at: day('2026-11-05T00:00:00'), entry: 8 } })).toBe(
    'As known on 5 November 2026 at 00:00 UTC, on 6 November 2026 at 00:00 UTC, legacy was authoritative for Payments, writes, EU, because of decision D-14. Today the record says target, because of decision D-15.',
  );
  expect(tell('2026-11-06T00:00:00', { known: { at: day('2026-11-06T00:00:00'), entry: 9 } })).toBe(
    'As known at that time, on 6 November 2026 at 00:00 UTC, target was authoritative for Payments, writes, EU, because of decision D-15. The record says the same today.',
  );
});

it('says where nothing was on record, and where no shift was', () => {
  expect(tell('2026-08-01T00:00:00')).toBe(
    'On 1 August 2026 at 00:00 UTC, nothing was on record about Payments. Its record begins on 1 September 2026 at 00:00 UTC.',
  );
  expect(tell('2026-09-15T00:00:00')).toBe(
    'On 15 September 2026 at 00:00 UTC, Payments was planned: legacy ran alone for Payments, writes, EU, by no decision.',
  );
  expect(tell('2026-10-15T00:00:00', { known: { at: day('2026-09-20T00:00:00'), entry: 2 } })).toBe(
    'As known on 20 September 2026 at 00:00 UTC, no shift of Payments, writes, EU was on record: it was planned, and legacy ran alone.',
  );
});

it('says of what is to come that a decision may still change it', () => {
  expect(tell('2026-12-01T00:00:00')).toContain('target will be authoritative for Payments, writes, EU');
  expect(tell('2026-12-01T00:00:00')).toContain('A decision may still change it.');
});
