import { describe, expect, it } from 'vitest';
import { FieldRule } from '@/lib/domain/comparison/rule-set';
import { fieldWords } from './field-words';

const words = (rule: unknown): string => JSON.stringify(fieldWords(FieldRule.parse(rule)));

const decimal = { type: 'decimal', scale: 2, rounding: 'half_even' };
const float = { type: 'float', width: 'float64' };
const timestamp = { type: 'timestamp', legacyZone: 'UTC', targetZone: 'UTC', precision: 'second' };
const list = { type: 'list', written: 'json', order: 'ordered' };
const bare = {
  decimal,
  float,
  timestamp,
  text: { type: 'text' },
  boolean: { type: 'boolean' },
  list,
  json: { type: 'json' },
};

const special = { nan: ['equal', 'null'], infinity: ['equal'], negativeZero: ['differs'] };
const tolerance = [
  { absolute: '0.01' },
  { relative: '0.01' },
  { absolute: '0.01', relative: '0.01' },
  { relative: '0.01', base: 'target' },
  { relative: '0.01', base: 'larger' },
  { relative: '0.01', base: 'mean' },
  { relative: '0.01', floor: '3' },
  { absolute: '0.01', boundary: 'inclusive' },
  { absolute: '0.01', boundary: 'exclusive' },
  { absolute: '0.01', of: 'sent' },
  { absolute: '0.01', of: 'rounded' },
];

/** Values of every member; each must be told, and each otherwise than the others. */
const common: Record<string, unknown[]> = {
  nullTexts: [['NULL'], ['-', 'none']],
  missingEqualsNull: [true],
  nullForEmpty: ['legacy', 'target'],
  nullEqualsNull: [false],
  nullEqualsEmpty: [true],
  trim: [true],
  dropInvisible: [true],
  lineEndings: [true],
  unicode: ['NFC', 'NFKC'],
  trimEnd: [true],
  collapseBlanks: [true],
  foldCase: ['ascii', 'unicode'],
  codes: [
    { legacy: { A: 'active' }, others: 'differ' },
    { legacy: { A: 'active' }, others: 'keep' },
    { target: { A: 'active' }, others: 'keep' },
  ],
};

const own: Record<keyof typeof bare, Record<string, unknown[]>> = {
  decimal: {
    scale: [3],
    significant: [4],
    rounding: ['half_up', 'half_down', 'up', 'down', 'ceiling', 'floor', { legacy: 'half_up', target: 'half_even' }],
    tolerance,
    ...special,
  },
  float: { width: ['float32'], tolerance, ...special },
  timestamp: {
    legacyZone: ['Europe/Berlin'],
    targetZone: ['Europe/Berlin'],
    precision: ['minute', 'millisecond', 'microsecond', 'nanosecond'],
    rounding: ['cut', 'nearest', { legacy: 'cut', target: 'nearest' }],
    skipped: ['earlier', 'later'],
    repeated: ['earlier', 'later', 'differ'],
    dates: ['wall_midnight', 'whole_day', 'differ'],
    hour24: [true],
    leapSeconds: ['clamp', 'smear', 'reject', { legacy: 'clamp', target: 'smear' }],
    calendar: [
      { legacy: 'hybrid', target: 'gregorian' },
      { legacy: 'gregorian', target: 'hybrid' },
      { legacy: 'hybrid', target: 'hybrid' },
    ],
    within: ['PT2S', 'PT15M'],
  },
  text: { truncateTo: [40] },
  boolean: { true: [['ja'], ['si']], false: [['nein']] },
  list: {
    written: [{ separator: ';' }],
    order: ['multiset', 'set'],
    item: [{ type: 'text' }, { type: 'text', trim: true }, { type: 'boolean' }, { ...decimal, scale: 4 }],
  },
  json: { lists: ['ordered', 'multiset'] },
};

const given = (type: keyof typeof bare, member: string, value: unknown) => {
  if (member === 'significant') return { type: 'decimal', rounding: 'half_even', significant: value };
  if (member === 'true') return { ...bare.boolean, true: value, false: ['nein'] };
  if (member === 'false') return { ...bare.boolean, true: ['ja'], false: value };
  return { ...bare[type], [member]: value };
};

const types = Object.keys(bare) as (keyof typeof bare)[];

describe.each(types)('the sentences of %s', (type) => {
  const shape = FieldRule.options.find(({ shape }) => shape.type.value === type)?.shape ?? {};

  it.each(Object.keys(shape).filter((member) => member !== 'type'))('tell %s, each value of it otherwise', (member) => {
    const values = own[type][member] ?? common[member];
    expect(values, `a value of ${member} to tell`).toBeDefined();
    const told = [words(bare[type]), ...(values ?? []).map((value) => words(given(type, member, value)))];
    expect(new Set(told).size).toBe(told.length);
  });
});

describe('a rule in words', () => {
  it('is a sentence that a business owner would say', () => {
    const rule = FieldRule.parse({
      ...decimal,
      rounding: { legacy: 'half_up', target: 'half_even' },
      tolerance: { absolute: '0.01' },
    });
    expect(fieldWords(rule)).toEqual({
      kind: 'number',
      before: [],
      read: ['Rounded to 2 places, half up on legacy and half to even on target.'],
      may: ['May differ by up to 0.01.'],
    });
  });

  it('says shares as per cent, exactly', () => {
    const rule = (relative: string) => FieldRule.parse({ ...float, tolerance: { relative } });
    expect(fieldWords(rule('0.0005')).may).toEqual(['May differ by up to 0.05 % of legacy’s value.']);
    expect(fieldWords(rule('0.000000000000000001')).may[0]).toContain('0.0000000000000001 %');
    expect(fieldWords(rule('0.25')).may[0]).toContain('by up to 25 %');
  });
});
