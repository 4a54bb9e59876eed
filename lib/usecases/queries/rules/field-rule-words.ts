import type { Tolerance } from '@/lib/domain/comparison/field-rules';
import type { FieldRule } from '@/lib/domain/comparison/rule-set';
import { listed } from '@/lib/domain/kernel/in-words';
import { plainWord } from '@/lib/usecases/queries/parts/options';
import { counted, shareText } from '@/lib/usecases/queries/parts/say';

// One field's rule in words: all of it, so that two versions that read the same are the same.

type Of<Type extends FieldRule['type']> = Extract<FieldRule, { type: Type }>;

const onEach = <Word extends string>(
  value: Word | { legacy: Word; target: Word },
  say: (word: Word) => string,
): string =>
  typeof value === 'string' ? say(value) : `${say(value.legacy)} on legacy and ${say(value.target)} on target`;

const shareOf = (tolerance: Tolerance, relative: string): string => {
  const bases = { legacy: ' of legacy', target: ' of target', larger: ' of the larger', mean: ' of the mean' };
  const floor = tolerance.floor === undefined ? '' : `, counted as ${tolerance.floor} at least`;
  return `${shareText(relative)}${tolerance.base === undefined ? '' : bases[tolerance.base]}${floor}`;
};

const toleranceWords = (tolerance: Tolerance = {}): string => {
  const within = [
    ...(tolerance.absolute === undefined ? [] : [tolerance.absolute]),
    ...(tolerance.relative === undefined ? [] : [shareOf(tolerance, tolerance.relative)]),
  ];
  if (within.length === 0) return 'exact';
  const least = tolerance.boundary === 'exclusive' ? 'by less than' : 'within';
  const most = tolerance.boundary === 'inclusive' ? ', no more than that' : '';
  const when = tolerance.of === undefined ? '' : tolerance.of === 'sent' ? ', before rounding' : ', after rounding';
  return `${least} ${within.join(' or ')}${most}${when}`;
};

const specialWords = (rule: Of<'decimal'> | Of<'float'>): string =>
  [
    ...(rule.nan === 'equal' ? ['; NaN equals NaN'] : []),
    ...(rule.nan === 'null' ? ['; NaN counts as null'] : []),
    ...(rule.infinity === undefined ? [] : ['; equal infinities are equal']),
    ...(rule.negativeZero === undefined ? [] : ['; -0 is not 0']),
  ].join('');

const decimalWords = (rule: Of<'decimal'>): string => {
  const how = `rounded ${onEach(rule.rounding, plainWord)}`;
  const to =
    rule.scale === undefined ? counted(rule.significant ?? 0, 'significant digit') : counted(rule.scale, 'place');
  return `decimal, ${to}, ${how}; ${toleranceWords(rule.tolerance)}${specialWords(rule)}`;
};

const leapWords = { clamp: 'clamped', smear: 'smeared', reject: 'rejected' };

const timestampWords = (rule: Of<'timestamp'>): string => {
  const { rounding, skipped, repeated, dates, leapSeconds, calendar, within } = rule;
  const days = {
    wall_midnight: 'a date is midnight on the other’s wall clock',
    whole_day: 'a date agrees with any time of its day',
    differ: 'a date agrees with no time',
  };
  const seen = [
    ...(rounding === undefined ? [] : [onEach(rounding, (word) => (word === 'cut' ? 'cut' : 'rounded'))]),
    ...(skipped === undefined ? [] : [`a skipped wall time is the ${skipped} instant`]),
    ...(repeated === undefined
      ? []
      : [repeated === 'differ' ? 'a repeated wall time differs' : `a repeated wall time is the ${repeated} instant`]),
    ...(dates === undefined ? [] : [days[dates]]),
    ...(rule.hour24 ? ['24:00 is the midnight after'] : []),
    ...(leapSeconds === undefined ? [] : [`leap seconds ${onEach(leapSeconds, (word) => leapWords[word])}`]),
    ...(calendar === undefined ? [] : [`calendar ${onEach(calendar, (word) => word)}`]),
    ...(within === undefined ? [] : [`within ${within}`]),
  ];
  const read = `timestamp, read in ${rule.legacyZone} on legacy and ${rule.targetZone} on target, to the ${rule.precision}`;
  return [read, ...seen].join('; ');
};

