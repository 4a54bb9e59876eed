import type { MoveKind, ProposeQuery } from '@/lib/contract/views/decision';
import type { LaneRef } from '@/lib/contract/views/parts';
import { laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { sideOnRecord, stageOnRecord } from '@/lib/domain/decision/context-state';
import type { AdvanceProposal, RollbackProposal } from '@/lib/domain/decision/proposal';
import { isEarlier, transitionsOf } from '@/lib/domain/stage/transition';
import { type Side, type Stage, stages } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { lanesText } from '@/lib/usecases/queries/parts/lane-words';

// What has been picked so far for a proposal, read from the address.

/** Where a move leads: towards target or back, and to which stage. */
export type Course = { kind: MoveKind; to: Stage };

/** The side that a kind of move takes its lanes from. */
export const sideLeft: Record<MoveKind, Side> = { advance: 'legacy', rollback: 'target' };

/** The lanes of a context that are on a side, by the record. */
export const lanesOn = (context: ListedContext, side: Side): LaneRef[] =>
  context.lanes.filter((state) => sideOnRecord(state) === side).map(({ lane }) => laneNameOf(lane));

const backTo = ['selective', 'validated', 'shadow', 'planned'] as const;

/** The stages that a move can lead to from where the context stands: ahead, then back, the nearest first. */
export const coursesOf = (context: ListedContext): Course[] => {
  const from = stageOnRecord(context);
  const ahead = stages.filter((to) => transitionsOf(from, to, context.lanes.length).length > 0);
  const partly = lanesOn(context, 'target').length > 1;
  const back = backTo.filter((to) => (to === 'selective' ? partly : isEarlier(to, from)));
  return [
    ...ahead.map((to): Course => ({ kind: 'advance', to })),
    ...(lanesOn(context, 'target').length === 0 || from === 'retired'
      ? []
      : back.map((to): Course => ({ kind: 'rollback', to }))),
  ];
};

const aheadMeans: Record<Stage, string> = {
  planned: 'Nothing has begun.',
  shadow: 'Target processes the same input; nothing that it does reaches anyone.',
  validated: 'Results have been compared routinely, and agree as the rules demand.',
  selective: 'Target becomes authoritative in the lanes that are picked.',
  full: 'Target becomes authoritative in all lanes; legacy stands by until the rollback window closes.',
  retired: 'Legacy is switched off.',
};

const backMeans: Partial<Record<Stage, string>> = {
  planned: 'Legacy answers everything again, alone; target is switched off.',
  shadow: 'Legacy answers everything again; target goes on in its shadow.',
  validated: 'Legacy answers everything again; what was proven to agree still counts as proven.',
  selective: 'Legacy takes the lanes that are picked; the others stay on target.',
};

/** What a move means, in a sentence. */
export const meaningOfCourse = ({ kind, to }: Course): string =>
  kind === 'advance' ? aheadMeans[to] : (backMeans[to] ?? '');

/** Only moves to selective pick their lanes; the others take all that are left, or none. */
export const needsLanes = (to: Stage): boolean => to === 'selective';

/** The course asked for where it can be taken, else the first of its kind, else the first. */
export const coursePicked = (context: ListedContext, { kind, to }: ProposeQuery): Course | null => {
  const all = coursesOf(context);
  const own = all.filter((course) => course.kind === (kind ?? 'advance'));
  return own.find((course) => course.to === to) ?? own[0] ?? (kind === undefined ? all[0] : undefined) ?? null;
};

/** The lanes that go: those named that are on the side to be left, or all of them. */
export const lanesPicked = (
  context: ListedContext,
  course: Course | null,
  asked: readonly string[] = [],
): LaneRef[] => {
  if (course === null || (course.kind === 'advance' && !needsLanes(course.to) && course.to !== 'full')) return [];
  const all = lanesOn(context, sideLeft[course.kind]);
  return needsLanes(course.to) ? all.filter((lane) => asked.includes(laneText(lane))) : all;
};

/** A first draft of the title: "Move reads, EU motor, to target". */
export const titleOf = (context: ListedContext, course: Course | null, picked: readonly LaneRef[]): string => {
  if (course === null) return '';
  if (course.kind === 'rollback' && course.to !== 'selective') return `Take ${context.name} back to ${course.to}`;
  if (course.to === 'shadow') return `Begin shadowing ${context.name}`;
  if (course.to === 'validated') return `Take ${context.name} as validated`;
  if (course.kind === 'advance' && course.to === 'full') return `Move ${context.name} fully to target`;
  if (picked.length === 0) return '';
  const names = new Set(picked.map(laneText));
  const all = context.lanes.map(({ lane }) => lane);
  const text = lanesText(
    all.filter((lane) => names.has(laneText(laneNameOf(lane)))),
    all,
  );
  return course.kind === 'advance' ? `Move ${text}, to target` : `Take ${text}, back to legacy`;
};

const told = { rationale: '' };

export const proposalFor = (
  { kind, to }: Course,
  picked: readonly LaneRef[],
  title: string,
): AdvanceProposal | RollbackProposal =>
  kind === 'advance'
    ? { kind, to, lanes: needsLanes(to) ? picked : [], title, ...told }
    : { kind, ...(needsLanes(to) ? { lanes: picked } : { to, lanes: [] }), title, ...told };
