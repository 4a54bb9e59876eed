import { describe, expect, it } from 'vitest';
import { judgeCheck } from './judge-check';
import { parseRuleSet, type RuleSetDocument } from './rule-set';
import type { CheckFacts, Totals } from './run-facts';

const rules = (document: unknown): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};

const signed = rules({
  fields: {
    amount: { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { absolute: '0.01' } },
  },
});

const counted = (matched: number, mismatched: number): Totals => ({
  legacy: matched + mismatched,
  target: matched + mismatched,
  compared: matched + mismatched,
  matched,
  mismatched,
  missingInTarget: 0,
  missingInLegacy: 0,
});

describe('a check', () => {
  const check = (rest: Partial<CheckFacts>): CheckFacts => ({
    key: 'amount.sum',
    kind: 'aggregate',
    metric: 'sum',
    field: 'amount',
    reported: null,
    tolerance: null,
    totals: null,
    ...rest,
  });
  const judged = (rest: Partial<CheckFacts>, document: RuleSetDocument | null = null) =>
    judgeCheck(check(rest), document);

  it('is recomputed from both values, and says so where the tool said otherwise', () => {
    const found = judged({ legacy: '1234567890.12', target: '1234567950.99', reported: 'success' });
    expect(found).toMatchObject({ outcome: 'mismatch', reported: 'match', basis: 'values' });
    expect(found.disagreement).toContain('The tool said “success”');
    expect(judged({ legacy: '21', target: '21.00', reported: 'fail' })).toMatchObject({ outcome: 'match' });
    expect(judged({ legacy: '21', target: '21.00', reported: 'fail' }).disagreement).not.toBeNull();
  });

  it('is tolerated, unsigned, within what the tool itself forgave', () => {
    const found = judged({ legacy: '9', target: '8', reported: 'success', tolerance: { relative: '0.15' } });
    expect(found).toMatchObject({ outcome: 'match_within_tolerance', signedOff: false, disagreement: null });
  });

  it('applies the rule of a value to minima and maxima, never to sums', () => {
    expect(judged({ legacy: '1.01', target: '1.00' }, signed).outcome).toBe('mismatch');
    expect(judged({ legacy: '1.01', target: '1.00', metric: 'max' }, signed).outcome).toBe('match_within_tolerance');
  });

  it('is never a match without evidence', () => {
    expect(judged({}).outcome).toBe('unknown');
    expect(judged({ reported: 'splendid' }).outcome).toBe('unknown');
    expect(judged({ legacy: null, target: null, reported: 'success' }).outcome).toBe('inconclusive');
    expect(judged({ legacy: 'NaN', target: 'nan', reported: 'success' }).outcome).toBe('inconclusive');
    expect(judged({ legacy: '1', target: '1', reported: 'error' }).outcome).toBe('errored');
    expect(judged({ legacy: '1', target: '1', reported: 'skipped' }).outcome).toBe('skipped');
    expect(judged({ totals: counted(0, 0), reported: 'pass' }).outcome).toBe('inconclusive');
  });

  it.each([
    'aborted',
    'timeout',
    'cancelled',
    'runtime error',
    'incomplete',
    'unavailable',
    'suspended records',
    'no-op',
    'unknown',
  ])('is never a match by a word that nobody knows, such as “%s”, whatever stands beside it', (word) => {
    expect(judged({ legacy: '0', target: '0', reported: word }).outcome).toBe('unknown');
    expect(judged({ totals: counted(9, 0), reported: word }).outcome).toBe('unknown');
    expect(judged({ legacy: '0', target: '0', reported: word, verdict: 'unknown' }).outcome).toBe('unknown');
    expect(judged({ legacy: '0', target: '1', reported: word }).outcome).toBe('mismatch');
    expect(judged({ totals: counted(9, 1), reported: word }).outcome).toBe('mismatch');
  });

  it('is compared by itself where the tool says no word', () => {
    expect(judged({ legacy: '1', target: '1', reported: null }).outcome).toBe('match');
    expect(judged({ legacy: '1', target: '1', reported: '' }).outcome).toBe('match');
    expect(judged({ totals: counted(9, 0) }).outcome).toBe('match');
  });

  it('is errored where the comparison itself broke, whatever the tool calls it, and that is said', () => {
    const found = judged({ legacy: '0', target: '0', reported: 'pass', error: 'ORA-01555: snapshot too old' });
    expect(found).toMatchObject({ outcome: 'errored', reported: 'match', basis: 'reported' });
    expect(found.disagreement).toContain('the outcome is errored');
    expect(judged({ legacy: '0', target: '5', error: 'ORA-01555' }).outcome).toBe('errored');
    expect(judged({ totals: counted(9, 0), error: 'ORA-01555' }).outcome).toBe('errored');
    expect(judged({ legacy: '0', target: '0', reported: 'fail', error: 'ORA-01555' }).outcome).toBe('errored');
  });

  it('stays a mismatch where a tool explains in its error what differs', () => {
    expect(judged({ reported: 'fail', error: '5 rows differ' }).outcome).toBe('mismatch');
    expect(judged({ legacy: '0', target: '5', reported: 'fail', error: '5 rows differ' }).outcome).toBe('mismatch');
    expect(judged({ legacy: '1', target: '1', reported: 'pass', error: ' ' }).outcome).toBe('match');
  });

  it('is no better than the worse of its values and its counts, and says where they contradict each other', () => {
    const counts = judged({ legacy: '1000', target: '1000', totals: counted(995, 5) });
    expect(counts).toMatchObject({ outcome: 'mismatch', basis: 'counts' });
    expect(counts.disagreement).toContain('yet it counts records as different');
    const values = judged({ legacy: '1000', target: '998', totals: counted(998, 0), reported: 'pass' });
    expect(values).toMatchObject({ outcome: 'mismatch', basis: 'values' });
    expect(values.disagreement).toContain('The tool said “pass”');
    expect(values.disagreement).toContain('yet it counts no record as different');
    expect(judged({ legacy: '0', target: '0', totals: counted(0, 0) }).outcome).toBe('inconclusive');
    expect(judged({ legacy: '9', target: '9', totals: counted(9, 0), reported: 'fail' }).outcome).toBe('match');
    expect(judged({ legacy: '9', target: '9', totals: counted(9, 0) }).disagreement).toBeNull();
  });
});
