import type { DeclaredCheck } from '@/lib/domain/criteria/declared-check';
import { byName, type DocumentChange, treeChanges } from '@/lib/domain/decision/document-changes';
import { durationMs } from '@/lib/domain/kernel/duration';
import { asList, byAmount, byDemands, byPresence, type ReadDirection } from './direction';

// Expected checks, old beside new: fewer, rarer, later or smaller ones are looser.

const nameOf = ({ source, layer, workload }: DeclaredCheck): string =>
  [source, layer, ...(workload === undefined ? [] : [workload])].join(' ');

const treeOf = (checks: readonly DeclaredCheck[]) =>
  Object.fromEntries(
    Object.entries(byName(checks, nameOf)).map(([name, { cadence, grace, keys, minCompared }]) => [
      name,
      { cadence, grace, keys, minCompared },
    ]),
  );

const duration = (value: unknown): number => durationMs(String(value)) ?? Number.NaN;

const read: ReadDirection = (path, before, after) => {
  const present = byPresence(before, after);
  if (path.length === 1) return present;
  switch (path[1]) {
    case 'cadence':
    case 'grace':
      return byAmount(duration(before), duration(after), 'looser');
    case 'minCompared':
      return byAmount(Number(before), Number(after), 'stricter');
    case 'keys':
      return byDemands(asList(before), asList(after));
    default:
      return null;
  }
};

/** What a list of expected checks changes of the one in force. */
export const expectedCheckChanges = (
  before: readonly DeclaredCheck[],
  after: readonly DeclaredCheck[],
): DocumentChange[] => treeChanges(treeOf(before), treeOf(after), read, ['expectedChecks']);
