import { describe, expect, it } from 'vitest';
import { parseRuleSet, ruleSetDigest } from './rule-set';

const decimal = { type: 'decimal', scale: 2, rounding: 'half_up' };
const timestamp = { type: 'timestamp', legacyZone: 'UTC', targetZone: 'UTC', precision: 'second' };
const field = (rule: object) => ({ fields: { a: rule } });

describe('a rule set that was stored before rules could say more', () => {
  // Digests worked out by the version that stored them; signatures stand on them.
  it.each<[object, string]>([
    [{}, 'fb17266289c8fdc95a7fe8db7438284fab1a4cf02cd6d066fc63d5c0b4e93393'],
    [
      {
        fields: {
          amount: { ...decimal, tolerance: { absolute: '0.01', relative: '0.001' } },
          paid: { ...decimal, rounding: { legacy: 'half_up', target: 'half_even' } },
          at: { ...timestamp, legacyZone: 'Europe/Berlin' },
          note: { type: 'text', trim: true, truncateTo: 40 },
        },
        classify: [{ field: 'amount', difference: 'last_place', category: 'rounding', severity: 'info' }],
        matching: { window: 'PT5M', period: 'PT1H' },
      },
      '7b826c2300fffc7cc5f2d7a24bce506c05548901002c8e1b0b082439f66b3522',
    ],
  ])('keeps its digest (%#)', (document, digest) => {
    const parsed = parseRuleSet(document);
    expect(parsed.ok ? ruleSetDigest(parsed.value) : parsed.refusal).toBe(digest);
  });
});

describe('a rule set', () => {
  it.each<[string, object, string]>([
    [
      'a negative floor',
      field({ ...decimal, tolerance: { relative: '0.1', floor: '-1' } }),
      '/fields/a/tolerance/floor',
    ],
    [
      'an infinite tolerance',
      field({ ...decimal, tolerance: { absolute: 'Infinity' } }),
      '/fields/a/tolerance/absolute',
    ],
    ['a tolerance in powers', field({ ...decimal, tolerance: { absolute: '1e400' } }), '/fields/a/tolerance/absolute'],
    ['a tolerance as a float', field({ ...decimal, tolerance: { absolute: 0.01 } }), '/fields/a/tolerance/absolute'],
    ['the whole as a share', field({ ...decimal, tolerance: { relative: '1.0' } }), '/fields/a/tolerance/relative'],
    ['a base of nothing', field({ ...decimal, tolerance: { base: 'larger' } }), '/fields/a/tolerance'],
    ['a boundary of nothing', field({ ...decimal, tolerance: { boundary: 'exclusive' } }), '/fields/a/tolerance'],
    ['both scale and digits', field({ ...decimal, significant: 3 }), '/fields/a/scale'],
    ['neither', field({ type: 'decimal', rounding: 'up' }), '/fields/a/scale'],
    ['no digits', field({ type: 'decimal', significant: 0, rounding: 'up' }), '/fields/a/significant'],
    ['more than a day', field({ ...timestamp, within: 'P2D' }), '/fields/a/within'],
    ['case in a timestamp', field({ ...timestamp, foldCase: 'ascii' }), '/fields/a/foldCase'],
    ['no time', field({ ...timestamp, within: 'PT0S' }), '/fields/a/within'],
    ['a switch that is off', field({ ...decimal, trim: false }), '/fields/a/trim'],
    ['one word for both', field({ type: 'boolean', true: ['x'], false: ['X '] }), '/fields/a'],
    ['half of the words', field({ type: 'boolean', true: ['x'] }), '/fields/a'],
    [
      'a tolerance in a list',
      field({ type: 'list', written: 'json', order: 'set', item: { ...decimal, tolerance: { absolute: '1' } } }),
      '/fields/a/item',
    ],
    ['an ignored field without a reason', { ignored: [{ field: 'a', reason: ' ' }] }, '/ignored/0/reason'],
    ['one ignored until no day', { ignored: [{ field: 'a', reason: 'x', until: '2026-02-30' }] }, '/ignored/0/until'],
    [
      'one ignored twice',
      {
        ignored: [
          { field: 'a', reason: 'x' },
          { field: 'a', reason: 'y' },
        ],
      },
      '/ignored',
    ],
    ['no ignored field', { ignored: [] }, '/ignored'],
    ['codes that say nothing of others', field({ ...decimal, codes: { legacy: {} } }), '/fields/a/codes/others'],
  ])('refuses %s and says where', (_, document, pointer) => {
    const parsed = parseRuleSet(document);
    expect(parsed.ok ? [] : parsed.refusal.errors?.map((error) => error.pointer)).toEqual([pointer]);
  });
});
