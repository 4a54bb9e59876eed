import { byName, type DocumentChange, treeChanges } from '@/lib/domain/decision/document-changes';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import { asList, byAmount, byDemands, byPermissions, byPresence, type ReadDirection } from './direction';

// A sign-off policy, old beside new: fewer places, longer lives and more who may act alone are looser.

type AnySlot = { role: string; count: number; people?: readonly string[] | undefined };

const slotName = ({ role, people }: AnySlot): string =>
  people === undefined || people.length === 0 ? role : `${role}: ${[...people].sort().join(', ')}`;

const slotTree = (slots: unknown) =>
  Object.fromEntries(
    Object.entries(byName(asList(slots) as readonly AnySlot[], slotName)).map(([name, { count }]) => [name, count]),
  );

const slotTrees = (lists: object) =>
  Object.fromEntries(Object.entries(lists).map(([name, slots]) => [name, slotTree(slots)]));

type AnyCondition = { when: unknown; slots: unknown };

const conditionTree = (conditions: unknown) =>
  Object.fromEntries(
    Object.entries(byName(asList(conditions) as readonly AnyCondition[], ({ when }) => canonicalJson(when))).map(
      ([name, { slots }]) => [name, slotTree(slots)],
    ),
  );

const treeOf = (policy: PolicyDocument) => {
  const { transitions, kinds, ...rest } = policy;
  const conditional = 'conditional' in policy ? conditionTree(policy.conditional) : {};
  return { ...rest, transitions: slotTrees(transitions), kinds: slotTrees(kinds), conditional };
};

/** Times and numbers of which more is looser, and those of which more is stricter. */
const greater: Record<string, 'looser' | 'stricter'> = {
  '/reviewHours': 'looser',
  '/breakGlassReviewHours': 'looser',
  '/decisionDays': 'looser',
  '/approvalDays': 'looser',
  '/windowExtensions': 'looser',
  '/leaseSeconds': 'looser',
  '/windowLeaseSeconds': 'looser',
  '/rollbackDays/max': 'looser',
  '/rollbackDays/min': 'stricter',
  '/rollbackDays/default': 'stricter',
  '/coolingOffHours': 'stricter',
  '/windowWarnHours': 'stricter',
};

/** Each pair of which the first moves before the second: what the order demands. */
const demandsOf = (order: readonly unknown[]): string[] =>
  order.flatMap((first, at) => order.slice(at + 1).map((second) => `${String(first)} before ${String(second)}`));

const read: ReadDirection = (path, before, after) => {
  const [part, ...below] = path;
  if (part === 'transitions' || part === 'kinds' || part === 'conditional') {
    if (below.length === 0) return null;
    return (
      byPresence(before, after) ?? (below.length === 2 ? byAmount(Number(before), Number(after), 'stricter') : null)
    );
  }
  if (part === 'rollbackRoles' || part === 'breakGlassRoles') return byPermissions(asList(before), asList(after));
  if (part === 'workloadOrder') return byDemands(demandsOf(asList(before)), demandsOf(asList(after)));
  const known = greater[`/${path.join('/')}`];
  return known === undefined ? null : byAmount(Number(before), Number(after), known);
};

/** What a policy changes of the one in force. */
export const policyChanges = (before: PolicyDocument, after: PolicyDocument): DocumentChange[] =>
  treeChanges(treeOf(before), treeOf(after), read);
