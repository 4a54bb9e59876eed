import type { GoverningPayload } from '@/lib/domain/decision/governing-payload';
import type { Payload } from '@/lib/domain/decision/payload';
import { listed } from '@/lib/domain/kernel/in-words';
import { counted, momentText } from './say';

// Decisions that move no authority, in words: what they do, and what they did.

const kinds: readonly GoverningPayload['kind'][] = [
  'activate_criteria',
  'change_policy',
  'extend_deadline',
  'extend_rollback_window',
  'accept_risk',
  'authorise_replay',
  'retire_legacy',
];

export const isGoverning = (payload: Payload): payload is GoverningPayload =>
  kinds.some((kind) => kind === payload.kind);

const moment = (text: string): string => momentText(new Date(text));

const partsText = (payload: Extract<GoverningPayload, { kind: 'activate_criteria' }>): string =>
  listed([
    ...(payload.criteria === null ? [] : ['other criteria']),
    ...(payload.expectedChecks === null ? [] : ['other expected checks']),
    ...(payload.equivalence === null ? [] : ['another statement of what counts as the same']),
    ...(payload.sources === undefined ? [] : ['other sources of events']),
  ]);

const loosening = ({ changes }: { changes: readonly { direction: string }[] }): string => {
  const looser = changes.filter(({ direction }) => direction === 'looser').length;
  return looser === 0
    ? 'Nothing gets easier to pass.'
    : `${counted(looser, 'change makes', 'changes make')} it easier to pass.`;
};

const times = (count: number): string =>
  count === 0 ? 'for the first time' : `after ${counted(count, 'extension')} before`;

const firstEnd = (windows: readonly { extendedTo: string }[]): string =>
  windows.map(({ extendedTo }) => extendedTo).sort()[0] ?? '';

/** How its context is called, and what a criterion of it asks, by its key. */
export type InContext = { name: string; titleOf: (criterion: string) => string };

/** What becomes of it if it is executed. */
export const governingStake = ({ name, titleOf }: InContext, payload: GoverningPayload): string => {
  switch (payload.kind) {
    case 'activate_criteria':
      return `${partsText(payload)} of ${name} come into force. ${loosening(payload)}`;
    case 'change_policy':
      return `Another sign-off policy says from now on who signs what. ${loosening(payload)}`;
    case 'extend_deadline':
      return `The hard date moves from ${payload.day.before ?? 'none'} to ${payload.day.after}, ${times(payload.extensions)}.`;
    case 'extend_rollback_window':
      return `The way back of ${counted(payload.windows.length, 'lane')} of ${name} stays open until ${moment(firstEnd(payload.windows))}.`;
    case 'accept_risk':
      return `“${titleOf(payload.criterion)}” of ${name} counts as waived until ${moment(payload.until)}; ${payload.owner.name} owns the gap: ${payload.gap}`;
    case 'authorise_replay':
      return `What ${name} saw from ${moment(payload.range.from)} to ${moment(payload.range.to)} may be played to ${payload.side} again, until ${moment(payload.until)}.`;
    case 'retire_legacy':
      return `Legacy of ${name} is switched off in every lane. Nothing leads back.`;
  }
};

/** What became of it when it was executed. */
export const governingEffect = ({ name, titleOf }: InContext, payload: GoverningPayload): string => {
  switch (payload.kind) {
    case 'activate_criteria':
      return `${partsText(payload)} of ${name} came into force.`;
    case 'change_policy':
      return 'Another sign-off policy came into force.';
    case 'extend_deadline':
      return `The hard date moved from ${payload.day.before ?? 'none'} to ${payload.day.after}.`;
    case 'extend_rollback_window':
      return `The way back of ${counted(payload.windows.length, 'lane')} of ${name} was kept open until ${moment(firstEnd(payload.windows))}.`;
    case 'accept_risk':
      return `${payload.owner.name} took on until ${moment(payload.until)} that “${titleOf(payload.criterion)}” of ${name} is not met.`;
    case 'authorise_replay':
      return `A replay to ${payload.side} of ${name} was authorised until ${moment(payload.until)}.`;
    case 'retire_legacy':
      return `Legacy of ${name} was retired.`;
  }
};

/** What stays as it is. */
export const governingSentence = (payload: GoverningPayload): string => {
  switch (payload.kind) {
    case 'activate_criteria':
      return 'Authority stays as it is; open decisions of this context are held against it at once.';
    case 'change_policy':
      return 'Authority stays as it is; of two policies the stricter counts for decisions that are open already.';
    case 'extend_deadline':
      return 'Authority stays as it is; legacy must be gone by the end of that day.';
    case 'extend_rollback_window':
      return 'Authority stays as it is; one person may go back for longer.';
    case 'accept_risk':
      return `Authority stays as it is; the criterion stands again by itself when the risk ends. Meanwhile: ${payload.mitigation}`;
    case 'authorise_replay':
      return `Authority stays as it is. ${payload.what} Its side effects: ${payload.containment}`;
    case 'retire_legacy':
      return 'Target stays authoritative in every lane; legacy is off.';
  }
};
