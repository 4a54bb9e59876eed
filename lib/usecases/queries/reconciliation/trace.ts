import type { TraceStep } from '@/lib/contract/views/reconciliation';
import { decimalText, readDecimal } from '@/lib/domain/comparison/decimal';
import { differenceOf } from '@/lib/domain/comparison/difference';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { judgeDiscrepancy } from '@/lib/domain/comparison/judge-discrepancy';
import { parseRuleSet, type RuleSetDocument } from '@/lib/domain/comparison/rule-set';

/** The rules that a run was judged by, from the stored document; null where none were in force. */
export const rulesOf = (document: unknown): RuleSetDocument | null => {
  if (document === null || document === undefined) return null;
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error('a rule set that was in force does not parse');
  return parsed.value;
};

/**
 * How each value came to be, judged again by the rules in force for its run, whose window ended `at`. `parts` marks the step from which on the
 * two sides are never alike again.
 */
export const traceOf = (
  discrepancy: Discrepancy,
  rules: RuleSetDocument | null,
  at: Date | null = null,
): TraceStep[] => {
  const { steps } = judgeDiscrepancy(discrepancy, rules, at);
  const lastAlike = steps.findLastIndex((step) => step.legacy === step.target);
  return steps.map((step, index) => ({
    step: step.sentence,
    legacy: step.legacy,
    target: step.target,
    parts: index === lastAlike + 1,
  }));
};

/** How far target is from legacy: target − legacy for numbers, the shift for instants; null where nobody can say. */
export const differenceText = (discrepancy: Discrepancy): string | null => {
  const { legacy, target } = discrepancy;
  if (typeof legacy === 'string' && typeof target === 'string') {
    const [a, b] = [readDecimal(legacy), readDecimal(target)];
    if (a !== null && b !== null) return decimalText(b.minus(a));
  }
  const found = differenceOf(discrepancy);
  return found?.class === 'zone_shift' ? `${found.detail} later on ${found.side}` : null;
};
