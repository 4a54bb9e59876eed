import { describe, expect, it } from 'vitest';
import { checkSightings, furtherChecks, type JudgedCheck, type Shown } from './check-patterns';
import type { RuleSetDocument } from './rule-set';
import type { Totals } from './run-facts';

const differing = (mismatched: number): Totals => ({
  legacy: 100,
  target: 100,
  compared: 100,
  matched: 100 - mismatched,
  mismatched,
  missingInTarget: 0,
  missingInLegacy: 0,
});

const check = (key: string, rest: Partial<JudgedCheck> = {}): JudgedCheck => ({
  key,
  layer: 'row',
  metric: null,
  field: null,
  query: null,
  totals: null,
  outcome: 'mismatch',
  basis: 'reported',
  measured: false,
  ...rest,
});

const counted = (key: string, count: number, field: string | null = null): JudgedCheck =>
  check(key, { field, totals: differing(count), basis: 'counts' });

const measured = (key: string, metric: string, field: string): JudgedCheck =>
  check(key, { metric, field, basis: 'values', measured: true });

const shown = (field: string | null, count: number, rest: Partial<Shown> = {}): Shown => ({
  field,
  kind: 'value',
  count,
  open: count,
  cohorts: [],
  ...rest,
});

type Beside = { totals?: Totals | null; patterns?: Shown[]; exactly?: boolean; unitemised?: number };

const sightings = (checks: JudgedCheck[], beside: Beside = {}, rules: RuleSetDocument | null = null) => {
  const { totals = null, patterns = [], exactly = false, unitemised = 0 } = beside;
  return checkSightings(
    { context: 'payments', source: 'nightly', layer: 'row', totals },
    checks,
    { patterns, exactly, unitemised },
    rules,
  );
};

const told = (checks: JudgedCheck[], beside: Beside = {}) =>
  sightings(checks, beside).map(({ checkKey, count }) => `${checkKey} ${count}`);

describe('what only a check shows', () => {
  it('is a pattern of that check, open, unclassified and critical', () => {
    expect(sightings([measured('amount.sum', 'sum', 'amount')], { totals: differing(0), exactly: true })).toMatchObject(
      [
        {
          checkKey: 'amount.sum',
          sentence: 'The check amount.sum differs: sum of amount is not the same on both sides',
          field: 'amount',
          itemised: false,
          count: 1,
          open: 1,
          category: 'unclassified',
          severity: 'critical',
          triaged: false,
        },
      ],
    );
  });

  it('is nothing of a check that does not differ', () => {
    for (const outcome of ['match', 'match_within_tolerance', 'errored', 'skipped', 'ignored', 'not_run'] as const) {
      expect(told([check('a', { outcome })])).toEqual([]);
    }
  });

  it('is the same pattern in every run, and another in another source, layer or check', () => {
    const of = (one: JudgedCheck, source = 'nightly') =>
      checkSightings(
        { context: 'payments', source, layer: 'row', totals: null },
        [one],
        { patterns: [], exactly: false, unitemised: 0 },
        null,
      )[0]?.fingerprint;
    const first = of(counted('payment', 4));
    expect(of(counted('payment', 9))).toBe(first);
    const others = [
      of(counted('refund', 4)),
      of(counted('payment', 4), 'hourly'),
      of({ ...counted('payment', 4), layer: 'state' }),
    ];
    expect(new Set([first, ...others]).size).toBe(4);
  });

  it('takes category and severity from a rule of its field or its key, and from none for a kind of difference', () => {
    const rules = (classify: RuleSetDocument['classify']): RuleSetDocument => ({ fields: {}, classify });
    const judged = (classify: RuleSetDocument['classify']) =>
      sightings([measured('amount.sum', 'sum', 'amount')], {}, rules(classify))[0];
    const minor = { category: 'rounding', severity: 'minor' } as const;
    expect(judged([{ field: 'amount', ...minor }])).toMatchObject({ ...minor, triaged: true, open: 1 });
    expect(judged([{ field: 'amount.sum', ...minor }])).toMatchObject(minor);
    expect(judged([{ field: 'amount', difference: 'last_place', ...minor }])).toMatchObject({ severity: 'critical' });
    expect(judged([{ field: 'status', ...minor }])).toMatchObject({ severity: 'critical' });
  });
});

