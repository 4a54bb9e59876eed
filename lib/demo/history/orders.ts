import type { Calendar } from '@/lib/demo/calendar';
import { query, rowCount, statistic, sumOfDay } from './claims';
import type { ContextHistory, NightlyCheck } from './plan';
import { recordsOn } from './records';
import * as values from './values';

const outcomes = { source: 'orders-outcomes', workload: 'streaming' } as const;
const columnsOf = (...checks: NightlyCheck[]) => ({ source: 'orders-columns', workload: 'streaming', checks }) as const;
const rows: NightlyCheck = { ...rowCount, value: () => '2000' };
const releases = [
  [-60, '1.4.0'],
  [-26, '1.5.2'],
] as const;

/** What the streaming program's nightly jobs sent, context by context, since each of them began to shadow. */
export const ordersHistory = (calendar: Calendar): ContextHistory[] => {
  const recordsOf = (day: number) => recordsOn(calendar, 'orders', day);
  return [
    {
      context: 'order-capture',
      dataset: { legacy: 'cluster-a.orders.placed', target: 'cluster-b.orders.placed.v2' },
      outcomes,
      from: -55,
      recordsOf,
      coverage: ['peak'],
      releases,
      drifts: [
        { field: 'total', kind: 'value', rate: 0.05, values: values.halfCent(20_000) },
        { field: 'note', kind: 'value', rate: 0.03, values: values.emptyAgainstNull },
        { field: null, kind: 'duplicate', rate: 0.004, until: -45, values: () => ['1', '2'] },
        { field: null, kind: 'missing_in_target', rate: 0.0001 },
      ],
      columns: columnsOf(
        rows,
        statistic('orderId', 'distinct', () => '2000'),
        { ...statistic('total', 'sum', sumOfDay(43_303_012)), tolerance: '10.00' },
      ),
    },
    {
      context: 'order-state',
      dataset: { legacy: 'cluster-a.orders.state', target: 'cluster-b.orders.state.v2' },
      outcomes,
      from: -45,
      recordsOf,
      coverage: ['peak'],
      releases,
      drifts: [
        { field: 'changedAt', kind: 'value', rate: 0.018, values: values.localTime(0) },
        { field: 'status', kind: 'value', rate: 0.006, until: -34, values: values.skippedState },
        { field: 'status', kind: 'value', rate: 0.011, from: -10, until: -10, values: values.skippedState },
      ],
      columns: columnsOf(
        rows,
        statistic('status', 'distinct', () => '3'),
      ),
      queries: {
        source: 'orders-queries',
        workload: 'reads',
        rows: 3,
        checks: [query('storefront.orders-by-status', 3)],
      },
    },
    {
      context: 'stock-reservation',
      dataset: { legacy: 'cluster-a.stock.reserved', target: 'cluster-b.stock.reserved.v2' },
      outcomes,
      from: -38,
      recordsOf,
      coverage: ['peak'],
      releases,
      drifts: [{ field: 'warehouse', kind: 'value', rate: 0.003, until: -20, values: values.otherWarehouse }],
      columns: columnsOf(
        rows,
        statistic('quantity', 'sum', (day) => String(5_000 + ((day + 400) % 90))),
        statistic('sku', 'distinct', () => '807'),
      ),
    },
    {
      context: 'customer-notices',
      dataset: { legacy: 'cluster-a.notices.sent', target: 'cluster-b.notices.sent.v2' },
      outcomes,
      from: -16,
      recordsOf,
      coverage: ['peak'],
      releases,
      drifts: [
        { field: 'template', kind: 'value', rate: 0.008, until: -12, values: values.wrongTemplate },
        { field: 'template', kind: 'value', rate: 0.008, from: -7, values: values.wrongTemplate },
      ],
    },
  ];
};
