import type { Calendar } from '@/lib/demo/calendar';
import { type AmountColumn, histogramOf, measuresOf } from './column';
import { cents, draw } from './draw';
import type { ContextHistory, Drift, NightlyCheck } from './plan';
import { recordsOn } from './records';
import * as values from './values';

const outcomes = { source: 'claims-outcomes', workload: 'writes' } as const;
const columnsOf = (...checks: NightlyCheck[]) => ({ source: 'claims-columns', workload: 'writes', checks }) as const;

export const rowCount: NightlyCheck = { key: 'rows', kind: 'row_count', metric: 'count', value: () => '1500' };

export const statistic = (field: string, metric: string, value: (day: number) => string): NightlyCheck => ({
  key: `${field}.${metric}`,
  kind: 'aggregate',
  metric,
  field,
  value,
});

export const query = (key: string, rows: number): NightlyCheck => ({
  key,
  kind: 'query_result',
  metric: 'rows',
  query: key,
  value: (day) =>
    `${rows} rows, sha256:${Math.floor(draw(day + 400, rows) * 2 ** 32)
      .toString(16)
      .padStart(8, '0')}`,
});

/** The same query by the engine of those who read the lake. */
const onTrino = (asked: NightlyCheck): NightlyCheck => ({ ...asked, key: `${asked.key}@trino`, engine: 'trino' });

const paid: AmountColumn = {
  field: 'amount',
  rows: 1_395,
  min: 1_240,
  max: 2_480_000,
  deviation: 201_844,
  quantiles: { p05: 9_620, p25: 61_050, p50: 132_017, p75: 248_093, p95: 521_460 },
  edges: [500, 1_000, 1_500, 2_000, 3_000, 5_000, 10_000],
  shares: [0.21, 0.19, 0.16, 0.12, 0.15, 0.11, 0.05, 0.01],
};

/** A sum of the day in cents: about `around`, as much one day more as another less. */
export const sumOfDay =
  (around: number, less = 0) =>
  (day: number): string =>
    cents(Math.floor(around * (0.95 + draw(day + 400, 8) / 10)) - less);

// The feed of changes stood still for two days: what was registered then reached target late.
const stalledFeed: Drift = { field: null, kind: 'missing_in_target', rate: 0.031, from: -20, until: -19 };
const late: Drift = { field: null, kind: 'missing_in_target', rate: 0.0004 };

type Records = ContextHistory['recordsOf'];

const intake = (recordsOf: Records): ContextHistory => ({
  context: 'claims-intake',
  dataset: { legacy: 'db2.CLAIMS.CLM_CLAIM', target: 'pg.claims.claim' },
  outcomes,
  from: -58,
  recordsOf,
  coverage: ['peak'],
  releases: [
    [-60, '2.8.0'],
    [-50, '2.9.0'],
    [-36, '2.11.0'],
    [-21, '2.12.0'],
    [-8, '2.14.0'],
  ],
  drifts: [
    { field: 'claimantName', kind: 'value', rate: 0.012, values: values.cutName },
    { field: 'phone', kind: 'value', rate: 0.025, values: values.emptyAgainstNull },
    { field: 'receivedAt', kind: 'value', rate: 0.03, values: values.localTime(0) },
    { field: 'description', kind: 'value', rate: 0.014, until: -51, values: values.brokenLetters },
    { field: 'description', kind: 'value', rate: 0.003, from: -50, until: -49, values: values.brokenLetters },
    stalledFeed,
    late,
  ],
  columns: columnsOf(
    rowCount,
    statistic('claimNumber', 'distinct', () => '1500'),
    statistic('channel', 'distinct', () => '4'),
  ),
  queries: {
    source: 'claims-queries',
    workload: 'reads',
    rows: 10,
    checks: [
      query('call-centre.open-claims', 6),
      query('broker-portal.by-channel', 4),
      onTrino(query('call-centre.open-claims', 6)),
    ],
  },
});

const coverage = (recordsOf: Records): ContextHistory => ({
  context: 'coverage-validation',
  dataset: { legacy: 'db2.CLAIMS.CLM_COVER', target: 'pg.coverage.decision' },
  outcomes,
  from: -50,
  recordsOf,
  coverage: ['peak', 'declined-claim'],
  releases: [
    [-60, '2.8.0'],
    [-36, '2.11.0'],
    [-21, '2.12.0'],
    [-8, '2.14.0'],
  ],
  drifts: [
    { field: 'reason', kind: 'value', rate: 0.034, values: values.emptyAgainstNull },
    { field: 'excess', kind: 'value', rate: 0.006, from: -16, until: -14, values: values.doubledExcess },
    {
      field: 'excess',
      kind: 'value',
      rate: 0.12,
      from: -6,
      values: values.noExcess,
      only: ({ dimensions }) => dimensions.productLine === 'travel',
    },
  ],
  columns: columnsOf(
    rowCount,
    statistic('decision', 'distinct', () => '3'),
    statistic('excess', 'max', () => '150.00'),
  ),
  queries: {
    source: 'claims-queries',
    workload: 'reads',
    rows: 9,
    checks: [query('service-desk.decisions-by-line', 9)],
  },
});

