import type { JudgedTwice } from '@/lib/contract/v1/backtest';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { judgeDiscrepancy } from '@/lib/domain/comparison/judge-discrepancy';
import { beginning } from '@/lib/domain/kernel/beginning';
import type { TwoRuleSets } from './two-rule-sets';

/** The longest text of a value that an answer carries; the whole stands with its run. */
const mostCharacters = 2_000;

const short = <T extends string | null>(text: T): T =>
  (text !== null && text.length > mostCharacters ? `${beginning(text, mostCharacters)}…` : text) as T;

const judged = (discrepancy: Discrepancy, rules: Parameters<typeof judgeDiscrepancy>[1], at: Date) => {
  const { steps, ...verdict } = judgeDiscrepancy(discrepancy, rules, at);
  return {
    ...verdict,
    steps: steps.map((step) => ({ ...step, legacy: short(step.legacy), target: short(step.target) })),
  };
};

/** One discrepancy under the rules before and under the draft, each step told. */
export const judgeTwice = (
  run: { number: number; windowTo: Date },
  discrepancy: Discrepancy,
  { draft, against }: TwoRuleSets,
): JudgedTwice => ({
  run: run.number,
  windowTo: run.windowTo.toISOString(),
  correlationId: discrepancy.correlationId,
  kind: discrepancy.kind,
  field: discrepancy.field,
  ...(discrepancy.legacy === undefined ? {} : { legacy: short(discrepancy.legacy) }),
  ...(discrepancy.target === undefined ? {} : { target: short(discrepancy.target) }),
  before: judged(discrepancy, against?.document ?? null, run.windowTo),
  after: judged(discrepancy, draft.document, run.windowTo),
});
