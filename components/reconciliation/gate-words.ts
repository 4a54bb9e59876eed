import type { PatternView } from '@/lib/contract/views/reconciliation';

type Counted = Pick<PatternView, 'state' | 'triaged' | 'severity' | 'highestSeverity'>;

/** What gates make of a pattern, as a ceiling counts it: what is open, at its worst. Empty where its mark says it all. */
export const gateWords = ({ state, triaged, severity, highestSeverity }: Counted): string => {
  if (state === 'split') return 'Gates count its parts, each by itself.';
  if (state !== 'open') return `No gate counts it while it is ${state}.`;
  if (!triaged) return 'Nobody and no rule judged it yet: gates count it as critical.';
  return highestSeverity === severity ? '' : `Gates count it as ${highestSeverity}, its worst.`;
};
