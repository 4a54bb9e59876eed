import { describe, expect, it } from 'vitest';
import type { RunCheckView } from '@/lib/contract/views/run';
import { byNeed, verdictsOf } from './checks';
import { statisticsOf } from './statistics';

const check = (key: string, told: Partial<RunCheckView> = {}): RunCheckView => ({
  key,
  kind: 'aggregate',
  layer: 'dataset',
  metric: key.split('.').at(-1) ?? null,
  field: key.includes('.') ? (key.split('.')[0] ?? null) : null,
  legacy: '1',
  target: '1',
  reported: 'pass',
  outcome: 'match',
  finding: null,
  tolerance: null,
  signedOff: true,
  query: null,
  engine: null,
  evidence: null,
  error: null,
  bins: [],
  ...told,
});

const sent = [
  check('rows', { metric: 'row_count', legacy: '1000', target: '1000' }),
  check('amount.min', { legacy: '1.00', target: '1.00' }),
  check('amount.p50', { legacy: '20.00', target: '20.50', outcome: 'mismatch' }),
  check('amount.max', { legacy: '50.00', target: '50.00' }),
  check('amount.nulls', { legacy: '25', target: '25' }),
  check('amount.skewness', { legacy: '0.3', target: '0.3' }),
  check('line.histogram', {
    kind: 'distribution',
    legacy: null,
    target: null,
    bins: [
      { label: 'motor', legacy: '700', target: '699' },
      { label: 'home', legacy: '300', target: '301' },
    ],
  }),
];

describe('statistics of a run', () => {
  it('stand by column, those that differ first, every value word for word', () => {
    const view = statisticsOf(sent, {});
    expect(view?.columns.map(({ column }) => column)).toEqual(['amount', null, 'line']);
    expect(view?.columns[0]?.measures.map(({ name, legacy, target }) => [name, legacy, target])).toEqual([
      ['nulls', '25', '25'],
      ['min', '1.00', '1.00'],
      ['median', '20.00', '20.50'],
      ['max', '50.00', '50.00'],
      ['skewness', '0.3', '0.3'],
    ]);
    expect(view?.columns[0]?.measures[0]?.share).toEqual({ legacy: '0.025', target: '0.025' });
    expect(view?.columns[0]?.spread).toMatchObject({ from: '1.00', to: '50.00' });
    expect(view?.columns[2]?.histogram?.finding).toBe('line in 2 ranges: the sides differ in 2 of them.');
    expect(view?.finding).toBe('6 of 7 measures of 2 columns agree; amount.p50 does not.');
  });

  it('narrow to a name, and to what differs', () => {
    expect(statisticsOf(sent, { column: 'LIN' })?.columns.map(({ column }) => column)).toEqual(['line']);
    expect(statisticsOf(sent, { only: 'differing' })).toMatchObject({ total: 3, wanted: 1, differing: 1 });
    expect(statisticsOf(sent, { column: 'nobody' })?.columns).toEqual([]);
  });

  it('are none where a run measured nothing so', () => {
    expect(statisticsOf([check('q', { layer: 'query', metric: 'rows' })], {})).toBeNull();
  });
});

describe('checks', () => {
  it('stand with those first on which the tool and Lockgate part', () => {
    const opposed = check('c', { outcome: 'mismatch', finding: 'The tool said otherwise.' });
    const all = [check('a'), check('b', { outcome: 'errored', reported: 'error' }), opposed];
    expect(byNeed(all).map(({ key }) => key)).toEqual(['c', 'b', 'a']);
    expect(verdictsOf([...all, check('d')])).toEqual([
      { reported: 'pass', outcome: 'mismatch', opposed: true, count: 1 },
      { reported: 'pass', outcome: 'match', opposed: false, count: 2 },
      { reported: 'error', outcome: 'errored', opposed: false, count: 1 },
    ]);
  });
});
