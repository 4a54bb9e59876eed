import type { Side } from '@/lib/domain/words';
import { cleanerOf, cleanersOf } from './clean-text';
import type { FieldRule } from './rule-set';
import { type ComparedOutcome, type Step, type StepName, step } from './steps';

// What happens to two values before they are read as what their type says: absent and null, cleaning, empty, codes.

/** The two values as they stand, and an outcome where nothing further has to be looked at. */
type Pair = { legacy: string | null; target: string | null; ended: ComparedOutcome | null };

/** Changes the pair in place; tells a step where it changed something. */
type Phase = (pair: Pair, steps: Step[] | null) => void;

const becomes = (
  pair: Pair,
  steps: Step[] | null,
  name: StepName,
  [legacy, target]: readonly [string | null, string | null],
  sentence: string,
): void => {
  if (legacy === pair.legacy && target === pair.target) return;
  pair.legacy = legacy;
  pair.target = target;
  steps?.push(step(name, legacy, target, sentence));
};

const absent = (texts: readonly string[]): Phase => {
  const nulls = new Set(texts);
  const read = (value: string | null): string | null => (value === null || nulls.has(value) ? null : value);
  return (pair, steps) =>
    becomes(pair, steps, 'absent', [read(pair.legacy), read(pair.target)], 'Texts that stand for null are null.');
};

const empty = (rule: FieldRule): Phase[] => {
  const phases: Phase[] = [];
  if (rule.nullEqualsEmpty) {
    const isText = rule.type === 'text';
    const read = (value: string | null): string | null =>
      isText ? (value ?? '') : value?.trim() === '' ? null : value;
    phases.push((pair, steps) =>
      becomes(
        pair,
        steps,
        'null_and_empty',
        [read(pair.legacy), read(pair.target)],
        isText ? 'Null counts as empty.' : 'Empty counts as null.',
      ),
    );
  }
  const { nullForEmpty } = rule;
  if (nullForEmpty !== undefined) {
    const other = nullForEmpty === 'legacy' ? 'target' : 'legacy';
    const sentence = `${nullForEmpty === 'legacy' ? 'Legacy' : 'Target'} writes null for an empty text.`;
    phases.push((pair, steps) => {
      if (pair[nullForEmpty] === null && pair[other] === '') {
        becomes(pair, steps, 'null_and_empty', [null, null], sentence);
      }
    });
  }
  return phases;
};

const codes = (rule: FieldRule, wanted: NonNullable<FieldRule['codes']>): Phase => {
  const cleaned = cleanerOf(rule);
  const tableOf = (side: Side) =>
    new Map(Object.entries(wanted[side] ?? {}).map(([code, word]) => [cleaned(code), cleaned(word)]));
  const tables = { legacy: tableOf('legacy'), target: tableOf('target') };
  const words = { legacy: new Set(tables.legacy.values()), target: new Set(tables.target.values()) };
  const common = new Set([...words.legacy, ...words.target]);
  /** The common word; undefined where no table has it and the table is to be total. */
  const read = (side: Side, value: string | null): string | null | undefined => {
    if (value === null) return null;
    const word = tables[side].get(value);
    if (word !== undefined || wanted.others === 'keep') return word ?? value;
    // A side without a table of its own speaks in common words already.
    return wanted[side] === undefined && common.has(value) ? value : undefined;
  };
  return (pair, steps) => {
    const [legacy, target] = [read('legacy', pair.legacy), read('target', pair.target)];
    if (legacy === undefined || target === undefined) {
      pair.ended = 'mismatch';
      const which =
        legacy !== undefined
          ? 'Target’s value is not'
          : target !== undefined
            ? 'Legacy’s value is not'
            : 'Neither value is';
      steps?.push(step('compare', pair.legacy, pair.target, `${which} in the table of codes; they differ.`));
      return;
    }
    becomes(pair, steps, 'codes', [legacy, target], 'Codes replaced by what they stand for.');
  };
};

const phasesOf = (rule: FieldRule): Phase[] => [
  ...(rule.nullTexts === undefined ? [] : [absent(rule.nullTexts)]),
  ...cleanersOf(rule).map(({ step: name, sentence, clean }): Phase => {
    const read = (value: string | null): string | null => (value === null ? null : clean(value));
    return (pair, steps) => becomes(pair, steps, name, [read(pair.legacy), read(pair.target)], sentence);
  }),
  ...empty(rule),
  ...(rule.codes === undefined ? [] : [codes(rule, rule.codes)]),
];

/** Whether a rule prepares nothing, so that values are read as they were sent. */
export const isBare = (rule: FieldRule): boolean => phasesOf(rule).length === 0;

/** Prepares two values by a rule. */
export const preparationOf = (rule: FieldRule): ((pair: Pair, steps: Step[] | null) => void) => {
  const phases = phasesOf(rule);
  return (pair, steps) => {
    for (const phase of phases) {
      if (pair.ended !== null) return;
      phase(pair, steps);
    }
  };
};
