import type { FieldRule } from '@/lib/domain/comparison/rule-set';

// What an editor offers of each type of rule, in the order in which it is done. Words, not the schema: that is read by
// the domain, and a test holds the two against each other.

export type Choice = { value: string; label: string };

type Control =
  | { control: 'on' | 'off' }
  | { control: 'choice'; choices: readonly Choice[] }
  /** The same for both sides or each its own; `apart` where the document always names both. */
  | { control: 'sides'; choices: readonly Choice[]; apart?: true }
  | { control: 'number'; least: number; most: number }
  | { control: 'text'; example: string; unit?: string }
  | { control: 'lines' | 'codes' | 'tolerance' | 'item' | 'written' };

export type Member = { name: string; label: string; hint?: string; initial: unknown; required?: true } & Control;

export type RuleType = FieldRule['type'];
export type Stage = 'before' | 'read' | 'may';

const choices = (words: Readonly<Record<string, string>>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const sideChoices = choices({ legacy: 'legacy', target: 'target' });

const on = (name: string, label: string, hint?: string): Member => ({
  name,
  label,
  ...(hint === undefined ? {} : { hint }),
  control: 'on',
  initial: true,
});

/** What is done with any value before it is read, in that order. */
const before: readonly Member[] = [
  {
    name: 'nullTexts',
    label: 'Texts that stand for null',
    hint: 'One a line, exactly as sent.',
    control: 'lines',
    initial: ['NULL'],
  },
  on('missingEqualsNull', 'Not sent counts as null'),
  on('dropInvisible', 'Invisible characters do not count'),
  on('lineEndings', 'How lines end does not count'),
  {
    name: 'unicode',
    label: 'Unicode form',
    control: 'choice',
    choices: choices({ NFC: 'NFC: one letter, one form', NFKC: 'NFKC: variants too' }),
    initial: 'NFC',
  },
  on('trim', 'Blanks at both ends do not count'),
  on('trimEnd', 'Blanks at the end do not count'),
  on('collapseBlanks', 'Several blanks count as one'),
  {
    name: 'foldCase',
    label: 'Upper and lower case are the same',
    control: 'choice',
    choices: choices({ ascii: 'of A to Z', unicode: 'of all alphabets' }),
    initial: 'ascii',
  },
  on('nullEqualsEmpty', 'Null and empty are the same'),
  {
    name: 'nullForEmpty',
    label: 'Null means empty on',
    hint: 'The side that writes null for an empty text.',
    control: 'choice',
    choices: sideChoices,
    initial: 'legacy',
  },
  { name: 'nullEqualsNull', label: 'Two nulls differ', control: 'off', initial: false },
  { name: 'codes', label: 'Codes', control: 'codes', initial: { legacy: {}, target: {}, others: 'differ' } },
];

const rounding: Member = {
  name: 'rounding',
  label: 'Rounded',
  control: 'sides',
  choices: choices({
    half_up: 'half up',
    half_even: 'half to even',
    half_down: 'half down',
    down: 'towards zero (cut)',
    up: 'away from zero',
    ceiling: 'up',
    floor: 'down',
  }),
  initial: 'half_even',
  required: true,
};

const special: readonly Member[] = [
  {
    name: 'nan',
    label: 'NaN',
    control: 'choice',
    choices: choices({ equal: 'agrees with NaN', null: 'counts as null' }),
    initial: 'equal',
  },
  {
    name: 'infinity',
    label: 'Infinity',
    control: 'choice',
    choices: choices({ equal: 'agrees with the same' }),
    initial: 'equal',
  },
  {
    name: 'negativeZero',
    label: 'Minus zero',
    control: 'choice',
    choices: choices({ differs: 'differs from zero' }),
    initial: 'differs',
  },
];

const tolerance: Member = {
  name: 'tolerance',
  label: 'Tolerance',
  control: 'tolerance',
  initial: { absolute: '0.01' },
};

/** What a tolerance is made of. */
export const toleranceMembers: readonly Member[] = [
  { name: 'absolute', label: 'By at most', control: 'text', example: '0.01', unit: 'in its unit', initial: '0.01' },
  {
    name: 'relative',
    label: 'Or a share of at most',
    hint: '0.01 is 1 %.',
    control: 'text',
    example: '0.001',
    initial: '0.001',
  },
  {
    name: 'base',
    label: 'A share of',
    control: 'choice',
    choices: choices({ legacy: 'legacy', target: 'target', larger: 'the larger', mean: 'the mean of both' }),
    initial: 'larger',
  },
  {
    name: 'floor',
    label: 'Which counts as at least',
    hint: 'Next to zero, any difference is a large share.',
    control: 'text',
    example: '1',
    initial: '1',
  },
  {
    name: 'boundary',
    label: 'Exactly as much',
    control: 'choice',
    choices: choices({ inclusive: 'is accepted', exclusive: 'differs' }),
    initial: 'inclusive',
  },
  {
    name: 'of',
    label: 'Held against',
    control: 'choice',
    choices: choices({ rounded: 'what is rounded', sent: 'what was sent' }),
    initial: 'sent',
  },
];

const zone = (name: string, label: string): Member => ({
  name,
  label,
  control: 'text',
  example: 'Europe/Berlin',
  initial: 'UTC',
  required: true,
});

const timestamp: readonly Member[] = [
  zone('legacyZone', 'Zone of legacy'),
  zone('targetZone', 'Zone of target'),
  {
    name: 'precision',
    label: 'To the',
    control: 'choice',
    choices: choices({
      minute: 'minute',
      second: 'second',
      millisecond: 'millisecond',
      microsecond: 'microsecond',
      nanosecond: 'nanosecond',
    }),
    initial: 'second',
    required: true,
  },
  {
    name: 'rounding',
    label: 'Finer digits are',
    control: 'sides',
    choices: choices({ cut: 'cut off', nearest: 'rounded' }),
    initial: 'cut',
  },
  {
    name: 'calendar',
    label: 'Calendar',
    control: 'sides',
    apart: true,
    choices: choices({ gregorian: 'Gregorian', hybrid: 'Julian before 1582' }),
    initial: { legacy: 'hybrid', target: 'gregorian' },
  },
  {
    name: 'dates',
    label: 'A date without a time',
    control: 'choice',
    choices: choices({
      wall_midnight: 'is midnight on the other’s clock',
      whole_day: 'agrees with its whole day',
      differ: 'agrees with no time',
    }),
    initial: 'wall_midnight',
  },
  on('hour24', '24:00 is the midnight after'),
  {
    name: 'skipped',
    label: 'An hour that summer time skips',
    control: 'choice',
    choices: choices({ earlier: 'is the earlier instant', later: 'is the later instant' }),
    initial: 'later',
  },
  {
    name: 'repeated',
    label: 'An hour that its end repeats',
    control: 'choice',
    choices: choices({ earlier: 'is the earlier', later: 'is the later', differ: 'differs' }),
    initial: 'earlier',
  },
  {
    name: 'leapSeconds',
    label: 'Leap seconds',
    control: 'sides',
    choices: choices({ clamp: 'count as second 59', smear: 'are spread over the day', reject: 'are no time' }),
    initial: 'clamp',
  },
];

const read: Readonly<Record<RuleType, readonly Member[]>> = {
  decimal: [
    { name: 'scale', label: 'Places', control: 'number', least: 0, most: 30, initial: 2 },
    { name: 'significant', label: 'Significant digits', control: 'number', least: 1, most: 40, initial: 6 },
    rounding,
    ...special,
  ],
  float: [
    {
      name: 'width',
      label: 'Width',
      control: 'choice',
      choices: choices({ float64: '64 bits', float32: '32 bits' }),
      initial: 'float64',
      required: true,
    },
    ...special,
  ],
  timestamp,
  text: [],
  boolean: [
    { name: 'true', label: 'Words for yes', hint: 'One a line.', control: 'lines', initial: ['yes'] },
    { name: 'false', label: 'Words for no', hint: 'One a line.', control: 'lines', initial: ['no'] },
  ],
  list: [
    { name: 'written', label: 'Written', control: 'written', initial: 'json', required: true },
    {
      name: 'order',
      label: 'Order',
      control: 'choice',
      choices: choices({
        ordered: 'counts',
        multiset: 'does not count',
        set: 'does not count, nor how often',
      }),
      initial: 'ordered',
      required: true,
    },
    { name: 'item', label: 'Each member', control: 'item', initial: { type: 'text' } },
  ],
  json: [
    {
      name: 'lists',
      label: 'Order of lists',
      control: 'choice',
      choices: choices({ ordered: 'counts', multiset: 'does not count' }),
      initial: 'multiset',
    },
  ],
};

const may: Readonly<Record<RuleType, readonly Member[]>> = {
  decimal: [tolerance],
  float: [tolerance],
  timestamp: [{ name: 'within', label: 'Apart by at most', control: 'text', example: 'PT2S', initial: 'PT2S' }],
  text: [
    {
      name: 'truncateTo',
      label: 'May be cut off after',
      hint: 'Characters that the shorter side keeps.',
      control: 'number',
      least: 1,
      most: 65_536,
      initial: 40,
    },
  ],
  boolean: [],
  list: [],
  json: [],
};

/** The types of rules, as they are called. */
export const typeChoices: readonly Choice[] = choices({
  text: 'text',
  decimal: 'number',
  float: 'binary number',
  timestamp: 'time',
  boolean: 'yes or no',
  list: 'list',
  json: 'JSON',
});

/** The letters of a time are its zone and its marks, and keep their case. */
const beforeOf = (type: RuleType): readonly Member[] =>
  type === 'timestamp' ? before.filter(({ name }) => name !== 'foldCase') : before;

/** Members of a type, by when they are done. */
export const stagesOf = (type: RuleType): Readonly<Record<Stage, readonly Member[]>> => ({
  before: beforeOf(type),
  read: read[type],
  may: may[type],
});

/** All members of a type in the order in which they are done. */
export const membersOf = (type: RuleType): readonly Member[] => [...beforeOf(type), ...read[type], ...may[type]];
