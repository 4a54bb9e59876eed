import type { BacktestAnswer } from '@/lib/contract/v1/backtest';
import { capitalised } from '@/lib/domain/kernel/in-words';
import { counted, integerText } from '@/lib/usecases/queries/parts/say';

// A backtest in sentences: what it saw first, since everything else stands on that.

const nameOf = ({ version }: { version: number | null }, otherwise: string): string =>
  version === null ? otherwise : `version ${version}`;

const seen = ({ discrepancies, runs, draft, against }: Omit<BacktestAnswer, 'sentences'>): string => {
  const { judged, stored, complete, stopped } = discrepancies;
  const rules = `${nameOf(draft, 'The draft')} against ${against.digest === null ? 'no rules' : nameOf(against, 'a draft')}`;
  const of = `${capitalised(rules)}, over ${counted(runs.found, 'run')}`;
  if (complete) return `${of}: ${counted(judged, 'discrepancy', 'discrepancies')}, all that they itemised.`;
  const why = {
    limit: ' It was not to judge more',
    time: ' There was no time for more',
    runs: ' There are more runs than it looks at',
  };
  const rest = stopped === null ? '' : `${why[stopped]}: of the rest nothing is known.`;
  return `${of}: ${integerText(judged)} of ${counted(stored, 'discrepancy', 'discrepancies')}.${rest}`;
};

const movedSentence = (verb: string, moved: { count: number; critical: number; patterns: number }): string => {
  if (moved.count === 0) return `It would newly ${verb} nothing.`;
  const critical = moved.critical === 0 ? 'none of them critical' : `${integerText(moved.critical)} of them critical`;
  const what = counted(moved.count, 'discrepancy', 'discrepancies');
  return `It would newly ${verb} ${what} of ${counted(moved.patterns, 'pattern')}, ${critical}.`;
};

/** What a backtest came to, and what it did not see: `ofChecks` are open patterns that only checks show. */
export const backtestSentences = (answer: Omit<BacktestAnswer, 'sentences'>, ofChecks: number): string[] => {
  const { sampled, letGo } = answer.runs;
  const renamed = answer.reclassified.count;
  return [
    seen(answer),
    movedSentence('accept', answer.newlyAccepted),
    movedSentence('flag', answer.newlyFlagged),
    ...(renamed === 0
      ? []
      : [`${counted(renamed, 'discrepancy', 'discrepancies')} would change in category or severity only.`]),
    ...(sampled === 0
      ? []
      : [`${counted(sampled, 'run')} sent only a sample of what differs, so that counts are of what was sent.`]),
    ...(letGo === 0 ? [] : [`Of ${counted(letGo, 'run')}, discrepancies were let go after their time and not judged.`]),
    ...(ofChecks === 0
      ? []
      : [`Checks are not judged again: nothing is said of ${counted(ofChecks, 'open pattern')} that only they show.`]),
  ];
};
