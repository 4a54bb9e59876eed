import { describe, expect, it } from 'vitest';
import { compareKeyed, type Discrepancy, type Row, sampled } from './keyed';

const row = (id: string, fields: Row['fields'], line = 'motor'): Row => ({
  id,
  at: '2026-11-20T10:00:00.000Z',
  dimensions: { line },
  fields,
});

describe('a keyed comparison', () => {
  it('counts each key once, and its totals add up whatever is missing, doubled or different', () => {
    const legacy = [row('1', { a: 'x' }), row('2', { a: 'x' }), row('3', { a: 'x' }), row('5', { a: 'x' })];
    const target = [
      row('1', { a: 'x' }),
      row('2', { a: 'y' }),
      row('4', { a: 'x' }),
      row('5', { a: 'x' }),
      row('5', { a: 'x' }),
    ];
    const { totals, discrepancies } = compareKeyed(legacy, target);
    expect(totals).toEqual({
      legacy: 4,
      target: 4,
      compared: 3,
      matched: 1,
      mismatched: 2,
      missingInTarget: 1,
      missingInLegacy: 1,
    });
    expect(totals.legacy).toBe(totals.compared + totals.missingInTarget);
    expect(totals.target).toBe(totals.compared + totals.missingInLegacy);
    expect(discrepancies.map(({ kind, correlationId }) => `${kind} ${correlationId}`)).toEqual([
      'value 2',
      'missing_in_target 3',
      'duplicate 5',
      'missing_in_legacy 4',
    ]);
  });

  it('keeps null, empty and the text "null" apart', () => {
    const fields = compareKeyed(
      [row('1', { a: null }), row('2', { a: '' }), row('3', { a: null })],
      [row('1', { a: '' }), row('2', { a: 'null' }), row('3', { a: null })],
    ).discrepancies;
    expect(fields.map(({ legacy, target }) => [legacy, target])).toEqual([
      [null, ''],
      ['', 'null'],
    ]);
  });

  it('says what it found by cohort, exactly, and the cohorts add up to the whole', () => {
    const legacy = [row('1', { a: 'x' }, 'motor'), row('2', { a: 'x' }, 'home'), row('3', { a: 'x' }, 'home')];
    const target = [row('1', { a: 'x' }, 'motor'), row('2', { a: 'y' }, 'home')];
    const { cohorts, totals } = compareKeyed(legacy, target);
    expect(cohorts.map(({ dimensions, totals: { legacy: n, matched } }) => [dimensions.line, n, matched])).toEqual([
      ['motor', 1, 1],
      ['home', 2, 0],
    ]);
    expect(cohorts.reduce((sum, cohort) => sum + cohort.totals.legacy, 0)).toBe(totals.legacy);
  });

  it('itemises every difference of a record that differs in several fields', () => {
    const { totals, discrepancies } = compareKeyed([row('1', { a: '1', b: '2' })], [row('1', { a: '2', b: '3' })]);
    expect(totals.mismatched).toBe(1);
    expect(discrepancies.map(({ field }) => field)).toEqual(['a', 'b']);
  });
});

describe('a sample', () => {
  const one = (field: string): Discrepancy => ({ correlationId: '1', kind: 'value', field, dimensions: {} });

  it('is the whole where the whole fits', () => {
    expect(sampled([one('a'), one('b')], 2)).toMatchObject({ complete: true });
  });

  it('shows every kind of difference, however rare, and says that it is a sample', () => {
    const all = [...Array.from({ length: 500 }, () => one('common')), one('rare')];
    const { sent, complete } = sampled(all, 10);
    expect(complete).toBe(false);
    expect(sent).toHaveLength(10);
    expect(sent.some(({ field }) => field === 'rare')).toBe(true);
  });
});
