import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerFor } from '@/lib/domain/authority/answer';
import { authorityAt, headOf, stageAt } from '@/lib/domain/authority/interval';
import { type LaneName, laneNameOf } from '@/lib/domain/authority/lane';
import { defaultPolicy } from '@/lib/domain/policy/document';
import { stageAgreesWithLanes } from '@/lib/domain/stage/agreement';
import type { Side, Stage } from '@/lib/domain/words';
import { type ContextState, sideOnRecord, stageOnRecord } from './context-state';
import { decideExecute } from './execute';
import type { Proposal } from './proposal';
import { decideRollback } from './rollback';
import {
  allSignOffs,
  applyEffects,
  fourLanes,
  later,
  noon,
  person,
  plannedContext,
  propose,
  shownOf,
  viewedOf,
  worldOf,
} from './test-world';

// Random histories of one context, driven through the decision functions only, held against a model that knows nothing
// but who should hold each lane after each executed act.

type Act =
  | { do: 'advance'; to: Stage; lanes: LaneName[]; days: number }
  | { do: 'back' | 'rollback'; to: Stage | undefined; lanes: LaneName[] };

/** Choices, made sense of only when their turn comes: `wish` is what to try, `mask` which lanes, `days` the way back. */
type Step = {
  wait: { kind: 'short' | 'boundary' | 'long'; ms: number; pick: number };
  commit: number;
  wish: number;
  mask: number;
  days: number;
};

type Ask = { lane: number; pick: number; around: number; memory: number };

const stepArb: fc.Arbitrary<Step> = fc.record({
  wait: fc.record({
    kind: fc.constantFrom('short', 'short', 'boundary', 'boundary', 'long'),
    ms: fc.integer({ min: 0, max: 40_000 }),
    pick: fc.nat(),
  }),
  commit: fc.oneof(fc.constant(1_000), fc.integer({ min: 0, max: 1_000 })),
  wish: fc.nat({ max: 99 }),
  mask: fc.integer({ min: 1, max: 15 }),
  days: fc.integer({ min: 1, max: 2 }),
});

const askArb: fc.Arbitrary<Ask> = fc.record({
  lane: fc.nat({ max: 3 }),
  pick: fc.nat(),
  around: fc.oneof(fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -40_000, max: 40_000 })),
  memory: fc.oneof(fc.integer({ min: 0, max: 6_000 }), fc.integer({ min: 0, max: 35_000 })),
});

const masked = (context: ContextState, side: Side, mask: number): LaneName[] =>
  context.lanes
    .filter((state, at) => sideOnRecord(state) === side && (mask & (1 << at)) !== 0)
    .map(({ lane }) => laneNameOf(lane));

const allowedNext: Partial<Record<Stage, Stage>> = { planned: 'shadow', shadow: 'validated' };

/** Mostly what the stage allows, sometimes anything. */
const actOf = (context: ContextState, { wish, mask, days }: Step): Act => {
  const stage = stageOnRecord(context);
  const back = { to: wish % 5 === 0 ? (['validated', 'shadow', 'planned'] as const)[wish % 3] : undefined };
  if (wish < 5) return { do: 'advance', to: 'full', lanes: [], days };
  if (wish < 10)
    return {
      do: 'advance',
      to: (['shadow', 'validated', 'selective'] as const)[wish % 3] ?? 'shadow',
      lanes: [],
      days,
    };
  const next = allowedNext[stage];
  if (next !== undefined)
    return wish < 90 ? { do: 'advance', to: next, lanes: [], days } : { do: 'back', ...back, lanes: [] };
  if (wish < 45) return { do: 'rollback', ...back, lanes: masked(context, 'target', mask) };
  if (wish < 55) return { do: 'back', ...back, lanes: masked(context, 'target', mask) };
  if (wish < 75 || context.lanes.length === 1) return { do: 'advance', to: 'full', lanes: [], days };
  return { do: 'advance', to: 'selective', lanes: masked(context, 'legacy', mask), days };
};

const instantsOf = (context: ContextState): Date[] => [
  ...context.lanes.flatMap(({ intervals, windows }) => [
    ...intervals.map(({ from }) => from),
    ...windows.map(({ closesAt }) => closesAt),
  ]),
  ...context.stages.map(({ from }) => from),
];

