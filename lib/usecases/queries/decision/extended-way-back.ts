import type { WayBackView } from '@/lib/contract/views/decision';
import type { Asker } from '@/lib/domain/access/rule';
import { type RollbackWindow, windowStateAt } from '@/lib/domain/authority/window';
import type { Decision } from '@/lib/domain/decision/decision';
import type { ExtendWindowPayload, WindowToExtend } from '@/lib/domain/decision/governing-payload';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { isUndecidedAt } from '@/lib/usecases/queries/parts/decision-line';
import { lanesText } from '@/lib/usecases/queries/parts/lane-words';
import { type Picture, policyIn } from '@/lib/usecases/queries/parts/picture';
import { provenIn } from '@/lib/usecases/queries/parts/proofs';
import { momentText } from '@/lib/usecases/queries/parts/say';
import { mayNot } from '@/lib/usecases/queries/parts/viewing';
import { backAtOnceText, rollbackAct } from '@/lib/usecases/queries/parts/windows';

// The way back of lanes whose window a decision keeps open longer: until when it was open, until when it is, and how often
// that happened before.

type Input = { picture: Picture; context: ListedContext; decision: Decision; asker: Asker };

/** Lanes that were drawn anew since took what was left of the way back with them. */
const lanesIn = ({ lanes, former }: ListedContext) => [...lanes, ...(former ?? [])];

const windowOf = (context: ListedContext, { laneId, opener }: WindowToExtend): RollbackWindow | undefined =>
  lanesIn(context)
    .find(({ lane }) => lane.id === laneId)
    ?.windows.find(({ decision }) => decision.id === opener.id);

const namesOf = (context: ListedContext, windows: readonly WindowToExtend[]): string => {
  const ids = new Set(windows.map(({ laneId }) => laneId));
  const lanes = lanesIn(context).map(({ lane }) => lane);
  return lanesText(
    lanes.filter(({ id }) => ids.has(id)),
    lanes,
  );
};

const nth = (before: number): string => (before === 0 ? 'its first extension' : `its extension number ${before + 1}`);

type Fate = 'asked' | 'executed' | 'over';

/** "The way back of reads, Asia and Pacific, was to close 17 Nov 12:10 UTC; by its first extension it is until …" */
const movedText = (
  context: ListedContext,
  windows: readonly [WindowToExtend, ...WindowToExtend[]],
  fate: Fate,
  now: Date,
): string => {
  const [{ closesAt, extendedTo, extensions, opener }] = windows;
  const of = `The way back of ${namesOf(context, windows)}, opened by D-${opener.number},`;
  const [old, next] = [momentText(new Date(closesAt), now), momentText(new Date(extendedTo), now)];
  if (fate === 'over') return `${of} kept its end, ${old}: it was not extended.`;
  if (fate === 'asked') return `${of} closes ${old}; this would keep it open until ${next}, ${nth(extensions)}.`;
  return `${of} was to close ${old}; it was kept open until ${next}, ${nth(extensions)}.`;
};

/** Windows that close, and would close, at the same instants after as many extensions are told together. */
const together = (windows: readonly WindowToExtend[]): [WindowToExtend, ...WindowToExtend[]][] => {
  const groups = new Map<string, [WindowToExtend, ...WindowToExtend[]]>();
  for (const window of windows) {
    const key = JSON.stringify([window.closesAt, window.extendedTo, window.extensions, window.opener.id]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [window]);
    else group.push(window);
  }
  return [...groups.values()].sort(([a], [b]) => (a.extendedTo < b.extendedTo ? -1 : 1));
};

/** What became of it since, where it was executed. */
const sinceText = (state: ReturnType<typeof windowStateAt> | undefined, again: boolean): string => {
  const more = again ? ' It was extended again since.' : '';
  if (state === 'used') return `${more} It was used.`;
  return state === 'closed' ? `${more} It is closed now; going back takes a new decision.` : more;
};

/** The way back of a decision that keeps it open longer, told by the lanes whose end comes first. */
export const extendedWayBack = (
  { picture, context, decision, asker }: Input,
  { windows }: ExtendWindowPayload,
): WayBackView => {
  const { now } = picture;
  const policy = policyIn(picture, context.programId).document;
  const fate = decision.state === 'executed' ? 'executed' : isUndecidedAt(decision, now) ? 'asked' : 'over';
  const groups = together(windows);
  const first = groups[0]?.[0];
  const window = first === undefined ? undefined : windowOf(context, first);
  const state = window === undefined ? undefined : windowStateAt(window, now);
  const open = fate !== 'over' && (state === 'open' || state === 'pending');
  const proven = provenIn(context, windows, now);
  const again = window !== undefined && first !== undefined && window.closesAt > new Date(first.extendedTo);
  const told = groups.map((group) => movedText(context, group, fate, now)).join(' ');
  return {
    state: fate === 'over' ? 'not_needed' : open ? proven.state : 'closed',
    days: null,
    opensAt: fate === 'over' ? null : (window?.opensAt.toISOString() ?? null),
    closesAt: fate === 'over' ? null : (first?.extendedTo ?? null),
    endedAt: window?.endedAt?.toISOString() ?? null,
    extended: fate === 'over' || first === undefined ? null : { from: first.closesAt },
    sentence: `${told}${fate === 'executed' ? sinceText(state, again) : ''}${open ? ` ${backAtOnceText(policy)} ${proven.sentence}` : ''}`,
    rollback: open ? rollbackAct(picture, context, asker) : mayNot('No rollback window of its lanes is open.'),
    reviewHours: policy.reviewHours,
  };
};
