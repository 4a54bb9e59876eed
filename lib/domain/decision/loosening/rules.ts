import { selectorOf } from '@/lib/domain/comparison/class-selector';
import type { FieldRule, RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { byName, type DocumentChange, treeChanges, valueChange } from '@/lib/domain/decision/document-changes';
import { durationMs } from '@/lib/domain/kernel/duration';
import { globMatches } from '@/lib/domain/kernel/glob';
import type { Category } from '@/lib/domain/words';
import { severities } from '@/lib/domain/words';
import { byAmount, byPresence, type Direction, type ReadDirection } from './direction';
import { byForgiveness, fieldMember } from './field-rules';

// Comparison rules, old beside new: what forgives more than before is looser, and what may forgive more.

const treeOf = (rules: RuleSetDocument) => ({
  fields: rules.fields,
  classify: Object.fromEntries(
    Object.entries(byName(rules.classify, selectorOf)).map(([name, { category, severity }]) => [
      name,
      { category, severity },
    ]),
  ),
  defaults: Object.fromEntries(
    Object.entries(byName(rules.defaults ?? [], ({ match }) => match)).map(([name, { rule }]) => [name, rule]),
  ),
  ignored: Object.fromEntries((rules.ignored ?? []).map(({ field, reason, until }) => [field, { reason, until }])),
  matching: rules.matching,
});

const rank = (list: readonly string[], word: unknown): number => list.indexOf(String(word));

const harsh: readonly Category[] = ['genuine', 'unclassified'];

const byCategory = (before: unknown, after: unknown): Direction => {
  const [was, is] = [before, after].map((word) => harsh.some((category) => category === word));
  if (was === is) return 'other';
  return is === true ? 'stricter' : 'looser';
};

/** A field that loses its own rule is compared to the letter only where no default takes the rule's place. */
const ownRule = (before: unknown, after: unknown, field: string, now: RuleSetDocument): Direction | null =>
  after === undefined && now.defaults?.some(({ match }) => globMatches(match, field))
    ? 'looser'
    : byForgiveness(before, after);

/** A default that goes may leave its fields to the next one. */
const defaultRule = (before: unknown, after: unknown, now: RuleSetDocument): Direction | null =>
  after === undefined && now.defaults !== undefined ? 'looser' : byForgiveness(before, after);

const ignoredMember = (member: string | undefined, before: unknown, after: unknown): Direction | null => {
  if (member === undefined) return byForgiveness(before, after);
  if (member !== 'until') return 'other';
  return byPresence(before, after) ?? (String(after) > String(before) ? 'looser' : 'stricter');
};

const classMember = (member: string | undefined, before: unknown, after: unknown): Direction | null => {
  if (member === undefined) return byForgiveness(before, after);
  if (member === 'category') return byCategory(before, after);
  return byAmount(rank(severities, before), rank(severities, after), 'looser');
};

/** How late the other side may be: a longer wait forgives more; another period is judged otherwise altogether. */
const matchingMember = (member: string | undefined, before: unknown, after: unknown): Direction | null => {
  if (member === undefined) return before === undefined || after === undefined ? 'looser' : null;
  const [was, is] = [before, after].map((span) => durationMs(String(span)) ?? Number.NaN);
  return member === 'window' ? byAmount(was ?? Number.NaN, is ?? Number.NaN, 'looser') : 'looser';
};

/** The rule that a place in the tree belongs to, as it became. */
const ruleAt = (now: RuleSetDocument, part: string | undefined, name: string): FieldRule | undefined =>
  part === 'fields'
    ? Object.entries(now.fields).find(([field]) => field === name)?.[1]
    : Object.entries(treeOf(now).defaults).find(([match]) => match === name)?.[1];

const readFor =
  (now: RuleSetDocument): ReadDirection =>
  ([part, name, ...inside], before, after) => {
    if (part === 'matching') return matchingMember(name, before, after);
    if (name === undefined) return null;
    const [member] = inside;
    if (part === 'classify') return classMember(member, before, after);
    if (part === 'ignored') return ignoredMember(member, before, after);
    if (member !== undefined) return fieldMember(inside, before, after, ruleAt(now, part, name));
    return part === 'fields' ? ownRule(before, after, name, now) : defaultRule(before, after, now);
  };

const kept = (names: readonly string[], of: readonly string[]): string[] => names.filter((name) => of.includes(name));

/** The order of what both have, by name. */
const orderChange = (path: string, then: string[], now: string[], direction: Direction): DocumentChange[] =>
  valueChange(path, kept(then, now), kept(now, then), direction);

const matchesOf = ({ defaults }: RuleSetDocument): string[] => (defaults ?? []).map(({ match }) => match);

/** What a rule set changes of the one in force. The first that fits counts, so that the order of lists does, too. */
export const ruleSetChanges = (before: RuleSetDocument, after: RuleSetDocument): DocumentChange[] => [
  ...treeChanges(treeOf(before), treeOf(after), readFor(after)),
  ...orderChange('/classify', before.classify.map(selectorOf), after.classify.map(selectorOf), 'looser'),
  ...orderChange('/defaults', matchesOf(before), matchesOf(after), 'looser'),
];
