import { integer } from '@/components/format/number';
import type { BacktestAnswer } from '@/lib/contract/v1/backtest';

/** What of a backtest stands against proposing the draft, in a sentence; null where nothing does. */
export const hiddenCritical = (
  answer: BacktestAnswer,
  /** The number of a pattern that the draft is meant to explain: hiding that is what it is for. */
  meant: number | null = null,
): string | null => {
  const others = answer.newlyAccepted.items.filter(
    ({ pattern }) => (pattern === null || pattern.severity === 'critical') && pattern?.number !== meant,
  );
  const named = others.flatMap(({ pattern }) => (pattern === null ? [] : [`P-${pattern.number}`]));
  if (others.length === 0) return null;
  const which = named.length === 0 ? 'what no pattern holds' : named.slice(0, 3).join(', ');
  const more = named.length > 3 ? ` and ${integer(named.length - 3)} more` : '';
  return `It would hide critical discrepancies${meant === null ? '' : ' outside this pattern'}: ${which}${more}. Narrow it, or triage them first.`;
};

/** A backtest as the reason of a proposal carries it: what was tried, over what, and what came of it. */
export const backtestReason = ({ period, draft, sentences, rates }: BacktestAnswer): string => {
  const day = (at: string) => at.slice(0, 10);
  const moved = rates
    .filter(({ before, after }) => before !== after && before !== null && after !== null)
    .map(
      ({ layer, workload, before, after }) =>
        `Match rate of ${layer}${workload === null ? '' : ` for ${workload}`}: ${before} before, ${after} after.`,
    );
  const digest = draft.digest === null ? '' : ` Rules ${draft.digest.slice(0, 12)}.`;
  return [`Backtest of ${day(period.from)} to ${day(period.to)}.${digest}`, ...sentences, ...moved].join('\n');
};
