// What a comparison says of itself, step by step.

export type ComparedOutcome = 'match' | 'match_within_tolerance' | 'ignored' | 'mismatch';

/** In the order in which they are taken; a step that changes neither side is not told, except the first and the last. */
export const comparisonSteps = [
  'as_sent',
  'absent',
  'invisible',
  'line_endings',
  'unicode',
  'trim',
  'collapse',
  'case',
  'null_and_empty',
  'codes',
  'truncate',
  'read',
  'special',
  'dates',
  'leap_seconds',
  'round',
  'precision',
  'order',
  'ignore',
  'compare',
] as const;
export type StepName = (typeof comparisonSteps)[number];

/** One step of normalisation, with what each side had become after it. */
export type Step = {
  step: StepName;
  legacy: string | null;
  target: string | null;
  sentence: string;
};

export type Comparison = { outcome: ComparedOutcome; steps: Step[] };

/** Two values under one compiled rule. Steps are told only where somebody listens. */
export type Comparator = (legacy: string | null, target: string | null, steps: Step[] | null) => ComparedOutcome;

export const step = (name: StepName, legacy: string | null, target: string | null, sentence: string): Step => ({
  step: name,
  legacy,
  target,
  sentence,
});

export const asSent = (legacy: string | null, target: string | null): Step =>
  step('as_sent', legacy, target, 'As sent.');

/** A side that could not be read as what the rule says it is. */
export const unreadable = (
  steps: Step[] | null,
  read: { legacy: unknown; target: unknown },
  what: string,
  legacy: string | null,
  target: string | null,
): ComparedOutcome => {
  if (steps !== null) {
    const neither = read.legacy === null && read.target === null;
    const which = neither ? 'Neither side' : read.legacy === null ? 'Legacy' : 'Target';
    const sentence = `${which} ${neither ? 'sent' : 'did not send'} ${what}; they differ.`;
    steps.push(step('compare', legacy, target, sentence));
  }
  return 'mismatch';
};
