import { describe, expect, it } from 'vitest';
import { queryGrid, type Ran } from './query-grid';

const ran = (query: string, engine: string, outcome: Ran['outcome'] = 'match', completed = true): Ran => ({
  key: `${query}@${engine}`,
  query,
  engine,
  outcome,
  completed,
  finding: null,
  run: 7,
  windowTo: new Date('2026-11-20T00:00:00Z'),
});

const outcomes = (grid: ReturnType<typeof queryGrid>) =>
  grid?.rows.map(({ query, cells }) => [query, ...cells.map(({ outcome }) => outcome)]);

describe('queries by engine', () => {
  it('show what never ran as such, and what an expected check asks for as missing', () => {
    const grid = queryGrid([ran('b', 'trino'), ran('a', 'spark', 'mismatch')], ['b@spark', 'c', 'a@spark']);
    expect(grid?.engines).toEqual(['spark', 'trino']);
    expect(outcomes(grid)).toEqual([
      ['a', 'mismatch', null],
      ['b', null, 'match'],
      ['c', null, null],
    ]);
    expect(grid?.rows.map(({ cells }) => cells.map(({ required }) => required))).toEqual([
      [true, false],
      [true, false],
      [true, true],
    ]);
    expect(grid?.finding).toBe(
      '3 queries on 2 engines: 1 of 2 that ran matches; 3 expected ones were not run and 1 was not run and not asked for.',
    );
  });

  it('take nothing that a broken run found to agree for agreement', () => {
    expect(outcomes(queryGrid([ran('a', 'x', 'match', false), ran('b', 'x', 'mismatch', false)], []))).toEqual([
      ['a', 'inconclusive'],
      ['b', 'mismatch'],
    ]);
  });

  it('stand even where nobody said which engine, and not at all where nobody asks anything', () => {
    expect(queryGrid([{ ...ran('a', ''), key: 'a' }], ['a'])?.engines).toEqual(['engine not said']);
    expect(queryGrid([], ['a'])?.rows[0]?.cells).toMatchObject([{ outcome: null, required: true }]);
    expect(queryGrid([], [])).toBeNull();
  });
});
