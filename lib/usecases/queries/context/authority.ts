import type { ContextView, RollbackChoice } from '@/lib/contract/views/context';
import type { Asker } from '@/lib/domain/access/rule';
import { authorityAt, stageAt } from '@/lib/domain/authority/interval';
import { laneNameOf } from '@/lib/domain/authority/lane';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { laneRouters } from '@/lib/usecases/queries/parts/lane-routers';
import { matrixOf } from '@/lib/usecases/queries/parts/matrix';
import { type Picture, policyIn } from '@/lib/usecases/queries/parts/picture';
import { counted } from '@/lib/usecases/queries/parts/say';
import { mayNot, type Viewing } from '@/lib/usecases/queries/parts/viewing';
import { returningLanes, rollbackAct } from '@/lib/usecases/queries/parts/windows';

const sentenceOf = (context: ListedContext, now: Date): string => {
  const lanes = context.lanes.length;
  if (lanes === 0) return 'No lane is declared.';
  if (stageAt(context.stages, now) === 'planned') return `${counted(lanes, 'lane')}; legacy runs alone.`;
  const sides = context.lanes.map(({ intervals }) => authorityAt(intervals, now)?.side ?? 'legacy');
  const target = sides.filter((side) => side === 'target').length;
  const held =
    target === 0 ? 'legacy in all of them' : target === lanes ? 'target in all of them' : `target in ${target}`;
  const pending = context.lanes.filter(({ intervals }) => intervals.some(({ from }) => from > now)).length;
  const change =
    pending === 0 ? '' : `; ${counted(pending, 'change is', 'changes are')} on record and not yet in effect`;
  return `${counted(lanes, 'lane')}, ${held}${change}.`;
};

export const authorityOf = (context: ListedContext, now: Date): Omit<ContextView['authority'], 'routers'> => ({
  ...matrixOf(context, now),
  sentence: sentenceOf(context, now),
});

/** What routers say and do of each lane, by `workload/audience`. */
export const routersOf = async (
  { db, program, now }: Viewing,
  context: ListedContext,
): Promise<ContextView['authority']['routers']> =>
  Object.fromEntries(
    [...(await laneRouters(db, program.id, [context], now))].map(([place, view]) => [
      place.slice(context.slug.length + 1),
      view,
    ]),
  );

/** The lanes that may go back at once through an open window, and whether this person may send them. */
export const rollbackChoice = (picture: Picture, context: ListedContext, asker: Asker): RollbackChoice => {
  const lanes = returningLanes(context, picture.now);
  return {
    act: lanes.length === 0 ? mayNot('No rollback window is open here.') : rollbackAct(picture, context, asker),
    lanes: lanes.map(({ lane, window }) => ({
      ...laneNameOf(lane),
      text: `${lane.workload}, ${lane.audience.name}`,
      closesAt: window.closesAt.toISOString(),
    })),
    reviewHours: policyIn(picture, context.programId).document.reviewHours,
  };
};

/** Who consumes this context on their own terms, and which side serves them. */
export const subscribersOf = (context: ListedContext, now: Date): ContextView['subscribers'] => {
  const own = context.lanes.filter(({ lane }) => lane.audience.kind === 'subscriber');
  const slugs = [...new Set(own.map(({ lane }) => lane.audience.slug))];
  return slugs.map((slug) => {
    const lanes = own.filter(({ lane }) => lane.audience.slug === slug);
    return {
      name: lanes[0]?.lane.audience.name ?? slug,
      owner: context.subscriberOwners.get(slug) ?? null,
      workloads: lanes.map(({ lane, intervals }) => {
        const held = authorityAt(intervals, now);
        return { workload: lane.workload, side: held?.side ?? null, since: held?.from.toISOString() ?? null };
      }),
    };
  });
};
