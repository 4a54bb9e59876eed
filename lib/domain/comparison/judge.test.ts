import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Discrepancy } from './discrepancy';
import { judgeDiscrepancy, rulesExplain } from './judge-discrepancy';
import { patternFingerprint, patternSentence } from './pattern';
import { parseRuleSet, type RuleSetDocument, ruleSetDigest } from './rule-set';

const differing = (legacy: string | null, target: string | null, rest: Partial<Discrepancy> = {}): Discrepancy => ({
  correlationId: 'C-1',
  kind: 'value',
  field: 'amount',
  legacy,
  target,
  dimensions: {},
  observedAt: null,
  ...rest,
});

const rules = (document: unknown): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal));
  return parsed.value;
};

const signed = rules({
  fields: {
    amount: {
      type: 'decimal',
      scale: 2,
      rounding: { legacy: 'half_up', target: 'half_even' },
      tolerance: { absolute: '0.01' },
    },
    note: { type: 'text', nullEqualsEmpty: true },
  },
  classify: [
    { field: 'amount', difference: 'last_place', category: 'rounding', severity: 'minor' },
    { kind: 'missing_in_target', category: 'timing', severity: 'major' },
  ],
});

describe('a rule set', () => {
  it.each([
    [
      { fields: { a: { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { absolute: '-0.01' } } } },
      '/fields/a/tolerance/absolute',
    ],
    [
      { fields: { a: { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { absolute: 'Infinity' } } } },
      '/fields/a/tolerance/absolute',
    ],
    [
      { fields: { a: { type: 'decimal', scale: 2, rounding: 'half_up', tolerance: { relative: '1' } } } },
      '/fields/a/tolerance/relative',
    ],
    [{ fields: { a: { type: 'decimal', scale: -1, rounding: 'half_up' } } }, '/fields/a/scale'],
    [{ fields: { a: { type: 'decimal', scale: 1.5, rounding: 'half_up' } } }, '/fields/a/scale'],
    [
      { fields: { 'a/b': { type: 'timestamp', legacyZone: 'Mars/Base', targetZone: 'UTC', precision: 'second' } } },
      '/fields/a~1b/legacyZone',
    ],
    [{ fields: { a: { type: 'text', truncateTo: 0 } } }, '/fields/a/truncateTo'],
    [{ fields: {}, ignore: [] }, '/ignore'],
    [{ classify: [{ category: 'rounding', severity: 'info' }] }, '/classify/0'],
  ])('refuses %j and says where', (document, pointer) => {
    const parsed = parseRuleSet(document);
    expect(parsed.ok ? [] : parsed.refusal.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('has one digest however it was written', () => {
    const short = rules({ fields: { a: { type: 'text' } } });
    const long = rules({ classify: [], fields: { a: { trim: false, nullEqualsEmpty: false, type: 'text' } } });
    expect(ruleSetDigest(short)).toBe(ruleSetDigest(long));
  });
});

describe('a discrepancy', () => {
  it('is unclassified, critical and a mismatch while no signed-off rules are in force', () => {
    expect(judgeDiscrepancy(differing('1.0', '1.00'), null)).toMatchObject({
      outcome: 'mismatch',
      category: 'unclassified',
      severity: 'critical',
    });
  });

  it('is accepted within a signed-off tolerance, and critical beyond it', () => {
    expect(judgeDiscrepancy(differing('103.42', '103.41'), signed)).toMatchObject({
      outcome: 'match_within_tolerance',
      category: 'rounding',
      severity: 'minor',
    });
    expect(judgeDiscrepancy(differing('103.42', '98.10'), signed)).toMatchObject({
      outcome: 'mismatch',
      category: 'unclassified',
      severity: 'critical',
    });
  });

  it('is never accepted when a record is missing, whatever class it has', () => {
    expect(judgeDiscrepancy(differing(null, null, { kind: 'missing_in_target' }), signed)).toMatchObject({
      outcome: 'mismatch',
      category: 'timing',
      severity: 'major',
    });
  });

  it('is never accepted when both texts are the same as sent', () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.constantFrom('amount', 'note', 'other'), (value, field) => {
        expect(judgeDiscrepancy(differing(value, value, { field }), signed).outcome).toBe('mismatch');
      }),
    );
  });

  it('is not accepted either where equal texts would only be tolerated, such as a wall time that the clock repeated', () => {
    const berlin = { type: 'timestamp', legacyZone: 'Europe/Berlin', targetZone: 'Europe/Berlin', precision: 'second' };
    const zoned = rules({ fields: { decidedAt: berlin } });
    const twice = '2026-10-25 02:30:00';
    expect(judgeDiscrepancy(differing(twice, twice, { field: 'decidedAt' }), zoned).outcome).toBe('mismatch');
    expect(judgeDiscrepancy(differing(twice, `${twice}.000`, { field: 'decidedAt' }), zoned).outcome).toBe(
      'match_within_tolerance',
    );
  });

  it('is judged raw where a field carries the name of something every object has', () => {
    expect(judgeDiscrepancy(differing('1', '2', { field: 'constructor' }), signed).outcome).toBe('mismatch');
  });

  it('explains a pattern only when every example is accepted, and there is one', () => {
    expect(rulesExplain([], signed)).toBe(false);
    expect(rulesExplain([differing('1.01', '1.00')], signed)).toBe(true);
    expect(rulesExplain([differing('1.01', '1.00'), differing('9', '1')], signed)).toBe(false);
  });
});

describe('a pattern', () => {
  const print = (discrepancy: Discrepancy) => patternFingerprint('payments', 'outcome', discrepancy);

  it('is the same for amounts that differ in the same way', () => {
    expect(print(differing('103.42', '103.41'))).toBe(print(differing('7.19', '7.18', { correlationId: 'C-9' })));
    expect(print(differing('2026-01-01 12:00:00', '2026-01-01 13:00:00'))).toBe(
      print(differing('2026-05-01 00:10:00', '2026-05-01 01:10:00')),
    );
  });

  it('is another one for another field, side, kind, context or class', () => {
    const prints = [
      print(differing('103.42', '103.41')),
      print(differing('103.41', '103.42')),
      print(differing('103.42', '103.41', { field: 'reserve' })),
      print(differing('103.42', '103.41', { kind: 'type' })),
      print(differing('103.42', '-103.42')),
      print(differing(null, '')),
      print(differing('', null)),
      patternFingerprint('other', 'outcome', differing('103.42', '103.41')),
      patternFingerprint('payments', 'row', differing('103.42', '103.41')),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  it.each([
    [differing('103.42', '103.41'), 'amount differs by 0.01, rounded half up on legacy, half even on target'],
    [differing(null, '', { field: 'note' }), 'note is null on legacy and empty on target'],
    [
      differing('2026-01-01 12:00:00', '2026-01-01 13:00:00', { field: 'decidedAt' }),
      'decidedAt is exactly 1 h later on target, as from another time zone',
    ],
    [differing('a long description', 'a long', { field: 'text' }), 'text is cut short on target'],
    [differing('12.50', '1250'), 'amount is 10^2 times as large on target'],
    [differing('1', '2', { kind: 'missing_in_target', field: null }), 'Records of legacy are missing in target'],
  ])('says what differs (%#)', (discrepancy, sentence) => {
    expect(patternSentence(discrepancy, signed)).toBe(sentence);
  });
});
