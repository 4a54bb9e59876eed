import type { DrawingChoice, DrawnCohort } from '@/lib/contract/views/context';
import type { Act } from '@/lib/contract/views/parts';
import { mayPropose } from '@/lib/domain/access/may';
import type { Asker } from '@/lib/domain/access/rule';
import { bucketCount, shareOf } from '@/lib/domain/authority/condition';
import type { CohortAudience } from '@/lib/domain/authority/lane';
import { stageOnRecord } from '@/lib/domain/decision/context-state';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { actOf, mayNot } from '@/lib/usecases/queries/parts/viewing';

const percentOf = (bucket: number): number => Math.round((bucket * 100_000) / bucketCount) / 1000;

const drawn = ({ slug, name, condition, trafficPercent }: CohortAudience): DrawnCohort => {
  const [range] = condition.kind === 'percentage' ? condition.ranges : [];
  return {
    slug,
    name,
    where: condition.kind === 'dimensions' ? condition.where : null,
    percent: range === undefined ? null : { from: percentOf(range.from), to: percentOf(range.to) },
    trafficPercent: trafficPercent === undefined || trafficPercent === shareOf(condition) ? null : trafficPercent,
  };
};

const redrawAct = (context: ListedContext, asker: Asker): Act => {
  const stage = stageOnRecord(context);
  if (stage === 'planned') return mayNot('It has not left planned: its manifest draws its lanes.');
  if (stage === 'retired') return mayNot('It is retired, and is drawn no more.');
  return actOf(mayPropose({ kind: 'redraw_lanes' })(asker));
};

/** The cohorts of the drawing on record, and whether this person may propose another. */
export const drawingChoice = (
  context: ListedContext,
  dimensions: Record<string, string[]>,
  asker: Asker,
): DrawingChoice => {
  const cohorts = context.lanes.flatMap(({ lane: { audience } }) => (audience.kind === 'cohort' ? [audience] : []));
  return {
    act: redrawAct(context, asker),
    cohorts: [...new Map(cohorts.map((cohort) => [cohort.slug, cohort])).values()]
      .sort((a, b) => a.position - b.position)
      .map(drawn),
    dimensions,
  };
};
