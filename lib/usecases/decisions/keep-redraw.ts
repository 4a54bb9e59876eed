import type { ManifestCohort, ManifestContext } from '@/lib/contract/manifest';
import { bucketCount, type CohortCondition } from '@/lib/domain/authority/condition';
import type { Decision } from '@/lib/domain/decision/decision';
import type { LanesRedrawn } from '@/lib/domain/decision/plan-redraw';
import type { RedrawLanesPayload, RedrawnCohort } from '@/lib/domain/decision/redraw-payload';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { saveRedraw } from '@/lib/store/redraw';
import { inContext, putOnRecord } from '@/lib/usecases/manifest/put-on-record';
import type { ProgramTx } from '@/lib/usecases/transact';

const percentOf = (bucket: number): number => (bucket * 100) / bucketCount;

/** A condition as a manifest writes it; a share has one range there. */
const declared = (condition: CohortCondition): Pick<ManifestCohort, 'where' | 'percent'> => {
  if (condition.kind === 'dimensions') return { where: condition.where };
  const [range] = condition.kind === 'percentage' ? condition.ranges : [];
  return range === undefined ? {} : { percent: { from: percentOf(range.from), to: percentOf(range.to) } };
};

const cohortOf = (before: readonly ManifestCohort[], cohort: RedrawnCohort): ManifestCohort => {
  const { slug, name, condition, trafficPercent } = cohort;
  const drawn = { slug, name, ...declared(condition), ...(trafficPercent === null ? {} : { trafficPercent }) };
  const old = before.find((candidate) => candidate.slug === slug);
  const same =
    old !== undefined &&
    canonicalJson([old.where ?? null, old.percent ?? null]) ===
      canonicalJson([drawn.where ?? null, drawn.percent ?? null]);
  return same && old.share !== undefined ? { ...drawn, share: old.share } : drawn;
};

/** The context as the manifest says it once its lanes are drawn anew. */
const redrawn =
  ({ workloads, cohorts, subscribers }: RedrawLanesPayload) =>
  (context: ManifestContext): ManifestContext => ({
    ...context,
    workloads,
    cohorts: cohorts.map((cohort) => cohortOf(context.cohorts, cohort)),
    subscribers:
      subscribers === null
        ? context.subscribers
        : subscribers.map(({ slug, name, workloads: own, owner, trafficPercent }) => ({
            slug,
            name,
            workloads: own,
            owner,
            ...(trafficPercent === null ? {} : { trafficPercent }),
          })),
  });

/** Writes lanes that were drawn anew, and puts the new drawing on record in the manifest. */
export const keepRedraw = async (
  tx: ProgramTx,
  decision: Decision,
  change: LanesRedrawn,
  entry: number,
): Promise<void> => {
  if (decision.contextId === null) throw new Error('this change is about a context');
  const place = { programId: tx.program.id, contextId: decision.contextId, decisionId: decision.id, entry };
  await saveRedraw(tx.db, place, change);
  const slug = change.payload.context;
  await putOnRecord(tx, decision, [{ part: `lanes of ${slug}`, rewrite: inContext(slug, redrawn(change.payload)) }]);
};
