import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileJudge } from './compile-judge';
import { differenceOf } from './difference';
import type { Discrepancy } from './discrepancy';
import { judgeCheck } from './judge-check';
import { judgeDiscrepancy } from './judge-discrepancy';
import { parseRuleSet, type RuleSetDocument } from './rule-set';
import { runOutcome } from './run-outcome';
import { anyDiscrepancy, anyRuleSet } from './testing/any-rule';

const rules = (document: unknown): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};

const differing = (rest: Partial<Discrepancy>): Discrepancy => ({
  correlationId: 'C-1',
  kind: 'value',
  field: 'amount',
  legacy: '1.00',
  target: '2.00',
  dimensions: {},
  observedAt: null,
  ...rest,
});

const instants = fc.constantFrom(null, new Date('2026-01-31T12:00:00Z'), new Date('2026-06-01T00:00:00Z'));

describe('judging without steps', () => {
  it('says what judging with steps says, for any rules and any discrepancies', () => {
    fc.assert(
      fc.property(
        fc.option(anyRuleSet, { freq: 20 }),
        instants,
        fc.array(anyDiscrepancy, { minLength: 1, maxLength: 30 }),
        (document, at, discrepancies) => {
          const judge = compileJudge(document, at);
          for (const discrepancy of [...discrepancies, ...discrepancies]) {
            const { steps, ...explained } = judgeDiscrepancy(discrepancy, document, at);
            expect(judge(discrepancy, differenceOf(discrepancy))).toEqual(explained);
            expect(steps.length).toBeGreaterThanOrEqual(2);
          }
        },
      ),
      { numRuns: 200 },
    );
  }, 30_000);

  it('keeps no more than it may of names that nobody declared', () => {
    const judge = compileJudge(rules({ defaults: [{ match: 'f*', rule: { type: 'text', trim: true } }] }));
    for (let index = 0; index < 10_000; index += 1) {
      const discrepancy = differing({ field: `f${index}`, legacy: 'a', target: 'a ' });
      expect(judge(discrepancy, differenceOf(discrepancy)).outcome).toBe('match');
    }
  });
});

describe('an ignored field', () => {
  const document = rules({
    fields: { loaded_at: { type: 'text' } },
    ignored: [
      { field: 'loaded_at', reason: 'Each side writes when it loaded the row.' },
      { field: 'batch', reason: 'Numbers start anew.', until: '2026-03-31' },
    ],
    classify: [{ field: 'batch', category: 'expected_improvement', severity: 'minor' }],
  });
  const at = (text: string) => new Date(text);

  it('does not count, says why, and explains a pattern', () => {
    const { outcome, category, severity, steps } = judgeDiscrepancy(differing({ field: 'loaded_at' }), document);
    expect({ outcome, category, severity }).toEqual({
      outcome: 'ignored',
      category: 'known_variance',
      severity: 'info',
    });
    expect(steps.at(-1)).toMatchObject({
      step: 'ignore',
      sentence: 'Differences of this field do not count: Each side writes when it loaded the row.',
    });
  });

  it('counts again after its day, and where nobody knows the day', () => {
    const of = (instant: Date | null) => judgeDiscrepancy(differing({ field: 'batch' }), document, instant);
    expect(of(at('2026-03-31T23:59:59Z'))).toMatchObject({ outcome: 'ignored', category: 'expected_improvement' });
    expect(of(at('2026-04-01T00:00:00Z')).outcome).toBe('ignored');
    expect(of(at('2026-04-01T00:00:01Z')).outcome).toBe('mismatch');
    expect(of(null).outcome).toBe('mismatch');
  });

  it('never hides that a record is missing, twice there, or broken', () => {
    for (const kind of ['missing_in_target', 'missing_in_legacy', 'duplicate', 'error_in_target'] as const) {
      expect(judgeDiscrepancy(differing({ field: 'loaded_at', kind }), document).outcome).toBe('mismatch');
    }
  });
});

describe('a default rule', () => {
  const document = rules({
    fields: { paid_at: { type: 'text' } },
    defaults: [
      { match: '*_at', rule: { type: 'timestamp', legacyZone: 'UTC', targetZone: 'UTC', precision: 'second' } },
      { match: '*', rule: { type: 'text', trim: true } },
    ],
  });
  const outcome = (field: string, legacy: string, target: string) =>
    judgeDiscrepancy(differing({ field, legacy, target }), document).outcome;

  it('holds for every field that its pattern fits and that has no rule of its own; the first counts', () => {
    expect(outcome('made_at', '2026-01-01 00:00:00', '2026-01-01T00:00:00.5Z')).toBe('match');
    expect(outcome('paid_at', '2026-01-01 00:00:00', '2026-01-01T00:00:00.5Z')).toBe('mismatch');
    expect(outcome('note', 'a', 'a ')).toBe('match');
    expect(outcome('made_at', 'a', 'a ')).toBe('mismatch');
  });
});

describe('a check of an ignored field', () => {
  const document = rules({ ignored: [{ field: 'loaded_at', reason: 'Technical.', until: '2026-03-31' }] });
  const check = {
    key: 'loaded_at.max',
    kind: 'aggregate',
    metric: 'max',
    field: 'loaded_at',
    legacy: '1',
    target: '2',
    tolerance: null,
    totals: null,
  };
  const at = new Date('2026-03-01T00:00:00Z');

  it('counts neither way, and is none again after its day', () => {
    expect(judgeCheck({ ...check, reported: 'fail' }, document, at)).toMatchObject({
      outcome: 'ignored',
      basis: 'values',
      signedOff: true,
      disagreement: null,
    });
    expect(judgeCheck({ ...check, reported: 'fail' }, document, new Date('2026-05-01T00:00:00Z')).outcome).toBe(
      'mismatch',
    );
    expect(judgeCheck({ ...check, reported: 'error' }, document, at).outcome).toBe('errored');
  });

  it('makes no run match by itself, and keeps none that matches from it', () => {
    const run = { status: 'completed' as const, totals: null };
    const [ignored, matched] = [
      judgeCheck({ ...check, reported: 'fail' }, document, at),
      { outcome: 'match' as const },
    ];
    expect(runOutcome(run, [ignored, matched], false, 0)).toBe('match');
    expect(runOutcome(run, [ignored], false, 0)).toBe('inconclusive');
    expect(runOutcome(run, [{ outcome: 'ignored', basis: 'reported' }, matched], false, 0)).toBe('inconclusive');
  });
});
