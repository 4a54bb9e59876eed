import { describe, expect, it } from 'vitest';
import type { BacktestAnswer } from '@/lib/contract/v1/backtest';
import { backtestReason, hiddenCritical } from './verdict';

const pattern = (number: number, severity: 'critical' | 'minor') => ({
  id: `p${number}`,
  number,
  sentence: 'Reserve is 1 cent lower',
  state: 'open' as const,
  severity,
});
const moved = (of: ReturnType<typeof pattern> | null) => ({ pattern: of, count: 3, critical: 1, examples: [] });
const nothing = { count: 0, critical: 0, patterns: 0, items: [] };

const answer = (...of: (ReturnType<typeof pattern> | null)[]): BacktestAnswer => ({
  context: 'payments',
  draft: { version: null, digest: 'a'.repeat(64) },
  against: { version: 3, digest: 'b'.repeat(64) },
  period: { from: '2026-10-01T00:00:00.000Z', to: '2026-10-31T00:00:00.000Z' },
  runs: { found: 2, judged: 2, sampled: 0, letGo: 0 },
  discrepancies: { stored: 9, judged: 9, complete: true, stopped: null },
  open: { before: 9, after: 6 },
  newlyAccepted: { count: 3, critical: 1, patterns: of.length, items: of.map(moved) },
  newlyFlagged: nothing,
  reclassified: nothing,
  rates: [
    { layer: 'outcome', workload: null, runs: 2, leftOut: 0, records: 100, before: '0.990000', after: '0.991000' },
    { layer: 'row', workload: null, runs: 2, leftOut: 0, records: 100, before: '0.990000', after: '0.990000' },
  ],
  sentences: ['It saw all.', 'It would newly accept 3.'],
});

describe('what stands against a draft', () => {
  it('is nothing where nothing critical is hidden', () => {
    expect(hiddenCritical(answer(pattern(1, 'minor')))).toBeNull();
  });
  it('names the critical patterns that it hides', () => {
    expect(hiddenCritical(answer(pattern(1, 'critical'), pattern(2, 'minor')))).toContain(': P-1. ');
  });
  it('leaves out the pattern that it is meant for, and no other', () => {
    expect(hiddenCritical(answer(pattern(1, 'critical')), 1)).toBeNull();
    expect(hiddenCritical(answer(pattern(1, 'critical'), pattern(4, 'critical')), 1)).toContain('P-4');
  });
  it('takes what no pattern holds for critical, whatever the draft is meant for', () => {
    expect(hiddenCritical(answer(null), 1)).toContain('what no pattern holds');
  });
});

describe('what a backtest found, as a reason', () => {
  it('says the period, every sentence, and the rates that move', () => {
    const text = backtestReason(answer());
    expect(text).toContain('2026-10-01 to 2026-10-31');
    expect(text).toContain('It saw all.\nIt would newly accept 3.');
    expect(text).toContain('0.990000 before, 0.991000 after');
    expect(text).not.toContain('row');
  });
});
