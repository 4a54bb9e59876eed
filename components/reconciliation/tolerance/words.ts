import type { Knob } from './draft';

/** What each change is called where one is chosen. */
export const knobLabels: Readonly<Record<Knob, string>> = {
  absolute: 'differ by an amount',
  relative: 'differ by a share',
  scale: 'be rounded',
  within: 'be apart in time',
  precision: 'be read less exactly',
  trim: 'have blanks at its ends',
  case: 'differ in case',
  unicode: 'be written in another Unicode form',
  cut: 'be cut',
  empty: 'be null where the other is empty',
  missing: 'be null where the other sent nothing',
};

const units: Readonly<Partial<Record<Knob, [string, string]>>> = {
  absolute: ['by ±', ''],
  relative: ['by', '% of legacy’s'],
  scale: ['to', 'places on both sides'],
  within: ['by up to', 's'],
  precision: ['only to the', ''],
  cut: ['after', 'characters'],
};

/** What stands before and after the value; null where there is none to give. */
export const unitOf = (knob: Knob): [string, string] | null => units[knob] ?? null;

/** "reserve.amount may differ by ± 0.05" */
export const saidAs = (field: string, knob: Knob, value: string): string => {
  const short: Readonly<Partial<Record<Knob, string>>> = {
    absolute: 'differ',
    relative: 'differ',
    within: 'be apart',
    precision: 'be read',
  };
  const unit = units[knob];
  const what = short[knob] ?? knobLabels[knob];
  if (unit === undefined) return `${field} may ${what}`;
  const [before, after] = unit;
  return [`${field} may ${what}`, before === 'by ±' ? `by ±${value}` : `${before} ${value}`, after]
    .filter((part) => part !== '')
    .join(' ');
};
