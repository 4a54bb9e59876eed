// A draft is the rules in force and one change of one field. What fits is what could make the two values of the
// example agree; what the rule's type cannot say is not offered.

export type Knob =
  | 'absolute'
  | 'relative'
  | 'scale'
  | 'within'
  | 'precision'
  | 'trim'
  | 'case'
  | 'unicode'
  | 'cut'
  | 'empty'
  | 'missing';

type Rule = Readonly<Record<string, unknown>>;

export type RulesInForce = Readonly<Record<string, unknown>> | null;

const numbers: readonly Knob[] = ['absolute', 'relative', 'scale'];
const times: readonly Knob[] = ['within', 'precision'];

const fits: Readonly<Record<string, readonly Knob[]>> = {
  last_place: numbers,
  slight_amount: numbers,
  amount: numbers,
  rounded: ['scale', 'absolute', 'relative'],
  same_number: numbers,
  zero: numbers,
  same_instant: times,
  time_precision: ['precision', 'within'],
  time: times,
  zone_shift: times,
  blanks: ['trim'],
  letter_case: ['case'],
  truncated: ['cut'],
  text: ['unicode', 'case', 'trim'],
  null_against_empty: ['empty'],
  not_sent: ['missing'],
};

const typesOf: Readonly<Partial<Record<Knob, readonly string[]>>> = {
  absolute: ['decimal', 'float'],
  relative: ['decimal', 'float'],
  scale: ['decimal'],
  within: ['timestamp'],
  precision: ['timestamp'],
  cut: ['text'],
  case: ['text', 'boolean', 'list', 'json'],
};

/** What may be tried on values that differ so, under a rule of this type; nothing where only a person can say more. */
export const knobsFor = (difference: string | null, rule: Rule | null): readonly Knob[] =>
  (fits[difference ?? ''] ?? []).filter((knob) => {
    const types = typesOf[knob];
    return rule === null || types === undefined || types.includes(String(rule.type));
  });

/** What a knob begins with; empty for those that are only on or off. */
export const firstValue = (knob: Knob, apart: string | null): string => {
  switch (knob) {
    case 'absolute':
      return apart?.replace(/^[-−]/, '') ?? '0.01';
    case 'relative':
      return '0.1';
    case 'scale':
      return '2';
    case 'within':
      return '1';
    case 'precision':
      return 'second';
    case 'cut':
      return '40';
    default:
      return '';
  }
};

const amount = /^\d+(\.\d+)?$/;
const whole = /^\d{1,5}$/;

/** Why a value cannot be tried; null where it can. */
export const wrongWith = (knob: Knob, value: string): string | null => {
  switch (knob) {
    case 'absolute':
      return amount.test(value) ? null : 'A tolerance is a number such as 0.05, not negative.';
    case 'relative':
      return amount.test(value) && Number(value) < 100 ? null : 'A share is a number of per cent below 100.';
    case 'scale':
      return whole.test(value) && Number(value) <= 30 ? null : 'From 0 to 30 places.';
    case 'within':
      return whole.test(value) && Number(value) >= 1 && Number(value) <= 86_400 ? null : 'From a second to a day.';
    case 'cut':
      return whole.test(value) && Number(value) >= 1 ? null : 'At least one character.';
    default:
      return null;
  }
};

/** "0.1" per cent is the share "0.001": by moving the point, so that no digit is lost. */
export const shareOfPercent = (percent: string): string => {
  const [digits = '', fraction = ''] = percent.split('.');
  const padded = digits.padStart(3, '0');
  const text = `${padded.slice(0, -2)}.${padded.slice(-2)}${fraction}`;
  return text.replace(/^0+(?=\d)/, '').replace(/\.?0+$/, '') || '0';
};

/** So many places that only a tolerance forgives anything. */
const allPlaces = 12;

const beginnings: Readonly<Record<string, Rule>> = {
  decimal: { type: 'decimal', scale: allPlaces, rounding: 'half_even' },
  timestamp: { type: 'timestamp', legacyZone: 'UTC', targetZone: 'UTC', precision: 'millisecond' },
  text: { type: 'text' },
};

const withoutMember = (rule: Rule, member: string): Rule =>
  Object.fromEntries(Object.entries(rule).filter(([name]) => name !== member));

const toleranceOf = (rule: Rule): Rule =>
  typeof rule.tolerance === 'object' && rule.tolerance !== null ? { ...rule.tolerance } : {};

const changed = (rule: Rule, knob: Knob, value: string): Rule => {
  switch (knob) {
    case 'absolute':
      return { ...rule, tolerance: { ...toleranceOf(rule), absolute: value } };
    case 'relative':
      return { ...rule, tolerance: { ...toleranceOf(rule), relative: shareOfPercent(value) } };
    case 'scale':
      return { ...withoutMember(rule, 'significant'), scale: Number(value) };
    case 'within':
      return { ...rule, within: `PT${Number(value)}S` };
    case 'precision':
      return { ...rule, precision: value };
    case 'trim':
      return { ...rule, trim: true };
    case 'case':
      return { ...rule, foldCase: 'unicode' };
    case 'unicode':
      return { ...rule, unicode: 'NFC' };
    case 'cut':
      return { ...rule, truncateTo: Number(value) };
    case 'empty':
      return { ...rule, nullEqualsEmpty: true };
    case 'missing':
      return { ...rule, missingEqualsNull: true };
  }
};

const fieldsOf = (rules: RulesInForce): Readonly<Record<string, unknown>> =>
  typeof rules?.fields === 'object' && rules.fields !== null ? { ...rules.fields } : {};

/** The rules in force with one change of one field. `rule` is the one that applies to it now, of its own or by default. */
export const draftWith = (
  rules: RulesInForce,
  { field, rule }: { field: string; rule: Rule | null },
  { knob, value }: { knob: Knob; value: string },
): Record<string, unknown> => {
  const begin = rule ?? beginnings[typesOf[knob]?.[0] ?? 'text'] ?? { type: 'text' };
  return { ...rules, fields: { ...fieldsOf(rules), [field]: changed(begin, knob, value) } };
};
