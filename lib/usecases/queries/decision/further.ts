import type { AcceptedRiskView, RevisionLine } from '@/lib/contract/views/decision';
import { isInForce } from '@/lib/domain/criteria/accepted-risk';
import { lanesOf, type Payload } from '@/lib/domain/decision/payload';
import type { Revision } from '@/lib/domain/decision/revision';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { listed } from '@/lib/domain/kernel/in-words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { Picture } from '@/lib/usecases/queries/parts/picture';

// What stands beside the change itself: its traffic, its revisions, and the risks that it stands on.

/** "24.1 % of writes", "all of reads and writes"; empty for what touches no traffic. */
export const trafficText = ({ stakes }: Payload): string => {
  const { workloads, sharePercent } = stakes;
  if (workloads.length === 0) return '';
  const of = listed(workloads);
  if (sharePercent === null) return `a share of ${of} that nobody has declared: it counts as all`;
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
        reason: revision.reason,
        changed: before === undefined ? [] : changedParts(before.document.payload, revision.document.payload),
      };
    })
    .toReversed();

/** The risks in force that waive one of the criteria that a move answers for. */
export const risksOf = (
  picture: Picture,
  context: ListedContext | null,
  criteria: readonly string[],
): AcceptedRiskView[] =>
  (context === null ? [] : (picture.governed.get(context.id)?.risks ?? []))
    .filter((risk) => isInForce(risk, picture.now) && criteria.includes(risk.criterion))
    .map(({ decision, criterion, owner, gap, mitigation, until }) => ({
      decision: decision.number,
      criterion,
      owner: owner.name,
      gap,
      mitigation,
      until: until.toISOString(),
    }));

/** The workloads that a payload takes to target. */
export const workloadsMoved = (payload: Payload): string[] =>
  payload.kind === 'advance' ? [...new Set(lanesOf(payload).map(({ workload }) => workload))] : [];
