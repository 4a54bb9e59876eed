import type { Decision } from '@/lib/domain/decision/decision';
import type { PayloadOf } from '@/lib/domain/decision/payload';
import { inheritedEnd } from '@/lib/domain/decision/redraw-windows';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { momentText } from '@/lib/usecases/queries/parts/say';

type Redraw = PayloadOf<'redraw_lanes'>;
type Going = { lane: string; until: Date };

/** Of lanes that it would begin: the ways back that they take over. */
const planned = (context: ListedContext, { begun, cohorts, subscribers }: Redraw, now: Date): Going[] => {
  const names = new Map<string, string>([
    ...cohorts.map(({ slug, name }) => [`cohort:${slug}`, name] as const),
    ...(subscribers ?? []).map(({ slug, name }) => [`subscriber:${slug}`, name] as const),
  ]);
  return begun.flatMap((lane) => {
    const until = inheritedEnd(lane, context, now);
    return until === null ? [] : [{ lane: `${lane.workload}, ${names.get(lane.audience) ?? lane.audience}`, until }];
  });
};

/** Of lanes that it began: theirs, as recorded. */
const recorded = (context: ListedContext, { id }: Decision): Going[] =>
  [...context.lanes, ...(context.former ?? [])].flatMap(({ lane, windows }) =>
    windows.flatMap(({ decision, closesAt, endedAt }) =>
      decision.id === id && endedAt === null
        ? [{ lane: `${lane.workload}, ${lane.audience.name}`, until: closesAt }]
        : [],
    ),
  );

/** Which ways back go on in lanes that are drawn anew, each until when: nobody's ends by it. */
export const redrawnWayBack = (context: ListedContext, decision: Decision, payload: Redraw, now: Date): string => {
  const executed = decision.state === 'executed';
  const going = executed ? recorded(context, decision) : planned(context, payload, now);
  if (going.length === 0) return 'Nothing moves to target, so there is nothing to bring back.';
  const told = going.map(({ lane, until }) => `${lane}, until ${momentText(until, now)}`);
  const what = executed ? 'went on' : 'goes on';
  return `Nothing moves to target, and every way back that is open ${what} as it was: ${told.join('; ')}.`;
};
