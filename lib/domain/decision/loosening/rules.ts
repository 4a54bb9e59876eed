import type { ClassifyRule, RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { precisions } from '@/lib/domain/comparison/timestamp';
import { byName, type DocumentChange, treeChanges, valueChange } from '@/lib/domain/decision/document-changes';
import type { Category } from '@/lib/domain/words';
import { severities } from '@/lib/domain/words';
import { byAmount, type Direction, type ReadDirection } from './direction';

// Comparison rules, old beside new: what forgives more than before is looser.

const selectorOf = ({ field, kind, difference }: ClassifyRule): string =>
  [field, kind, difference].filter((word) => word !== undefined).join(' ');

const treeOf = (rules: RuleSetDocument) => ({
  fields: rules.fields,
  classify: Object.fromEntries(
    Object.entries(byName(rules.classify, selectorOf)).map(([name, { category, severity }]) => [
      name,
      { category, severity },
    ]),
  ),
});

/** Nothing that is not there forgives anything: a tolerance that comes is looser, one that goes stricter. */
const byForgiveness = (before: unknown, after: unknown): Direction | null => {
  if (before === undefined) return 'looser';
  return after === undefined ? 'stricter' : null;
};

const rank = (list: readonly string[], word: unknown): number => list.indexOf(String(word));

const harsh: readonly Category[] = ['genuine', 'unclassified'];

const byCategory = (before: unknown, after: unknown): Direction => {
  const [was, is] = [before, after].map((word) => harsh.some((category) => category === word));
  if (was === is) return 'other';
  return is === true ? 'stricter' : 'looser';
};

const fieldMember = (name: string | undefined, before: unknown, after: unknown): Direction | null => {
  switch (name) {
    case 'scale':
      return byAmount(Number(before), Number(after), 'stricter');
    case 'precision':
      return byAmount(rank(precisions, before), rank(precisions, after), 'stricter');
    case 'truncateTo':
      return byForgiveness(before, after) ?? byAmount(Number(before), Number(after), 'stricter');
    case 'nullEqualsEmpty':
    case 'trim':
      return after === true ? 'looser' : 'stricter';
    default:
      return null;
  }
};

const read: ReadDirection = (path, before, after) => {
  const [part, , member, amount] = path;
  if (path.length === 1) return null;
  if (path.length === 2) return byForgiveness(before, after);
  if (part === 'classify') {
    if (member === 'category') return byCategory(before, after);
    return byAmount(rank(severities, before), rank(severities, after), 'looser');
  }
  if (member === 'tolerance' && amount !== undefined) {
    return byForgiveness(before, after) ?? byAmount(Number(before), Number(after), 'looser');
  }
  return fieldMember(member, before, after);
};

/** What a rule set changes of the one in force. The first classification that fits counts, so that their order does too. */
export const ruleSetChanges = (before: RuleSetDocument, after: RuleSetDocument): DocumentChange[] => {
  const [then, now] = [before, after].map(({ classify }) => classify.map(selectorOf));
  const kept = (then ?? []).filter((name) => now?.includes(name));
  const still = (now ?? []).filter((name) => then?.includes(name));
  return [...treeChanges(treeOf(before), treeOf(after), read), ...valueChange('/classify', kept, still, 'other')];
};
