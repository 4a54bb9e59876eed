import { laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { titleOfKey } from '@/lib/domain/criteria/criterion-title';
import type { Payload, PayloadOf } from '@/lib/domain/decision/payload';
import { lanesOf } from '@/lib/domain/decision/payload';
import { capitalised, listed } from '@/lib/domain/kernel/in-words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { governingEffect, governingStake, type InContext, isGoverning } from './governing-words';
import { lanesText } from './lane-words';
import type { Picture } from './picture';
import { counted } from './say';

/** The lanes that a payload names, in words. */
export const payloadLanesText = (context: ListedContext, payload: Payload): string => {
  const names = new Set(lanesOf(payload).map(laneText));
  const all = context.lanes.map(({ lane }) => lane);
  return lanesText(
    all.filter((lane) => names.has(laneText(laneNameOf(lane)))),
    all,
  );
};

/** What a new drawing of lanes does, in one sentence. */
export const redrawText = ({ lanes, begun }: PayloadOf<'redraw_lanes'>): string => {
  const names = [...new Set(begun.map(({ audience }) => audience))];
  const what = `${counted(lanes.length, 'lane')} ${lanes.length === 1 ? 'ends' : 'end'} and ${counted(begun.length, 'lane')} ${begun.length === 1 ? 'begins' : 'begin'}`;
  return `${what}${names.length === 0 ? '' : `, for ${listed(names)}`}; every request keeps the side that it has, and its way back.`;
};

/** What the review of an emergency came to, in words. */
export const findingText = ({ finding }: PayloadOf<'review_break_glass'>): string => {
  if (finding === null) return 'nothing is found yet';
  const { verdict, follows } = finding;
  const what = { ratified: 'ratified', ratified_with_findings: 'ratified with findings', reverse: 'to be reversed' };
  return follows === null ? what[verdict] : `${what[verdict]}; what follows: ${follows}`;
};

type Titles = Pick<Picture, 'criteria'>;

const inContext = ({ criteria }: Titles, context: ListedContext | null): InContext => ({
  name: context?.name ?? '',
  titleOf: (key) => titleOfKey(criteria.get(context?.id ?? '')?.document, key),
});

/** What became of it when it was executed, in one sentence. */
export const effectOf = (picture: Titles, context: ListedContext | null, payload: Payload): string => {
  if (isGoverning(payload)) return capitalised(governingEffect(inContext(picture, context), payload));
  if (context === null) throw new Error('this kind of decision is about a context');
  const { name } = context;
  switch (payload.kind) {
    case 'advance':
      if (payload.to === 'shadow') return `Target began to process the same input as legacy for ${name}.`;
      if (payload.to === 'validated') return `The results of ${name} were taken as proven to agree.`;
      return `Target became authoritative for ${name}, ${payloadLanesText(context, payload)}.`;
    case 'rollback':
      return payload.lanes.length === 0
        ? `${name} went back from ${payload.from} to ${payload.to}.`
        : `Legacy became authoritative again for ${name}, ${payloadLanesText(context, payload)}.`;
    case 'review_rollback':
      return `The rollback D-${payload.rollback.number} of ${name} was answered for: ${payload.rationale}`;
    case 'activate_rules':
      return `Version ${payload.ruleSet.version} of the rules of ${name} came into force.`;
    case 'redraw_lanes':
      return `The lanes of ${name} were drawn anew: ${redrawText(payload)}`;
    case 'break_glass':
      return `Outside the gates, for ${payload.incident}: ${payload.side} became authoritative for ${name}, ${payloadLanesText(context, payload)}.`;
    case 'review_break_glass':
      return `The break-glass move D-${payload.breakGlass.number} of ${name} was answered for: ${findingText(payload)}.`;
  }
};

/** What becomes of it if it is executed, in one or two sentences. */
export const stakeOf = (picture: Titles, context: ListedContext | null, payload: Payload): string => {
  if (isGoverning(payload)) return capitalised(governingStake(inContext(picture, context), payload));
  if (context === null) throw new Error('this kind of decision is about a context');
  const { name } = context;
  switch (payload.kind) {
    case 'advance': {
      if (payload.to === 'shadow') {
        return `Target begins to process the same input as legacy for ${name}; nothing that it does reaches anyone.`;
      }
      if (payload.to === 'validated') {
        return `The results of ${name} count as proven to agree; the next step may move authority.`;
      }
      const back =
        payload.rollbackDays === null ? '' : ` The way back stays open for ${counted(payload.rollbackDays, 'day')}.`;
      return `Target becomes authoritative for ${name}, ${payloadLanesText(context, payload)}.${back}`;
    }
    case 'rollback':
      return payload.lanes.length === 0
        ? `${name} goes back from ${payload.from} to ${payload.to}.`
        : `Legacy becomes authoritative again for ${name}, ${payloadLanesText(context, payload)}.`;
    case 'redraw_lanes':
      return `The lanes of ${name} are drawn anew: ${redrawText(payload)}`;
    case 'review_rollback':
      return `The rollback D-${payload.rollback.number} of ${name} is answered for: ${payload.rationale}`;
    case 'activate_rules':
      return `Version ${payload.ruleSet.version} of the rules of ${name} says from now on what counts as the same.`;
    case 'break_glass':
      return `Outside the gates, for ${payload.incident}: ${payload.side} becomes authoritative for ${name}, ${payloadLanesText(context, payload)}.`;
    case 'review_break_glass':
      return `The break-glass move D-${payload.breakGlass.number} of ${name} is answered for: ${findingText(payload)}.`;
  }
};
