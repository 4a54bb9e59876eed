import type { WayBackView } from '@/lib/contract/views/decision';
import type { Asker } from '@/lib/domain/access/rule';
import { type RollbackWindow, windowStateAt } from '@/lib/domain/authority/window';
import type { Decision } from '@/lib/domain/decision/decision';
import { lanesOf } from '@/lib/domain/decision/payload';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { isUndecidedAt } from '@/lib/usecases/queries/parts/decision-line';
import { type Picture, policyIn } from '@/lib/usecases/queries/parts/picture';
import { provenIn } from '@/lib/usecases/queries/parts/proofs';
import { counted, dayMs, momentText, spanText } from '@/lib/usecases/queries/parts/say';
import { mayNot } from '@/lib/usecases/queries/parts/viewing';
import { backAtOnceText, rollbackAct } from '@/lib/usecases/queries/parts/windows';
import { effectIfNow } from './change';
import { extendedWayBack } from './extended-way-back';
import { redrawnWayBack } from './way-back-of-redraw';

const notNeeded = (sentence: string, reviewHours: number): WayBackView => ({
  state: 'not_needed',
  days: null,
  opensAt: null,
  closesAt: null,
  endedAt: null,
  extended: null,
  sentence,
  rollback: mayNot('Nothing was moved to target by it.'),
  reviewHours,
});

type Input = { picture: Picture; context: ListedContext; decision: Decision; asker: Asker };

const planned = ({ picture, context, decision }: Input, days: number): WayBackView => {
  const policy = policyIn(picture, context.programId).document;
  const ifNow = effectIfNow(picture, context, decision.payload);
  const { scheduledFor } = decision.payload;
  const opens =
    scheduledFor === null ? ifNow : new Date(Date.parse(scheduledFor) + ifNow.getTime() - picture.now.getTime());
  const closes = new Date(opens.getTime() + days * dayMs);
  const proven = provenIn(context, lanesOf(decision.payload), picture.now);
  return {
    state: proven.state,
    days,
    opensAt: opens.toISOString(),
    closesAt: closes.toISOString(),
    endedAt: null,
    extended: null,
    sentence: `Open for ${counted(days, 'day')} from when it takes effect. ${backAtOnceText(policy)} ${proven.sentence} After it, going back takes a new decision.`,
    rollback: mayNot('It has not been executed.'),
    reviewHours: policy.reviewHours,
  };
};

const recordedText = (
  windows: readonly RollbackWindow[],
  state: string,
  picture: Picture,
  policy: PolicyDocument,
  proven: string,
): string => {
  const [first] = windows;
  if (first === undefined) return 'No way back was opened.';
  const used = windows.filter((window) => window.endedAt !== null);
  const [back] = used;
  if (back?.endedAt != null && used.length === windows.length) {
    const after = Math.max(0, back.endedAt.getTime() - back.opensAt.getTime());
    return `The way back was used after ${spanText(after)}.`;
  }
  const closes = momentText(first.closesAt, picture.now);
  const some = used.length === 0 ? '' : ` ${used.length} of ${counted(windows.length, 'lane')} went back through it.`;
  if (state === 'closed') return `The way back closed ${closes}; going back takes a new decision.${some}`;
  return `The way back is open until ${closes}. ${backAtOnceText(policy)} ${proven}${some}`;
};

const recorded = ({ picture, context, decision, asker }: Input, days: number | null): WayBackView => {
  const policy = policyIn(picture, context.programId).document;
  // Lanes that were drawn anew since took what was left of the way back with them.
  const shifted = [...context.lanes, ...(context.former ?? [])];
  const windows = shifted.flatMap((lane) => lane.windows.filter((window) => window.decision.id === decision.id));
  const [first] = windows;
  const states = windows.map((window) => windowStateAt(window, picture.now));
  const open = states.some((state) => state === 'open' || state === 'pending');
  const proven = provenIn(context, lanesOf(decision.payload), picture.now);
  const ended = windows.every((window) => window.endedAt !== null) ? (first?.endedAt ?? null) : null;
  return {
    state: open ? proven.state : 'closed',
    days,
    opensAt: first?.opensAt.toISOString() ?? null,
    closesAt: first?.closesAt.toISOString() ?? null,
    endedAt: ended?.toISOString() ?? null,
    extended: null,
    sentence: recordedText(windows, open ? 'open' : 'closed', picture, policy, proven.sentence),
    rollback: open ? rollbackAct(picture, context, asker) : mayNot('Its rollback window is closed.'),
    reviewHours: policy.reviewHours,
  };
};

/** Whether lanes may still go back through the window that is shown. */
export const isOpen = ({ closesAt, endedAt }: WayBackView, now: Date): boolean =>
  closesAt !== null && endedAt === null && closesAt > now.toISOString();

/** What going back would take: planned while a decision is undecided, as recorded once it was executed. */
export const wayBackOf = ({
  programId,
  ...about
}: Omit<Input, 'context'> & { programId: string; context: ListedContext | null }): WayBackView => {
  const { context } = about;
  if (context === null) {
    const { reviewHours } = policyIn(about.picture, programId).document;
    return notNeeded('Nothing moves to target, so there is nothing to bring back.', reviewHours);
  }
  const input: Input = { ...about, context };
  const { payload, state } = input.decision;
  const { reviewHours } = policyIn(input.picture, input.context.programId).document;
  if (payload.kind === 'redraw_lanes') {
    return notNeeded(redrawnWayBack(context, input.decision, payload, input.picture.now), reviewHours);
  }
  if (payload.kind === 'extend_rollback_window') return extendedWayBack(input, payload);
  if (payload.kind === 'rollback') return notNeeded('This is the way back itself.', reviewHours);
  if (payload.kind !== 'advance' || payload.rollbackDays === null) {
    return notNeeded('Nothing moves to target, so there is nothing to bring back.', reviewHours);
  }
  if (state === 'executed') return recorded(input, payload.rollbackDays);
  return isUndecidedAt(input.decision, input.picture.now)
    ? planned(input, payload.rollbackDays)
    : notNeeded('Nothing was moved, so there is nothing to bring back.', reviewHours);
};
