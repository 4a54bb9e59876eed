import { laneNameOf, laneText, laneWords } from '@/lib/domain/authority/lane';
import { type RollbackWindow, wayBackWindow } from '@/lib/domain/authority/window';
import { momentText } from '@/lib/domain/criteria/sentence';
import type { LaneState } from '@/lib/domain/decision/context-state';
import { type DocumentChange, valueChange } from '@/lib/domain/decision/document-changes';
import { findLanes, payloadLanes } from '@/lib/domain/decision/find-lanes';
import type { ExtendWindowPayload, WindowToExtend } from '@/lib/domain/decision/governing-payload';
import type { ExtendWindowProposal } from '@/lib/domain/decision/governing-proposal';
import { told } from '@/lib/domain/decision/revising';
import { stakesOf } from '@/lib/domain/decision/stakes-of';
import { historyOf, type WindowHistory } from '@/lib/domain/decision/window-history';
import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { atOnce } from './governing';
import { contextOf } from './ground';
import type { Ground, KindRules } from './kind';
import { scheduledIn, scheduleOf } from './schedule-of';

const dayMs = 86_400_000;

type Bounds = Pick<PolicyDocument, 'windowExtensions' | 'rollbackDays'>;

const endOf = (window: RollbackWindow, by: ExtendWindowProposal['by']): Date =>
  'days' in by ? new Date(window.closesAt.getTime() + by.days * dayMs) : by.until;

type Asked = { window: RollbackWindow; history: WindowHistory; end: Date };

const problemOf = ({ window, history, end }: Asked, policy: Bounds): Omit<RefusalDetail, 'pointer'> | null => {
  if (end <= window.closesAt) {
    return { code: 'window_not_longer', detail: `is open until ${momentText(window.closesAt)} already` };
  }
  if (history.extensions >= policy.windowExtensions) {
    const times = policy.windowExtensions === 1 ? 'once' : `${policy.windowExtensions} times`;
    return { code: 'extensions_used_up', detail: `was extended ${times}, which is all that the policy allows` };
  }
  if (end.getTime() - history.opensAt.getTime() > policy.rollbackDays.max * dayMs) {
    const detail = `would be open for more than ${policy.rollbackDays.max} days in all`;
    return { code: 'invalid_body', detail };
  }
  return null;
};

type Extending = { windows: WindowToExtend[]; errors: (RefusalDetail & { code: string })[] };

const extending = (lanes: readonly LaneState[], ground: Ground, by: ExtendWindowProposal['by']): Extending => {
  const { at, policy } = ground;
  const windows: WindowToExtend[] = [];
  const errors: Extending['errors'] = [];
  for (const [index, state] of lanes.entries()) {
    const { lane, windows: recorded } = state;
    const name = laneNameOf(lane);
    const pointer = `/lanes/${index}`;
    const window = wayBackWindow(recorded, at);
    if (window === undefined) {
      errors.push({ pointer, code: 'window_closed', detail: `${laneWords(lane)} has no open window` });
      continue;
    }
    const end = endOf(window, by);
    const history = historyOf(contextOf(ground), state, window);
    const problem = problemOf({ window, history, end }, policy);
    if (problem !== null) {
      errors.push({ pointer, code: problem.code ?? 'invalid_body', detail: `${laneWords(lane)} ${problem.detail}` });
    }
    windows.push({
      laneId: lane.id,
      ...name,
      opener: window.decision,
      closesAt: window.closesAt.toISOString(),
      extendedTo: end.toISOString(),
      extensions: window.extensions ?? 0,
    });
  }
  windows.sort((a, b) => (laneText(a) < laneText(b) ? -1 : 1));
  return { windows, errors };
};

const codes = ['window_closed', 'window_not_longer', 'extensions_used_up'] as const;

const changesOf = (windows: readonly WindowToExtend[]): DocumentChange[] =>
  windows.flatMap((window) =>
    valueChange(`/windows/${laneText(window).replace('/', '~1')}`, window.closesAt, window.extendedTo, 'looser'),
  );

const derive = (ground: Ground, proposal: ExtendWindowProposal): Result<ExtendWindowPayload> => {
  const context = contextOf(ground);
  const lanes = findLanes(context, proposal.lanes, 'target');
  if (!lanes.ok) return lanes;
  if (lanes.value.length === 0) {
    return refuse('lanes_not_allowed', 'The lanes whose windows stay open longer are missing.', [
      { pointer: '/lanes', detail: 'must name at least one lane' },
    ]);
  }
  const { windows, errors } = extending(lanes.value, ground, proposal.by);
  if (errors.length > 0) {
    const code = codes.find((known) => errors.some((error) => error.code === known)) ?? 'invalid_body';
    return refuse(code, `${errors.map(({ detail }) => detail).join('; ')}.`, errors);
  }
  return accept({
    kind: 'extend_rollback_window',
    context: context.slug,
    lanes: payloadLanes(lanes.value),
    asked: 'days' in proposal.by ? proposal.by : { until: proposal.by.until.toISOString() },
    windows,
    changes: changesOf(windows),
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    // Legacy is kept, and one person alone may go back, for longer than was signed.
    stakes: { ...stakesOf(context, lanes.value), loosens: true },
  });
};

const sharesLane = (payload: ExtendWindowPayload, other: ExtendWindowPayload): boolean =>
  payload.windows.some(({ laneId }) => other.windows.some((window) => window.laneId === laneId));

/** Moves the end of open rollback windows later; each extension is a decision of its own, with a reason, and counted. */
export const extendWindow: KindRules<ExtendWindowPayload, ExtendWindowProposal> = {
  derive,
  question: (payload) => ({
    kind: 'extend_rollback_window',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    lanes: payload.lanes,
    by: 'days' in payload.asked ? payload.asked : { until: new Date(payload.asked.until) },
  }),
  revise: (question, revising) => ({
    ...question,
    ...told(revising),
    ...(revising.lanes === undefined ? {} : { lanes: revising.lanes }),
  }),
  slots: (policy, payload) => slotsOfKind(policy, 'extend_rollback_window', payload.stakes),
  criteria: () => [],
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  overlaps: (payload, other) => other.kind === 'extend_rollback_window' && sharesLane(payload, other),
  effects: (payload, _decision, world) =>
    accept(
      atOnce(
        world.at,
        payload.windows.map(({ closesAt, extendedTo, extensions, ...window }) => ({
          kind: 'window_extended' as const,
          ...window,
          closesAt: new Date(closesAt),
          extendedTo: new Date(extendedTo),
          number: extensions + 1,
          reason: payload.rationale,
        })),
      ),
    ),
  meaning: (role) =>
    role === 'operations' ? 'We can keep the way back running until then.' : 'Keeping the way back open is worth it.',
};
