import { type DecisionRef, headOf } from '@/lib/domain/authority/interval';
import { laneNameOf } from '@/lib/domain/authority/lane';
import type { Leases } from '@/lib/domain/authority/lease';
import { wayBackWindow } from '@/lib/domain/authority/window';
import type { Fact } from '@/lib/domain/ledger/fact';
import type { LegacyAfter } from '@/lib/domain/words';
import { type ContextState, epochOnRecord, type LaneState, sideOnRecord, stageOnRecord } from './context-state';
import { effectiveFromOf, type Move } from './effective-from';
import type { AuthorityChange, Effects, StageChange, WindowEnding, WindowOpening } from './effects';

const dayMs = 86_400_000;

type Plan = {
  context: ContextState;
  move: Move;
  decision: DecisionRef;
  leases: Leases;
  at: Date;
  /** How long the way back stays open; null for a move that opens no window. */
  rollbackDays: number | null;
  /** What legacy does behind the lanes that move to target; left out: it stands by. */
  legacyAfter?: LegacyAfter | undefined;
  /** Why lanes go back; null for a move towards target. */
  reason: string | null;
};

const shift = (state: LaneState, side: 'legacy' | 'target', from: Date): AuthorityChange => {
  const epoch = epochOnRecord(state);
  return {
    laneId: state.lane.id,
    ...laneNameOf(state.lane),
    closes: headOf(state.intervals) === undefined ? null : { epoch, to: from },
    opens: { epoch: epoch + 1, side, from },
  };
};

/** Participation is no authority: it stands beside it in the interval. */
const withLegacy = ({ legacyAfter }: Plan, change: AuthorityChange): AuthorityChange =>
  legacyAfter === undefined || change.opens.side === 'legacy'
    ? change
    : { ...change, opens: { ...change.opens, legacyAfter } };

/** Lanes that get their first interval: those without one in a context that leaves planned. */
const firstOpenings = ({ context, move }: Plan, from: Date): AuthorityChange[] =>
  move.stage === 'planned'
    ? []
    : context.lanes
        .filter((state) => headOf(state.intervals) === undefined && !move.lanes.includes(state))
        .map((state) => shift(state, 'legacy', from));

const factOf = (plan: Plan, change: AuthorityChange): Fact => {
  const { context, decision, reason } = plan;
  const data = {
    workload: change.workload,
    audience: change.audience,
    context: context.slug,
    side: change.opens.side,
    from: change.closes === null ? null : change.opens.side === 'legacy' ? ('target' as const) : ('legacy' as const),
    epoch: change.opens.epoch,
    effectiveFrom: change.opens.from.toISOString(),
    decision,
    ...(change.opens.legacyAfter === undefined ? {} : { legacyAfter: change.opens.legacyAfter }),
  };
  const subject = { kind: 'decision' as const, id: decision.id };
  if (change.closes === null) return { type: 'authority.opened', subject, contextId: context.id, data };
  if (reason === null) return { type: 'authority.shifted', subject, contextId: context.id, data };
  return { type: 'authority.rolled_back', subject, contextId: context.id, data: { ...data, reason } };
};

const stageFact = ({ context, decision }: Plan, change: StageChange): Fact => ({
  type: 'stage.changed',
  subject: { kind: 'decision', id: decision.id },
  contextId: context.id,
  data: {
    context: context.slug,
    from: change.from,
    to: change.to,
    effectiveFrom: change.effectiveFrom.toISOString(),
    decision,
  },
});

const windowFacts = ({ context, decision }: Plan, opened: WindowOpening[], ended: WindowEnding[]): Fact[] => {
  const subject = { kind: 'decision' as const, id: decision.id };
  return [
    ...opened.map(
      ({ workload, audience, opensAt, closesAt }): Fact => ({
        type: 'window.opened',
        subject,
        contextId: context.id,
        data: {
          workload,
          audience,
          context: context.slug,
          opensAt: opensAt.toISOString(),
          closesAt: closesAt.toISOString(),
          decision,
        },
      }),
    ),
    ...ended.map(
      ({ workload, audience, endedAt, decision: opener }): Fact => ({
        type: 'window.used',
        subject,
        contextId: context.id,
        data: {
          workload,
          audience,
          context: context.slug,
          endedAt: endedAt.toISOString(),
          decision: opener,
          by: decision,
        },
      }),
    ),
  ];
};

/** What a move writes: intervals closed and opened, the stage, windows opened and used up, each with its fact. */
export const planMove = (plan: Plan): Effects => {
  const { context, move, at } = plan;
  if (move.lanes.some((state) => sideOnRecord(state) === move.to)) throw new Error('a lane is on that side already');
  const from = effectiveFromOf(context, move, plan.leases, at);
  const moved = move.lanes.map((state) => withLegacy(plan, shift(state, move.to, from)));
  const authority = [...firstOpenings(plan, from), ...moved];
  const before = stageOnRecord(context);
  const stage = before === move.stage ? null : { from: before, to: move.stage, effectiveFrom: from };
  const { rollbackDays } = plan;
  const windowsOpened =
    move.to === 'legacy' || rollbackDays === null
      ? []
      : move.lanes.map(({ lane }) => ({
          laneId: lane.id,
          ...laneNameOf(lane),
          opensAt: from,
          closesAt: new Date(from.getTime() + rollbackDays * dayMs),
        }));
  const windowsEnded =
    move.to === 'target'
      ? []
      : move.lanes.flatMap(({ lane, windows }) => {
          const window = wayBackWindow(windows, at);
          if (window === undefined) return [];
          return [{ laneId: lane.id, ...laneNameOf(lane), decision: window.decision, endedAt: at }];
        });
  return {
    effectiveFrom: from,
    authority,
    stage,
    windowsOpened,
    windowsEnded,
    changes: [],
    facts: [
      ...authority.map((change) => factOf(plan, change)),
      ...(stage === null ? [] : [stageFact(plan, stage)]),
      ...windowFacts(plan, windowsOpened, windowsEnded),
    ],
  };
};

/** What a decision that moves no authority takes effect with: at once, nothing written but its own facts. */
export const planNothing = (at: Date): Effects => ({
  effectiveFrom: at,
  authority: [],
  stage: null,
  windowsOpened: [],
  windowsEnded: [],
  changes: [],
  facts: [],
});