/** The next turn: soon, around an instant at which something recorded begins or ends, or a day later. */
const afterWaiting = (context: ContextState, clock: Date, { kind, ms, pick }: Step['wait']): Date => {
  if (kind === 'long') return later(clock, ms * 2_000);
  const ahead = instantsOf(context).filter((instant) => instant > clock);
  const chosen = ahead[pick % Math.max(1, ahead.length)];
  if (kind === 'short' || chosen === undefined) return later(clock, ms);
  return new Date(Math.max(clock.getTime(), chosen.getTime() + (ms % 3_000) - 1_500));
};

type Outcome = { context: ContextState; moved: { lanes: string[]; to: Side } | null };

const proposalOfAct = (act: Act): Proposal => {
  const told = { title: 'A move', rationale: 'Because.' };
  if (act.do !== 'advance') return { kind: 'rollback', ...told, to: act.to, lanes: act.lanes };
  const moves = act.to === 'selective' || act.to === 'full';
  return { kind: 'advance', ...told, to: act.to, lanes: act.lanes, rollbackDays: moves ? act.days : null };
};

/** One act through the domain; a refusal changes nothing. */
const perform = (context: ContextState, act: Act, at: Date, number: number): Outcome => {
  const unchanged = { context, moved: null };
  const world = worldOf({ at, context, evaluations: [] });
  const id = `decision-${number}`;
  if (act.do === 'rollback') {
    const input = { rollback: { id, number }, review: { id: `review-${number}`, number: number + 1 } };
    const by = person('omar-operations');
    const result = decideRollback({
      ...input,
      program: 'claims',
      by,
      lanes: act.lanes,
      to: act.to,
      reason: 'Wrong',
      world,
    });
    if (!result.ok) return unchanged;
    const after = applyEffects(context, input.rollback, result.value.effects);
    return {
      context: after,
      moved: { lanes: result.value.effects.authority.map(({ laneId }) => laneId), to: 'legacy' },
    };
  }
  const opened = propose(world, proposalOfAct(act));
  if (!opened.ok) return unchanged;
  const decision = { ...opened.value.decision, id, number };
  const viewed = viewedOf(decision, world, { signOffs: allSignOffs(decision) });
  const result = decideExecute(viewed, person('lena'), shownOf(decision));
  if (!result.ok) throw new Error(result.refusal.detail);
  const moved = {
    lanes:
      decision.payload.kind === 'advance' || decision.payload.kind === 'rollback'
        ? decision.payload.lanes.map(({ laneId }) => laneId)
        : [],
    to: act.do === 'advance' ? ('target' as const) : ('legacy' as const),
  };
  return { context: applyEffects(context, { id, number }, result.value.effects), moved };
};

const boundariesOf = (context: ContextState): Date[] => [
  ...context.lanes.flatMap(({ intervals }) => intervals.map(({ from }) => from)),
  ...context.stages.map(({ from }) => from),
];

const checkTiles = (context: ContextState, model: ReadonlyMap<string, { side: Side; epoch: number }>) => {
  for (const { lane, intervals } of context.lanes) {
    const ordered = [...intervals].sort((a, b) => a.from.getTime() - b.from.getTime());
    ordered.forEach((interval, at) => {
      expect(interval.epoch).toBe(at + 1);
      const next = ordered[at + 1];
      expect(interval.to?.getTime()).toBe(next?.from.getTime());
      if (interval.to !== null) expect(interval.to.getTime()).toBeGreaterThan(interval.from.getTime());
    });
    const expected = model.get(lane.id);
    expect(headOf(intervals)?.side ?? 'legacy').toBe(expected?.side);
    expect(headOf(intervals)?.epoch ?? 0).toBe(expected?.epoch);
  }
};

const checkStages = (context: ContextState) => {
  const order: Stage[] = ['planned', 'shadow', 'validated', 'selective', 'full', 'retired'];
  context.stages.forEach((interval, at) => {
    const before = context.stages[at - 1];
    if (before === undefined) return;
    expect(before.to).toEqual(interval.from);
    const whole = context.lanes.length === 1 && before.stage === 'validated' && interval.stage === 'full';
    expect(order.indexOf(interval.stage)).toBeLessThanOrEqual(order.indexOf(before.stage) + (whole ? 2 : 1));
  });
  for (const instant of boundariesOf(context)) {
    const sides = context.lanes.map(({ intervals }) => authorityAt(intervals, instant)?.side ?? 'legacy');
    expect(stageAgreesWithLanes(stageAt(context.stages, instant), sides)).toBe(true);
  }
};

