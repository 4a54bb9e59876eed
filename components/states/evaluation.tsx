import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import type { EvaluationOutcome } from '@/lib/domain/words';

type Look = { word: string; icon: IconName; tone: string };

export const evaluationLooks: Record<EvaluationOutcome, Look> = {
  met: { word: 'met', icon: 'met', tone: 'met' },
  not_met: { word: 'not met', icon: 'not-met', tone: 'not-met' },
  insufficient: { word: 'insufficient', icon: 'insufficient', tone: 'insufficient' },
  stale: { word: 'stale', icon: 'stale', tone: 'stale' },
  errored: { word: 'errored', icon: 'errored', tone: 'errored' },
  waived: { word: 'waived', icon: 'waived', tone: 'waived' },
};

/** What a criterion came to: icon, word and colour, never apart. */
export function Verdict({ outcome, children }: { outcome: EvaluationOutcome; children?: React.ReactNode }) {
  const look = evaluationLooks[outcome];
  return (
    <span className={`verdict ${look.tone}`}>
      <Icon name={look.icon} />
      {children ?? look.word}
    </span>
  );
}

/** Lets the gate open first, then what does not: the order of pips and of lists of criteria that need a look. */
export const outcomeOrder: readonly EvaluationOutcome[] = [
  'met',
  'waived',
  'insufficient',
  'stale',
  'errored',
  'not_met',
];

/** "11 of 13 met, 1 waived, 1 stale" */
export const outcomeCounts = (outcomes: readonly EvaluationOutcome[]): string => {
  const count = (outcome: EvaluationOutcome) => outcomes.filter((each) => each === outcome).length;
  const others = (['waived', 'stale', 'not_met', 'errored', 'insufficient'] as const)
    .map((outcome) => [outcome, count(outcome)] as const)
    .filter(([, total]) => total > 0)
    .map(([outcome, total]) => `${total} ${evaluationLooks[outcome].word}`);
  return [`${count('met')} of ${outcomes.length} met`, ...others].join(', ');
};
