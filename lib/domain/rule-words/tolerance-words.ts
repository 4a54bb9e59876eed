import type { Tolerance } from '@/lib/domain/comparison/field-rules';
import type { FieldRule } from '@/lib/domain/comparison/rule-set';
import { durationMs } from '@/lib/domain/kernel/duration';
import { counted } from './sides-words';

// What may differ, and by how much.

/** Per cent of a share written in digits, exactly: "0.0005" is "0.05 %". */
export const percentOf = (share: string): string => {
  const [whole = '', fraction = ''] = share.split('.');
  const digits = fraction.padEnd(2, '0');
  const head = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const tail = digits.slice(2).replace(/0+$/, '');
  return `${head}${tail === '' ? '' : `.${tail}`} %`;
};

const units = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const;

/** "15 minutes", "1 hour 30 minutes" of an ISO 8601 duration; the text itself where it is none. */
export const spanWords = (duration: string): string => {
  let rest = durationMs(duration);
  if (rest === null) return duration;
  const parts: string[] = [];
  for (const [length, unit] of units) {
    const many = Math.floor(rest / length);
    rest -= many * length;
    if (many > 0) parts.push(counted(many, unit));
  }
  return parts.length === 0 ? 'no time' : parts.join(' ');
};

const bases: Record<NonNullable<Tolerance['base']>, string> = {
  legacy: 'legacy’s value',
  target: 'target’s value',
  larger: 'the larger value',
  mean: 'the mean of both values',
};

const relativeWords = ({ base = 'legacy', floor }: Tolerance, relative: string): string => {
  const least = floor === undefined ? '' : ` (which counts as ${floor} at least)`;
  return `${percentOf(relative)} of ${bases[base]}${least}`;
};

const boundWords = ({ boundary }: Tolerance): string => {
  if (boundary === undefined) return '';
  return boundary === 'exclusive' ? '; exactly as much differs' : '; exactly as much is accepted';
};

/** "May differ by up to 0.01." */
const toleranceWords = (tolerance: Tolerance): string[] => {
  const { absolute, relative, of, boundary } = tolerance;
  const most = [
    ...(absolute === undefined ? [] : [absolute]),
    ...(relative === undefined ? [] : [relativeWords(tolerance, relative)]),
  ];
  if (most.length === 0) return [];
  const by = boundary === 'exclusive' ? 'by less than' : 'by up to';
  const whichever = most.length === 2 ? ', whichever is more' : '';
  const when =
    of === undefined ? '' : of === 'sent' ? ', held against what was sent' : ', held against what is rounded';
  return [`May differ ${by} ${most.join(' or ')}${whichever}${when}${boundWords(tolerance)}.`];
};

/** What a rule accepts although it differs; nothing where both sides must agree. */
export const mayDifferWords = (rule: FieldRule): string[] => {
  switch (rule.type) {
    case 'decimal':
    case 'float':
      return toleranceWords(rule.tolerance ?? {});
    case 'timestamp':
      return rule.within === undefined ? [] : [`May be up to ${spanWords(rule.within)} apart.`];
    case 'text':
      return rule.truncateTo === undefined
        ? []
        : [`One side may be cut off after ${counted(rule.truncateTo, 'character')}.`];
    case 'boolean':
    case 'list':
    case 'json':
      return [];
  }
};
