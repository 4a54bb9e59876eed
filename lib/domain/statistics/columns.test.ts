import { describe, expect, it } from 'vitest';
import { columnsOf } from './columns';
import { pointOf, spreadOf } from './spread';

const check = (field: string | null, metric: string | null, outcome: 'match' | 'mismatch' = 'match') => ({
  kind: 'aggregate',
  field,
  metric,
  outcome,
});

describe('columns', () => {
  it('stand with their measures in the order of reading, unknown ones last, none left out', () => {
    const sent = [
      check('amount', 'p95'),
      check('amount', 'kurtosis'),
      check('amount', 'max', 'mismatch'),
      check('amount', 'p5'),
      check(null, 'count'),
      check('amount', 'AVG'),
      check('line', 'distinct_count'),
    ];
    const columns = columnsOf(sent);
    expect(columns.map(({ column, outcome }) => [column, outcome])).toEqual([
      [null, 'match'],
      ['amount', 'mismatch'],
      ['line', 'match'],
    ]);
    expect(columns[0]?.cells[0]?.known?.measure).toBe('rows');
    expect(columns[1]?.cells.map((cell) => cell.check.metric)).toEqual(['AVG', 'p5', 'p95', 'max', 'kurtosis']);
    expect(columns.flatMap(({ cells }) => cells)).toHaveLength(sent.length);
  });
});

const point = (measure: 'min' | 'max' | 'mean', text: string) => ({ measure, quantile: null, text });
const quantile = (share: string, text: string) => ({ measure: 'quantile' as const, quantile: share, text });

describe('a spread', () => {
  it('puts both sides on one scale', () => {
    const spread = spreadOf([point('min', '0'), point('max', '10')], [point('min', '5'), point('max', '20')]);
    expect(spread).toMatchObject({ from: '0', to: '20' });
    expect(spread?.legacy.map(({ at }) => at)).toEqual([0, 0.5]);
    expect(spread?.target.map(({ at }) => at)).toEqual([0.25, 1]);
  });

  it('ends before a far end, and marks it as beyond', () => {
    const side = [
      point('min', '10'),
      ...[quantile('0.25', '10'), quantile('0.5', '12'), quantile('0.75', '30')],
      point('max', '90000'),
    ];
    const spread = spreadOf(side, side);
    expect(spread).toMatchObject({ from: '10', to: '30' });
    expect(spread?.target.at(-1)).toMatchObject({ at: 1, beyond: true, text: '90000' });
  });

  it('is drawn to both ends where too few quantiles say what lies inside', () => {
    const side = (median: string) => [point('min', '1'), quantile('0.5', median), point('max', '50')];
    expect(spreadOf(side('20'), side('20.5'))).toMatchObject({ from: '1', to: '50' });
  });

  it('reads days and long numbers, and gives none where nothing can be placed', () => {
    expect(
      spreadOf([point('min', '2026-01-01'), point('max', '2026-01-03')], [point('min', '2026-01-02')]),
    ).toMatchObject({ target: [{ at: 0.5 }] });
    expect(spreadOf([point('min', '9007199254740993')], [point('max', '9007199254740995')])).not.toBeNull();
    expect(spreadOf([point('min', 'a')], [point('max', 'b')])).toBeNull();
    expect(spreadOf([point('min', '3')], [point('max', '3.0')])).toBeNull();
    expect(pointOf({ measure: 'sum', quantile: null }, '3')).toBeNull();
  });
});
