import type { DecimalRule, FloatRule, ItemRule, ListRule, TimestampRule } from '@/lib/domain/comparison/field-rules';
import type { FieldRule } from '@/lib/domain/comparison/rule-set';
import { preparationWords } from './preparation-words';
import { counted, onSides, quoted } from './sides-words';

// What a field's values are, and how each side is read.

type Words = { kind: string; read: string[] };

const roundings = {
  half_up: 'half up',
  half_down: 'half down',
  half_even: 'half to even',
  up: 'away from zero',
  down: 'towards zero',
  ceiling: 'up',
  floor: 'down',
};

const specialWords = ({ nan, infinity, negativeZero }: DecimalRule | FloatRule): string[] => [
  ...(nan === undefined ? [] : [nan === 'equal' ? 'NaN agrees with NaN.' : 'NaN counts as null.']),
  ...(infinity === undefined ? [] : ['An infinity agrees with the same infinity.']),
  ...(negativeZero === undefined ? [] : ['Minus zero differs from zero.']),
];

const decimalWords = (rule: DecimalRule): Words => {
  const to =
    rule.scale === undefined ? counted(rule.significant ?? 0, 'significant digit') : counted(rule.scale, 'place');
  return {
    kind: 'number',
    read: [`Rounded to ${to}, ${onSides(rule.rounding, roundings)}.`, ...specialWords(rule)],
  };
};

const floatWords = (rule: FloatRule): Words => {
  const bits = rule.width === 'float32' ? '32' : '64';
  return {
    kind: `binary number of ${bits} bits`,
    read: [`What ${bits} bits cannot tell apart is the same.`, ...specialWords(rule)],
  };
};

const dateWords = {
  wall_midnight: 'A date without a time is midnight on the other side’s clock.',
  whole_day: 'A date without a time agrees with any time of that day.',
  differ: 'A date without a time agrees with no time.',
};
const beyond = { cut: 'cut off', nearest: 'rounded to the nearest' };
const leaps = {
  clamp: 'count as second 59',
  smear: 'are spread over the day around them',
  reject: 'are no time',
};
const calendars = { gregorian: 'Gregorian', hybrid: 'Julian before 15 October 1582' };

const zoneWords = ({ legacyZone, targetZone }: TimestampRule): string =>
  legacyZone === targetZone
    ? `Read as ${legacyZone} time where no offset was sent.`
    : `Where no offset was sent, read as ${legacyZone} time on legacy and ${targetZone} time on target.`;

const timestampWords = (rule: TimestampRule): Words => ({
  kind: `time to the ${rule.precision}`,
  read: [
    zoneWords(rule),
    ...(rule.rounding === undefined ? [] : [`Finer digits are ${onSides(rule.rounding, beyond)}.`]),
    ...(rule.calendar === undefined ? [] : [`Calendar: ${onSides(rule.calendar, calendars)}.`]),
    ...(rule.dates === undefined ? [] : [dateWords[rule.dates]]),
    ...(rule.hour24 ? ['24:00 is the midnight after.'] : []),
    ...(rule.skipped === undefined
      ? []
      : [
          `An hour that summer time skipped is read by the offset ${rule.skipped === 'earlier' ? 'after' : 'before'} it.`,
        ]),
    ...(rule.repeated === undefined
      ? []
      : [
          rule.repeated === 'differ'
            ? 'An hour that the end of summer time repeated differs.'
            : `An hour that the end of summer time repeated is the ${rule.repeated} of both.`,
        ]),
    ...(rule.leapSeconds === undefined ? [] : [`Leap seconds ${onSides(rule.leapSeconds, leaps)}.`]),
  ],
});

const orders: Record<ListRule['order'], string> = {
  ordered: 'Its order counts.',
  multiset: 'Its order does not count.',
  set: 'Neither its order nor how often something stands in it counts.',
};

const itemWords = (item: ItemRule, mostCodes?: number): string => {
  const { kind, read } = typeWords(item);
  const all = [...preparationWords(item, mostCodes), ...read].map((sentence) => sentence.replace(/\.$/, ''));
  return `Each member is a ${kind}${all.length === 0 ? '' : `: ${all.join('; ')}`}.`;
};

/** What the values of a field are, and how each side is read. */
export const typeWords = (rule: FieldRule, mostCodes?: number): Words => {
  switch (rule.type) {
    case 'decimal':
      return decimalWords(rule);
    case 'float':
      return floatWords(rule);
    case 'timestamp':
      return timestampWords(rule);
    case 'text':
      return { kind: 'text', read: [] };
    case 'boolean':
      return {
        kind: 'yes or no',
        read: rule.true === undefined ? [] : [`${quoted(rule.true)} is yes, ${quoted(rule.false ?? [])} is no.`],
      };
    case 'list':
      return {
        kind: 'list',
        read: [
          rule.written === 'json'
            ? 'Written as JSON.'
            : `Written with “${rule.written.separator}” between its members.`,
          orders[rule.order],
          ...(rule.item === undefined ? [] : [itemWords(rule.item, mostCodes)]),
        ],
      };
    case 'json':
      return {
        kind: 'JSON',
        read: [
          'Neither the order of members nor how numbers are written counts.',
          ...(rule.lists === undefined
            ? []
            : [rule.lists === 'multiset' ? 'The order of lists does not count.' : 'The order of lists counts.']),
        ],
      };
  }
};
