import type { BooleanRule } from './field-rules';
import { type Comparator, step, unreadable } from './steps';

const usual = { true: ['true', 't', 'yes', 'y', 'on', '1'], false: ['false', 'f', 'no', 'n', 'off', '0'] };

/** Reads yes or no, in any case and with blanks around it; null where a text says neither. */
export const booleanOf = (rule: Pick<BooleanRule, 'true' | 'false'>): ((text: string) => 'true' | 'false' | null) => {
  const meanings = new Map<string, 'true' | 'false'>();
  for (const word of rule.true ?? usual.true) meanings.set(word.trim().toLowerCase(), 'true');
  for (const word of rule.false ?? usual.false) meanings.set(word.trim().toLowerCase(), 'false');
  return (text) => (text.length > 200 ? null : (meanings.get(text.trim().toLowerCase()) ?? null));
};

/** Compares what both sides say, in whatever words. */
export const booleansBy = (rule: BooleanRule): Comparator => {
  const read = booleanOf(rule);
  return (legacy, target, steps) => {
    const a = legacy === null ? null : read(legacy);
    const b = target === null ? null : read(target);
    if (a === null || b === null) return unreadable(steps, { legacy: a, target: b }, 'yes or no', legacy, target);
    steps?.push(step('read', a, b, 'Read as true or false.'));
    steps?.push(step('compare', a, b, a === b ? 'The same.' : 'They differ.'));
    return a === b ? 'match' : 'mismatch';
  };
};
