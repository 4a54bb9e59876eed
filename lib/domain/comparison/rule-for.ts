import { globMatches } from '@/lib/domain/kernel/glob';
import type { FieldRule, IgnoredField, RuleSetDocument } from './rule-set';

// Which rule a field has: its own, else the first default that its name fits.

/** Its own rule; own members only: a field may be called "constructor". */
export const ruleFor = (rules: RuleSetDocument, name: string | null): FieldRule | null =>
  name !== null && Object.hasOwn(rules.fields, name) ? (rules.fields[name] ?? null) : null;

/** The rule for values of a field, defaults included. */
export const valueRuleFor = (rules: RuleSetDocument, field: string | null): FieldRule | null => {
  const own = ruleFor(rules, field);
  if (own !== null || field === null || rules.defaults === undefined) return own;
  return rules.defaults.find(({ match }) => globMatches(match, field))?.rule ?? null;
};

const dayMs = 86_400_000;

/** Whether a field that is ignored until a day still is at an instant; where nobody knows the instant, it is not. */
const stillIgnored = ({ until }: IgnoredField, at: Date | null): boolean =>
  until === undefined || (at !== null && at.getTime() <= Date.parse(until) + dayMs);

/** Why differences of a field do not count at an instant, by which a run's window ended; null where they do. */
export const ignoredFor = (rules: RuleSetDocument, field: string | null, at: Date | null): IgnoredField | null =>
  rules.ignored?.find((ignored) => ignored.field === field && stillIgnored(ignored, at)) ?? null;