describe('what a check counted', () => {
  it('stands in the patterns of its run where that counts its records too', () => {
    expect(told([counted('payment', 4)], { totals: differing(4), unitemised: 4 })).toEqual([]);
    expect(
      told([counted('payment', 4)], { totals: differing(4), patterns: [shown('amount', 4)], exactly: true }),
    ).toEqual([]);
    expect(told([counted('payment', 4)], { totals: differing(1), unitemised: 1 })).toEqual(['payment 3']);
  });

  it('is a pattern where another check broke, so that the run counts nothing', () => {
    expect(told([counted('payment', 4), check('claim', { outcome: 'errored' })])).toEqual(['payment 4']);
  });

  it('is left out as far as its table is itemised', () => {
    const patterns = [shown('amount', 3, { cohorts: [{ value: 'payment', count: 3, open: 3 }] })];
    expect(told([counted('payment', 4), counted('claim', 2)], { patterns })).toEqual(['payment 1', 'claim 2']);
  });

  it('is left out as far as its field is itemised, and no other one', () => {
    const beside = { totals: differing(3), exactly: true };
    expect(told([counted('amount', 3, 'amount')], { ...beside, patterns: [shown('amount', 3)] })).toEqual([]);
    expect(told([counted('amount', 3, 'amount')], { ...beside, patterns: [shown('status', 3)] })).toEqual(['amount 3']);
    const lacking = [shown('amount', 1), shown(null, 2, { kind: 'missing_in_target' })];
    expect(told([counted('amount', 3, 'amount')], { ...beside, patterns: lacking })).toEqual([]);
  });
});

describe('a check that counted nothing', () => {
  it('is told of by open discrepancies that name it, its query or its field', () => {
    const named = (value: string) => [shown(null, 1, { cohorts: [{ value, count: 1, open: 1 }] })];
    const checks = [check('by-line@trino', { query: 'by-line' }), check('other')];
    expect(told(checks, { patterns: named('by-line@trino') })).toEqual(['other 1']);
    expect(told(checks, { patterns: named('by-line') })).toEqual(['other 1']);
    expect(told([check('status', { field: 'status' })], { patterns: [shown('status', 1)] })).toEqual([]);
  });

  it('is told of by no record that a side lacks, and by nothing of another layer', () => {
    const missing = [shown(null, 2, { kind: 'missing_in_target' })];
    expect(told([check('flag', { field: 'flag' })], { patterns: missing })).toEqual(['flag 1']);
    const schema = check('schema__amount', { field: 'amount', layer: 'schema', basis: 'values' });
    expect(told([schema], { patterns: [shown('amount', 1)] })).toEqual(['schema__amount 1']);
  });

  it('is told of by accepted ones only where they are all there are', () => {
    const patterns = [shown('status', 2, { open: 0 })];
    const checks = [check('status', { field: 'status' })];
    expect(told(checks, { patterns })).toEqual(['status 1']);
    expect(told(checks, { patterns, totals: differing(2), exactly: true })).toEqual([]);
  });

  it('is told of by what stands open of the run where it is the only one', () => {
    expect(told([check('rows')], { totals: differing(2), unitemised: 2 })).toEqual([]);
    const accepted = { totals: differing(2), patterns: [shown('status', 2, { open: 0 })], exactly: true };
    expect(told([check('rows')], accepted)).toEqual(['rows 1']);
    expect(told([check('rows'), check('hash')], { totals: differing(2), unitemised: 2 })).toEqual(['rows 1', 'hash 1']);
  });

  it('is never told of by discrepancies of a field whose sum it measured', () => {
    expect(told([measured('amount.sum', 'sum', 'amount')], { patterns: [shown('amount', 1)] })).toEqual([
      'amount.sum 1',
    ]);
  });
});

it('a thousand failing checks are a hundred patterns and one of all others, and none is lost', () => {
  const checks = Array.from({ length: 1_000 }, (_, index) => check(`test-${index}`));
  const found = sightings(checks);
  expect(found).toHaveLength(101);
  expect(found.at(-1)).toMatchObject({ checkKey: furtherChecks, count: 900, open: 900, severity: 'critical' });
  expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(101);
});
