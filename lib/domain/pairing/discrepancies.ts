import { compareValues } from '@/lib/domain/comparison/compare-values';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import { valueRuleFor } from '@/lib/domain/comparison/rule-for';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { byText } from '@/lib/domain/kernel/by-text';
import type { Side } from '@/lib/domain/words';
import { apartMs, earlierOf, type Pair } from './nearest';
import type { Outcome } from './outcome';
import type { PairedRecord } from './record';

/** What the two instants are compared as, where one side came too late. */
export const instantField = 'observedAt';

const sent = (outcome: Outcome, field: string): string | null | undefined =>
  Object.hasOwn(outcome.fields, field) ? outcome.fields[field] : undefined;

/** Where one side says nothing of a field there is nothing to compare, and that is a difference: null is a value. */
const differs = (
  rules: RuleSetDocument | null,
  field: string,
  legacy: string | null | undefined,
  target: string | null | undefined,
): boolean => {
  if (legacy !== target) return true;
  if (legacy === undefined) return false;
  const rule = rules === null ? null : valueRuleFor(rules, field);
  // Equal texts of different meaning, such as local times of two zones.
  return rule !== null && legacy !== null && compareValues(legacy, legacy, rule).outcome === 'mismatch';
};

type Shared = Pick<Discrepancy, 'correlationId' | 'dimensions'>;

const ofFields = (pair: Pair, shared: Shared, rules: RuleSetDocument | null): Discrepancy[] => {
  const { legacy, target } = pair;
  const names = [...new Set([...Object.keys(legacy.fields), ...Object.keys(target.fields)])].sort(byText);
  const observedAt = earlierOf(pair).observedAt;
  return names.flatMap((field) => {
    const [a, b] = [sent(legacy, field), sent(target, field)];
    if (!differs(rules, field, a, b)) return [];
    const values = { ...(a === undefined ? {} : { legacy: a }), ...(b === undefined ? {} : { target: b }) };
    return [{ ...shared, kind: 'value' as const, field, ...values, observedAt }];
  });
};

const ofTiming = (pair: Pair, shared: Shared, windowMs: number): Discrepancy[] => {
  const { legacy, target } = pair;
  if (apartMs(legacy, target) <= windowMs) return [];
  const observedAt = earlierOf(pair).observedAt;
  const instants = { legacy: legacy.observedAt.toISOString(), target: target.observedAt.toISOString() };
  return [{ ...shared, kind: 'timing', field: instantField, ...instants, observedAt }];
};

/** What everybody who says anything of a dimension says; where they contradict each other it is nobody's. */
export const dimensionsOf = (outcomes: readonly Outcome[]): Record<string, string> => {
  const said = new Map<string, string | null>();
  for (const { dimensions } of outcomes) {
    for (const [name, value] of Object.entries(dimensions)) {
      said.set(name, said.has(name) && said.get(name) !== value ? null : value);
    }
  }
  const agreed = [...said].filter((entry): entry is [string, string] => entry[1] !== null);
  return Object.fromEntries(agreed.sort(([a], [b]) => byText(a, b)));
};

/** Everything about a record in which the two sides differ, always in the same order; empty where they agree. */
export const discrepanciesOf = (
  record: PairedRecord,
  { windowMs, rules }: { windowMs: number; rules: RuleSetDocument | null },
): Discrepancy[] => {
  const { correlationId, outcomes, pairs, duplicated } = record;
  const shared = { correlationId, dimensions: dimensionsOf(outcomes) };
  const found: Discrepancy[] = [];
  const [first] = outcomes;
  const observedAt = first?.observedAt ?? null;
  if (pairs.length === 0) {
    const kind = first?.side === 'legacy' ? ('missing_in_target' as const) : ('missing_in_legacy' as const);
    found.push({ ...shared, kind, field: null, observedAt });
  }
  if (duplicated) {
    const count = (side: Side): string => String(outcomes.filter((outcome) => outcome.side === side).length);
    const counts = { legacy: count('legacy'), target: count('target') };
    found.push({ ...shared, kind: 'duplicate', field: null, ...counts, observedAt });
  }
  for (const pair of pairs) found.push(...ofTiming(pair, shared, windowMs), ...ofFields(pair, shared, rules));
  return found;
};
