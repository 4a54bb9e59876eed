import type { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import { byName, type DocumentChange, treeChanges } from '@/lib/domain/decision/document-changes';
import { severities } from '@/lib/domain/words';
import { asList, byAmount, byDemands, byPresence, type Direction, type ReadDirection } from './direction';

// A criteria set, old beside new: what is asked less of, less often, of less, or no longer, is looser.

const treeOf = (document: CriteriaSetDocument) =>
  Object.fromEntries(
    Object.entries(document.transitions).map(([move, list]) => [
      move,
      Object.fromEntries(
        Object.entries(byName(list ?? [], ({ key }) => key)).map(([name, { key: _key, ...rest }]) => [name, rest]),
      ),
    ]),
  );

const bySeverity: readonly string[] = severities;

/** Without a severity every pattern counts, the least severe included. */
const severityRank = (word: unknown): number =>
  word === undefined ? severities.length : bySeverity.indexOf(String(word));

/** What narrows a criterion to a part: looser when it comes, stricter when it goes. */
const byNarrowing = (before: unknown, after: unknown): Direction => {
  if (before === undefined) return 'looser';
  return after === undefined ? 'stricter' : 'other';
};

type Known = (before: unknown, after: unknown) => Direction;
const amount =
  (greater: 'looser' | 'stricter'): Known =>
  (before, after) =>
    byAmount(Number(before), Number(after), greater);

const members: Record<string, Known> = {
  threshold: amount('stricter'),
  minSamples: amount('stricter'),
  max: amount('looser'),
  freshnessHours: amount('looser'),
  validDays: amount('looser'),
  withinDays: amount('looser'),
  blocking: (_before, after) => (after === true ? 'stricter' : 'looser'),
  scope: (_before, after) => (after === 'lanes' ? 'stricter' : 'looser'),
  confidence: (before, after) => byPresence(before, after) ?? 'other',
  // At least as severe as this counts: only the more severe counting is looser.
  severity: (before, after) => byAmount(severityRank(before), severityRank(after), 'stricter'),
  category: byNarrowing,
  layer: byNarrowing,
  workload: byNarrowing,
  conditions: (before, after) => byDemands(asList(before), asList(after)),
  // Another kind under the same key is another criterion: the one that was there is gone.
  kind: () => 'looser',
};

const isBlocking = (criterion: unknown): boolean =>
  typeof criterion === 'object' && criterion !== null && 'blocking' in criterion && criterion.blocking === true;

const read: ReadDirection = (path, before, after) => {
  const [, , member] = path;
  if (path.length === 1) return null;
  if (path.length === 2) {
    if (before === undefined) return isBlocking(after) ? 'stricter' : 'other';
    return after === undefined ? 'looser' : null;
  }
  return path.length === 3 && member !== undefined ? (members[member]?.(before, after) ?? null) : null;
};

/** What a criteria set changes of the one in force; a transition without criteria is one that asks nothing. */
export const criteriaChanges = (before: CriteriaSetDocument, after: CriteriaSetDocument): DocumentChange[] => {
  const [then, now] = [treeOf(before), treeOf(after)];
  const moves = new Set([...Object.keys(then), ...Object.keys(now)]);
  const whole = (tree: typeof then) => Object.fromEntries([...moves].map((move) => [move, tree[move] ?? {}]));
  return treeChanges(whole(then), whole(now), read, ['criteria', 'transitions']);
};
