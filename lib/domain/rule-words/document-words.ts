import type { ClassifyRule, IgnoredField, RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import type { DiscrepancyKind } from '@/lib/domain/words';
import { spanWords } from './tolerance-words';

// What a rule set says beside its fields.

/** The kinds of discrepancy, as people call them. */
export const kindNames: Record<DiscrepancyKind, string> = {
  value: 'a value that differs',
  missing_in_target: 'a record missing in target',
  missing_in_legacy: 'a record missing in legacy',
  duplicate: 'a duplicate',
  ordering: 'another order',
  timing: 'a time that differs',
  type: 'a value of another type',
  error_in_target: 'a failure of target',
  error_in_legacy: 'a failure of legacy',
};

/** The ways in which two values differ, as people call them. */
export const differenceNames: Record<NonNullable<ClassifyRule['difference']>, string> = {
  not_sent: 'a value was not sent',
  same_text: 'the texts are the same',
  null_against_empty: 'null against empty',
  null_against_value: 'null against a value',
  blanks: 'only blanks',
  letter_case: 'only upper and lower case',
  truncated: 'one is cut off',
  same_number: 'the same number, written otherwise',
  sign: 'only the sign',
  scale_shift: 'the decimal point moved',
  zero: 'zero against another number',
  rounded: 'one is the other, rounded',
  last_place: 'one unit in the last place',
  slight_amount: 'less than one in a thousand',
  amount: 'one in a thousand or more',
  same_instant: 'the same instant, written otherwise',
  zone_shift: 'whole quarters of an hour apart',
  time_precision: 'the precision of the time',
  time: 'another time',
  text: 'another text',
};

/** "a value that differs in amount by one unit in the last place" */
export const classifiedWords = ({ field, kind, difference }: ClassifyRule): string => {
  const what = kind === undefined ? 'any difference' : kindNames[kind];
  const where = field === undefined ? '' : ` in ${field}`;
  return `${what}${where}${difference === undefined ? '' : `: ${differenceNames[difference]}`}`;
};

/** Until when a field is ignored, as a sentence. */
export const ignoredUntilWords = ({ until }: IgnoredField): string =>
  until === undefined ? 'Without an end.' : `Until the end of ${until}, by the end of a run’s window.`;

/** Why a field is not compared, and until when. */
export const ignoredWords = (field: IgnoredField): string =>
  `Not compared: ${field.reason} ${ignoredUntilWords(field)}`;

/** How one-sided outcomes are paired. */
export const matchingWords = ({ window, period }: NonNullable<RuleSetDocument['matching']>): string[] => [
  `What one side sends waits ${spanWords(window)} for the other’s; then it counts as missing.`,
  `Each run covers ${spanWords(period)}.`,
];