const reserves = (recordsOf: Records): ContextHistory => ({
  context: 'reserve-estimation',
  dataset: { legacy: 'db2.CLAIMS.CLM_RESERVE', target: 'pg.reserves.reserve' },
  outcomes,
  from: -42,
  recordsOf,
  coverage: ['peak', 'rounding-tie'],
  releases: [
    [-60, '2.9.0'],
    [-29, '2.11.1'],
    [-8, '2.14.0'],
  ],
  drifts: [
    { field: 'caseReserve', kind: 'value', rate: 0.052, values: values.halfCent(300_000) },
    { field: 'currency', kind: 'value', rate: 0.004, until: -30, values: () => ['GBP', 'EUR'] },
  ],
  columns: columnsOf(
    rowCount,
    { ...statistic('caseReserve', 'sum', sumOfDay(352_443_250)), tolerance: '10.00' },
    statistic('currency', 'distinct', () => '2'),
  ),
  queries: {
    source: 'claims-queries',
    workload: 'batch',
    rows: 6,
    checks: [query('actuarial.reserves-by-line', 6)],
  },
});

const fraud = (recordsOf: Records): ContextHistory => ({
  context: 'fraud-assessment',
  dataset: { legacy: 'db2.FRAUD.FRD_SCORE', target: 'pg.fraud.score' },
  outcomes,
  from: -24,
  recordsOf,
  coverage: ['referral'],
  releases: [
    [-60, '2.12.0'],
    [-8, '2.14.0'],
  ],
  drifts: [
    { field: 'score', kind: 'value', rate: 0.031, values: values.halfPoint },
    { field: 'band', kind: 'value', rate: 0.0052, values: values.movedBand },
  ],
  baselines: {
    source: 'legacy-twice',
    days: [-19, -18, -17],
    drifts: [{ field: 'score', kind: 'value', rate: 0.004, values: values.scoredTwice }],
  },
  columns: columnsOf(
    rowCount,
    statistic('score', 'count', () => '1500'),
    statistic('band', 'distinct', () => '3'),
  ),
});

const payments = (recordsOf: Records): ContextHistory => ({
  context: 'payment-decisioning',
  dataset: { legacy: 'db2.CLAIMS.PAY_DECISION', target: 'pg.payments.decision' },
  outcomes,
  from: -44,
  recordsOf,
  coverage: ['instalments', 'foreign-currency'],
  releases: [
    [-60, '2.9.0'],
    [-29, '2.11.1'],
    [-8, '2.14.0'],
  ],
  drifts: [
    { field: 'amount', kind: 'value', rate: 0.0095, from: -8, values: values.lostCents },
    { field: 'interest', kind: 'value', rate: 0.013, values: values.halfCent(4_000) },
    { field: 'payeeName', kind: 'value', rate: 0.012, values: values.cutName },
    { field: 'approvedAt', kind: 'value', rate: 0.03, values: values.localTime(5) },
    { field: 'currency', kind: 'value', rate: 0.005, until: -30, values: () => ['GBP', 'EUR'] },
  ],
  columns: columnsOf(
    rowCount,
    {
      ...statistic('amount', 'sum', sumOfDay(277_308_309)),
      fails: { from: -8, until: 0 },
      wrong: sumOfDay(277_308_309, 19),
    },
    ...measuresOf(paid),
    histogramOf(paid),
    statistic('currency', 'distinct', () => '2'),
  ),
  queries: {
    source: 'claims-queries',
    workload: 'reads',
    rows: 5,
    checks: [
      {
        ...query('treasury-ledger.payments-by-currency', 2),
        field: 'paid',
        fails: { from: -8, until: 0 },
        wrong: (day) =>
          `2 rows, sha256:${Math.floor(draw(day + 400, 9) * 2 ** 32)
            .toString(16)
            .padStart(8, '0')}`,
      },
      query('treasury-ledger.largest-payment', 3),
      onTrino(query('treasury-ledger.largest-payment', 3)),
    ],
  },
});

/** What the insurer's nightly jobs sent, context by context, since each of them began to shadow. */
export const claimsHistory = (calendar: Calendar): ContextHistory[] => {
  const all: Records = (day) => recordsOn(calendar, 'claims', day);
  // A declined claim is not paid.
  const covered: Records = (day) => recordsOn(calendar, 'claims', day, 0.93);
  return [intake(all), coverage(all), reserves(all), fraud(all), payments(covered)];
};
