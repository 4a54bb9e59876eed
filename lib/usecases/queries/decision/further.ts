import type { RevisionLine } from '@/lib/contract/views/decision';
import { withMoments } from '@/lib/domain/criteria/sentence';
import { lanesOf, type Payload } from '@/lib/domain/decision/payload';
import type { Revision } from '@/lib/domain/decision/revision';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { listed } from '@/lib/domain/kernel/in-words';

// What stands beside the change itself: its traffic, its revisions, and whose way back it is about.

/** "24.1 % of writes", "all of reads and writes"; empty for what touches no traffic. */
export const trafficText = ({ stakes }: Payload): string => {
  const { workloads, sharePercent } = stakes;
  if (workloads.length === 0) return '';
  const of = listed(workloads);
  if (sharePercent === null) return `its share of ${of} is not declared, so it counts as all`;
  return sharePercent === 100 ? `all of ${of}` : `${sharePercent} % of ${of}`;
};

const partWords: Record<string, string> = {
  title: 'title',
  rationale: 'reason',
  lanes: 'lanes',
  to: 'stage',
  rollbackDays: 'days of the way back',
  scheduledFor: 'date',
  guards: 'guards',
  ruleSet: 'rules',
  changes: 'what changes',
};

/** The parts of a payload that one revision changed of the one before, in words. */
const changedParts = (before: Payload, after: Payload): string[] => {
  const [a, b] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const same = (name: string) => canonicalJson(a.get(name) ?? null) === canonicalJson(b.get(name) ?? null);
  return Object.entries(partWords).flatMap(([name, words]) => (same(name) ? [] : [words]));
};

/** Every revision with why it began and what it changed, the newest first. */
export const revisionLines = (revisions: readonly Revision[]): RevisionLine[] =>
  revisions
    .map((revision, at): RevisionLine => {
      const before = revisions[at - 1];
      return {
        revision: revision.number,
        begunAt: revision.openedAt.toISOString(),
        reason: revision.reason === null ? null : withMoments(revision.reason),
        changed: before === undefined ? [] : changedParts(before.document.payload, revision.document.payload),
      };
    })
    .toReversed();

/** The workloads whose way back a payload is about: those that it takes to target, or keeps a window open for. */
export const workloadsMoved = (payload: Payload): string[] =>
  payload.kind === 'advance' || payload.kind === 'extend_rollback_window'
    ? [...new Set(lanesOf(payload).map(({ workload }) => workload))]
    : [];
