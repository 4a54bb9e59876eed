import { compileRule } from './compile-rule';
import type { FieldRule } from './rule-set';
import { asSent, type Comparator, type ComparedOutcome, type Comparison, type Step, step } from './steps';

export type { ComparedOutcome, Step };

/** Sides are compared text by text: what holds without a rule. */
export const compareRaw = (legacy: string | null, target: string | null): Comparison => {
  const equal = legacy === target;
  const sentence = equal
    ? 'Both sides sent the same.'
    : 'No rule covers this, so the texts count as sent; they differ.';
  return {
    outcome: equal ? 'match' : 'mismatch',
    steps: [asSent(legacy, target), step('compare', legacy, target, sentence)],
  };
};

// Parsed rules never change, so that each is compiled once for as long as its document is kept.
const compiled = new WeakMap<FieldRule, Comparator>();

/** The comparator of a rule that was parsed. */
export const comparatorOf = (rule: FieldRule): Comparator => {
  const known = compiled.get(rule);
  if (known !== undefined) return known;
  const made = compileRule(rule);
  compiled.set(rule, made);
  return made;
};

/** Normalises both values by the field's rule and compares them, saying each step. Null is a value; no rule means raw. */
export const compareValues = (legacy: string | null, target: string | null, rule: FieldRule | null): Comparison => {
  if (rule === null) return compareRaw(legacy, target);
  const steps: Step[] = [];
  const outcome = comparatorOf(rule)(legacy, target, steps);
  return { outcome, steps };
};