type Given = { laneId: string; side: Side; from: Date; until: Date };

/** No answer that was given, from memory or not, says something else than the record while it may be relied on. */
const checkAnswers = (context: ContextState, given: readonly Given[]) => {
  for (const answer of given) {
    const lane = context.lanes.find((state) => state.lane.id === answer.laneId);
    const instants = [answer.from, ...boundariesOf(context), later(answer.until, -1)];
    for (const instant of instants.filter((when) => answer.from <= when && when < answer.until)) {
      expect(authorityAt(lane?.intervals ?? [], instant)?.side ?? 'legacy').toBe(answer.side);
    }
  }
};

type Model = Map<string, { side: Side; epoch: number }>;

/** What should have happened to each lane, told without asking the domain. */
const follow = (model: Model, context: ContextState, moved: Outcome['moved']) => {
  for (const { lane } of context.lanes) {
    const held = model.get(lane.id) ?? { side: 'legacy' as Side, epoch: 0 };
    const flips = moved?.lanes.includes(lane.id) === true && held.side !== moved.to;
    const first = held.epoch === 0 && stageOnRecord(context) !== 'planned';
    if (flips) model.set(lane.id, { side: moved.to, epoch: held.epoch + 1 });
    else if (first) model.set(lane.id, { side: 'legacy', epoch: 1 });
  }
};

/** What an instance answers at an instant, from what it read `memory` ms earlier. */
const answerTo = (visible: readonly { from: Date; context: ContextState }[], last: ContextState, ask: Ask): Given[] => {
  const instants = instantsOf(last);
  const at = later(instants[ask.pick % instants.length] ?? noon, ask.around);
  const confirmedAt = later(at, -ask.memory);
  const context = visible.filter(({ from }) => from <= confirmedAt).at(-1)?.context;
  const state = context?.lanes[ask.lane % last.lanes.length];
  if (context === undefined || state === undefined) return [];
  const answer = answerFor({ context: { ...context, proofs: [] }, ...state, leases: defaultPolicy, at, confirmedAt });
  if (answer.validUntil === null || answer.validUntil <= at) return [];
  return [{ laneId: state.lane.id, side: answer.side, from: at, until: answer.validUntil }];
};

const runHistory = (lanes: number, steps: readonly Step[], asks: readonly Ask[], seen: Map<string, number>) => {
  let context = plannedContext(fourLanes.slice(0, lanes));
  let clock = noon;
  const model: Model = new Map(context.lanes.map(({ lane }) => [lane.id, { side: 'legacy', epoch: 0 }]));
  const visible = [{ from: new Date(0), context }];
  for (const [at, step] of steps.entries()) {
    clock = afterWaiting(context, clock, step.wait);
    const act = actOf(context, step);
    const outcome = perform(context, act, clock, 100 + 2 * at);
    if (outcome.context === context) continue;
    context = outcome.context;
    follow(model, context, outcome.moved);
    const reached = `${act.do} ${stageOnRecord(context)}`;
    seen.set(reached, (seen.get(reached) ?? 0) + 1);
    clock = later(clock, step.commit);
    visible.push({ from: clock, context });
    checkTiles(context, model);
    checkStages(context);
  }
  checkAnswers(
    context,
    asks.flatMap((ask) => answerTo(visible, context, ask)),
  );
};

test('whatever is decided, each lane has one side at every instant, stages agree and no answer outlives its truth', () => {
  const seed = Math.floor(Number(process.env.SEED ?? Math.random() * 2_147_483_647));
  const seen = new Map<string, number>();
  const lanes = fc.constantFrom(1, 2, 4, 4);
  const steps = fc.array(stepArb, { minLength: 6, maxLength: 40, size: 'max' });
  const asks = fc.array(askArb, { minLength: 20, maxLength: 60, size: 'max' });
  fc.assert(
    fc.property(lanes, steps, asks, (count, taken, asked) => runHistory(count, taken, asked, seen)),
    { seed, numRuns: 2_000, endOnFailure: true },
  );
  // The histories reached every way of moving, so that what held above was put to the test.
  for (const reached of [
    'advance full',
    'advance selective',
    'rollback selective',
    'rollback validated',
    'rollback shadow',
    'back selective',
    'back planned',
  ]) {
    expect(seen.get(reached) ?? 0, `${reached}, seed ${seed}`).toBeGreaterThan(20);
  }
}, 240_000);
