import { describe, expect, it } from 'vitest';
import { compareColumns, statisticsQuery, within } from './columns';
import { compareAnswers } from './queries';

describe('statistics of columns', () => {
  it('are asked in one query for the window', () => {
    const query = statisticsQuery({ table: 't', at: 'at', key: 'id' }, [
      { expression: 'amount', metrics: ['sum', 'nulls'] },
    ]);
    expect(query).toBe(
      'SELECT count(*)::text AS rows, (sum(amount))::text AS c0, (count(*) - count(amount))::text AS c1 ' +
        'FROM t WHERE at >= $1 AND at < $2 AND id <> ALL ($3::text[])',
    );
  });

  it('count how many fall into each range of a distribution, with nothing between two of them', () => {
    const plan = [
      { field: 'amount', metrics: ['p50'] as const, edges: ['10', '20.5'] },
      { field: 'parts', metrics: ['max'] as const },
    ];
    const asked = plan.map(({ metrics, edges }) => ({ expression: 'x', metrics, edges }));
    expect(statisticsQuery({ table: 't', at: 'at', key: 'id' }, asked)).toBe(
      'SELECT count(*)::text AS rows, (percentile_disc(0.5) WITHIN GROUP (ORDER BY x))::text AS c0, ' +
        '(count(*) FILTER (WHERE x < 10))::text AS c1, (count(*) FILTER (WHERE x >= 10 AND x < 20.5))::text AS c2, ' +
        '(count(*) FILTER (WHERE x >= 20.5))::text AS c3, (max(x))::text AS c4 FROM t WHERE at >= $1 AND at < $2 AND id <> ALL ($3::text[])',
    );
    const answer = { rows: '9', c0: '12', c1: '3', c2: '4', c3: '2', c4: '7' };
    const checks = compareColumns(plan, answer, { ...answer, c2: '3', c3: '3' });
    expect(checks.map(({ key, reported }) => [key, reported])).toEqual([
      ['rows', 'pass'],
      ['amount.p50', 'pass'],
      ['amount.histogram', 'fail'],
      ['parts.max', 'pass'],
    ]);
    expect(checks[2]?.bins).toEqual([
      { label: '< 10', legacy: '3', target: '3' },
      { label: '10 to 20.5', legacy: '4', target: '3' },
      { label: '≥ 20.5', legacy: '2', target: '3' },
    ]);
  });

  it('are compared exactly, a tolerance forgiving sums and nothing else', () => {
    const plan = [{ field: 'amount', metrics: ['sum', 'max'] as const, tolerance: '0.05' }];
    const checks = compareColumns(plan, { rows: '9', c0: '10.00', c1: '3.00' }, { rows: '9', c0: '10.05', c1: '3.01' });
    expect(checks.map(({ key, reported }) => [key, reported])).toEqual([
      ['rows', 'pass'],
      ['amount.sum', 'pass'],
      ['amount.max', 'fail'],
    ]);
    expect(checks[1]?.tolerance).toEqual({ absolute: '0.05' });
  });

  it.each([
    ['0.1', '0.3', '0.2', true],
    ['90071992547409.93', '90071992547409.94', '0.01', true],
    ['90071992547409.93', '90071992547409.95', '0.01', false],
    ['-0.005', '0.005', '0.01', true],
    ['1.0', '1.00', '0', true],
    ['abc', 'abc', '0', true],
    ['abc', 'abd', '9', false],
  ])('%s and %s with %s: %s', (legacy, target, tolerance, expected) => {
    expect(within(legacy, target, tolerance)).toBe(expected);
  });

  it('take nothing on one side for a difference', () => {
    expect(within(null, '0')).toBe(false);
    expect(within(null, null)).toBe(true);
  });
});

describe('a consumer’s query', () => {
  it('fails when a value, the order or the number of rows differs', () => {
    const answer = [
      { line: 'a', n: '1' },
      { line: 'b', n: '2' },
    ];
    expect(compareAnswers('k', answer, answer).reported).toBe('pass');
    expect(compareAnswers('k', answer, [...answer].reverse()).reported).toBe('fail');
    expect(compareAnswers('k', answer, answer.slice(1)).reported).toBe('fail');
    expect(compareAnswers('k', [{ n: null }], [{ n: '' }]).reported).toBe('fail');
  });
});
