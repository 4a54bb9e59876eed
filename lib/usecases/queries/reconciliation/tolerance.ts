import type { DecisionMark } from '@/lib/contract/views/charts';
import type { PatternView, ToleranceView } from '@/lib/contract/views/reconciliation';
import { mayDraftRules, mayPropose } from '@/lib/domain/access/may';
import { differenceBetween } from '@/lib/domain/comparison/difference';
import { valueRuleFor } from '@/lib/domain/comparison/rule-for';
import { isReview } from '@/lib/domain/decision/kinds/all';
import type { DecisionLine } from '@/lib/store/read-models/decision-lines';
import type { PatternLine } from '@/lib/store/read-models/pattern-lines';
import { findRulesInForceAt } from '@/lib/store/rule-sets';
import { lineStateAt } from '@/lib/usecases/queries/parts/decision-line';
import type { Picture } from '@/lib/usecases/queries/parts/picture';
import { dayMs } from '@/lib/usecases/queries/parts/say';
import { actOf, actOfAll, may, mayNot, type Viewing } from '@/lib/usecases/queries/parts/viewing';
import { rulesOf } from './trace';

const ruleOf = (document: unknown, field: string): unknown => {
  const rules = rulesOf(document);
  return rules === null ? null : valueRuleFor(rules, field);
};

/** What a rule could say of the field that a pattern is about; null where it is about no values of a field. */
export const toleranceOf = async (
  { db, now, asker }: Viewing,
  picture: Picture,
  pattern: PatternLine,
  example: PatternView['example'],
): Promise<ToleranceView | null> => {
  const { field, kind } = pattern;
  if (field === null || example === null || !['value', 'timing', 'type'].includes(kind ?? '')) return null;
  const rules = await findRulesInForceAt(db, pattern.contextId, now);
  const live = picture.open.find(
    ({ decision }) => decision.kind === 'activate_rules' && decision.contextId === pattern.contextId,
  );
  const free =
    live === undefined ? may : mayNot(`D-${live.decision.number} is about these rules already; it must end first.`);
  return {
    field,
    difference: differenceBetween(example.legacy, example.target).class,
    inForce: rules?.version ?? null,
    document: rules?.document ?? null,
    rule: ruleOf(rules?.document, field),
    draft: actOf(mayDraftRules(asker)),
    propose: actOfAll(actOf(mayDraftRules(asker)), actOf(mayPropose({ kind: 'activate_rules' })(asker)), free),
    decision: live?.decision.number ?? null,
  };
};

/** Decisions of the last days as a chart marks them: when they were executed, or proposed where they are open. */
export const decisionMarks = (decisions: readonly DecisionLine[], days: number, now: Date): DecisionMark[] => {
  const from = now.getTime() - days * dayMs;
  return decisions
    .filter(({ kind, state }) => !isReview(kind) && ['executed', 'open'].includes(state))
    .map((decision) => ({
      at: decision.closedAt ?? decision.proposedAt,
      number: decision.number,
      label: `D-${decision.number}`,
      state: lineStateAt(decision, now),
    }))
    .filter(({ at }) => at.getTime() >= from)
    .map((mark) => ({ ...mark, at: mark.at.toISOString() }));
};
