import type { ProposeQuery } from '@/lib/contract/views/decision';
import type { LaneRef } from '@/lib/contract/views/parts';
import { laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { sideOnRecord, stageOnRecord } from '@/lib/domain/decision/context-state';
import type { AdvanceProposal } from '@/lib/domain/decision/proposal';
import { transitionsOf } from '@/lib/domain/stage/transition';
import { type Stage, stages } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { lanesText } from '@/lib/usecases/queries/parts/lane-words';

// What has been picked so far for a proposal, read from the address.

/** The stages that an advance can lead to from where the context stands. */
export const stagesAhead = (context: ListedContext): Stage[] => {
  const from = stageOnRecord(context);
  return stages.filter((to) => transitionsOf(from, to, context.lanes.length).length > 0);
};

/** What a move to a stage means. */
export const stageMeanings: Record<Stage, string> = {
  planned: 'Nothing has begun.',
  shadow: 'Target processes the same input; nothing that it does reaches anyone.',
  validated: 'Results have been compared routinely, and agree as the rules demand.',
  selective: 'Target becomes authoritative in the lanes that are picked.',
  full: 'Target becomes authoritative in all lanes; legacy stands by until the rollback window closes.',
  retired: 'Legacy is switched off.',
};

/** Only moves to selective pick their lanes; to full go all that are left. */
export const needsLanes = (to: Stage): boolean => to === 'selective';

export const onLegacy = (context: ListedContext): LaneRef[] =>
  context.lanes.filter((state) => sideOnRecord(state) === 'legacy').map(({ lane }) => laneNameOf(lane));

/** The stage asked for where it lies ahead, else the first that does. */
export const stagePicked = (context: ListedContext, asked: ProposeQuery['to']): Stage | null => {
  const ahead = stagesAhead(context);
  return ahead.find((stage) => stage === asked) ?? ahead[0] ?? null;
};

/** The lanes that go: those named that may, or all that are left for a move to full. */
export const lanesPicked = (context: ListedContext, to: Stage | null, asked: readonly string[] = []): LaneRef[] => {
  if (to === 'full') return onLegacy(context);
  return to === 'selective' ? onLegacy(context).filter((lane) => asked.includes(laneText(lane))) : [];
};

/** A first draft of the title: "Move reads, EU motor, to target". */
export const titleOf = (context: ListedContext, to: Stage | null, picked: readonly LaneRef[]): string => {
  if (to === 'shadow') return `Begin shadowing ${context.name}`;
  if (to === 'validated') return `Take ${context.name} as validated`;
  if (picked.length === 0) return '';
  const names = new Set(picked.map(laneText));
  const all = context.lanes.map(({ lane }) => lane);
  const text = lanesText(
    all.filter((lane) => names.has(laneText(laneNameOf(lane)))),
    all,
  );
  return to === 'full' ? `Move ${context.name} fully to target` : `Move ${text}, to target`;
};

export const proposalFor = (to: Stage, picked: readonly LaneRef[], title: string): AdvanceProposal => ({
  kind: 'advance',
  to,
  lanes: needsLanes(to) ? picked : [],
  title,
  rationale: '',
});