const textWords = (rule: Of<'text'>): string => {
  const forgiven = [
    ...(rule.nullEqualsEmpty ? ['null equals empty'] : []),
    ...(rule.trim ? ['blanks at the ends do not count'] : []),
    ...(rule.truncateTo === undefined ? [] : [`a cut at ${counted(rule.truncateTo, 'character')} is forgiven`]),
  ];
  return `text; ${forgiven.length === 0 ? 'as sent' : forgiven.join(', ')}`;
};

const listWords = (rule: Of<'list'>): string => {
  const written = rule.written === 'json' ? 'as JSON' : `separated by “${rule.written.separator}”`;
  const order = {
    ordered: 'in its order',
    multiset: 'in any order',
    set: 'as a set, neither order nor repetition counts',
  };
  const item = rule.item === undefined ? '' : `; each member: ${fieldRuleWords(rule.item)}`;
  return `list ${written}, ${order[rule.order]}${item}`;
};

const listsWords = { ordered: ', that of lists does', multiset: ', nor that of lists' };

const typeWords = (rule: FieldRule): string => {
  switch (rule.type) {
    case 'decimal':
      return decimalWords(rule);
    case 'float':
      return `number, as ${rule.width} can tell it; ${toleranceWords(rule.tolerance)}${specialWords(rule)}`;
    case 'timestamp':
      return timestampWords(rule);
    case 'text':
      return textWords(rule);
    case 'boolean':
      return rule.true === undefined
        ? 'yes or no, in the usual words'
        : `yes or no; ${listed(rule.true)} for yes, ${listed(rule.false ?? [])} for no`;
    case 'list':
      return listWords(rule);
    case 'json':
      return `JSON; the order of members does not count${rule.lists === undefined ? '' : listsWords[rule.lists]}`;
  }
};

const codesWords = ({ legacy, target, others }: NonNullable<FieldRule['codes']>): string => {
  const table = (side: string, codes: Readonly<Record<string, string>> | undefined): string[] =>
    codes === undefined
      ? []
      : [
          `on ${side} ${Object.entries(codes)
            .sort()
            .map(([code, word]) => `“${code}” is “${word}”`)
            .join(', ')}`,
        ];
  const all = [...table('legacy', legacy), ...table('target', target)].join('; ');
  return `codes: ${all}; any other ${others === 'keep' ? 'stands for itself' : 'differs'}`;
};

const preparationWords = (rule: FieldRule): string[] => {
  const { nullTexts, nullForEmpty, unicode, codes } = rule;
  const foldCase = 'foldCase' in rule ? rule.foldCase : undefined;
  const isText = rule.type === 'text';
  return [
    ...(nullTexts === undefined ? [] : [`${listed(nullTexts.map((text) => `“${text}”`))} stands for null`]),
    ...(rule.missingEqualsNull ? ['a value not sent equals null'] : []),
    ...(nullForEmpty === undefined ? [] : [`null on ${nullForEmpty} equals empty on the other`]),
    ...(rule.nullEqualsNull === false ? ['null does not equal null'] : []),
    ...(!isText && rule.nullEqualsEmpty ? ['null equals empty'] : []),
    ...(rule.dropInvisible ? ['invisible characters do not count'] : []),
    ...(rule.lineEndings ? ['ends of lines do not count'] : []),
    ...(unicode === undefined ? [] : [`in Unicode form ${unicode}`]),
    ...(!isText && rule.trim ? ['blanks at the ends do not count'] : []),
    ...(rule.trimEnd ? ['blanks at the end do not count'] : []),
    ...(rule.collapseBlanks ? ['a run of blanks is one space'] : []),
    ...(foldCase === undefined
      ? []
      : [`${foldCase === 'ascii' ? 'upper and lower case of A to Z' : 'upper and lower case'} do not count`]),
    ...(codes === undefined ? [] : [codesWords(codes)]),
  ];
};

/** "decimal, 2 places, rounded half even; within 0.01" */
export const fieldRuleWords = (rule: FieldRule): string => [typeWords(rule), ...preparationWords(rule)].join('; ');
