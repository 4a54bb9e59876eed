import { expect, it } from 'vitest';
import type { Lane } from '@/lib/domain/authority/lane';
import { type KnownLane, type ReportedCount, readReport, windowFaults } from './report';

const at = new Date('2026-11-20T12:00:00.000Z');
const ago = (seconds: number) => new Date(at.getTime() - seconds * 1_000);
const day = 86_400;

const lane = (
  slug: string,
  position: number,
  condition: Extract<Lane['audience'], { kind: 'cohort' }>['condition'],
): KnownLane => ({
  context: 'payments',
  workload: 'writes',
  audience: `cohort:${slug}`,
  place: `payments/writes/cohort:${slug}`,
  lane: {
    id: slug,
    contextId: 'c',
    workload: 'writes',
    audience: { kind: 'cohort', slug, name: slug, position, condition },
  },
  intervals: [],
});

const eu = lane('eu', 0, { kind: 'dimensions', where: { geography: ['eu'] } });
const rest = lane('rest', 1, { kind: 'rest' });
const window = { from: ago(60), to: ago(0) };

const read = (items: Partial<ReportedCount>[], over: Partial<Parameters<typeof readReport>[0]> = {}) =>
  readReport({
    window,
    items: items.map((item) => ({ context: 'payments', workload: 'writes', side: 'legacy', count: 5, ...item })),
    lanes: [eu, rest],
    dimensions: ['geography'],
    leaseMs: 30_000,
    unclaimed: [],
    ...over,
  });

it('a window is closed, past, at most a day long and at most a week old', () => {
  const pointers = (from: Date, to: Date) => windowFaults({ from, to }, at).map(({ pointer }) => pointer);
  expect(pointers(ago(60), ago(0))).toEqual([]);
  expect(pointers(ago(60), ago(-0.001))).toEqual(['/to']);
  expect(pointers(ago(60), ago(60))).toEqual(['/to']);
  expect(pointers(ago(day), ago(0))).toEqual([]);
  expect(pointers(ago(day + 1), ago(0))).toEqual(['/from']);
  expect(pointers(ago(7 * day + 60), ago(7 * day + 1))).toEqual(['/to']);
});

it('a count is laid to its lane by name, and by what decides it', () => {
  const answer = read([
    { audience: 'cohort:eu' },
    { dimensions: { geography: 'eu' }, count: 2 },
    { dimensions: { geography: 'uk' } },
  ]);
  expect(answer).toMatchObject({
    ok: true,
    value: [
      { place: eu.place, legacy: 7, target: 0, unclaimed: false },
      { place: rest.place, legacy: 5 },
    ],
  });
});

it('what no lane covers is kept under its own name, and past a bound under one', () => {
  const items = [{ audience: 'cohort:mars' }, { context: 'nowhere', dimensions: { geography: 'eu' } }];
  expect(read(items)).toMatchObject({
    value: [
      { place: 'payments/writes/cohort:mars', unclaimed: true, wrongSide: null },
      { place: 'nowhere/writes/geography=eu', unclaimed: true },
    ],
  });
  const known = Array.from({ length: 100 }, (_, index) => `payments/writes/cohort:x-${index}`);
  expect(read(items, { unclaimed: known })).toMatchObject({ value: [{ place: '(other places)', legacy: 10 }] });
});

it('what decides the lane and is missing refuses, and never falls through', () => {
  expect(read([{ dimensions: {} }])).toMatchObject({ ok: false, refusal: { code: 'dimension_missing' } });
});

it('a count that names its lane twice or not at all, or by no dimension of the program, is refused', () => {
  const wrong: Partial<ReportedCount>[] = [
    {},
    { audience: 'cohort:eu', dimensions: {} },
    { dimensions: { planet: 'mars' } },
  ];
  for (const item of wrong)
    expect(read([item])).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_body', errors: [{ pointer: '/items/0' }] },
    });
});

it('an epoch that is on no record is refused', () => {
  expect(read([{ audience: 'cohort:eu', epoch: 1 }])).toMatchObject({ ok: false, refusal: { code: 'epoch_unknown' } });
  expect(read([{ audience: 'cohort:eu', epoch: 0 }])).toMatchObject({ ok: true });
});

it('planned lanes are with legacy', () => {
  expect(read([{ audience: 'cohort:eu', side: 'target' }])).toMatchObject({ value: [{ wrongSide: 'target' }] });
});

it('sums stay numbers that can be written', () => {
  const most = Number.MAX_SAFE_INTEGER;
  expect(
    read([
      { audience: 'cohort:eu', count: most },
      { audience: 'cohort:eu', count: most },
    ]),
  ).toMatchObject({
    value: [{ legacy: most }],
  });
});
